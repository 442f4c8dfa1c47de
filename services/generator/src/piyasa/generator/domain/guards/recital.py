"""Whether a draft recites what its model was told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from typing import Final

from piyasa.generator.domain.prompt.words import words_of
from piyasa.language import tokenise

Run = tuple[str, ...]
_EXAMPLES: Final = frozenset({"turns"})
_BLANK: Final = re.compile(r"\{\w*\}")
"""What is filled in: names, figures, people's lines."""
_RUN: Final = 4
"""Words in a row that are compared."""
_LINE_FROM: Final = 0.6
"""Share of one instruction's runs from which it is recited."""
_RUNS_FROM: Final = 6
"""Runs of all instructions together from which they are recited."""


def recites(text: str) -> bool:
    """Whether a text repeats an instruction, or much of several, in either language."""
    lines, sizes = _instructions()
    shared = Counter(chain.from_iterable(lines.get(run, ()) for run in set(_runs(text))))
    together = sum(shared.values())
    return together >= _RUNS_FROM or any(count >= _LINE_FROM * sizes[line] for line, count in shared.items())


@cache
def _instructions() -> tuple[dict[Run, tuple[int, ...]], tuple[int, ...]]:
    """Where each run of words stands in what prompts say of their own, in either language, and how long each line is.

    Examples are left out: they may be followed.
    """
    told = chain.from_iterable(_texts(words_of(language)) for language in ("tr", "en"))
    known = [runs for text in told for line in text.splitlines() if len(runs := set(_runs(line))) >= _RUN]
    lines: dict[Run, tuple[int, ...]] = {}
    for number, runs in enumerate(known):
        for run in runs:
            lines[run] = (*lines.get(run, ()), number)
    return lines, tuple(map(len, known))


def _texts(words: object) -> Iterator[str]:
    """Every text in a language's words, as deep as it lies."""
    if isinstance(words, str):
        yield _BLANK.sub(" ", words)
    elif isinstance(words, Mapping):
        yield from chain.from_iterable(map(_texts, words.values()))
    elif isinstance(words, tuple):
        yield from chain.from_iterable(map(_texts, words))
    elif is_dataclass(words):
        own = (getattr(words, each.name) for each in fields(words) if each.name not in _EXAMPLES)
        yield from chain.from_iterable(map(_texts, own))


def _runs(text: str) -> Iterator[Run]:
    words = [token.word for token in tokenise(text)]
    return zip(*(words[start:] for start in range(_RUN)), strict=False)
