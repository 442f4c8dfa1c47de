"""Which names mean the same thing to a figure: ``BIST100`` and ``XU100``, ``BTC`` and ``BTCUSDT``."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from piyasa.generator.domain.names import group_of
from piyasa.language import tokenise
from piyasa.language.groups import is_unit
from piyasa.language.symbols import symbol_list, symbols_by_token

_SAME: Final = {"BIST100": "XU100", "BIST30": "XU030", "BIST": "XU100", "THY": "THYAO"}
_METALS: Final = {"XAUUSD": "XAU", "XAUTRY": "XAU", "XAGUSD": "XAG", "XAGTRY": "XAG"}
_QUOTED: Final = ("USDT", "USD", "TRY", "BTC")
_SHORTEST_BASE: Final = 3
_WORDS: Final = {
    "dolar": "USDTRY", "dollar": "USDTRY", "euro": "EURTRY", "avro": "EURTRY", "sterlin": "GBPTRY", "altin": "XAU",
    "ons": "XAU", "gold": "XAU", "gumus": "XAG", "silver": "XAG", "parite": "EURUSD", "endeks": "XU100",
    "borsa": "XU100", "index": "XU100",
}  # fmt: skip
"""The beginnings of everyday words that mean one instrument."""
_PRICED_AS: Final = {"BIST": "XU100", "Kripto": "BTC"}
"""Topic groups that one symbol stands for when an opinion is held against a price."""


@lru_cache(maxsize=2048)
def family_of(symbol: str) -> str:
    """What a symbol is a price of, whatever it is priced in."""
    known = _SAME.get(symbol) or _METALS.get(symbol)
    if known is not None:
        return known
    if symbol_list().group.get(symbol) == "Kripto":
        for quoted in _QUOTED:
            if symbol.endswith(quoted) and len(symbol) - len(quoted) >= _SHORTEST_BASE:
                return symbol.removesuffix(quoted)
    return symbol


def families_in(text: str) -> frozenset[str]:
    """What a text names of all that may have a price; a currency that only says what something costs is not named."""
    tokens = tokenise(text)
    words = [token.word for token in tokens]
    found = {family_of(symbol) for symbol in symbols_by_token(tokens) if symbol is not None}
    for index, word in enumerate(words):
        meant = next((symbol for begin, symbol in _WORDS.items() if word.startswith(begin)), None)
        if meant is not None and not is_unit(words, index):
            found.add(meant)
    return frozenset(found)


def prices(topic: str, symbol: str) -> bool:
    """Whether a symbol's price is what an opinion on a topic is held against."""
    return symbol == topic or family_of(symbol) == family_of(_PRICED_AS.get(topic, topic))


def is_of_group(symbol: str, topic: str) -> bool:
    """Whether a symbol belongs to a topic group."""
    return symbol != topic and group_of(symbol) == topic


def is_of_exchange(symbol: str) -> bool:
    """Whether the symbol has a price only while Borsa İstanbul trades."""
    return symbol_list().group.get(symbol) == "BIST"


def names_in(text: str) -> frozenset[str]:
    """The exact symbols that a text names."""
    return frozenset(symbol for symbol in symbols_by_token(tokenise(text)) if symbol is not None)
