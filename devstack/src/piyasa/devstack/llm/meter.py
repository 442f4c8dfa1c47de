"""How much was served, and how many calls were under way at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from piyasa.devstack.llm.tokens import Tokens


class Meter:
    """Tokens by model, counted when an answer begins, whether or not anybody stays to hear it."""

    def __init__(self) -> None:
        self._served: dict[str, Tokens] = {}
        self._calls: dict[str, int] = {}
        self._now = self._most = 0

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Count one call for as long as it lasts."""
        self._now += 1
        self._most = max(self._most, self._now)
        try:
            yield
        finally:
            self._now -= 1

    def served(self, model: str, tokens: Tokens) -> None:
        """Add an answer."""
        self._served[model] = self._served.get(model, Tokens()) + tokens
        self._calls[model] = self._calls.get(model, 0) + 1

    def clear(self) -> None:
        """Begin anew; what is under way goes on counting."""
        self._served.clear()
        self._calls.clear()
        self._most = self._now

    def page(self) -> dict[str, Any]:
        """What was served since the last clearing."""
        models = {
            model: {"answers": self._calls[model], **asdict(tokens)} for model, tokens in sorted(self._served.items())
        }
        return {"models": models, "in_flight": self._now, "most_in_flight": self._most}
