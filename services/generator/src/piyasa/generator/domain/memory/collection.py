"""Which of a persona's memories are let go, nightly (behaviour 4.8; two thresholds became one, F-11)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from piyasa.projections.memories.projection import MERGED_KEPT
from piyasa.projections.memories.reading import collectable
from piyasa.projections.memories.state import Remembered

Reason = Literal["weak", "merged"]


def fading(remembered: Remembered, now: datetime) -> list[tuple[str, Reason]]:
    """The ids of what is let go, with the reason: weak and long unused, or long merged into another."""
    merged = sorted(
        each.memory_id
        for each in remembered.items.values()
        if each.merged_at is not None and each.merged_at + MERGED_KEPT <= now
    )
    weak = [each.memory_id for each in collectable(remembered, now)]
    return [*((each, "merged") for each in merged), *((each, "weak") for each in weak)]
