"""What the persona itself said before that bears on what it is to say now (behaviour 11.1, part 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from piyasa.contracts.values import Meaning
from piyasa.projections.conversations.state import Line

LINES_AT_MOST: Final = 2
"""Own past lines that stand in a scene."""
_SYMBOL, _TOPIC, _KEYWORD = 3.0, 1.0, 1.0
"""What a shared symbol, topic group and keyword count."""
_RELEVANT_FROM: Final = 2.0
"""Points from which a line bears on the moment: a topic group alone does not."""


def own_past(speaker: str, lines: Sequence[Line], topic: str | None, target: Meaning | None) -> tuple[str, ...]:
    """The persona's best lines before the history that is shown, oldest first; the newest win ties."""
    wanted = frozenset((topic,) if topic else ()) | frozenset(() if target is None else target.symbols)
    groups = frozenset((topic,) if topic else ()) | frozenset(() if target is None else target.topics)
    keywords = frozenset(() if target is None else target.keywords)
    found: list[tuple[float, int, str]] = []
    for index, line in enumerate(lines):
        if line.speaker == speaker and line.text:
            points = _points(line.meaning, wanted, groups, keywords)
            if points >= _RELEVANT_FROM:
                found.append((points, index, line.text))
    found.sort(reverse=True)
    return tuple(text for _, _, text in sorted(found[:LINES_AT_MOST], key=lambda each: each[1]))


def _points(meaning: Meaning, symbols: frozenset[str], groups: frozenset[str], keywords: frozenset[str]) -> float:
    points = _SYMBOL * len(symbols.intersection(meaning.symbols)) + _TOPIC * len(groups.intersection(meaning.topics))
    return points + _KEYWORD * len(keywords.intersection(meaning.keywords))
