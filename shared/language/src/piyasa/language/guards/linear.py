"""Linear classifiers over the marks of a text, trained beforehand and shipped as lists of weights.

How they are trained stands in ``tests/evaluation/train.py``, and why there are any in ADR 0023.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from math import exp, sqrt
from typing import Final, Literal

from piyasa.language.disguise import undisguise
from piyasa.language.guards.grams import sentences

ModelName = Literal["compliance", "sincerity", "injection"]

CLEAR: Final = 0.2
"""Probability below which a phrase was found in the wrong company."""
WHOLE: Final = 1000
"""Weights are kept as whole thousandths of the greatest."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a classifier takes a text for, and the stretch of it that weighs most."""

    label: str
    """The likeliest of the labels that are looked for, however unlikely."""
    probability: float
    """That the text bears any of them; 0 to 1."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of marks for each label that is looked for."""

    labels: tuple[str, ...]
    weights: Mapping[str, tuple[int, ...]]
    unit: float
    """What a weight of one is worth."""
    biases: tuple[float, ...]
    slope: float
    offset: float
    """Logistic function that turns the sum of the labels' scores into a probability."""
    blocking: float
    """Probability from which a text is taken for what is looked for."""
    doubtful: float
    """Probability from which it might be."""

    def scores(self, marks: frozenset[str]) -> list[float]:
        """Score each label by the marks that are known."""
        rows = [row for row in map(self.weights.get, marks) if row is not None]
        if not rows:
            return list(self.biases)
        reach = self.unit / sqrt(len(rows))
        return [bias + reach * sum(column) for bias, column in zip(self.biases, zip(*rows, strict=True), strict=True)]

    def judge(self, text: str) -> Judgement:
        """Judge a text by its weightiest sentence or as a whole, so that talk around it dilutes nothing."""
        plain = undisguise(text)
        parts = sentences(plain)
        stretches = [(part.start, part.end, self.scores(part.marks)) for part in parts]
        if len(parts) > 1:
            stretches.append((0, len(plain.text), self.scores(frozenset(chain(*(part.marks for part in parts))))))
        if not stretches:
            return Judgement(self.labels[0], 0.0, 0, 0)
        start, end, scores = max(stretches, key=lambda stretch: sum(stretch[2]))
        likeliest = max(range(len(scores)), key=scores.__getitem__)
        probability = _logistic(self.slope * sum(scores) + self.offset)
        return Judgement(self.labels[likeliest], probability, *plain.span(start, end))


@cache
def model(name: ModelName) -> LinearModel:
    """Read a model of the package: a line of JSON, then a mark and its weights a line."""
    text = files("piyasa.language").joinpath("data", "models", f"{name}.tsv").read_text(encoding="utf-8")
    head, *lines = text.split("\n")
    known = json.loads(head)
    return LinearModel(
        labels=tuple(known["labels"]),
        weights=dict(_rows(lines)),
        unit=known["greatest"] / WHOLE,
        biases=tuple(known["biases"]),
        slope=known["slope"],
        offset=known["offset"],
        blocking=known["blocking"],
        doubtful=known["doubtful"],
    )


@lru_cache(maxsize=512)
def judged(name: ModelName, text: str) -> Judgement:
    """Judge a text by one of the models."""
    return model(name).judge(text)


def takes(name: ModelName, text: str) -> bool:
    """Tell whether a model takes a text for what it looks for."""
    return judged(name, text).probability >= model(name).blocking


def clears(name: ModelName, text: str) -> bool:
    """Tell whether a model is all but sure that a text holds nothing of what it looks for."""
    return judged(name, text).probability < CLEAR


def _rows(lines: Iterable[str]) -> Iterator[tuple[str, tuple[int, ...]]]:
    for line in lines:
        mark, *columns = line.split("\t")
        yield mark, tuple(map(int, columns))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + exp(-value)) if value >= 0 else exp(value) / (1.0 + exp(value))
