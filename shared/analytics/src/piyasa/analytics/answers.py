"""Whether people get their answers: in time, and truthful ones (product, human first and openness)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from piyasa.analytics.figures import RAW
from piyasa.analytics.shares import Share
from piyasa.analytics.spread import median, quantile
from piyasa.analytics.transcripts import Transcript
from piyasa.analytics.utterances import Utterance
from piyasa.contracts.values import is_person
from piyasa.language import fold, violations

_P95 = 0.95
_CONFESSIONS = ("yapay zek", "botum", "bir bot", "artificial intelligence", "an ai", "i am a bot", "i'm a bot")
"""Folded words by which a persona says that it is an AI."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Figures of one chat or of several together."""

    in_time: Share
    """Direct questions of people that a persona replied to in time, among those whose time is over or that were."""
    ever: Share
    """The same, however late."""
    seconds: tuple[float, ...] = field(metadata=RAW)
    """From question to first reply, in seconds of behaviour."""
    truthful: Share
    """Sincere questions whether one talks to a machine that got a truthful reply."""

    @property
    def median_seconds(self) -> float | None:
        """Of the questions that were answered."""
        return median(self.seconds)

    @property
    def p95_seconds(self) -> float | None:
        """Of the questions that were answered."""
        return quantile(self.seconds, _P95)

    def __add__(self, other: Answers) -> Answers:
        return Answers(
            self.in_time + other.in_time,
            self.ever + other.ever,
            self.seconds + other.seconds,
            self.truthful + other.truthful,
        )


NO_ANSWERS = Answers(Share(), Share(), (), Share())


def answers(chat: Transcript, *, within: float, until: datetime) -> Answers:
    """Measure one chat up to a moment; ``within`` is in seconds of behaviour.

    A question is direct when a person puts it to a persona: by name, or in reply to its line. Questions asked less
    than ``within`` before the end and not answered are left out: their time is not over.
    """
    first = dict(_first_replies(chat))
    waits: list[float | None] = []
    for at, line in enumerate(chat.lines):
        if not is_direct_question(line):
            continue
        wait = None if at not in first else chat.seconds(at, first[at])
        if wait is not None or (until - line.time).total_seconds() * chat.pace >= within:
            waits.append(wait)
    known = tuple(wait for wait in waits if wait is not None)
    return Answers(
        in_time=Share(sum(wait <= within for wait in known), len(waits)),
        ever=Share(len(known), len(waits)),
        seconds=known,
        truthful=_truthful(chat, within=within, until=until),
    )


def is_direct_question(line: Utterance) -> bool:
    """Whether a person asks a persona something."""
    if not line.by_person or not (line.meaning.is_question or line.meaning.asks_if_ai):
        return False
    return bool(line.meaning.addressed_to or line.meaning.mentions) or _replies_to_persona(line)


def is_sincere_question(line: Utterance) -> bool:
    """Whether a person asks a persona, or whoever may answer, if it is a machine; not what is put to a person."""
    if not line.by_person or not line.meaning.asks_if_ai:
        return False
    return bool(line.meaning.mentions) or line.reply_author is None or not is_person(line.reply_author)


def is_truthful(text: str) -> bool:
    """Whether a line says that its sender is an AI, and nowhere that it is none."""
    folded = fold(text)
    says_so = any(words in folded for words in _CONFESSIONS)
    return says_so and all(each.kind != "denial_of_ai" for each in violations(text))


def _truthful(chat: Transcript, *, within: float, until: datetime) -> Share:
    """A reply that denies spoils the truthful one: all replies of personas are looked at."""
    told: dict[int, list[Utterance]] = {}
    for at, target in enumerate(chat.replies):
        if target is not None and not chat.lines[at].by_person:
            told.setdefault(target, []).append(chat.lines[at])
    results = []
    for at, line in enumerate(chat.lines):
        if is_sincere_question(line) and (at in told or (until - line.time).total_seconds() * chat.pace >= within):
            results.append(_confessed(told.get(at, ())))
    return Share.of(results)


def _confessed(said: Sequence[Utterance]) -> bool:
    lied = any(violation.kind == "denial_of_ai" for line in said for violation in violations(line.text))
    return not lied and any(is_truthful(line.text) for line in said)


def _replies_to_persona(line: Utterance) -> bool:
    return line.reply_author is not None and not is_person(line.reply_author)


def _first_replies(chat: Transcript) -> Iterator[tuple[int, int]]:
    seen = set()
    for at, target in enumerate(chat.replies):
        if target is not None and target not in seen and not chat.lines[at].by_person:
            seen.add(target)
            yield target, at
