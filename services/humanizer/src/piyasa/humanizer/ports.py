"""What the humanizer needs of the world: a view of the log, and somebody who counts."""

from __future__ import annotations

from typing import Protocol

from piyasa.projections.fold import TableSet


class Seen(Protocol):
    """The view of the log that is decided on."""

    @property
    def tables(self) -> TableSet:
        """The folds."""

    @property
    def position(self) -> int:
        """The newest fact that is folded."""


class Tally(Protocol):
    """What is counted about styling."""

    def repeated(self) -> None:
        """A draft was dropped because it said it all again."""

    def blocked(self, kind: str) -> None:
        """A guard held a message back."""

    def suppressed(self, reason: str) -> None:
        """A message will not be said."""
