"""What personas remember from the start: what was written for them, and the rest drawn from what they are."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random
from typing import Any, Final

from piyasa.cast.consistency import contradicted
from piyasa.cast.material import material
from piyasa.cast.member import CastMember, Memory
from piyasa.cast.words import Words, words_of
from piyasa.contracts.memories import LONGEST_MEMORY, MemoryType
from piyasa.language.guards.violations import violations

STARTERS: Final[dict[MemoryType, int]] = {
    "personal_fact": 12,
    "preference": 10,
    "routine": 8,
    "procedural": 8,
    "semantic": 10,
    "past_event": 6,
    "episodic": 4,
    "relationship": 2,
}
"""How many memories of each type a persona begins with, 60 in all (behaviour 4.9)."""


_WORDINGS: Final = re.compile(r"\[([^\]]*)\]")
"""Several ways to say a part of a sentence, as in ``[severim|sever dururum]``."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One sentence with gaps."""

    text: str
    about: str
    gaps: frozenset[str]
    tags: tuple[str, ...]
    valence: float
    when: Mapping[str, Any]


def with_starters(member: CastMember) -> CastMember:
    """The persona with all its starter memories: those it has, and as many drawn as are missing of each type."""
    drawn = tuple(_missing(member))
    return member.model_copy(update={"memories": (*member.memories, *drawn)}) if drawn else member


def _missing(member: CastMember) -> Iterator[Memory]:
    known = Counter(memory.type for memory in member.memories)
    spoken_of = {tag for memory in member.memories for tag in memory.tags}
    said = {memory.content for memory in member.memories}
    words = words_of(member)
    for kind, wanted in STARTERS.items():
        missing = wanted - known[kind]
        for memory in _drawn(member, kind, words, spoken_of):
            if missing <= 0:
                break
            if memory.content not in said:
                said.add(memory.content)
                missing -= 1
                yield memory


def _drawn(member: CastMember, kind: MemoryType, words: Words, spoken_of: set[str]) -> Iterator[Memory]:
    """Memories of a type, those that are about this very persona first."""
    chance = Random(f"starters|{member.bot_id}|{kind}")  # noqa: S311 - a life, not a secret
    entries = chance.sample(_entries(kind), len(_entries(kind)))
    entries.sort(key=lambda entry: not entry.gaps)
    told: set[str] = set()
    for entry in entries:
        if entry.about in told or not _holds(entry.when, member, words) or spoken_of & set(entry.tags):
            continue
        filled = words.filled(entry.gaps, chance)
        if filled is None:
            continue
        memory = Memory(
            type=kind,
            content=_worded(entry.text, chance).format_map(filled),
            tags=(*words.tags(filled), *entry.tags),
            valence=entry.valence,
        )
        if len(memory.content) <= LONGEST_MEMORY and _may_be_said(memory.content) and not contradicted(member, memory):
            told.add(entry.about)
            yield memory


def _worded(text: str, chance: Random) -> str:
    """The sentence in one of its wordings."""
    return _WORDINGS.sub(lambda found: chance.choice(found[1].split("|")), text)


def _holds(when: Mapping[str, Any], member: CastMember, words: Words) -> bool:
    profile, began = member.persona, member.background.began
    true = {
        "chronotype": profile.chronotype,
        "risk": profile.risk_profile,
        "length": profile.style.length_preference,
        "horizon": _horizon(member),
    }
    for name, wanted in when.items():
        if name == "group":
            fits = wanted in words.groups
        elif name == "began_by":
            fits = began is not None and began <= wanted
        else:
            fits = true[name] == wanted
        if not fits:
            return False
    return True


def _horizon(member: CastMember) -> str:
    counted = Counter(holding.horizon for holding in member.holdings)
    return counted.most_common(1)[0][0] if counted else ""


@cache
def _entries(kind: MemoryType) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            text=each["text"],
            about=each["about"],
            gaps=frozenset(name for _, name, _, _ in string.Formatter().parse(each["text"]) if name),
            tags=tuple(each.get("tags", ())),
            valence=float(each.get("v", 0.0)),
            when=each.get("when", {}),
        )
        for each in material("starters")[kind]
    )


@lru_cache(maxsize=8192)
def _may_be_said(text: str) -> bool:
    return not violations(text)
