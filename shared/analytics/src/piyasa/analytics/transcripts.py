"""One chat's lines with what answers what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from piyasa.analytics.utterances import Utterance
from piyasa.contracts.values import is_person
from piyasa.language import fold

LOOKS_BACK = 5
"""Earlier lines that a line may build on without replying to them (behaviour 13.2)."""
SEGMENT_GAP = 30 * 60.0
"""Seconds of silence after which a conversation begins anew (behaviour 13.2)."""
_NAME_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Transcript:
    """A chat, oldest line first."""

    chat_id: str
    lines: tuple[Utterance, ...]
    replies: tuple[int | None, ...]
    """For each line, the place of the line it replies to."""
    directed: tuple[int | None, ...]
    """For each line, the place of the line it is directed at: the one it replies to, else the newest of the five
    before it in the same segment whose sender it names."""
    segments: tuple[tuple[int, int], ...]
    """Places where each stretch without a long silence begins and ends (excluded)."""
    pace: float = 1.0

    def seconds(self, earlier: int, later: int) -> float:
        """Seconds of behaviour between two lines."""
        return (self.lines[later].time - self.lines[earlier].time).total_seconds() * self.pace


def transcripts(lines: Iterable[Utterance], *, pace: float = 1.0) -> dict[str, Transcript]:
    """The lines by chat, chats in order of their ids."""
    chats: dict[str, list[Utterance]] = {}
    for line in lines:
        chats.setdefault(line.chat_id, []).append(line)
    return {chat_id: transcript(chats[chat_id], pace=pace) for chat_id in sorted(chats)}


def transcript(lines: Sequence[Utterance], *, pace: float = 1.0) -> Transcript:
    """One chat's transcript."""
    segments = tuple(_segments(lines, SEGMENT_GAP / pace))
    replies: list[int | None] = []
    directed: list[int | None] = []
    places: dict[tuple[int, int], int] = {}
    for begin, end in segments:
        for at in range(begin, end):
            line = lines[at]
            answered = None if line.reply_to is None else places.get((line.move, line.reply_to))
            replies.append(answered)
            directed.append(_named(lines, begin, at) if line.reply_to is None else answered)
            places[line.move, line.telegram_message_id] = at
    return Transcript(lines[0].chat_id if lines else "", tuple(lines), tuple(replies), tuple(directed), segments, pace)


def names(line: Utterance, other: Utterance) -> bool:
    """Whether a line names the sender of another: a persona by whatever it is called, a person by the first name."""
    if is_person(other.speaker):
        name = first_name(other.name)
        return len(name) >= _NAME_AT_LEAST and name in line.meaning.keywords
    return other.speaker[2:] in line.meaning.mentions


@lru_cache(maxsize=4096)
def first_name(name: str) -> str:
    """The first word of a display name, folded; empty when there is none."""
    words = fold(name).split()
    return words[0] if words else ""


def _named(lines: Sequence[Utterance], begin: int, at: int) -> int | None:
    line = lines[at]
    for earlier in range(at - 1, max(begin, at - LOOKS_BACK) - 1, -1):
        if lines[earlier].speaker != line.speaker and names(line, lines[earlier]):
            return earlier
    return None


def _segments(lines: Sequence[Utterance], gap: float) -> Iterator[tuple[int, int]]:
    begin = 0
    for at in range(1, len(lines)):
        if (lines[at].time - lines[at - 1].time).total_seconds() > gap:
            yield begin, at
            begin = at
    if lines:
        yield begin, len(lines)
