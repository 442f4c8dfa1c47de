"""Runs what is asynchronous only because it might wait elsewhere."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, TypeVar

from piyasa.simulation.errors import WouldWait

T = TypeVar("T")


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine that never waits; raises ``WouldWait`` when it does."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]  # typeshed leaves it open
    work.close()
    raise WouldWait(getattr(work, "__qualname__", repr(work)))
