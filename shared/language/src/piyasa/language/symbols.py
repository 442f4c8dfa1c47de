"""Instruments named in a message."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from piyasa.language.lexicon import word_list
from piyasa.language.tokens import Token

_CASHTAG: Final = re.compile(r"[a-z]{2,10}\d{0,3}")
_HASHTAG: Final = re.compile(r"[A-Z]{4,5}")
_SUFFIXED_LETTERS: Final = 5


@dataclass(frozen=True, slots=True)
class SymbolList:
    """The maintained list: folded word to symbol, symbol to topic group."""

    named: dict[str, str]
    group: dict[str, str]
    ambiguous: frozenset[str]
    suffixes: frozenset[str]

    def spelt(self, word: str) -> str | None:
        """Find the symbol a folded word names, with a case suffix if the ticker is long enough to bear one."""
        symbol = self.named.get(word)
        if symbol is None and len(word) > _SUFFIXED_LETTERS:
            for cut in (word[:5], word[:6], word[:7]):
                if cut in self.named and word[len(cut) :] in self.suffixes:
                    return self.named[cut]
        return symbol


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
    (unless everything is) or when marked.
    """
    known = symbol_list()
    found = [_marked(token, known) if token.sign or token.listed else known.spelt(token.word) for token in tokens]
    for index, token in enumerate(tokens):
        everyday = found[index] is not None and token.word in known.ambiguous and not (token.sign or token.listed)
        if everyday and (not token.written.isupper() or is_shouted(tokens)):
            found[index] = None
    return tuple(found)


def most_named(symbols: Iterable[str | None]) -> tuple[str, ...]:
    """Order instruments by how often they are named, without repetition."""
    named = [symbol for symbol in symbols if symbol is not None]
    return tuple(symbol for symbol, _ in Counter(named).most_common()) if len(named) > 1 else tuple(named)


def is_shouted(tokens: Sequence[Token]) -> bool:
    """Tell whether a message is written in capitals throughout, so that capitals mean nothing."""
    return len(tokens) > 1 and all(token.written.isupper() or not token.written.isalpha() for token in tokens)


def _marked(token: Token, known: SymbolList) -> str | None:
    if token.sign == "@":
        return None
    symbol = known.spelt(token.word)
    if symbol is not None:
        return symbol
    if token.listed or token.sign == "$":
        return token.word.upper() if _CASHTAG.fullmatch(token.word) else None
    return token.written if _HASHTAG.fullmatch(token.written) else None
