"""Which beginnings of prompts were read lately: providers charge less for them."""

import hashlib
from collections import OrderedDict

from piyasa.devstack.llm.tokens import CHARACTERS

KEPT = 65_536
"""Blocks that are remembered; the ones not read for longest go first."""


class PromptCache:
    """Prefixes of prompts in blocks of tokens; what is shorter than the minimum is not cached."""

    def __init__(self, *, block: int = 16, minimum: int = 0, kept: int = KEPT) -> None:
        self._letters, self._block, self._minimum, self._kept = block * CHARACTERS, block, minimum, kept
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def read(self, scope: bytes, prompt: str) -> int:
        """Tokens of the prompt that were cached; from now on all its full blocks are. Scopes share nothing."""
        blocks = self._blocks(scope, prompt)
        known = 0
        while known < len(blocks) and blocks[known] in self._seen:
            known += 1
        # A block is worth nothing without those before it: they must outlive it.
        for name in reversed(blocks):
            self._seen[name] = None
            self._seen.move_to_end(name)
        while len(self._seen) > self._kept:
            self._seen.popitem(last=False)
        cached = known * self._block
        return cached if cached >= self._minimum else 0

    def _blocks(self, scope: bytes, prompt: str) -> list[bytes]:
        """Name each full block by all that stands up to its end."""
        running = hashlib.blake2b(scope, digest_size=16)
        names = []
        for end in range(self._letters, len(prompt) + 1, self._letters):
            running.update(prompt[end - self._letters : end].encode())
            names.append(running.digest())
        return names
