"""Offsets as Telegram counts them: in UTF-16 code units."""

from __future__ import annotations


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """The part of `text` that an entity covers."""
    if text.isascii():
        return text[offset : offset + length]
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")
