"""Small habits of talk: openings, fillers, hesitation, trailing off (behaviour 9.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.pieces import Piece, Pieces, ending, text_of, with_ending
from piyasa.language import tr_lower

AT_MOST: Final = 2
"""Habits in one message."""
OPENING, OPENING_OF_DAY, FILLER, ELLIPSIS, ELLIPSIS_WHEN_LOW = 0.12, 0.5, 0.10, 0.08, 0.15
QUIET_FROM: Final = 900.0
_UNSURE_BELOW, _LOW_BELOW = 50.0, 35.0
_FILLERS: Final = ("yani", "işte", "hani", "valla", "açıkçası")
_PAUSES: Final = ("hmm,", "şey,")
_HESITATIONS: Final = (*_PAUSES, "sanırım", "emin değilim ama")
_OPENINGS: Final = ("selamlar,", "arkadaşlar,", "herkese selam,", "bu arada,")
_TAKEN: Final = ("selam", "merhaba", "gunaydin", "günaydın", "iyi ", "yani", "açıkçası", "hmm", "sanırım", "itiraf")


@dataclass(slots=True)
class Habits:
    """Which habits a message shows, at most two."""

    shown: list[str] = field(default_factory=list)

    def allows(self, name: str, likely: float, chance: Chance) -> bool:
        """Draw for a habit, and remember it when it is shown."""
        if len(self.shown) >= AT_MOST or chance.random() >= likely:
            return False
        self.shown.append(name)
        return True


def opened(pieces: Pieces, manner: Manner, habits: Habits, chance: Chance) -> Pieces:
    """One way to begin: a greeting after a silence, a filler, or hesitation; none in front of another."""
    if _begins_with(pieces, _TAKEN):
        return pieces
    if habits.allows("opening", _greeting_share(manner), chance):
        return _in_front(pieces, _greeting(manner, chance))
    if habits.allows("filler", FILLER if manner.casual else 0.0, chance):
        return _in_front(pieces, chance.choice(_FILLERS))
    if habits.allows("hesitation", _hesitation_share(manner), chance):
        return _in_front(pieces, chance.choice(_PAUSES if "?" in text_of(pieces) else _HESITATIONS))
    return pieces


def _greeting_share(manner: Manner) -> float:
    if not manner.free:
        return 0.0
    if manner.first_of_day:
        return OPENING_OF_DAY
    return OPENING if manner.quiet_for >= QUIET_FROM else 0.0


def _hesitation_share(manner: Manner) -> float:
    unsure = manner.feelings.confidence < _UNSURE_BELOW and not manner.formal
    return manner.modifiers.hedging_probability if unsure else 0.0


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


def _greeting(manner: Manner, chance: Chance) -> str:
    hour = manner.local.hour
    of_hour = "günaydın," if 6 <= hour < 10 else "iyi akşamlar," if 18 <= hour < 22 else "selamlar,"  # noqa: PLR2004
    return chance.choice((of_hour, *_OPENINGS))


def _in_front(pieces: Pieces, opening: str) -> Pieces:
    """Put words in front; they take over the capital letter, and a plain word loses its own."""
    first, *rest = pieces
    begins_capital = text_of(pieces)[:1].isupper()
    opening = _capital(opening) if begins_capital else opening
    if first.kept:
        return (Piece(f"{opening} "), *pieces)
    return (Piece(f"{opening} {_lowered(first.text)}"), *rest)


def _lowered(text: str) -> str:
    """Lower the first letter, unless the word looks like a code."""
    word = text.split(maxsplit=1)[0] if text.split() else ""
    return text if len(word) > 1 and word.isupper() else tr_lower(text[:1]) + text[1:]


def _capital(text: str) -> str:
    return "İ" + text[1:] if text[:1] == "i" else text[:1].upper() + text[1:]


def _begins_with(pieces: Pieces, starts: tuple[str, ...]) -> bool:
    return tr_lower(text_of(pieces)).startswith(starts)
