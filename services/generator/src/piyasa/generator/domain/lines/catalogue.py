"""All Turkish lines by the name of their kind, read once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from piyasa.generator.domain.lines import (
    answers,
    banter,
    concepts,
    definitions,
    figures,
    lighter,
    moments,
    recalling,
    social,
    subjects,
    talk,
    teaching,
    turns,
    views,
)
from piyasa.generator.domain.lines.english import ENGLISH
from piyasa.generator.domain.patterns import Pattern, parse

_MODULES: Final = (
    views,
    subjects,
    talk,
    banter,
    answers,
    social,
    recalling,
    moments,
    turns,
    lighter,
    teaching,
    figures,
)


def _written() -> dict[str, tuple[str, ...]]:
    written: dict[str, tuple[str, ...]] = {}
    for module in _MODULES:
        for kind, patterns in module.LINES.items():
            written[kind] = (*written.get(kind, ()), *patterns)
    written |= {f"concept.{notion}": patterns for notion, patterns in concepts.CONCEPTS.items()}
    return written | {f"define.{notion}": patterns for notion, patterns in definitions.DEFINITIONS.items()}


KINDS: Final[dict[str, tuple[str, ...]]] = _written()
"""Kind of line to the patterns as written."""


@lru_cache(maxsize=4096)
def patterns_of(kinds: tuple[str, ...], *, formal: bool, in_session: bool, language: str = "tr") -> tuple[Pattern, ...]:
    """The patterns of several kinds that somebody may use now; a kind that is unknown has none."""
    texts = (text for kind in kinds for text in (english_of(kind) if language == "en" else KINDS.get(kind, ())))
    return tuple(
        each for each in map(parse, texts) if not (formal and each.casual) and (in_session or not each.in_session)
    )


def english_of(kind: str) -> tuple[str, ...]:
    """The English patterns of a kind: its own, or of the wider kind it belongs to."""
    free = ".free" if kind.endswith(".free") else ""
    wider = kind.removesuffix(".free")
    while wider:
        found = ENGLISH.get(wider + free)
        if found is not None:
            return found
        wider = wider.rpartition(".")[0]
    return ()
