"""Ten drafts at once against a slow model: seconds until all are facts."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Callable
from random import Random
from typing import Any

from bench.generator.assembled import Assembled, assembled, drafts_in
from bench.generator.club import Club, speakers
from bench.generator.stub import running_stub

DRAFTS = 10
LATENCY = 1.5
WITHIN = 3.0


async def ten_at_once(rounds: int, progress: Callable[[int], None]) -> dict[str, Any]:
    """Rounds without and with a judge, whose answer takes as long as a draft."""
    club = Club(chats=5, seats=8, seed="promptness")
    found: dict[str, Any] = {"latency_seconds": LATENCY, "target_seconds": WITHIN}
    async with running_stub(latency=LATENCY) as stub:
        for judge in (False, True):
            async with assembled(club, stub.url, judge=judge) as generator:
                await _round(generator, Random("first"))  # connections are made
                await stub.forget()
                found["with_judge" if judge else "without_judge"] = await _rounds(generator, rounds, progress)
    return found


async def _rounds(generator: Assembled, rounds: int, progress: Callable[[int], None]) -> dict[str, Any]:
    """How long each round took, and what made drafts take more than one call."""
    generator.counts.guards.clear()
    generator.counts.again.clear()
    generator.counts.calls.clear()
    seconds, each_took, at_once = list[float](), list[float](), list[float]()
    drafts = 0
    for number in range(rounds):
        begun = time.perf_counter()
        made, took, first = await _round(generator, Random(f"round-{number}"))
        seconds.append(time.perf_counter() - begun)
        drafts += made
        each_took += took
        at_once += first
        progress(1)
    return {
        "rounds": rounds,
        "median_seconds": round(statistics.median(seconds), 2),
        "worst_seconds": round(max(seconds), 2),
        "median_draft_seconds": round(statistics.median(each_took), 2),
        "worst_at_first_try_seconds": round(max(at_once), 2),
        "drafts": drafts,
        "ticks": rounds * DRAFTS,
        "within_target": sum(each <= WITHIN for each in each_took),
        "calls": sum(generator.counts.calls.values()),
        "sought_again": sum(generator.counts.again.values()),
        "met": max(seconds) <= WITHIN,
    }


async def _round(generator: Assembled, chance: Random) -> tuple[int, list[float], list[float]]:
    """Ten ticks, two a chat; gives drafts, the seconds of each tick, and of those that needed one try."""
    club, took, first, drafts = generator.club, list[float](), list[float](), 0
    ticks = []
    for chat_id in club.chat_ids:
        club.person_speaks(chat_id)
        ticks += [club.ask(chat_id, *wish) for wish in speakers(club, chat_id, chance, DRAFTS // club.chats)]
    begun = time.perf_counter()

    async def one(tick: Any) -> list[Any]:
        facts = await generator.draft(tick)
        took.append(time.perf_counter() - begun)
        found = drafts_in(facts)
        if found and sum(each.name == "compliance" for each in found[0].data.guards) == 1:
            first.append(took[-1])
        return found

    for found in await asyncio.gather(*map(one, ticks)):
        for draft in found:
            drafts += 1
            club.say(draft)
    return drafts, took, first
