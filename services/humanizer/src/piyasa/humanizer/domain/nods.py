"""When an answer may shrink to a nod (behaviour 9.4)."""

from __future__ import annotations

from typing import Final

from piyasa.contracts.values import Meaning
from piyasa.language import protected_spans

AGREEING: Final = ("aynen", "haklısın", "eyvallah")
POLITE: Final = ("haklısınız", "katılıyorum", "aynen öyle")
NEUTRAL: Final = ("eyvallah", "anladım")
_LEANING: Final = 0.2


def nods_for(text: str, meaning: Meaning, answered: Meaning, *, polite: bool) -> tuple[str, ...]:
    """The acknowledgements that would do instead of a draft; none where they would hide what it says.

    A question is not nodded at, nobody nods at what it disagrees with, and no disclaimer is left out.
    """
    if answered.is_question or meaning.is_question or answered.sentiment * meaning.sentiment < 0:
        return ()
    if any(span.kind == "disclaimer" for span in protected_spans(text)):
        return ()
    agrees = abs(answered.sentiment) < _LEANING or abs(meaning.sentiment) >= _LEANING
    if polite:
        return POLITE if agrees else ()
    return AGREEING if agrees else NEUTRAL
