"""How instruments and topics are called in a chat."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from piyasa.generator.domain.suffixes import Name, common, ticker
from piyasa.language import fold
from piyasa.language.symbols import symbol_list

_CALLED: Final[dict[str, tuple[Name, ...]]] = {
    "BIST": (common("borsa"),),
    "FX": (common("döviz"),),
    "Kripto": (common("kripto"), common("kripto para")),
    "Makro": (common("enflasyon"), common("faiz"), common("enflasyon ve faiz")),
    "USDTRY": (common("dolar"),),
    "EURTRY": (common("euro"),),
    "GBPTRY": (common("sterlin"),),
    "EURUSD": (common("parite"),),
    "XAUUSD": (common("ons altın"), common("altın")),
    "XAUTRY": (common("gram altın"), common("altın")),
    "XAGUSD": (common("gümüş"),),
    "XAGTRY": (common("gümüş"),),
    "XU100": (common("endeks"), ticker("XU100")),
    "XU030": (common("endeks"), ticker("XU030")),
    "BTC": (common("bitcoin"), ticker("BTC")),
    "ETH": (common("ethereum"), ticker("ETH")),
    "SOL": (common("solana"),),
}
METALS: Final = "Altın"
EXCHANGE: Final = "Borsa"
_INDICES: Final = ("XU", "BIST", "XBANK")
_METALS: Final = frozenset({"XAUUSD", "XAUTRY", "XAGUSD", "XAGTRY"})
_QUOTED: Final = ("USDT", "USD", "TRY", "BTC")
_SHORTEST_BASE: Final = 3


_IN_ENGLISH: Final[dict[str, str]] = {
    "BIST": "Borsa Istanbul",
    "FX": "currencies",
    "Kripto": "crypto",
    "Makro": "the macro picture",
    "USDTRY": "the dollar",
    "EURTRY": "the euro",
    "GBPTRY": "sterling",
    "XAUUSD": "gold",
    "XAUTRY": "gold",
    "XAGUSD": "silver",
    "XAGTRY": "silver",
    "XU100": "the index",
    "XU030": "the index",
    "BTC": "bitcoin",
    "ETH": "ethereum",
    "SOL": "solana",
}


@lru_cache(maxsize=1024)
def names_of(topic: str, language: str = "tr") -> tuple[Name, ...]:
    """The ways to call a topic group or a symbol; none when it is neither."""
    if language == "en" and topic in _IN_ENGLISH:
        return (common(_IN_ENGLISH[topic]),)
    called = _CALLED.get(topic)
    if called is not None:
        return called
    group = symbol_list().group.get(topic)
    if group is None:
        return ()
    if group == "Kripto":
        base = _base_of(topic)
        return _CALLED.get(base, (ticker(base),))
    return (ticker(topic),)


_WORDS: Final = (
    ("dolar", "USDTRY"),
    ("dollar", "USDTRY"),
    ("gold", "XAUUSD"),
    ("euro", "EURTRY"),
    ("sterlin", "GBPTRY"),
    ("gram altin", "XAUTRY"),
    ("ons", "XAUUSD"),
    ("altin", "XAUTRY"),
    ("gumus", "XAGTRY"),
    ("parite", "EURUSD"),
    ("endeks", "XU100"),
    ("bist100", "XU100"),
)
"""Everyday words (folded) to the instrument they mean within their group."""


def narrowed(topic: str, text: str) -> str:
    """The instrument that a message means by an everyday word, when its topic is only known as a group."""
    folded = f" {fold(text)}"
    return next((symbol for word, symbol in _WORDS if group_of(symbol) == topic and f" {word}" in folded), topic)


def group_of(topic: str) -> str:
    """The topic group that a symbol belongs to; a group is its own."""
    return symbol_list().group.get(topic, topic)


def theme_of(topic: str) -> str:
    """The group of things to look at that a subject belongs to: metals are apart, and a share is not the exchange."""
    if topic in _METALS:
        return METALS
    return EXCHANGE if topic == "BIST" or topic.startswith(_INDICES) else group_of(topic)


def _base_of(pair: str) -> str:
    for quoted in _QUOTED:
        if pair.endswith(quoted) and len(pair) - len(quoted) >= _SHORTEST_BASE:
            return pair.removesuffix(quoted)
    return pair
