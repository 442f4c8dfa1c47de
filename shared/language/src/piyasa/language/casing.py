"""Casing by Turkish rules, where I pairs with ı and İ with i."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_TO_LOWER: Final = str.maketrans({"I": "ı", "İ": "i"})
_TO_UPPER: Final = str.maketrans({"i": "İ", "ı": "I"})
_DOTTED_CAPITAL: Final = re.compile("[Iİ]\u0307+")
_DOTTED_SMALL: Final = re.compile("[ıi]\u0307+")


def tr_lower(text: str) -> str:
    """Lower-case by Turkish rules; the result is NFC and no dot stands above an i twice."""
    return unicodedata.normalize("NFC", _undotted(text).translate(_TO_LOWER).lower())


def tr_upper(text: str) -> str:
    """Upper-case by Turkish rules; the result is NFC."""
    return unicodedata.normalize("NFC", _undotted(text).translate(_TO_UPPER).upper())


def tr_capitalize(text: str) -> str:
    """Raise the first character only; the rest stays, because it may hold tickers and names."""
    composed = _undotted(text)
    return tr_upper(composed[:1]) + composed[1:]


def _undotted(text: str) -> str:
    """Write every i with a combining dot above as the one letter it means."""
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return _DOTTED_SMALL.sub("i", _DOTTED_CAPITAL.sub("İ", composed)) if "\u0307" in composed else composed
