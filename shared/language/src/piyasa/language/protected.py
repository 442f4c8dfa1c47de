"""The parts of a message that styling must not touch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from piyasa.language.folding import bare
from piyasa.language.negation import is_negation
from piyasa.language.symbols import symbol_list

_TAIL: Final = r"(?:['’ʼ]\w+)?"
_MONTHS: Final = "ocak|[şs]ubat|mart|nisan|may[ıi]s|haziran|temmuz|a[ğg]ustos|eyl[üu]l|ekim|kas[ıi]m|aral[ıi]k"
_DAY_AND_MONTH: Final = rf"\b\d{{1,2}} (?:{_MONTHS})\b(?: \d{{4}})?"
_CURRENCY: Final = r"tl|₺|lira\w*|usd|usdt|eur|dolar\w*|euro\w*|kuruş\w*|\$|€|£"
# The first alternative that matches wins, so the wider kinds come before the parts they contain.
_SPANS: Final = re.compile(
    "|".join(
        (
            r"(?P<url>(?:https?://|www\.|t\.me/)\S+[\w/])",
            r"(?P<quotation>\"[^\"\n]+\"|“[^”\n]+”|«[^»\n]+»|`[^`\n]+`)",
            r"(?P<disclaimer>yat[ıi]r[ıi]m tavsiyesi de[ğg]il\w*|not (?:financial|investment) advice|\bytd\b)",
            r"(?P<command>(?<!\S)/[a-z]\w*(?:@\w+)?)",
            rf"(?P<tag>[$#@][A-Za-zÇĞİÖŞÜçğıöşü_]\w*{_TAIL})",
            rf"(?P<date>(?:\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\b\d{{4}}-\d\d-\d\d\b|{_DAY_AND_MONTH}){_TAIL})",
            rf"(?P<time>\b\d{{1,2}}:\d\d(?::\d\d)?{_TAIL})",
            rf"(?P<percent>(?:%|yüzde |yuzde )[+-]?\d+(?:[.,]\d+)*{_TAIL}|[+-]?\d+(?:[.,]\d+)* ?%{_TAIL})",
            rf"(?P<price>[$€£₺] ?\d+(?:[.,]\d+)*\w*{_TAIL}|\b\d+(?:[.,]\d+)* ?(?:{_CURRENCY})(?!\w){_TAIL})",
            rf"(?P<pair>\b[A-Za-z]{{3}}/[A-Za-z]{{2,4}}\b{_TAIL})",
            rf"(?P<number>(?<!\w)[+-]?\d+(?:[.,]\d+)*\w*{_TAIL})",
            rf"(?P<word>[^\W\d]\w*(?:\.IS\b)?{_TAIL})",
        )
    ),
    re.IGNORECASE,
)
_WORD_BODY: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` that stays as it is."""

    start: int
    end: int
    kind: str
    """url, quotation, disclaimer, command, tag, date, time, percent, price, pair, number, ticker or negation."""


# Enough for the changes that are made to one text in a row; the spans are few, the texts are what somebody wrote.
@lru_cache(maxsize=64)
def protected_spans(text: str) -> tuple[Span, ...]:
    """Find what styling must not touch, from left to right and without overlap.

    Suffixes after an apostrophe belong to what they follow. A negated word is protected whole, because one letter
    turns it into its opposite.
    """
    spans: list[Span] = []
    for match in _SPANS.finditer(text):
        kind = match.lastgroup or "word"
        if kind == "word":
            kind = _kind_of_word(match[0])
        if kind:
            spans.append(Span(match.start(), match.end(), kind))
    return tuple(spans)


def _kind_of_word(written: str) -> str:
    contraction = bare(written.replace("'", "").replace("’", ""))
    body = _WORD_BODY.match(written)
    word = bare(body[0]) if body else ""
    if is_negation(contraction) or is_negation(word):
        return "negation"
    known = symbol_list()
    is_ticker = known.spelt(word) is not None and (word not in known.ambiguous or written.isupper())
    return "ticker" if is_ticker or written.upper().endswith(".IS") else ""
