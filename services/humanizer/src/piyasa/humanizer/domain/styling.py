"""The styling pipeline: a draft becomes a message in the persona's hand (behaviour 9.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.emoji import with_emoji
from piyasa.humanizer.domain.habits import Habits, opened, trailed
from piyasa.humanizer.domain.length import sentences, target_length, within
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.mistakes import mistyped, slipped, typo_rate
from piyasa.humanizer.domain.pieces import Pieces, pieces_of, text_of
from piyasa.humanizer.domain.surface import capitalised, punctuated, shortened_words

DOUBLE, DOUBLE_FROM = 0.05, 81
CORRECTION, CORRECTION_ENERGY = 0.25, 30.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What the generator said, as far as styling asks."""

    text: str
    sentiment: float
    asking: bool
    answers_question: bool


@dataclass(frozen=True, slots=True)
class Styled:
    """The message, in one part or two, and what was done to it."""

    parts: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(self.parts)


class Steps:
    """Remembers which steps changed the message."""

    def __init__(self, text: str) -> None:
        self.taken: list[str] = []
        self._last = text

    def took(self, name: str, pieces: Pieces) -> Pieces:
        """Note a step if it changed anything."""
        text = text_of(pieces)
        if text != self._last:
            self.taken.append(name)
            self._last = text
        return pieces


def styled(draft: Draft, manner: Manner, chance: Chance) -> Styled:
    """Write a draft in the persona's hand; never raises, and the same chance gives the same message."""
    steps, habits = Steps(draft.text), Habits()
    pieces = pieces_of(draft.text)
    if not manner.answers_person:
        target = target_length(manner, answers_question=draft.answers_question, chance=chance)
        pieces = steps.took("shortened", pieces_of(within(draft.text, target)))
    if not pieces:
        return Styled((draft.text,), ())
    pieces = steps.took("opening", opened(pieces, manner, habits, chance))
    if manner.style.abbreviation_style == "casual" and not manner.formal:
        pieces = steps.took("abbreviations", shortened_words(pieces, chance))
    capitals = manner.style.capitalization_style
    pieces = steps.took(f"capitals-{capitals}", capitalised(pieces, capitals, chance))
    pieces = steps.took(f"punctuation-{manner.style.punctuation_style}", punctuated(pieces, manner, chance))
    pieces, meant = mistyped(pieces, typo_rate(manner), chance)
    steps.took("typo", pieces)
    pieces = steps.took("letter-slips", slipped(pieces, manner.style.turkish_char_mistake_rate, chance))
    corrects = _corrects(meant, manner, habits, chance)
    pieces = steps.took("ellipsis", trailed(pieces, manner, habits, chance))
    pieces = steps.took("emoji", with_emoji(pieces, manner, draft.sentiment, asking=draft.asking, chance=chance))
    parts = (text_of(pieces), f"*{meant[-1]}") if corrects else _parts(text_of(pieces), habits, chance)
    if len(parts) > 1:
        steps.taken.append("self-correction" if corrects else "double-message")
    return Styled(parts, tuple(steps.taken))


def untouched(text: str, reason: str) -> Styled:
    """A message that is said as it was drafted."""
    return Styled((text,), (f"untouched: {reason}",))


def _corrects(meant: list[str], manner: Manner, habits: Habits, chance: Chance) -> bool:
    able = bool(meant) and manner.feelings.energy >= CORRECTION_ENERGY
    return able and habits.allows("self-correction", CORRECTION, chance)


def _parts(text: str, habits: Habits, chance: Chance) -> tuple[str, ...]:
    """Now and then a longer message is sent as two, cut between sentences."""
    if len(text) < DOUBLE_FROM:
        return (text,)
    found = sentences(text)
    if len(found) < 2 or not habits.allows("double-message", DOUBLE, chance):  # noqa: PLR2004 - one sentence is one part
        return (text,)
    return found[0], " ".join(found[1:])


SINCERE: Final = "sincere answer"
