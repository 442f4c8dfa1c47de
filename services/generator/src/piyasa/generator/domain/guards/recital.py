"""Whether a draft recites what its model was told."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from piyasa.generator.domain.prompt.words import words_of
from piyasa.language import tokenise

_RUN: Final = 4
"""Words in a row that are compared."""
_LINE_FROM: Final = 0.6
"""Share of one instruction's runs from which it is recited."""
_RUNS_FROM: Final = 6
"""Runs of all instructions together from which they are recited."""


def recites(text: str) -> bool:
    """Whether a text repeats an instruction, or much of several, in either language."""
    own = frozenset(_runs(text))
    if not own:
        return False
    together = 0
    for line in _instructions():
        shared = len(own & line)
        together += shared
        if shared >= _LINE_FROM * len(line) or together >= _RUNS_FROM:
            return True
    return False


@cache
def _instructions() -> tuple[frozenset[tuple[str, ...]], ...]:
    """The runs of words of every instruction that all personas share; examples are there to be followed."""
    grounds = (words_of(language).ground for language in ("tr", "en"))
    lines = (frozenset(_runs(line)) for ground in grounds for line in (*ground.rules, *ground.contract))
    return tuple(line for line in lines if len(line) >= _RUN)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [token.word for token in tokenise(text)]
    return zip(*(words[start:] for start in range(_RUN)), strict=False)
