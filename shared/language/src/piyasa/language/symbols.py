"""Instruments named in a message (behaviour 8.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from piyasa.language.companies import companies_by_place
from piyasa.language.groups import everyday_places, group_of
from piyasa.language.lexicon import PhraseIndex, word_list
from piyasa.language.tokens import Token

_CASHTAG: Final = re.compile(r"[a-z]{2,10}\d{0,3}")
_HASHTAG: Final = re.compile(r"[A-Z]{4,5}")
_PRICE: Final = re.compile(r"\d{2,}\w*")
_BEARS_SUFFIX: Final = 5
"""Letters from which a ticker may bear a suffix without an apostrophe; some shorter ones are listed."""
_NEAR: Final = 3


@dataclass(frozen=True, slots=True)
class SymbolList:
    """The maintained list: folded word to symbol, symbol to topic group."""

    named: dict[str, str]
    group: dict[str, str]
    ambiguous: frozenset[str]
    suffixes: frozenset[str]

    def spelt(self, word: str) -> str | None:
        """Find the symbol a folded word names, with a case suffix if the ticker may bear one."""
        found = _named(word)
        return None if found is None else found[1]


@cache
def symbol_list() -> SymbolList:
    """Read the maintained list."""
    data = word_list("symbols")
    group = {symbol: name for name in ("BIST", "Kripto", "FX") for symbol in data[name]}
    named = {symbol.lower(): symbol for symbol in group}
    named |= {alias.lower(): symbol for alias, symbol in data["aliases"].items()}
    return SymbolList(
        named=named,
        group=group,
        ambiguous=frozenset(symbol.lower() for symbol in data["ambiguous"]),
        suffixes=frozenset(data["suffixes"]),
    )


def symbols_by_token(tokens: Sequence[Token]) -> tuple[str | None, ...]:
    """Give the instrument each word names, upper-case ASCII.

    ``$`` and ``.IS`` make any word a symbol, ``#`` a ticker-shaped one; otherwise only listed words count, because a
    message in capitals would be full of false tickers. Listed symbols that are also everyday words count in capitals
    (unless everything is), when marked, or beside a word of their group. Phrases (``gram altın``) and companies'
    names count at their first word.
    """
    words = [token.word for token in tokens]
    listed = [_named(word) for word in words]
    found = [_surely(token, named) for token, named in zip(tokens, listed, strict=True)]
    for index, symbol in companies_by_place(words).items():
        found[index] = found[index] or symbol
    _add_phrases(found, words)
    for index in everyday_places(words):
        found[index] = None
    for index, named in enumerate(listed):
        if named is None or found[index] is not None or named[0] not in symbol_list().ambiguous:
            continue
        if not _is_marked(tokens[index]) and _is_meant(tokens, found, index, named[0]):
            found[index] = named[1]
    return tuple(found)


def most_named(symbols: Iterable[str | None]) -> tuple[str, ...]:
    """Order instruments by how often they are named, without repetition."""
    named = [symbol for symbol in symbols if symbol is not None]
    return tuple(symbol for symbol, _ in Counter(named).most_common()) if len(named) > 1 else tuple(named)


def is_shouted(tokens: Sequence[Token]) -> bool:
    """Tell whether a message is written in capitals throughout, so that capitals mean nothing."""
    return len(tokens) > 1 and all(token.written.isupper() or not token.written.isalpha() for token in tokens)


@cache
def _phrases() -> PhraseIndex[str]:
    return PhraseIndex(word_list("symbols")["phrases"])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_list("symbols")[name])


@lru_cache(maxsize=8192)
def _named(word: str) -> tuple[str, str] | None:
    """Find the listed word that a word is, with or without a suffix, and the symbol it names."""
    known = symbol_list()
    if word in known.named:
        return word, known.named[word]
    for length in range(1, len(word) - 2):
        base = word[:-length]
        bears = len(base) >= _BEARS_SUFFIX or base in _words("bear_suffixes")
        if bears and base in known.named and word[-length:] in known.suffixes:
            return base, known.named[base]
    return None


def _surely(token: Token, named: tuple[str, str] | None) -> str | None:
    """Give the symbol a token names whatever stands beside it."""
    if _is_marked(token):
        return _marked(token, None if named is None else named[1])
    return None if named is None or named[0] in symbol_list().ambiguous else named[1]


def _is_marked(token: Token) -> bool:
    return bool(token.sign) or token.listed


def _marked(token: Token, symbol: str | None) -> str | None:
    if token.sign == "@" or symbol is not None:
        return None if token.sign == "@" else symbol
    if token.listed or token.sign == "$":
        return token.word.upper() if _CASHTAG.fullmatch(token.word) else None
    return token.written if _HASHTAG.fullmatch(token.written) else None


def _add_phrases(found: list[str | None], words: Sequence[str]) -> None:
    for index, length, symbol in _phrases().all_in(words):
        found[index : index + length] = (symbol, *(None,) * (length - 1))


def _is_meant(tokens: Sequence[Token], found: Sequence[str | None], index: int, word: str) -> bool:
    """Take an everyday word for the instrument: in capitals, before a price, or beside a word of its group."""
    token = tokens[index]
    if token.written.isupper() and not is_shouted(tokens):
        return True
    if token.word != word or word in _words("only_in_capitals"):
        return False
    prices = word in _words("priced") and index + 1 < len(tokens)
    if prices and _PRICE.fullmatch(tokens[index + 1].word):
        return True
    known = symbol_list()
    groups = set(known.group.values()) if word in _words("beside_any") else {known.group[known.named[word]]}
    near = [*range(max(0, index - _NEAR), index), *range(index + 1, min(len(tokens), index + 1 + _NEAR))]
    return any(_group(found[place], tokens[place].word) in groups for place in near)


def _group(symbol: str | None, word: str) -> str | None:
    return group_of(word) if symbol is None else symbol_list().group.get(symbol)
