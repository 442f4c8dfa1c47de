"""How older versions of facts are read: one step from each version to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns the body of version n into the body of version n + 1."""

UPCASTERS: Mapping[tuple[str, int], Upcaster] = {}
"""By fact and the version that is read; empty while every fact is in its first version."""
