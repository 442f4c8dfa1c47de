"""Recall over as many memories as a persona keeps: milliseconds."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bench.generator.club import MORNING
from piyasa.cast import members
from piyasa.contracts.values import Meaning
from piyasa.devstack.llm.lines import market_line
from piyasa.generator.domain.memory.recall import cue_of, recalled
from piyasa.projections.conversations.state import Line
from piyasa.projections.memories.state import Memory, Remembered

MEMORIES = 500


def recall_times(rounds: int) -> dict[str, Any]:
    """Of a persona whose memories were not looked at before, that has one more, and that has the same as before."""
    contents = [
        (memory, member.bot_id) for member in members(MEMORIES // 60 + 2, seed="recall") for memory in member.memories
    ][:MEMORIES]
    remembered = Remembered({
        f"m{number}": Memory(
            f"m{number}", memory.type, f"{memory.content} ({number}. kez)",
            created_at=MORNING - timedelta(hours=number), accessed_at=MORNING - timedelta(hours=number),
            anchored_at=MORNING - timedelta(hours=number / 10), valence=memory.valence, tags=memory.tags,
        )
        for number, (memory, _) in enumerate(contents)
    })  # fmt: skip
    first = _milliseconds(remembered, 0)
    more = []
    for number in range(rounds):
        known = next(iter(remembered.items.values()))
        added = replace(known, memory_id=f"n{number}", content=f"{known.content} {number}", created_at=MORNING)
        remembered = replace(remembered, items=remembered.items | {added.memory_id: added})
        more.append(_milliseconds(remembered, number))
    same = [_milliseconds(remembered, 1000 + number) for number in range(rounds)]
    near = dict.fromkeys(remembered.items, 0.3)
    semantic = [_milliseconds(remembered, 2000 + number, near) for number in range(rounds)]
    return {
        "memories": MEMORIES,
        "first_ms": round(first, 2),
        "with_one_more_ms": round(statistics.median(more), 2),
        "again_ms": round(statistics.median(same), 2),
        "with_cosines_ms": round(statistics.median(semantic), 2),
    }


def _milliseconds(remembered: Remembered, number: int, near: dict[str, float] | None = None) -> float:
    lines = [
        Line(number, MORNING, "p:kisi", "Deniz", market_line(f"{number}-{each}".encode()), Meaning(), each)
        for each in range(3)
    ]
    begun = time.thread_time()
    recalled(remembered, cue_of("BIST", lines, lines[-1], 0.1), None, MORNING, near=near or {})
    return 1000 * (time.thread_time() - begun)
