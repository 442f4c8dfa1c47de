"""Remembers which request an Idempotency-Key came with."""

from __future__ import annotations

from collections import OrderedDict

from piyasa.admin_api.domain.errors import IdempotencyKeyReused

REMEMBERED = 20_000


class Keys:
    """The newest keys and their requests.

    That a key came with two different requests is noticed within one process only; elsewhere the second request is
    simply another operation.
    """

    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._requests: OrderedDict[str, str] = OrderedDict()

    def claim(self, key: str, fingerprint: str) -> None:
        """Bind a key to its request; raises ``IdempotencyKeyReused`` when it is bound to another."""
        if self._requests.setdefault(key, fingerprint) != fingerprint:
            raise IdempotencyKeyReused
        while len(self._requests) > self._remembered:
            self._requests.popitem(last=False)
