"""How long a message may be, and where it may be cut (behaviour 9.5)."""

from __future__ import annotations

import re
from typing import Final

from piyasa.humanizer.domain.bounds import clamp
from piyasa.humanizer.domain.chance import Chance
from piyasa.humanizer.domain.manner import Manner
from piyasa.language import protected_spans

SHORTEST, LONGEST = 5.0, 400.0
TOLERANCE: Final = 1.3
CATEGORIES: Final = (
    ("tiny", 5, 25, 0.15),
    ("short", 26, 80, 0.45),
    ("medium", 81, 180, 0.30),
    ("long", 181, 350, 0.10),
)
"""Name, least and most characters, weight."""
MEDIUM_FROM: Final = 81
_SENTENCE_END: Final = re.compile(r"(?:(?<=[!?…])|(?<=[^\d\s]\.))\s+(?=\S)|(?<=\d\.)\s+(?=[A-ZÇĞİÖŞÜ])|\n+(?=\S)")
"""A number with a full stop is an ordinal (``3. çeyrek``) unless a capital letter follows."""
_FAVOUR_SHORT, _FAVOUR_LONG = 1.5, 1.8
_SHORT, _LONG = frozenset({"tiny", "short"}), frozenset({"medium", "long"})


def target_length(manner: Manner, *, answers_question: bool, chance: Chance) -> float:
    """Characters to aim at, 5..400: a category by preference, moved by the state.

    A direct question moves it one category up, a quarrel one down.
    """
    wanted = {manner.persona.style.length_preference, manner.style.sentence_length}
    weights = [
        weight
        * (_FAVOUR_SHORT if name in _SHORT and "short" in wanted else 1.0)
        * (_FAVOUR_LONG if name in _LONG and "long" in wanted else 1.0)
        for name, _, _, weight in CATEGORIES
    ]
    drawn = chance.choices(range(len(CATEGORIES)), weights)[0] + int(answers_question) - int(manner.heated)
    _, least, most, _ = CATEGORIES[max(0, min(len(CATEGORIES) - 1, drawn))]
    return clamp((least + most) / 2 + manner.modifiers.message_length_bias, SHORTEST, LONGEST)


def first_and_rest(text: str) -> tuple[str, str]:
    """The first sentence and what follows it, line breaks and all; the rest is empty for a single sentence."""
    cuts = _cuts(text)
    return (text[: cuts[0]].strip(), text[cuts[0] :].strip()) if cuts else (text, "")


def within(text: str, target: float) -> str:
    """Drop sentences from the end until the message is at most 1.3 times the target; the first one always stays.

    A message with a disclaimer is never cut: it would lose its sense.
    """
    most = TOLERANCE * target
    if len(text) <= most or any(span.kind == "disclaimer" for span in protected_spans(text)):
        return text
    cuts = _cuts(text)
    fitting = [text[:cut].rstrip() for cut in cuts if len(text[:cut].rstrip()) <= most]
    if fitting:
        return fitting[-1]
    return text[: cuts[0]].rstrip() if cuts else text


def _cuts(text: str) -> list[int]:
    """Where sentences after the first begin."""
    spans = protected_spans(text)
    return [
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if found.start() and not any(span.start < found.end() < span.end for span in spans)
    ]
