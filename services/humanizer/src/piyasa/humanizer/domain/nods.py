"""When an answer may shrink to a nod, and to which (behaviour 9.4)."""

from __future__ import annotations

from functools import cache
from typing import Final

from piyasa.contracts.values import Meaning
from piyasa.humanizer.domain.chance import Chance
from piyasa.language import normal_form, protected_spans, sketch, words_of

NOD: Final = 0.06
AGREEING: Final = (
    *("aynen", "eyvallah", "haklısın", "aynen öyle", "bence de", "doğru diyorsun", "mantıklı", "katılıyorum"),
    *("ben de öyle düşünüyorum", "hak veriyorum", "aynı kafadayız", "öyle vallahi"),
)
POLITE: Final = (
    *("haklısınız", "katılıyorum", "aynen öyle", "doğru söylüyorsunuz", "size katılıyorum", "hak veriyorum"),
    *("aynı fikirdeyim", "isabetli bir tespit", "bence de öyle", "mantıklı geldi"),
)
NEUTRAL: Final = ("eyvallah", "anladım", "not aldım", "olabilir", "bakalım")
_ALL: Final = frozenset(map(normal_form, (*AGREEING, *POLITE, *NEUTRAL)))
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


def shrinks(text: str, chance: Chance, *, said: bool) -> bool:
    """Whether a draft gives way to another nod: now and then, and when it is a nod that was said already."""
    return said if normal_form(text) in _ALL else chance.random() < NOD


@cache
def words_of_nod(nod: str) -> str:
    """What a nod has in common with its repetitions."""
    return words_of(sketch(nod))
