"""Reading message headers at a quarter of what nats-py takes for it: every process reads some dozens a message."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nats.aio.client import Client

_SEAM = "_parse_header_lines"
"""nats-py's own parser; a contract test holds it to what is relied upon here."""

_SPACE = " \t\n\r\x0b\x0c"
"""What nats-py cuts off, which strips bytes; text alone would lose more, such as a no-break space."""


def read_headers_quickly(client: Client) -> None:
    """Give a connection the quicker parser; a nats-py that has no such seam goes on with its own."""
    seam: Any = client
    if hasattr(client, _SEAM):
        setattr(seam, _SEAM, parse_header_lines)


def parse_header_lines(raw: bytes) -> dict[str, str]:
    """Headers by name out of ``Name: Value`` lines; lines without a name in ASCII without spaces are left out."""
    found: dict[str, str] = {}
    for line in raw.decode("utf-8", "replace").split("\r\n"):
        written, colon, value = line.partition(":")
        if colon:
            name = _sound(written)
            if name is not None:
                found[name] = value.strip(_SPACE)
    return found


@lru_cache(maxsize=512)
def _sound(written: str) -> str | None:
    """A header's name as it is known; None when it can be none."""
    name = written.strip(_SPACE)
    return name if name.isascii() and not any(each.isspace() for each in name) else None
