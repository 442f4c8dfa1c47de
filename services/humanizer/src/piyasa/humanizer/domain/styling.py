"""The styling pipeline: a draft becomes a message in the persona's hand (behaviour 9.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from piyasa.humanizer.domain.address import closely, politely
from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.emoji import with_emoji
from piyasa.humanizer.domain.habits import Habits, hesitated, opened, signed, trailed
from piyasa.humanizer.domain.length import MEDIUM_FROM, first_and_rest, target_length, within
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.mistakes import mistyped, slipped, typo_rate
from piyasa.humanizer.domain.pieces import Pieces, pieces_of, text_of
from piyasa.humanizer.domain.surface import capitalised, punctuated, shortened_words

DOUBLE: Final = 0.05
CORRECTION, CORRECTION_ENERGY = 0.25, 30.0
SINCERE: Final = "sincere answer"
_SPOKEN: Final = re.compile(r"[^\W_]")
_LOOKS: Final = ("capitals-", "punctuation-", "letter-slips", "ellipsis", "emoji")
_LEAVING_OUT: Final = frozenset({"nod", "shortened"})
"""Steps after which the message says less than the draft; all others change its looks alone, or add a phrase."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the generator said, as far as styling asks."""

    text: str
    sentiment: float
    asking: bool
    answers_question: bool
    turkish: bool = True
    whole: bool = False
    """Nothing of it may be left out."""
    nods: tuple[str, ...] = ()
    """Acknowledgements of which one is said instead; none when the draft is said."""


@dataclass(frozen=True, slots=True)
class Styled:
    """The message, in one part or two, and what was done to it."""

    parts: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def text(self) -> str:
        """All that is said."""
        return " ".join(self.parts)

    @property
    def corrects(self) -> bool:
        """Whether the second part mends a slip of the first."""
        return "self-correction" in self.steps

    @property
    def says_all(self) -> bool:
        """Whether all of the draft is said, whatever was added."""
        return _LEAVING_OUT.isdisjoint(self.steps)

    @property
    def same_words(self) -> bool:
        """Whether only capitals, signs, emoji or dots on letters changed, none of which similarity looks at."""
        looks = len(self.parts) == 1 and all(step.startswith(_LOOKS) for step in self.steps)
        return looks and _SPOKEN.search(self.parts[0]) is not None

    @property
    def named(self) -> bool:
        """Whether the addressee's name was put in front."""
        return "name" in self.steps

    def without_correction(self) -> Styled:
        """The same with its slip left standing."""
        return Styled(self.parts[:1], tuple(step for step in self.steps if step != "self-correction"))

    def in_one(self) -> Styled:
        """The same as one message."""
        return Styled((self.text,), tuple(step for step in self.steps if step != "double-message"))


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
    text = draft.text.strip()
    if not text:
        return Styled((draft.text,), ())
    steps, habits = Steps(text), Habits()
    if draft.nods:
        return _nodded(chance.choice(draft.nods), draft, manner, steps, chance)
    pieces = pieces_of(text)
    if not (manner.answers_person or draft.whole):
        target = target_length(manner, answers_question=draft.answers_question, chance=chance)
        pieces = steps.took("shortened", pieces_of(within(text, target)))
    if draft.turkish:
        pieces = _spoken(pieces, manner, habits, steps, chance)
    pieces, meant = _typed(pieces, draft, manner, steps, chance)
    correction = _correction(meant, manner, habits, chance) if draft.turkish else None
    pieces = steps.took("ellipsis", trailed(pieces, manner, habits, chance))
    pieces = steps.took("emoji", with_emoji(pieces, manner, draft.sentiment, asking=draft.asking, chance=chance))
    text = text_of(pieces)
    if correction is not None:
        return Styled((text, correction), (*steps.taken, "self-correction"))
    parts = _parts(text, habits, chance)
    return Styled(parts, tuple(steps.taken) if len(parts) == 1 else (*steps.taken, "double-message"))


def untouched(text: str, reason: str) -> Styled:
    """A message that is said as it was drafted."""
    return Styled((text,), (f"untouched: {reason}",))


def _spoken(pieces: Pieces, manner: Manner, habits: Habits, steps: Steps, chance: Chance) -> Pieces:
    """What a persona says differently: address, beginning, filler, signature, shortcuts."""
    if manner.polite and not manner.free:
        pieces = steps.took("siz", politely(pieces))
    elif manner.close:
        pieces = steps.took("sen", closely(pieces))
    begun, name = opened(pieces, manner, habits, chance)
    if not name:
        begun, name = hesitated(pieces, manner, habits, chance)
    pieces = steps.took(name, begun)
    pieces = steps.took("signature-phrase", signed(pieces, manner))
    if manner.style.abbreviation_style == "casual" and not manner.polite and habits.room:
        shortened = shortened_words(pieces, chance)
        if shortened != pieces:
            habits.shown.append("shortcuts")
            pieces = steps.took("shortcuts", shortened)
    return pieces


def _typed(pieces: Pieces, draft: Draft, manner: Manner, steps: Steps, chance: Chance) -> tuple[Pieces, list[str]]:
    """How a persona's fingers write: capitals, signs, slips; also the words as they were meant."""
    capitals = manner.style.capitalization_style
    pieces = steps.took(f"capitals-{capitals}", capitalised(pieces, capitals, chance, turkish=draft.turkish))
    pieces = steps.took(f"punctuation-{manner.style.punctuation_style}", punctuated(pieces, manner, chance))
    pieces, meant = mistyped(pieces, typo_rate(manner), chance)
    steps.took("typo", pieces)
    return steps.took("letter-slips", slipped(pieces, manner.style.turkish_char_mistake_rate, chance)), meant


def _nodded(nod: str, draft: Draft, manner: Manner, steps: Steps, chance: Chance) -> Styled:
    """Only a nod, in the persona's capitals and with its emoji."""
    word = pieces_of(nod if manner.style.capitalization_style == "lowercase" else nod[:1].upper() + nod[1:])
    steps.took("nod", word)
    pieces = steps.took("emoji", with_emoji(word, manner, draft.sentiment, asking=False, chance=chance))
    return Styled((text_of(pieces),), tuple(steps.taken))


def _correction(meant: list[str], manner: Manner, habits: Habits, chance: Chance) -> str | None:
    """A second message that mends a slip, unless the persona is too tired to care."""
    able = bool(meant) and manner.feelings.energy >= CORRECTION_ENERGY
    if not able or not habits.allows("self-correction", CORRECTION, chance):
        return None
    word = meant[-1]
    return chance.choice((f"*{word}", f"pardon, {word} demek istedim"))


def _parts(text: str, habits: Habits, chance: Chance) -> tuple[str, ...]:
    """Now and then a longer message is sent as two, cut after its first sentence."""
    if len(text) < MEDIUM_FROM or not habits.allows("double-message", DOUBLE, chance):
        return (text,)
    first, rest = first_and_rest(text)
    return (first, rest) if rest else (text,)
