"""What a source is called: never more than its host, since addresses may hold keys."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(url: str) -> str:
    """The host of an address, without ``www.``, name and password, path and query."""
    return (urlsplit(url).hostname or "unnamed").removeprefix("www.")[:60]
