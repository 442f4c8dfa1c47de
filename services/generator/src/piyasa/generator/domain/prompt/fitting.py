"""Keeps a prompt within its tokens: what may be given up goes in a fixed order (behaviour 11.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from piyasa.generator.domain.prompt.section import Part, Section
from piyasa.generator.domain.prompt.tokens import TOKEN, weight_of

GIVEN_UP: Final[tuple[tuple[Part, int], ...]] = (
    ("own_past", 0),
    ("history", 0),
    ("memories", -1),
    ("avoided", 0),
    ("figures", -1),
)
"""Own past lines from the oldest, history from the oldest, memories from the weakest; and only where everything else is
as long as it may be, the texts to avoid from the oldest and figures from the farthest."""


def fitted(sections: Sequence[Section], between: str, room: int) -> list[Section]:
    """The sections without the lines for which there is no ``room``, which is a weight; other parts stay whole."""
    kept = list(sections)
    excess = sum(weight_of(each.text) + weight_of(between) for each in kept) - room
    for part, at in GIVEN_UP:
        for index, section in enumerate(kept):
            if section.part == part:
                kept[index], excess = _shortened(section, at, excess)
    return kept


def _shortened(section: Section, at: int, excess: int) -> tuple[Section, int]:
    while excess > 0 and section.lines:
        lines = section.lines[1:] if at == 0 else section.lines[:-1]
        shorter = replace(section, lines=lines)
        excess -= weight_of(section.text) - weight_of(shorter.text)
        section = shorter
    return section, excess


def within(tokens: int, lines: Iterable[str]) -> list[str]:
    """The first lines that fit into so many tokens together."""
    kept: list[str] = []
    room = tokens * TOKEN
    for line in lines:
        room -= weight_of(line)
        if room < 0:
            break
        kept.append(line)
    return kept
