"""Small habits of talk: openings, names, fillers, hesitation, trailing off (behaviour 2.3, 9.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from piyasa.humanizer.domain.address import addresses
from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.clock import greetings, moments
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Piece, Pieces, ending, pieces_of, text_of, with_ending
from piyasa.language import fold, tr_capitalize, tr_lower
from piyasa.projections.relationships.reading import name_share

AT_MOST: Final = 2
"""Habits in one message."""
OPENING, OPENING_OF_DAY, FILLER, TIME_CONTEXT = 0.12, 0.5, 0.10, 0.10
ELLIPSIS, ELLIPSIS_WHEN_LOW = 0.08, 0.15
QUIET_FROM: Final = 900.0
_UNSURE_BELOW, _LOW_BELOW = 50.0, 35.0
_FILLERS: Final = ("yani", "işte", "hani", "valla", "açıkçası")
_PAUSES: Final = ("hmm,", "şey,")
_HESITATIONS: Final = (*_PAUSES, "sanırım", "galiba", "emin değilim ama")
_OPENINGS: Final = ("selamlar,", "arkadaşlar,", "herkese selam,", "bugün nasıl gidiyor?")
_OPENINGS_OF_QUESTIONS: Final = ("ya şunu soracaktım,", "arkadaşlar,", "selamlar,")
_TAKEN: Final = (
    *("selam", "merhaba", "gunaydin", "iyi ", "arkadaslar", "yani", "iste", "hani", "valla", "acikcasi", "hmm", "sey,"),
    *("sanirim", "galiba", "belki", "bence", "emin degil", "itiraf", "ya ", "bu arada", "gecmis olsun", "kolay gelsin"),
    *("rica ", "estagfurullah", "bir sey degil", "tesekkur", "sag ol", "sagol", "evet", "hayir", "tabii", "elbette"),
)
"""What a message that begins needs no other beginning; folded."""


_BEGINNING: Final = 24
"""Characters in which a beginning shows."""


@dataclass(slots=True)
class Habits:
    """Which habits a message shows, at most two."""

    shown: list[str] = field(default_factory=list)

    @property
    def room(self) -> bool:
        """Whether one more may be shown."""
        return len(self.shown) < AT_MOST

    def allows(self, name: str, likely: float, chance: Chance) -> bool:
        """Draw for a habit, and remember it when it is shown."""
        if not self.room or likely <= 0 or chance.random() >= likely:
            return False
        self.shown.append(name)
        return True


def opened(pieces: Pieces, manner: Manner, habits: Habits, chance: Chance) -> tuple[Pieces, str]:
    """One way to begin, and its name: comfort or doubt, the addressee's name, or a greeting.

    A message that has a beginning gets no other.
    """
    if _has_beginning(pieces):
        return pieces, ""
    asking = "?" in text_of(pieces)
    opening = None if asking else manner.plan.opening
    if opening is not None and habits.allows("plan-opening", manner.plan.opening_share, chance):
        return _in_front(pieces, pieces_of(opening), manner.addressee), "plan-opening"
    name = manner.addressee
    if name and not addresses(text_of(pieces), name) and chance.random() < name_share(manner.effects):
        written = tr_lower(name) if manner.style.capitalization_style == "lowercase" else name
        return _in_front(pieces, (Piece(written, "name"), Piece(",")), manner.addressee), "name"
    if habits.allows("opening", _greeting_share(manner), chance):
        return _in_front(pieces, pieces_of(_greeting(manner, chance, asking=asking)), manner.addressee), "opening"
    return pieces, ""


def hesitated(pieces: Pieces, manner: Manner, habits: Habits, chance: Chance) -> tuple[Pieces, str]:
    """A filler, a hesitation or a word of the time in front, and its name; none in front of another."""
    if _has_beginning(pieces):
        return pieces, ""
    if habits.allows("filler", FILLER if manner.casual else 0.0, chance):
        return _in_front(pieces, pieces_of(chance.choice(_FILLERS)), manner.addressee), "filler"
    asking = "?" in text_of(pieces)
    if habits.allows("hesitation", _hesitation_share(manner), chance):
        return _in_front(
            pieces, pieces_of(chance.choice(_PAUSES if asking else _HESITATIONS)), manner.addressee
        ), "hesitation"
    if habits.allows("time-context", 0.0 if asking or manner.formal else TIME_CONTEXT, chance):
        return _in_front(pieces, pieces_of(chance.choice(moments(manner))), manner.addressee), "time-context"
    return pieces, ""


def signed(pieces: Pieces, manner: Manner) -> Pieces:
    """Add the signature phrase of the plan as a sentence of its own; in front of a question."""
    phrase = manner.plan.signature_phrase
    if phrase is None or fold(phrase) in fold(text_of(pieces)) or pieces[-1].kept == "disclaimer":
        return pieces
    last = ending(pieces)
    if last == "?":
        return (
            pieces
            if _has_beginning(pieces)
            else _in_front(pieces, pieces_of(f"{phrase.rstrip('.!?… ')},"), manner.addressee)
        )
    if last in ".!…":
        phrase = f" {tr_capitalize(phrase)}"
        return (*pieces, *pieces_of(phrase if phrase[-1] in ".!?…" else f"{phrase}."))
    return (*pieces, *pieces_of(f", {phrase}"))


def trailed(pieces: Pieces, manner: Manner, habits: Habits, chance: Chance) -> Pieces:
    """Let a statement trail off."""
    likely = ELLIPSIS_WHEN_LOW if manner.feelings.mood < _LOW_BELOW else ELLIPSIS
    last = ending(pieces)
    if (
        manner.formal
        or last in {"!", "?", "…", ""}
        or text_of(pieces).endswith("..")
        or pieces[-1].kept == "disclaimer"
    ):
        return pieces
    if not habits.allows("ellipsis", likely, chance):
        return pieces
    sign = chance.choice(("…", "..."))
    return with_ending(pieces, lambda text: text.rstrip().removesuffix(".") + sign)


def _greeting_share(manner: Manner) -> float:
    """First of the day half the time, whomever it answers; otherwise after a silence, answering nobody."""
    if manner.first_of_day:
        return OPENING_OF_DAY
    return OPENING if manner.free and manner.quiet_for >= QUIET_FROM else 0.0


def _hesitation_share(manner: Manner) -> float:
    unsure = manner.feelings.confidence < _UNSURE_BELOW and not manner.formal
    return manner.modifiers.hedging_probability if unsure else 0.0


def _greeting(manner: Manner, chance: Chance, *, asking: bool) -> str:
    of_hour = greetings(manner)
    if not manner.free:
        return chance.choice([each for each in of_hour if "arkadaşlar" not in each and "herkese" not in each])
    more = _OPENINGS_OF_QUESTIONS if asking else _OPENINGS
    return chance.choice((*of_hour, *(each for each in more if each not in of_hour)))


def _in_front(pieces: Pieces, front: Pieces, name: str | None) -> Pieces:
    """Put words in front; they take over the capital letter, and a plain word (but no name) loses its own."""
    first, *rest = pieces
    if text_of(pieces)[:1].isupper():
        front = (Piece(tr_capitalize(front[0].text), front[0].kept), *front[1:])
    if first.kept or front[-1].text.endswith("?"):
        return (*front, Piece(" "), *pieces)
    return (
        *front,
        Piece(" "),
        Piece(first.text if name and first.text.startswith(name) else _lowered(first.text)),
        *rest,
    )


def _lowered(text: str) -> str:
    """Lower the first letter, unless the word looks like a code or like one of several names."""
    words = text.split(maxsplit=2)
    if not words or (len(words[0]) > 1 and words[0].isupper()):
        return text
    proper = len(words) > 1 and words[1][:1].isupper() and words[0][:1].isupper()
    return text if proper and not words[0].endswith((".", "!", "?")) else tr_lower(text[:1]) + text[1:]


def _has_beginning(pieces: Pieces) -> bool:
    return fold(text_of(pieces)[:_BEGINNING]).startswith(_TAKEN)
