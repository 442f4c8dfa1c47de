"""JSON that PostgreSQL takes."""

from __future__ import annotations

import re

_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")


def without_nul(text: bytes) -> str:
    """The same JSON with U+FFFD for each NUL: no text in PostgreSQL has one."""
    if b"\\u0000" in text:
        text = _NUL.sub(rb"\1\\ufffd", text)
    return text.decode()
