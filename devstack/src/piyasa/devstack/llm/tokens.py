"""Tokens, counted so that anybody can check: three characters are one."""

from dataclasses import dataclass

CHARACTERS = 3
"""Of a token; about what Turkish takes with the usual vocabularies."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """What one call took; `cached` is the part of `prompt` that was read from the cache."""

    prompt: int = 0
    cached: int = 0
    completion: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(self.prompt + other.prompt, self.cached + other.cached, self.completion + other.completion)


def tokens_of(text: str) -> int:
    """A begun token counts."""
    return -(-len(text) // CHARACTERS)
