"""Whether texts give orders to a model, asked once of each: the same lines stand in the prompts of many drafts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from piyasa.language.guards.injection import injection_attempt

KEPT: Final = 8192
"""Findings that are remembered: the lines of some hundred chats."""


@dataclass(slots=True)
class Once:
    """Remembers what was found of a text by the text's hash: what people wrote outlives the log nowhere."""

    ask: Callable[[str], bool]
    kept: int = KEPT
    _found: dict[bytes, bool] = field(default_factory=dict)

    def __call__(self, text: str) -> bool:
        """What is found of a text; the finding that was made first goes first."""
        key = hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= self.kept:
                del self._found[next(iter(self._found))]
            found = self._found[key] = self.ask(text)
        return found


gives_orders: Final = Once(injection_attempt)
"""What prompts are guarded with."""
