"""Durations and sizes as people write them."""

from __future__ import annotations

import re

from piyasa.tools.errors import QuantityUnusable

_NUMBER = re.compile(r"([0-9]+)\s*([a-zA-Z]*)")
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_BYTES = {
    "": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12,
    "kib": 2**10, "mib": 2**20, "gib": 2**30, "tib": 2**40,
}  # fmt: skip


def duration(text: str) -> int:
    """Seconds in ``600``, ``10m``, ``36h`` or ``30d``; raises ``QuantityUnusable``."""
    return _read(text, _SECONDS, "600, 10m, 36h or 30d")


def size(text: str) -> int:
    """Bytes in ``1000000``, ``500MB`` or ``20GiB``; raises ``QuantityUnusable``."""
    return _read(text, _BYTES, "1000000, 500MB or 20GiB")


def _read(text: str, units: dict[str, int], example: str) -> int:
    found = _NUMBER.fullmatch(text.strip())
    if found is None or found[2].lower() not in units:
        raise QuantityUnusable(text, example)
    return int(found[1]) * units[found[2].lower()]
