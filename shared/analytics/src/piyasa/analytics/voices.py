"""Whether one can tell who said a line (product, voice separability)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from piyasa.analytics.sampling import evenly
from piyasa.analytics.utterances import Utterance

LINES_AT_LEAST = 10
"""Personas with fewer lines are left out: half of them must teach, half must be told apart."""
TAUGHT = 150
"""Lines of one persona that are learnt from at most."""
GUESSED = 1000
"""Lines that are guessed at most, over all personas."""
_SMOOTHING = 0.5
_SHORTEST, _LONGEST = 2, 3
_EDGE = "\n"


@dataclass(frozen=True, slots=True)
class Separability:
    """How well lines are attributed to those who said them."""

    personas: int
    lines: int
    """How many were guessed."""
    accuracy: float | None
    """0..1."""
    chance: float | None
    """1/N: what guessing blindly reaches."""
    over_chance: float | None
    """Accuracy over chance."""
    confused: tuple[tuple[str, str, int], ...]
    """The pairs mistaken most often: who said it, who was guessed, how often."""


def separability(lines: Iterable[Utterance]) -> Separability:
    """Learn from the earlier half of each persona's lines, guess the later half.

    The voice of a line is its runs of two and three characters as written, edges included: casing, signs, emoji,
    spelling and favourite words all leave traces there. The guess is multinomial naive Bayes over them, every persona
    equally likely. None of fewer than two personas with ten lines.
    """
    by_persona = _lines_of_personas(lines)
    if len(by_persona) < 2:  # noqa: PLR2004 - one alone is never confused
        return Separability(len(by_persona), 0, None, None, None, ())
    taught = {who: evenly(said[: len(said) // 2], TAUGHT) for who, said in by_persona.items()}
    asked = [(who, text) for who, said in by_persona.items() for text in said[len(said) // 2 :]]
    classifier = Classifier(taught)
    guesses = [(who, classifier.guess(text)) for who, text in evenly(asked, GUESSED)]
    accuracy = sum(who == guess for who, guess in guesses) / len(guesses)
    mistaken = Counter((who, guess) for who, guess in guesses if who != guess)
    worst = sorted(mistaken.items(), key=lambda each: (-each[1], each[0]))[:5]
    chance = 1 / len(by_persona)
    confused = tuple((who, guess, count) for (who, guess), count in worst)
    return Separability(len(by_persona), len(guesses), accuracy, chance, accuracy / chance, confused)


class Classifier:
    """Multinomial naive Bayes over runs of characters, with equal priors."""

    def __init__(self, taught: Mapping[str, Sequence[str]]) -> None:
        """Learn from each persona's lines."""
        self._names = sorted(taught)
        counts = [Counter(run for text in taught[name] for run in runs_of(text)) for name in self._names]
        vocabulary = len(set[str]().union(*counts))
        self._unseen = [log(_SMOOTHING / (each.total() + _SMOOTHING * vocabulary)) for each in counts]
        self._gains: dict[str, list[tuple[int, float]]] = {}
        for place, each in enumerate(counts):
            for run, count in each.items():
                self._gains.setdefault(run, []).append((place, log((count + _SMOOTHING) / _SMOOTHING)))

    def guess(self, text: str) -> str:
        """Who most likely said it; the first by name when several do."""
        runs = [run for run in runs_of(text) if run in self._gains]
        scores = [len(runs) * unseen for unseen in self._unseen]
        for run in runs:
            for place, gain in self._gains[run]:
                scores[place] += gain
        return self._names[scores.index(max(scores))]


def runs_of(text: str) -> list[str]:
    """The runs of two and three characters of a line, edges included."""
    edged = f"{_EDGE}{text}{_EDGE}"
    sizes = range(_SHORTEST, _LONGEST + 1)
    return [edged[at : at + size] for size in sizes for at in range(len(edged) - size + 1)]


def _lines_of_personas(lines: Iterable[Utterance]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        if not line.by_person and line.text:
            found.setdefault(line.speaker[2:], []).append(line.text)
    return {who: found[who] for who in sorted(found) if len(found[who]) >= LINES_AT_LEAST}
