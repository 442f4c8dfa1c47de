"""What personas stay below: their share among active people, and their caps (behaviour 8.4, 12.4)."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from piyasa.analytics.shares import Share
from piyasa.analytics.terms import Terms
from piyasa.analytics.utterances import Utterance
from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.projections.conversations.reading import PEOPLE_ACTIVE_FROM, SHARE_WINDOW

_HOUR, _MINUTE = 3600.0, 60.0
_MAY_COME_SOON = frozenset({"held_turn", *ANSWERS_PEOPLE})
"""Whoever holds the turn or answers a person need not wait for the gap (behaviour 7.3, steps 2 and 5)."""


@dataclass(frozen=True, slots=True)
class Ceilings:
    """Figures of one chat or of several together."""

    highest_bot_share: float | None
    """The highest share of personas in any half hour that ends with a line while people are active."""
    above_share: Share
    """Such half hours in which personas were above their share."""
    bot_share: Share
    """Lines of personas among all."""
    most_in_minute: int
    """The most messages of personas in any 60 seconds, all of them in one chat."""
    minutes_exceeded: int
    """Messages that came when the minute was full."""
    closest_seconds: float | None
    """The smallest gap from a persona's message in the chat to its next; parts of one message and answers aside."""
    gaps_broken: int
    """Messages that came sooner after their sender's last one in the chat than is allowed; answers may."""

    def __add__(self, other: Ceilings) -> Ceilings:
        return Ceilings(
            _either(max, self.highest_bot_share, other.highest_bot_share),
            self.above_share + other.above_share,
            self.bot_share + other.bot_share,
            max(self.most_in_minute, other.most_in_minute),
            self.minutes_exceeded + other.minutes_exceeded,
            _either(min, self.closest_seconds, other.closest_seconds),
            self.gaps_broken + other.gaps_broken,
        )


NO_CEILINGS = Ceilings(None, Share(), Share(), 0, 0, None, 0)


@dataclass(frozen=True, slots=True)
class Hours:
    """How much single personas say in any 60 minutes, over all chats."""

    most: int
    exceeded: int
    """Messages that came when the hour was full."""
    personas_exceeding: tuple[str, ...]


def ceilings(lines: Sequence[Utterance], terms: Terms) -> Ceilings:
    """Measure one chat, oldest line first."""
    shares = list(bot_shares(lines, SHARE_WINDOW / terms.pace))
    theirs = [line for line in lines if not line.by_person]
    minutes = list(counts_within(theirs, _MINUTE / terms.pace))
    close = list(_own_gaps(theirs, terms.pace))
    return Ceilings(
        highest_bot_share=max(shares, default=None),
        above_share=Share.of(share > terms.bot_share for share in shares),
        bot_share=Share(len(theirs), len(lines)),
        most_in_minute=max(minutes, default=0),
        minutes_exceeded=sum(count > terms.per_minute for count in minutes),
        closest_seconds=min(close, default=None),
        gaps_broken=sum(gap < terms.gap for gap in close),
    )


def hours(lines: Iterable[Utterance], terms: Terms) -> Hours:
    """Measure every persona over all chats; an hour is full at the highest cap that any hour may have."""
    by_persona: dict[str, list[Utterance]] = {}
    for line in lines:
        if not line.by_person:
            by_persona.setdefault(line.speaker, []).append(line)
    most = exceeded = 0
    over: Counter[str] = Counter()
    for speaker, theirs in by_persona.items():
        counts = list(counts_within(theirs, _HOUR / terms.pace))
        most = max(most, *counts)
        over[speaker] = sum(count > terms.per_hour for count in counts)
        exceeded += over[speaker]
    return Hours(most, exceeded, tuple(sorted(speaker[2:] for speaker, count in over.items() if count)))


def bot_shares(lines: Iterable[Utterance], window: float) -> Iterator[float]:
    """The personas' share in each window of so many seconds that ends with a line and holds active people."""
    recent: deque[Utterance] = deque()
    people = 0
    for line in lines:
        recent.append(line)
        people += line.by_person
        while (line.time - recent[0].time).total_seconds() >= window:
            people -= recent.popleft().by_person
        if people >= PEOPLE_ACTIVE_FROM:
            yield 1 - people / len(recent)


def counts_within(lines: Iterable[Utterance], window: float) -> Iterator[int]:
    """How many lines stand in the so many seconds that end with each line, that line included."""
    recent: deque[Utterance] = deque()
    for line in lines:
        recent.append(line)
        while (line.time - recent[0].time).total_seconds() >= window:
            recent.popleft()
        yield len(recent)


def _own_gaps(theirs: Iterable[Utterance], pace: float) -> Iterator[float]:
    last: dict[str, Utterance] = {}
    for line in theirs:
        before = last.get(line.speaker)
        another = before is not None and (line.tick_id is None or line.tick_id != before.tick_id)
        if before is not None and another and line.reason not in _MAY_COME_SOON:
            yield (line.time - before.time).total_seconds() * pace
        last[line.speaker] = line


def _either(choose: Callable[[float, float], float], one: float | None, other: float | None) -> float | None:
    if one is None or other is None:
        return other if one is None else one
    return choose(one, other)
