"""Chance at a persona's beginning: writing style, active hours and birth date, drawn once and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from typing import TypeAlias

from piyasa.admin_api.domain.chance import Chance
from piyasa.contracts.persona import WritingStyle

DEFAULT_HOURS = ("08:30-12:30", "13:30-19:00", "20:30-23:30")
SHIFT_AT_MOST = 45
"""Minutes by which a persona's default hours are moved."""
AGES = (25, 45)
TYPO_RATES = (0.003, 0.03)
"""The lower end is above 0 so that no persona is perfect."""
CHARACTER_SLIPS = (0.0, 0.02)

Combination: TypeAlias = tuple[str, str, str, str, str]

_CAPITALS = ("proper", "lowercase", "random")
_PUNCTUATION = ("formal", "minimal", "excessive")
_EMOJI = ("none", "rare", "moderate", "frequent")
_ABBREVIATIONS = ("full", "casual")
_LENGTHS = ("short", "medium", "long")


def combination(style: WritingStyle) -> Combination:
    """What of a style is discrete; two personas should not share it while others are free."""
    return (
        style.capitalization_style,
        style.punctuation_style,
        style.emoji_frequency,
        style.abbreviation_style,
        style.sentence_length,
    )


def combinations(*, emojis: bool = True) -> Iterator[Combination]:
    """Every discrete style: 216, or 54 for personas without emoji."""
    return product(_CAPITALS, _PUNCTUATION, _EMOJI if emojis else _EMOJI[:1], _ABBREVIATIONS, _LENGTHS)


def draw_style(chance: Chance, used: Iterable[WritingStyle], *, emojis: bool = True) -> WritingStyle:
    """Draw a style whose combination nobody has, or one of the least used when all are taken."""
    counts = dict.fromkeys(combinations(emojis=emojis), 0)
    for each in map(combination, used):
        if each in counts:
            counts[each] += 1
    fewest = min(counts.values())
    capitals, punctuation, emoji, abbreviation, length = chance.choice(
        [each for each, count in counts.items() if count == fewest]
    )
    return WritingStyle.model_validate(
        {
            "capitalization_style": capitals,
            "punctuation_style": punctuation,
            "typo_rate": round(chance.uniform(*TYPO_RATES), 4),
            "emoji_frequency": emoji,
            "abbreviation_style": abbreviation,
            "sentence_length": length,
            "turkish_char_mistake_rate": round(chance.uniform(*CHARACTER_SLIPS), 4),
        }
    )


def draw_hours(chance: Chance) -> tuple[str, ...]:
    """The default active hours, all moved by one draw of up to ``SHIFT_AT_MOST`` minutes."""
    shift = chance.randint(-SHIFT_AT_MOST, SHIFT_AT_MOST)
    return tuple("-".join(_moved(end, shift) for end in part.split("-")) for part in DEFAULT_HOURS)


def draw_birth_date(chance: Chance, today: date) -> date:
    """The birth date of somebody aged ``AGES``, ends included."""
    youngest = _years_before(today, AGES[0])
    oldest = _years_before(today, AGES[1] + 1) + timedelta(days=1)
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
