"""The words of a persona that its memories are made of: places, work, and what it watches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from piyasa.cast.material import material
from piyasa.cast.member import CastMember
from piyasa.cast.opinions import side_of
from piyasa.language.casing import tr_capitalize
from piyasa.language.symbols import symbol_list

_SPOKEN: Final = {"BIST": "borsa", "FX": "döviz", "Kripto": "kripto", "Makro": "makro"}
_RETIRED, _STUDENT = "emekli", "öğrenci"


@dataclass(frozen=True, slots=True)
class Words:
    """What a sentence may be filled with."""

    fixed: Mapping[str, str]
    """The same in every sentence."""
    by_kind: Mapping[str, tuple[str, ...]]
    """Kind to symbols: watched ones, and those thought to rise or fall."""
    groups: tuple[str, ...]
    """Topic groups the persona cares for most."""

    def filled(self, names: frozenset[str], chance: Random) -> dict[str, str] | None:
        """A word for each name, and the symbols among them under ``tags``; None when one is not known."""
        found: dict[str, str] = {}
        tags: list[str] = []
        for kind, facet in _SYMBOLS.items():
            if kind not in names:
                continue
            free = [each for each in self.by_kind.get(kind, ()) if each not in tags]
            if not free:
                return None
            found[kind] = chance.choice(free)
            tags.append(found[kind])
            facets = material("symbols")["facets"].get(found[kind])
            if facet in names and facets:
                found[facet] = chance.choice(facets)
        found |= {name: self.fixed[name] for name in names if self.fixed.get(name)}
        return found if names <= found.keys() else None

    def tags(self, filled: Mapping[str, str]) -> tuple[str, ...]:
        """The symbols and groups that were filled in."""
        symbols = [filled[kind] for kind in _SYMBOLS if kind in filled]
        named = [group for name, group in zip(_GROUPS, self.groups, strict=False) if {name, name.title()} & set(filled)]
        return tuple(dict.fromkeys((*symbols, *named)))


_SYMBOLS: Final = {"symbol": "facet", "symbol2": "facet2", "share": "", "rising": "", "falling": ""}
_GROUPS: Final = ("group", "group2")


def words_of(member: CastMember) -> Words:
    """Gather a persona's words."""
    groups = _groups(member)
    fixed = dict(_told(member, groups))
    fixed |= {tr_capitalize(name): tr_capitalize(word) for name, word in fixed.items()}
    known = material("symbols")["facets"]
    watched = tuple(symbol for symbol in member.persona.watchlist if symbol in known)
    sides = {
        side: tuple(s.topic for s in member.stances if side_of(s) == side and s.topic in known) for side in (1, -1)
    }
    shares = tuple(each for each in watched if symbol_list().group.get(each) == "BIST" and not each.startswith("X"))
    by_kind = {"symbol": watched, "symbol2": watched, "share": shares, "rising": sides[1], "falling": sides[-1]}
    return Words(fixed, by_kind, groups)


def _told(member: CastMember, groups: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    life, born = member.background, member.birth_date
    place: Any = next((each for each in material("places") if each["city"] == life.city), {})
    kind = "retired" if life.work.startswith(_RETIRED) else "student" if _STUDENT in life.work else "job"
    yield from {
        "at": place.get("at", ""), "district": life.district, kind: life.work, "hobby": life.hobby,
        "drink": life.drink, "year": str(born.year) if born else "",
        "began": str(life.began or ""),
    }.items()  # fmt: skip
    yield from ((name, _SPOKEN[group]) for name, group in zip(_GROUPS, groups, strict=False))


def _groups(member: CastMember) -> tuple[str, ...]:
    """The two topic groups of most interest."""
    interests = member.persona.interests
    return tuple(sorted((each for each in interests if each in _SPOKEN), key=lambda each: -interests[each])[:2])
