"""Messages cut into words that remember how they were written."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from piyasa.language.folding import bare, tidy

_PAIR: Final = re.compile(r"\b([A-Za-z]{3,5})/(TRY|TL|USDT|USD|EUR|JPY)\b", re.IGNORECASE)
_WORD: Final = re.compile(r"([$#@]?)(\w+n['’ʼ]t\b|\w+)(\.IS\b)?((?:['’ʼ]\w*)?)", re.IGNORECASE)


class Token(NamedTuple):
    """One word: the sign before it, its spelling, its folded form without suffix, and what followed."""

    sign: str
    """``$``, ``#``, ``@`` or empty."""
    written: str
    word: str
    listed: bool
    """Written with the exchange suffix ``.IS``."""
    tail: str
    """The apostrophe and the suffix after it, as written."""
    start: int
    """Where the token begins in the tidied text."""


def _join_pair(match: re.Match[str]) -> str:
    quote = match[2]
    return match[1] + ("TRY" if quote.upper() == "TL" else quote)


def tokenise(text: str) -> tuple[Token, ...]:
    """Cut a message into words; suffixes after an apostrophe are split off, currency pairs are joined."""
    seen = tidy(text)
    if "/" in seen:
        seen = _PAIR.sub(_join_pair, seen)
    found = list(_WORD.finditer(seen))
    if not found:
        return ()
    parts = [match.groups() for match in found]
    folded = bare("\n".join([part[1] for part in parts]))
    if "'" in folded or "’" in folded:
        folded = folded.replace("'", "").replace("’", "")
    new = tuple.__new__  # what a named tuple's own constructor calls, without the call between
    return tuple(
        [
            new(Token, (sign, written, word, listed is not None, tail, match.start()))
            for match, (sign, written, listed, tail), word in zip(found, parts, folded.split("\n"), strict=True)
        ]
    )
