"""Chance at a persona's beginning: active hours and birth date, drawn once and kept (behaviour 2.1)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from piyasa.cast.chance import WholeChance

SHIFT_AT_MOST: Final = 45
"""Minutes by which a persona's hours are moved."""
AGES: Final = (25, 45)
"""Of personas whose birth date nobody tells."""


def draw_hours(chance: WholeChance, hours: tuple[str, ...]) -> tuple[str, ...]:
    """Active hours, all moved by one draw of up to ``SHIFT_AT_MOST`` minutes."""
    shift = chance.randint(-SHIFT_AT_MOST, SHIFT_AT_MOST)
    return tuple("-".join(_moved(end, shift) for end in part.split("-")) for part in hours)


def draw_birth_date(chance: WholeChance, today: date, ages: tuple[int, int] = AGES) -> date:
    """The birth date of somebody of such an age, ends included."""
    youngest = _years_before(today, ages[0])
    oldest = _years_before(today, ages[1] + 1) + timedelta(days=1)
    return oldest + timedelta(days=chance.randint(0, (youngest - oldest).days))


def age_on(today: date, born: date) -> int:
    """Full years lived."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _moved(clock: str, minutes: int) -> str:
    hour, minute = map(int, clock.split(":"))
    moved = (hour * 60 + minute + minutes) % (24 * 60)
    return f"{moved // 60:02d}:{moved % 60:02d}"


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February, in a year that has none
        return day.replace(year=day.year - years, day=28)
