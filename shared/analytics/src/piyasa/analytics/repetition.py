"""How much is said again (product, yardsticks: repetition)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from math import exp, fsum, log

from piyasa.analytics.sampling import evenly
from piyasa.analytics.shares import Share
from piyasa.analytics.spread import mean
from piyasa.analytics.utterances import Utterance
from piyasa.analytics.wording import grams, plain, sketched, words_of

MESSAGES = 1000
"""Distinct-n is taken over the newest so many messages of personas."""
EQUAL_WITHIN = timedelta(hours=24)
_SIZES = (1, 2, 3)
_BLEU_LINES = 200
_BLEU_SIZE = 4
_SIMILARITY_LINES = 200
_Gram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repetition:
    """Figures of what personas said; shares and similarities lie between 0 and 1."""

    messages: int
    distinct_1: float | None
    distinct_2: float | None
    distinct_3: float | None
    self_bleu: float | None
    exact_duplicates: Share
    """Lines that are to the letter one that the same persona, or any in the same chat, said within 24 hours before."""
    equal_lines: Share
    """Lines whose words a persona said in the same chat within 24 hours before, whatever casing, signs and emoji."""
    mean_similarity: float | None


def repetition(lines: Sequence[Utterance], before: Sequence[Utterance] = ()) -> Repetition:
    """Measure the lines of personas among these, oldest first.

    What was said ``before`` them is not measured itself; who repeats it says it again.
    """
    theirs, older = _of_personas(lines), _of_personas(before)
    newest = [words_of(line.text) for line in theirs[-MESSAGES:]]
    one, two, three = (distinct(newest, size) for size in _SIZES)
    return Repetition(
        messages=len(theirs),
        distinct_1=one,
        distinct_2=two,
        distinct_3=three,
        self_bleu=self_bleu(evenly(newest, _BLEU_LINES)),
        exact_duplicates=said_again(theirs, lambda line: line.text, _chat_and_persona, older),
        equal_lines=said_again(theirs, lambda line: plain(line.text), lambda line: (line.chat_id,), older),
        mean_similarity=mean_similarity(
            [line.meaning.sketch for line in evenly(theirs[-MESSAGES:], _SIMILARITY_LINES)]
        ),
    )


def distinct(lines: Iterable[Sequence[str]], size: int) -> float | None:
    """Distinct runs of so many words over all of them, 0..1 (Li et al., NAACL 2016)."""
    runs = [run for words in lines for run in grams(words, size)]
    return len(set(runs)) / len(runs) if runs else None


def self_bleu(lines: Sequence[Sequence[str]]) -> float | None:
    """The mean BLEU-4 of each line against all others, 0 (all different) to 1 (Zhu et al., SIGIR 2018).

    Runs without a match count as a tenth of one (Chen and Cherry, WMT 2014, method 1); lines of fewer than four words
    are left out. None of fewer than two lines.
    """
    long = [words for words in lines if len(words) >= _BLEU_SIZE]
    if len(long) < 2:  # noqa: PLR2004 - a line alone repeats nobody
        return None
    counts = [[Counter(grams(words, size)) for words in long] for size in range(1, _BLEU_SIZE + 1)]
    most = [_most_elsewhere(each) for each in counts]
    lengths = sorted(len(words) for words in long)
    scores = []
    for at, words in enumerate(long):
        precisions = [_precision(counts[size][at], most[size], at) for size in range(_BLEU_SIZE)]
        scores.append(_brevity(len(words), lengths) * exp(fsum(log(each) for each in precisions) / _BLEU_SIZE))
    return mean(scores)


def _most_elsewhere(counts: Sequence[Counter[_Gram]]) -> dict[_Gram, tuple[int, int, int]]:
    """For each run: the highest count in a line, which line that is, and the highest count in any other."""
    most: dict[_Gram, tuple[int, int, int]] = {}
    for at, line in enumerate(counts):
        for run, count in line.items():
            best, owner, second = most.get(run, (0, -1, 0))
            most[run] = (count, at, best) if count > best else (best, owner, max(second, count))
    return most


def _precision(own: Counter[_Gram], most: dict[_Gram, tuple[int, int, int]], at: int) -> float:
    matched = 0
    for run, count in own.items():
        best, owner, second = most[run]
        matched += min(count, second if owner == at else best)
    return (matched or 0.1) / own.total()


def _brevity(length: int, lengths: Sequence[int]) -> float:
    """The penalty for being shorter than the closest other line."""
    others = list(lengths)
    others.remove(length)
    closest = min(others, key=lambda other: (abs(other - length), other))
    return 1.0 if length >= closest else exp(1 - closest / length)


def said_again(
    lines: Iterable[Utterance],
    words: Callable[[Utterance], str],
    places: Callable[[Utterance], tuple[str, ...]],
    before: Iterable[Utterance] = (),
) -> Share:
    """Lines whose words were said in one of their places within 24 hours before, be it ``before`` all of them.

    Lines come oldest first, each of those ``before`` earlier than the others; only the others are counted.
    """
    last = {(place, words(line)): line.time for line in before for place in places(line)}
    again = among = 0
    for line in lines:
        among += 1
        keys = [(place, words(line)) for place in places(line)]
        again += any(key in last and line.time - last[key] <= EQUAL_WITHIN for key in keys)
        last.update(dict.fromkeys(keys, line.time))
    return Share(again, among)


def _of_personas(lines: Iterable[Utterance]) -> list[Utterance]:
    return [line for line in lines if not line.by_person and line.text]


def _chat_and_persona(line: Utterance) -> tuple[str, ...]:
    return line.chat_id, line.speaker


def mean_similarity(sketches: Sequence[str]) -> float | None:
    """The mean Jaccard index of the trigrams over all pairs, 0..1."""
    parsed = [known for each in sketches if (known := sketched(each)) is not None]
    return mean([one.likeness(other) for one, other in combinations(parsed, 2)])
