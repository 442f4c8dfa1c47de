"""What the clock says to a persona: the band of its day, in Turkish (behaviour 9.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from piyasa.projections.exchange import PartOfDay, part_of_day

_BANDS: Final[Mapping[PartOfDay, str]] = {
    "morning": "sabah",
    "market": "gündüz",
    "evening": "akşam",
    "night": "gece",
}


def band_of(local: datetime) -> str:
    """The part of the day."""
    return _BANDS[part_of_day(local)]
