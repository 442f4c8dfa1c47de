"""Draws stances and fictional positions so that personas disagree about the same things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from piyasa.cast.material import material
from piyasa.cast.member import Holding, Stance
from piyasa.language.casing import tr_capitalize

_LIST: Final = {1: "rising", 0: "level", -1: "falling"}
_STRENGTH: Final = (0.25, 0.75)
_CONFIDENCE: Final = (0.3, 0.75)
_LEVEL_SHARE: Final = 0.2
_LEVEL_HELD: Final = 0.3
_CLEAR: Final = 0.1
"""A direction beyond this takes a side."""


@dataclass(slots=True)
class Opinions:
    """Knows who thinks what already, and has the next one rather take the other side."""

    sides: Counter[tuple[str, int]] = field(default_factory=Counter)

    def count(self, stances: Iterable[Stance]) -> None:
        """Take note of somebody's opinions."""
        for stance in stances:
            self.sides[stance.topic, side_of(stance)] += 1

    def stances(self, chance: Random, topics: Sequence[str]) -> tuple[Stance, ...]:
        """One opinion of each topic."""
        drawn = tuple(self._stance(chance, topic) for topic in dict.fromkeys(topics))
        self.count(drawn)
        return drawn

    def _stance(self, chance: Random, topic: str) -> Stance:
        side = self._side(chance, topic)
        return Stance(
            topic=topic,
            direction=round(side * chance.uniform(*_STRENGTH), 2),
            confidence=round(chance.uniform(*_CONFIDENCE), 2),
            text=_words(chance, topic, _LIST[side]),
        )

    def _side(self, chance: Random, topic: str) -> int:
        if chance.random() < _LEVEL_SHARE:
            return 0
        rising, falling = self.sides[topic, 1], self.sides[topic, -1]
        if rising == falling:
            return chance.choice((1, -1))
        return 1 if rising < falling else -1


def side_of(stance: Stance) -> int:
    """1 bullish, -1 bearish, 0 neither."""
    return (stance.direction > _CLEAR) - (stance.direction < -_CLEAR)


def holdings(chance: Random, stances: Sequence[Stance], symbols: Sequence[str], horizon: str) -> tuple[Holding, ...]:
    """Up to three positions in words, in accord with the stances: nobody holds what it thinks will fall."""
    thought = {stance.topic: side_of(stance) for stance in stances}
    return tuple(_holding(chance, symbol, thought.get(symbol, 0), horizon) for symbol in symbols[:3])


def _holding(chance: Random, symbol: str, side: int, horizon: str) -> Holding:
    owned = side > 0 or (side == 0 and chance.random() < _LEVEL_HELD)
    held = "long" if owned else "watching"
    return Holding.model_validate(
        {
            "symbol": symbol,
            "side": held,
            "size_label": chance.choice(("small", "small", "medium")) if owned else "none",
            "horizon": horizon,
            "note": chance.choice(material("symbols")["notes"][held]),
        }
    )


def _words(chance: Random, topic: str, leaning: str) -> str:
    lists = material("symbols")
    group: dict[str, list[str]] | None = lists["groups"].get(topic)
    if group is not None:
        return chance.choice(group[leaning])
    facet = chance.choice(lists["facets"][topic])
    said: str = chance.choice(lists[leaning])
    return said.format(symbol=topic, facet=facet, Facet=tr_capitalize(facet))
