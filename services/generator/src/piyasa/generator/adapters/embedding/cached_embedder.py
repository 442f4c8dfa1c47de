"""Remembers vectors of texts that were asked for before, until somebody wishes to be forgotten."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from piyasa.generator.memory_ports import Embedder, Vector
from piyasa.generator.ports import CacheTally

KIND: Final = "embedding"
KEPT: Final = 2048
"""Vectors: 12 MB of 1,536 numbers each."""


@dataclass(slots=True)
class CachedEmbedder:
    """Asks another embedder for what it does not remember; the longest unused goes first."""

    embedder: Embedder
    tally: CacheTally
    kept: int = KEPT
    _known: OrderedDict[bytes, Vector] = field(default_factory=OrderedDict)

    @property
    def model(self) -> str:
        """The other's model."""
        return self.embedder.model

    async def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """A vector for each text; only what is new is asked for, each text once. Raises ``CallFailed``."""
        known = self._known
        keys = [_key(self.model, text) for text in texts]
        for key in keys:
            self.tally.looked_up(KIND, hit=key in known)
        found = {key: known[key] for key in keys if key in known}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if new:
            found.update(zip(new, await self.embedder.vectors(list(new.values())), strict=True))
        for key in keys:
            known[key] = found[key]
            known.move_to_end(key)
        while len(known) > self.kept:
            known.popitem(last=False)
        return [found[key] for key in keys]

    def forget(self) -> None:
        """Keep no vector that there is, nor one that is being asked for."""
        self._known = OrderedDict()


def _key(model: str, text: str) -> bytes:
    return hashlib.blake2b(f"{model}\n{text}".encode(), digest_size=16).digest()
