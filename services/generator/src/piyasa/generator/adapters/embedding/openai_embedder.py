"""Embeddings from any endpoint that speaks OpenAI's."""

from __future__ import annotations

import asyncio
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Final

import openai
from openai.types import CreateEmbeddingResponse

from piyasa.generator.adapters.models.errors import failure_of
from piyasa.generator.domain.models.failures import BLAMES_PROVIDER, CallFailed
from piyasa.generator.memory_ports import Vector
from piyasa.resilience import Breaker

PROVIDER: Final = "embeddings"
"""The label of its calls among those to models."""
_FAILURES: Final = 5
_ALONE_SECONDS: Final = 30.0
"""After so many failures in a row the endpoint is left alone for so long: recall waits for nothing meanwhile."""


@dataclass(frozen=True, slots=True)
class EmbeddingEndpoint:
    """Where an embedding model is reached."""

    model: str
    base_url: str | None = None
    api_key: str = field(default="none", repr=False)
    timeout: float = 2.0
    """Seconds that a whole call may take."""


@dataclass(slots=True)
class OpenAIEmbedder:
    """One client for one endpoint; nothing is tried again, and an endpoint that keeps failing is left alone."""

    endpoint: EmbeddingEndpoint
    called: Callable[[str, str, str, float], None]
    """Told provider, model, status and seconds of each call."""
    circuit: Breaker = field(default_factory=lambda: Breaker(_FAILURES, _ALONE_SECONDS))
    client: openai.AsyncOpenAI = field(init=False)

    def __post_init__(self) -> None:
        """Make the client."""
        known = self.endpoint
        self.client = openai.AsyncOpenAI(
            api_key=known.api_key, base_url=known.base_url, max_retries=0, timeout=known.timeout
        )

    @property
    def model(self) -> str:
        """The model's name."""
        return self.endpoint.model

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()

    async def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """Ask once for all texts. Raises ``CallFailed``."""
        if not self.circuit.allows(time.monotonic()):
            raise CallFailed("connection", "it failed too often and is left alone for a while")
        begun, status = time.monotonic(), "cancelled"
        try:
            found = await self._asked(texts)
            status = "ok"
            self.circuit.succeeded()
        except CallFailed as failure:
            status = failure.kind
            if failure.kind in BLAMES_PROVIDER:
                self.circuit.failed(time.monotonic())
            else:
                self.circuit.answered()
            raise
        except asyncio.CancelledError:
            self.circuit.given_up()
            raise
        finally:
            self.called(PROVIDER, self.model, status, time.monotonic() - begun)
        return found

    async def _asked(self, texts: Sequence[str]) -> list[Vector]:
        try:
            # The client's own time-out is one for each phase: an answer that trickles would never meet it.
            async with asyncio.timeout(self.endpoint.timeout):
                # Without a form of its own the client asks for base64 and takes plain numbers as well.
                answer = await self.client.embeddings.create(model=self.model, input=list(texts))
        except (openai.OpenAIError, TimeoutError, ValueError, TypeError, AttributeError) as error:
            raise failure_of(error) from error
        found = _read(answer)
        if len(found) != len(texts) or not all(found):
            raise CallFailed("garbage", "the answer does not hold a vector for each text")
        return found


def _read(answer: object) -> list[Vector]:
    """The vectors in order of the texts; none when the answer is something else: clients hand on what they get."""
    if not isinstance(answer, CreateEmbeddingResponse) or not answer.data:
        return []
    ordered = sorted(answer.data, key=lambda each: each.index)
    try:
        found = [array("f", each.embedding) for each in ordered]
    except TypeError:
        return []
    return [] if not all(isfinite(value) for vector in found for value in vector) else list(found)
