"""Insults, threats, other people's data, and calls to move a price together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from piyasa.language.disguise import Plain
from piyasa.language.phrases import phrases

# Matched in the text as written, where Turkish letters and separators still tell words apart.
_SPELT: Final = re.compile(r"(?<!\w)(?:oç|o\.ç|piç|göt(?:ün|üne|ünü)?)(?!\w)", re.IGNORECASE)
_PERSONAL: Final = re.compile(
    r"(?<![\w.])(?:\+?90[\s.-]?)?\(?0?5\d{2}\)?[\s.-]?\d{3}[\s.-]?\d{2}[\s.-]?\d{2}(?!\d)"
    r"|(?<!\w)TR\s?\d{2}(?:\s?\d){22}(?!\d)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_LONG_NUMBER: Final = re.compile(r"(?<![\d.,])\d(?:[ -]?\d){10,18}(?![\d.,]?\d)")
_IDENTITY_DIGITS: Final = 11
_CARD_DIGITS: Final = range(13, 20)


def abuse_in(text: str, plain: Plain) -> Iterator[tuple[int, int]]:
    """Find insults, threats, personal data and calls to pump, as stretches of the text as written."""
    for section in ("insults", "pumping"):
        for found in phrases("abuse")[section].finditer(plain.text):
            start, end = plain.span(*found.span())
            if not _is_squeezing(text[start:end], found[0]):
                yield start, end
    for pattern in (_SPELT, _PERSONAL):
        yield from (found.span() for found in pattern.finditer(text))
    for found in _LONG_NUMBER.finditer(text):
        digits = [int(digit) for digit in found[0] if digit.isdigit()]
        if _is_identity_number(digits) or _is_card_number(digits):
            yield found.span()


def _is_squeezing(written: str, heard: str) -> bool:
    """``Sık-`` (to squeeze) sounds like an insult once its ı is folded away."""
    return heard.startswith("sik") and any(letter in "ıI" for letter in written[1:2])


def _is_identity_number(digits: list[int]) -> bool:
    """Check the two check digits of a Turkish identity number."""
    if len(digits) != _IDENTITY_DIGITS or digits[0] == 0:
        return False
    tenth = (sum(digits[0:9:2]) * 7 - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


def _is_card_number(digits: list[int]) -> bool:
    """Check a payment card's number by Luhn's sum."""
    if len(digits) not in _CARD_DIGITS:
        return False
    doubled = [digit * 2 - 9 if digit > 4 else digit * 2 for digit in digits[-2::-2]]  # noqa: PLR2004 - Luhn
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0
