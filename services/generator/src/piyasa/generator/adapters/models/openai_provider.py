"""One model of any endpoint that speaks OpenAI's chat completions, read as it streams."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final

import openai
from opentelemetry.trace import SpanKind

from piyasa.generator.adapters.models.errors import failure_of
from piyasa.generator.adapters.models.reading import Reading
from piyasa.generator.domain.models.calls import Answer, Broken, Call
from piyasa.generator.domain.models.failures import UNREAD, CallFailed
from piyasa.generator.domain.models.offers import Offer
from piyasa.telemetry import Tracing

CHECK_SECONDS: Final = 10.0


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
        reading = Reading(call, time.monotonic())
        with self.tracing.span(f"chat {model}", kind=SpanKind.CLIENT, attributes=self._asked(call, model)) as span:
            try:
                async with aclosing(self._sentences(call, model, reading)) as sentences:
                    async for whole in sentences:
                        if broken is not None and broken(whole):
                            reading.abandoned = True
                            break
            except CallFailed as failure:
                span.set_attribute("error.type", failure.kind)
                raise
            answer = self._answer(model, reading)
            if span.is_recording():
                span.set_attributes(_told(answer, reading))
        return answer

    async def _sentences(self, call: Call, model: str, reading: Reading) -> AsyncGenerator[str, None]:
        """All whole sentences each time that there is one more; raises ``CallFailed``.

        Given up before its end, the connection is closed, so that nobody writes on.
        """
        try:
            async with (
                asyncio.timeout(self.offer.timeout),
                asyncio.timeout(self.offer.first_token) as patience,
                await self.client.chat.completions.create(**self._request(call, model)) as stream,
            ):
                async for chunk in stream:
                    reading.take(chunk)
                    if reading.first is not None:
                        patience.reschedule(None)
                    whole = reading.new_sentences()
                    if whole is not None:
                        yield whole
                _require_whole(reading)
        except Exception as error:
            raise _failure(error, reading) from error

    def _answer(self, model: str, reading: Reading) -> Answer:
        tokens = reading.tokens
        return Answer(
            text=reading.text,
            provider=self.offer.name,
            model=reading.model or model,
            tokens=tokens,
            cost=self.offer.prices.cost(tokens),
            seconds=time.monotonic() - reading.begun,
            first_token=reading.first or 0.0,
            finish=reading.ending,
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


def _require_whole(reading: Reading) -> None:
    """Raise ``CallFailed`` when an answer that has ended is none."""
    if reading.refused:
        raise CallFailed("refused", "the provider will not answer this")
    if reading.finish is None:
        raise CallFailed("cut", "the answer broke off before its end")


def _failure(error: Exception, reading: Reading) -> CallFailed:
    """What an error comes to after what was read, which is paid for all the same."""
    failure = failure_of(error)
    if failure.kind == "connection" and reading.first is not None:
        failure = CallFailed("cut", "the answer broke off before its end")
    if failure.kind not in UNREAD:
        failure.taken = reading.tokens
    return failure


def _told(answer: Answer, reading: Reading) -> dict[str, Any]:
    return {
        "gen_ai.response.model": answer.model,
        "gen_ai.response.finish_reasons": (reading.finish or answer.finish,),
        "gen_ai.response.time_to_first_chunk": answer.first_token,
        "gen_ai.usage.input_tokens": answer.tokens.prompt,
        "gen_ai.usage.output_tokens": answer.tokens.completion,
        "gen_ai.usage.cache_read.input_tokens": answer.tokens.cached,
    }
