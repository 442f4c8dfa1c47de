"""Words without a model: a grammar of patterns for conversation, and one fixed-cost line for benches."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random

from piyasa.generator.domain.composing import compose
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import Words

PROVIDER = "offline"
GRAMMAR = "grammar-2"


@dataclass(frozen=True, slots=True)
class OfflineEngine:
    """Patterns, a seed and the scene; needs no key and no network."""

    why: str = "no model is configured"

    async def words(self, scene: Scene, *, seed: str, **_unread: object) -> Words:
        """A line for the scene."""
        text = compose(scene, Random(seed))  # noqa: S311 - speech, not secrets
        return Words(text, PROVIDER, GRAMMAR, hashlib.sha256(f"{GRAMMAR}|{seed}".encode()).hexdigest())

    def status(self) -> str:
        """What the engine is."""
        return f"offline engine ({self.why}): lines come from patterns, not from a model"


@dataclass(frozen=True, slots=True)
class NullEngine:
    """One line of fixed cost, different each time: what is left is the cost of everything around words."""

    async def words(self, scene: Scene, *, seed: str, **_unread: object) -> Words:  # noqa: ARG002
        """A line that nobody has said before."""
        return Words(f"Deneme satırı {int(seed, 16) % 10**12}.", "null", "null", seed)

    def status(self) -> str:
        """What the engine is."""
        return "null engine: for benches only, it says nothing of meaning"
