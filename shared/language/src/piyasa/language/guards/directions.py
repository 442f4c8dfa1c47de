"""Telling a listener what to buy or sell, and asking to be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from piyasa.language.disguise import Plain, undisguise
from piyasa.language.phrases import phrases
from piyasa.language.symbols import symbol_list
from piyasa.language.tokens import tokenise
from piyasa.language.topics import topics_in

_WORDS_AFTER: Final = 2
"""An imperative this near the end of its sentence is one; earlier it is more often a noun or part of a compound."""
_CLAUSE_OPENERS: Final = frozenset(
    {"sonra", "ve", "ama", "cunku", "bekle", "tut", "unut", "yoksa", "hedef", "stop", "simdi", "hemen", "derim"}
)


def asks_for_advice(text: str) -> bool:
    """Tell whether a person asks what to buy, sell or hold (``alayım mı``); talk of tea and tickets does not count."""
    plain = undisguise(text)
    known = phrases("directions")
    return any(
        not known["everyday_wish"].search(plain.before(found.start()).rstrip()) or is_about_markets(plain.text)
        for found in known["asks"].finditer(plain.text)
    )


def directions_in(plain: Plain) -> Iterator[tuple[int, int]]:
    """Find the stretches that tell a listener to trade, or how much to put where."""
    known = phrases("directions")
    for section in ("strong", "size", "two_words"):
        for found in known[section].finditer(plain.text):
            taken_back = known["taken_back"].search(plain.sentence(*found.span()))
            if not taken_back and not known["everyday"].search(plain.before(found.start())):
                yield found.span()
    for found in known["orders"].finditer(plain.text):
        if _is_order(plain, found):
            yield found.span()


def is_about_markets(plain_text: str) -> bool:
    """Tell whether a plain text names an instrument, a topic or the vocabulary of trading."""
    if phrases("directions")["market"].search(plain_text):
        return True
    tokens = tokenise(plain_text)
    known = symbol_list()
    symbols = tuple(known.spelt(token.word) if token.word not in known.ambiguous else None for token in tokens)
    return any(symbols) or bool(topics_in(tokens, symbols))


def _is_order(plain: Plain, found: re.Match[str]) -> bool:
    known = phrases("directions")
    begin, end = plain.sentence_around(*found.span())
    before, after = plain.text[begin : found.start()], plain.text[found.end() : end].strip(" .")
    if known["taken_back"].search(plain.text[begin:end]) or known["everyday"].search(before) or after.endswith("?"):
        return False
    is_half_of_buying = found[0] == "satin" and after.startswith("al")
    ends_a_clause = len(after.split()) <= _WORDS_AFTER or after.split()[0] in _CLAUSE_OPENERS
    return not is_half_of_buying and ends_a_clause and is_about_markets(f"{before} {after}")
