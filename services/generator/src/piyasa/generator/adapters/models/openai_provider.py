"""One model of any endpoint that speaks OpenAI's chat completions, read as it streams."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import openai
from openai.types.chat import ChatCompletionChunk
from openai.types.completion_usage import CompletionUsage
from opentelemetry.trace import SpanKind

from piyasa.contracts.conversation import Tokens
from piyasa.generator.adapters.models.errors import failure_of
from piyasa.generator.domain.cleaning import whole_sentences
from piyasa.generator.domain.models.calls import Answer, Broken, Call, Finish
from piyasa.generator.domain.models.failures import CallFailed
from piyasa.generator.domain.models.offers import Offer
from piyasa.generator.domain.prompt.tokens import tokens_of
from piyasa.telemetry import Tracing

CHECK_SECONDS: Final = 10.0


@dataclass(slots=True)
class _Reading:
    """An answer as far as it has come."""

    begun: float
    text: str = ""
    model: str = ""
    first: float | None = None
    looked_at: int = 0
    finish: str | None = None
    refusal: bool = False
    usage: CompletionUsage | None = None
    abandoned: bool = False

    def take(self, chunk: ChatCompletionChunk) -> None:
        """One piece more."""
        self.model = chunk.model or self.model
        self.usage = chunk.usage or self.usage
        for choice in chunk.choices or ():
            piece = choice.delta.content
            if piece or choice.finish_reason:
                self.first = self.first if self.first is not None else time.monotonic() - self.begun
            self.text += piece or ""
            self.refusal = self.refusal or bool(choice.delta.refusal)
            self.finish = choice.finish_reason or self.finish

    def new_sentences(self) -> str | None:
        """All whole sentences, when there is one that was not given before.

        Half a sentence is not judged: what it says may be taken back in its other half.
        """
        whole = whole_sentences(self.text)
        if len(whole) <= self.looked_at:
            return None
        self.looked_at = len(whole)
        return whole


@dataclass(slots=True)
class OpenAIProvider:
    """One client for one address. It asks once: who asks again, and whom, is decided elsewhere."""

    offer: Offer
    tracing: Tracing
    client: openai.AsyncOpenAI = field(init=False)

    def __post_init__(self) -> None:
        """Make the client; it connects on first use."""
        self.client = openai.AsyncOpenAI(
            api_key=self.offer.api_key,
            base_url=self.offer.base_url,
            max_retries=0,
            timeout=self.offer.timeout,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()

    async def known_models(self) -> frozenset[str]:
        """What the endpoint lists; raises ``CallFailed``."""
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                listed = [model.id async for model in self.client.models.list()]
        except Exception as error:
            raise failure_of(error) from error
        return frozenset(each.removeprefix("models/") for each in listed)

    async def complete(self, call: Call, *, broken: Broken | None = None) -> Answer:
        """Ask, and read until the end or until ``broken`` says that it is not worth it; raises ``CallFailed``."""
        model = self.offer.model_for(call.purpose)
        reading = _Reading(time.monotonic())
        with self.tracing.span(f"chat {model}", kind=SpanKind.CLIENT, attributes=self._asked(call, model)) as span:
            try:
                async with asyncio.timeout(self.offer.timeout), self._stream(call, model) as stream:
                    await self._read(stream, reading, broken)
            except Exception as error:
                failure = failure_of(error)
                if failure.kind == "connection" and reading.first is not None:
                    failure = CallFailed("cut", "the answer broke off before its end")
                span.set_attribute("error.type", failure.kind)
                raise failure from error
            answer = self._answer(call, model, reading)
            if span.is_recording():
                span.set_attributes(_told(answer, reading))
        return answer

    @asynccontextmanager
    async def _stream(self, call: Call, model: str) -> AsyncIterator[openai.AsyncStream[ChatCompletionChunk]]:
        """The pieces of an answer; given up before its end, the connection is closed, so that nobody writes on."""
        stream = await self.client.chat.completions.create(**self._request(call, model))
        try:
            yield stream
        finally:
            await stream.close()

    async def _read(
        self, stream: openai.AsyncStream[ChatCompletionChunk], reading: _Reading, broken: Broken | None
    ) -> None:
        pieces = aiter(stream)
        while True:
            try:
                async with asyncio.timeout(self.offer.first_token if reading.first is None else None):
                    reading.take(await anext(pieces))
            except StopAsyncIteration:
                break
            whole = None if broken is None else reading.new_sentences()
            if broken is not None and whole is not None and broken(whole):
                reading.abandoned = True
                return
        if reading.finish is None:
            raise CallFailed("cut", "the answer broke off before its end")

    def _answer(self, call: Call, model: str, reading: _Reading) -> Answer:
        if reading.refusal or reading.finish == "content_filter":
            raise CallFailed("refused", "the provider will not answer this")
        finish: Finish = "abandoned" if reading.abandoned else "length" if reading.finish == "length" else "stop"
        tokens = _tokens(reading.usage) or Tokens(prompt=call.prompt_tokens, completion=tokens_of(reading.text))
        return Answer(
            text=reading.text,
            provider=self.offer.name,
            model=reading.model or model,
            tokens=tokens,
            cost=self.offer.prices.cost(tokens),
            seconds=time.monotonic() - reading.begun,
            first_token=reading.first or 0.0,
            finish=finish,
        )

    def _request(self, call: Call, model: str) -> dict[str, Any]:
        wanted: dict[str, Any] = {
            "model": model,
            "messages": [{"role": "system", "content": call.system}, {"role": "user", "content": call.user}],
            "temperature": call.temperature,
            self.offer.limit_parameter: call.max_tokens,
            "seed": call.seed,
            "stream": True,
            "stream_options": {"include_usage": True},
            "response_format": self._form(call),
        }
        known = {name: value for name, value in wanted.items() if value is not None}
        extra = dict(self.offer.extra)
        for name in [name for name, value in extra.items() if value is None]:
            known.pop(name, None)
            extra.pop(name)
        return {**known, "extra_body": extra} if extra else known

    def _form(self, call: Call) -> Mapping[str, Any] | None:
        if call.schema is None or self.offer.structured == "none":
            return None
        if self.offer.structured == "json_object":
            return {"type": "json_object"}
        schema = {"name": call.schema.name, "schema": call.schema.content, "strict": True}
        return {"type": "json_schema", "json_schema": schema}

    def _asked(self, call: Call, model: str) -> dict[str, str | int | float | bool]:
        """What OpenTelemetry's conventions for generative models say of a request; never its words."""
        asked: dict[str, str | int | float | bool] = {
            "gen_ai.operation.name": "chat",
            "gen_ai.provider.name": self.offer.name,
            "gen_ai.request.model": model,
            "gen_ai.request.max_tokens": call.max_tokens,
            "gen_ai.request.temperature": call.temperature,
            "gen_ai.request.stream": True,
            "gen_ai.output.type": "text" if call.schema is None else "json",
            "piyasa.purpose": call.purpose,
        }
        return asked if call.seed is None else asked | {"gen_ai.request.seed": call.seed}


def _told(answer: Answer, reading: _Reading) -> dict[str, Any]:
    return {
        "gen_ai.response.model": answer.model,
        "gen_ai.response.finish_reasons": (reading.finish or answer.finish,),
        "gen_ai.response.time_to_first_chunk": answer.first_token,
        "gen_ai.usage.input_tokens": answer.tokens.prompt,
        "gen_ai.usage.output_tokens": answer.tokens.completion,
        "gen_ai.usage.cache_read.input_tokens": answer.tokens.cached,
    }


def _tokens(usage: CompletionUsage | None) -> Tokens | None:
    if usage is None:
        return None
    details = usage.prompt_tokens_details
    cached = 0 if details is None else details.cached_tokens or 0
    return Tokens(prompt=usage.prompt_tokens or 0, cached=cached, completion=usage.completion_tokens or 0)
