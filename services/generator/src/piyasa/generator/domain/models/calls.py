"""What a model is asked, and what it answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Literal

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.prompt.tokens import tokens_of

Purpose = Literal["draft", "judge"]
Finish = Literal["stop", "length", "abandoned"]
Broken = Callable[[str], bool]
"""Tells of an unfinished answer whether it can no longer become fit to be said."""


_TYPES: Final = {"string": str, "boolean": bool}


@dataclass(frozen=True, slots=True)
class Schema:
    """The form that an answer must have."""

    name: str
    content: Mapping[str, Any]
    """A JSON Schema of an object whose properties are texts, perhaps of a few, and truths."""

    def fits(self, answer: Mapping[str, Any]) -> bool:
        """Whether an answer has every property that is required, each of its type: not every endpoint keeps to it."""
        properties: Mapping[str, Mapping[str, Any]] = self.content["properties"]
        return all(
            type(answer.get(name)) is _TYPES[properties[name]["type"]]
            and answer[name] in properties[name].get("enum", (answer[name],))
            for name in self.content["required"]
        )


@dataclass(frozen=True, slots=True)
class Call:
    """One thing to ask; the same for every provider."""

    purpose: Purpose
    system: str
    user: str
    max_tokens: int
    temperature: float
    seed: int | None = None
    schema: Schema | None = None

    @property
    def prompt_tokens(self) -> int:
        """How many tokens the prompt takes at most, by a guess on the safe side."""
        return tokens_of(self.system) + tokens_of(self.user)

    @property
    def key(self) -> str:
        """Equal for calls that ask the same, whenever they ask it."""
        asked = (self.system, self.user, self.max_tokens, self.temperature, self.schema and self.schema.name)
        return sha256(json.dumps(asked).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back and what it took. Seconds; cost in US dollars, 0 when prices are not known."""

    text: str
    provider: str
    model: str
    tokens: Tokens = field(default_factory=Tokens)
    cost: float = 0.0
    seconds: float = 0.0
    first_token: float = 0.0
    """Until the first piece of the answer."""
    finish: Finish = "stop"
    """``length``: the limit cut it; ``abandoned``: we did, as it was not fit to be said."""


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars per million tokens; 0 when not known."""

    prompt: float = 0.0
    cached: float | None = None
    """Of prompt tokens that the provider had in its cache; by default as much as any other."""
    completion: float = 0.0

    def cost(self, tokens: Tokens) -> float:
        """What a call cost."""
        cached = self.prompt if self.cached is None else self.cached
        fresh = max(0, tokens.prompt - tokens.cached)
        spent = fresh * self.prompt + tokens.cached * cached + tokens.completion * self.completion
        return round(spent / 1_000_000, 8)
