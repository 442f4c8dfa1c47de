"""How long a message may be, and where it may be cut (behaviour 9.5)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.language import protected_spans

LONGEST: Final = 400
TOLERANCE: Final = 1.3
CATEGORIES: Final = (
    ("tiny", 5, 25, 0.15),
    ("short", 26, 80, 0.45),
    ("medium", 81, 180, 0.30),
    ("long", 181, 350, 0.10),
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+(?=\S)")
_FAVOUR_SHORT, _FAVOUR_LONG = 1.5, 1.8


def target_length(manner: Manner, *, answers_question: bool, chance: Chance) -> float:
    """Characters to aim at, 5..400: a category by preference, moved by the state; questions get more."""
    wanted = {manner.persona.style.length_preference, manner.style.sentence_length}
    weights = [
        weight
        * (_FAVOUR_SHORT if name in {"tiny", "short"} and "short" in wanted else 1.0)
        * (_FAVOUR_LONG if name == "long" and "long" in wanted else 1.0)
        for name, _, _, weight in CATEGORIES
    ]
    drawn = chance.choices(range(len(CATEGORIES)), weights)[0]
    _, least, most, _ = CATEGORIES[min(len(CATEGORIES) - 1, drawn + (1 if answers_question else 0))]
    return min(float(LONGEST), max(5.0, (least + most) / 2 + manner.modifiers.message_length_bias))


def sentences(text: str) -> list[str]:
    """The sentences of a message, cut only where nothing protected stands."""
    spans = protected_spans(text)
    cuts = [
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if not any(span.start < found.end() < span.end for span in spans)
    ]
    bounds = [0, *cuts, len(text)]
    return [text[start:end].strip() for start, end in pairwise(bounds) if text[start:end].strip()]


def within(text: str, target: float) -> str:
    """Drop sentences from the end until the message is at most 1.3 times the target; the first one always stays.

    A message with a disclaimer is never cut: it would lose its sense.
    """
    if len(text) <= TOLERANCE * target or any(span.kind == "disclaimer" for span in protected_spans(text)):
        return text
    kept = sentences(text)
    while len(kept) > 1 and len(" ".join(kept)) > TOLERANCE * target:
        kept.pop()
    return " ".join(kept)
