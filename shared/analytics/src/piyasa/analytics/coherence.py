"""How much the lines of a chat build on one another (behaviour 13.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from piyasa.analytics.shares import Share
from piyasa.analytics.spread import mean
from piyasa.analytics.transcripts import LOOKS_BACK, Transcript, names
from piyasa.analytics.utterances import Utterance
from piyasa.analytics.wording import sketched
from piyasa.contracts.values import Meaning
from piyasa.language import Sketch
from piyasa.projections.conversations.flow import COMPARED
from piyasa.projections.conversations.reading import TAKES_SIDE_FROM
from piyasa.projections.conversations.repetition import REPETITIVE_FROM
from piyasa.projections.directory.bots import STANCE_COOLS

REPLIES, NAMES_SENDER, SAME_SYMBOL, ANSWERS, SAME_TOPIC, UNLINKED = 1.0, 0.9, 0.8, 0.7, 0.6, 0.0
ANSWER_WITHIN = 180.0
"""Seconds in which a statement of somebody else counts as an answer to a question."""
LINK_WEIGHT, SOUND_WEIGHT = 0.8, 0.2


@dataclass(frozen=True, slots=True)
class Coherence:
    """0..1 each; None where no line follows another."""

    score: float | None
    mean_link: float | None
    links: int
    """Lines that could build on another."""
    repetitive: Share
    self_contradicting: Share
    unsound: Share
    """Lines that are either."""


def coherence(chat: Transcript) -> Coherence:
    """0.8 · mean(link) + 0.2 · (1 − share of repetitive or self-contradicting lines).

    Split at silences of more than 30 minutes; each line but the first of a stretch links to the best of the five
    before it: a reply 1.0, naming the sender 0.9, a common symbol 0.8, answering a question within 3 minutes 0.7, a
    common topic 0.6. The similarity of embeddings is not in the log and adds nothing.
    """
    links = [best_link(chat, begin, at) for begin, end in chat.segments for at in range(begin + 1, end)]
    repeats, contradicts = repetitive(chat.lines), self_contradicting(chat.lines, chat.pace)
    unsound = Share.of(one or other for one, other in zip(repeats, contradicts, strict=True))
    middle = mean(links)
    score = None if middle is None else LINK_WEIGHT * middle + SOUND_WEIGHT * (1 - (unsound.value or 0.0))
    return Coherence(score, middle, len(links), Share.of(repeats), Share.of(contradicts), unsound)


def best_link(chat: Transcript, begin: int, at: int) -> float:
    """The strongest link of a line to one of the five before it in its stretch."""
    answered = chat.replies[at]
    if answered is not None and answered >= max(begin, at - LOOKS_BACK):
        return REPLIES
    line = chat.lines[at]
    best = UNLINKED
    for earlier in range(at - 1, max(begin, at - LOOKS_BACK) - 1, -1):
        best = max(best, link(line, chat.lines[earlier], chat.seconds(earlier, at)))
        if best >= NAMES_SENDER:
            break
    return best


def link(line: Utterance, earlier: Utterance, seconds: float) -> float:
    """How a line builds on an earlier one without replying to it; 0..0.9."""
    others = line.speaker != earlier.speaker
    if others and names(line, earlier):
        return NAMES_SENDER
    mine, theirs = line.meaning, earlier.meaning
    if mine.symbols and not set(mine.symbols).isdisjoint(theirs.symbols):
        return SAME_SYMBOL
    if others and theirs.is_question and not mine.is_question and seconds <= ANSWER_WITHIN:
        return ANSWERS
    return SAME_TOPIC if shares_topic(mine, theirs) else UNLINKED


def shares_topic(one: Meaning, other: Meaning) -> bool:
    """Whether two texts touch a common topic group."""
    return bool(one.topics) and not one.topics.keys().isdisjoint(other.topics)


def repetitive(lines: Sequence[Utterance]) -> list[bool]:
    """For each line: its trigrams are alike (Jaccard 0.6 or more) to those of one of the ten before it."""
    sketches = [sketched(line.meaning.sketch) for line in lines]
    return [
        sketch is not None and any(_alike(sketch, other) for other in sketches[max(0, at - COMPARED) : at])
        for at, sketch in enumerate(sketches)
    ]


def _alike(one: Sketch, other: Sketch | None) -> bool:
    if other is None:
        return False
    fewer, more = sorted((len(one.grams), len(other.grams)))
    return fewer >= REPETITIVE_FROM * more and one.likeness(other) >= REPETITIVE_FROM


def self_contradicting(lines: Sequence[Utterance], pace: float = 1.0) -> list[bool]:
    """For each line: its sender took the other side on one of its symbols within six hours before."""
    sides: dict[tuple[str, str], tuple[int, datetime]] = {}
    found = []
    for line in lines:
        side = side_of(line.meaning)
        contradicts = False
        for symbol in line.meaning.symbols if side and not line.meaning.is_question else ():
            before, at = sides.get((line.speaker, symbol), (0, line.time))
            contradicts = contradicts or (before == -side and line.time - at <= STANCE_COOLS / pace)
            sides[line.speaker, symbol] = side, line.time
        found.append(contradicts)
    return found


def side_of(meaning: Meaning) -> int:
    """+1 for a rise, −1 for a fall, 0 when a text takes no side."""
    if abs(meaning.sentiment) < TAKES_SIDE_FROM:
        return 0
    return 1 if meaning.sentiment > 0 else -1
