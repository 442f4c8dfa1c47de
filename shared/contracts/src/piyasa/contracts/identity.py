"""Deterministic ids: the same work done twice makes the same event."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid5

NAMESPACE = UUID("6f1d1c1e-6d5e-5b1a-9a53-70697961a5a5")
"""The root of every derived id; a constant for good."""


def derived_id(causation_id: str, kind: str, ordinal: int = 0) -> str:
    """The id of what follows from an event: uuid5 over (causation id, type, ordinal)."""
    return str(uuid5(NAMESPACE, f"{causation_id}|{kind}|{ordinal}"))


def outside_id(kind: str, *identity: object) -> str:
    """The id of what came from outside: uuid5 over what identifies it there."""
    return str(uuid5(NAMESPACE, "|".join(("outside", kind, *map(str, identity)))))


def seed_of(event_id: str, purpose: str) -> str:
    """The seed of one use of chance, derived from an event so that a decision can be made again."""
    return hashlib.blake2b(f"{event_id}|{purpose}".encode(), digest_size=8).hexdigest()
