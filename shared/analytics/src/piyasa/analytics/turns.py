"""Whether turns look natural (behaviour 7.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from piyasa.analytics.figures import RAW
from piyasa.analytics.shares import Share
from piyasa.analytics.spread import median
from piyasa.analytics.transcripts import Transcript
from piyasa.analytics.utterances import Utterance
from piyasa.projections.conversations.flow import topic_of
from piyasa.projections.conversations.state import TURN_HELD

_Fate = Literal["taken", "broken", "left"]


@dataclass(frozen=True, slots=True)
class Turns:
    """Figures of one chat or of several together."""

    held_respected: Share
    """Held turns into which no other persona spoke, among those that were taken, broken or left alone."""
    held_taken: Share
    """Held turns that their holder took."""
    interruptions: Share
    """Lines of personas that were asked to interrupt, among all lines."""
    twice_in_a_row: Share
    """Lines of personas right after one of their own, among those that follow another line."""
    twice_in_a_row_anew: Share
    """The same without further parts of one message (self-corrections, double messages)."""
    topic_lengths: tuple[int, ...] = field(metadata=RAW)
    """Messages of each topic, in order."""

    @property
    def held_left(self) -> Share:
        """Held turns that nobody took while they were held: respected, though nothing was there to be respected."""
        return Share(self.held_respected.count - self.held_taken.count, self.held_respected.among)

    @property
    def median_topic_length(self) -> float | None:
        """In messages."""
        return median(self.topic_lengths)

    def __add__(self, other: Turns) -> Turns:
        return Turns(
            self.held_respected + other.held_respected,
            self.held_taken + other.held_taken,
            self.interruptions + other.interruptions,
            self.twice_in_a_row + other.twice_in_a_row,
            self.twice_in_a_row_anew + other.twice_in_a_row_anew,
            self.topic_lengths + other.topic_lengths,
        )


NO_TURNS = Turns(Share(), Share(), Share(), Share(), Share(), ())


def turns(chat: Transcript) -> Turns:
    """Measure one chat."""
    fates = [fate for at in range(len(chat.lines)) if (fate := fate_of_turn(chat, at)) is not None]
    pairs = [(earlier, later) for earlier, later in pairwise(chat.lines) if not later.by_person]
    return Turns(
        held_respected=Share.of(fate != "broken" for fate in fates),
        held_taken=Share.of(fate == "taken" for fate in fates),
        interruptions=Share.of(line.reason == "interruption" for line in chat.lines),
        twice_in_a_row=Share.of(one.speaker == other.speaker for one, other in pairs),
        twice_in_a_row_anew=Share.of(
            one.speaker == other.speaker and not _same_message(one, other) for one, other in pairs
        ),
        topic_lengths=tuple(topic_lengths(chat.lines)),
    )


def fate_of_turn(chat: Transcript, at: int) -> _Fate | None:
    """What became of the turn that a line left to somebody; None when it left none, or a person spoke first.

    Held for 90 s. Any next line ends the hold: the holder's own takes it, that of another persona breaks it, a
    person's neither. Further parts of the message that left the turn belong to it.
    """
    line = chat.lines[at]
    if line.turn is None:
        return None
    for later in range(at + 1, len(chat.lines)):
        if chat.seconds(at, later) > TURN_HELD:
            break
        follower = chat.lines[later]
        if _same_message(line, follower):
            continue
        if follower.speaker == line.turn.expected:
            return "taken"
        return None if follower.by_person else "broken"
    return "left"


def topic_lengths(lines: Sequence[Utterance]) -> list[int]:
    """How many messages each topic lasted: a line about something else begins another, one about nothing does not."""
    lengths: list[int] = []
    topic: str | None = None
    for line in lines:
        found = topic_of(line.meaning)
        if not lengths or (found is not None and found != topic):
            lengths.append(0)
        topic = found or topic
        lengths[-1] += 1
    return lengths


def _same_message(one: Utterance, other: Utterance) -> bool:
    return one.tick_id is not None and one.tick_id == other.tick_id
