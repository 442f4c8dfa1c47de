"""Gives personas names, ids and handles that nobody else has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, count
from random import Random
from typing import Final

from piyasa.cast.material import material
from piyasa.cast.member import CastMember
from piyasa.language.folding import bare

_LONGEST_HANDLE, _SHORTEST_HANDLE = 32, 5
_SEPARATOR: Final = "-"


@dataclass(slots=True)
class Names:
    """Draws names without replacement; first names come again only when all are used."""

    first: list[str]
    last: list[str]
    names: set[str]
    ids: set[str]
    drawn: int = 0

    @classmethod
    def after(cls, before: Iterable[CastMember], seed: str) -> Names:
        """Names beside those of others, whose first names come last."""
        members = list(before)
        lists = material("names")
        chance = Random(f"{seed}|names")  # noqa: S311 - names, not secrets
        first = [*lists["women"], *lists["men"]]
        chance.shuffle(first)
        taken = {member.name.split()[0] for member in members}
        first.sort(key=lambda name: name in taken)
        last = list(lists["surnames"])
        chance.shuffle(last)
        return cls(first, last, {member.name for member in members}, {member.bot_id for member in members})

    def draw(self) -> tuple[str, str, str]:
        """A name, an id and a handle."""
        while True:
            number, self.drawn = self.drawn, self.drawn + 1
            round_, at = divmod(number, len(self.first))
            # Coprime steps through the surnames: each round gives every first name another one.
            name = f"{self.first[at]} {self.last[(at * 7 + round_ * 11 + round_) % len(self.last)]}"
            if round_ >= len(self.last):
                name = f"{name} {round_ // len(self.last) + 1}"
            if name not in self.names:
                self.names.add(name)
                return name, *self._slugs(name)

    def _slugs(self, name: str) -> tuple[str, str]:
        plain = bare(name).replace(" ", _SEPARATOR)[: _LONGEST_HANDLE - 4]
        numbered = (f"{plain}-{number}" for number in count(2))
        bot_id = next(each for each in chain((plain,), numbered) if each not in self.ids)
        self.ids.add(bot_id)
        return bot_id, bot_id.replace(_SEPARATOR, "_").ljust(_SHORTEST_HANDLE, "_")
