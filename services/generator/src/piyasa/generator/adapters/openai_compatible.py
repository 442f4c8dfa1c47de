"""Words from any endpoint that speaks OpenAI's chat completions."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import openai
import stamina
from openai.types.chat import ChatCompletion

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.cleaning import cleaned
from piyasa.generator.domain.prompt import Prompt, prompt_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import CallTally, Words, WordsUnavailable
from piyasa.projections.emotions.state import Feelings

MOST_TOKENS: Final = 200
"""Of an answer (behaviour 11.2)."""
_AT_REST, _SWAY, _COOLEST, _HOTTEST = 0.8, 0.2, 0.6, 1.0
"""Temperature at rest, how far full excitement moves it, and its bounds (behaviour 11.2)."""
_RESTING_EXCITEMENT: Final = 50.0
_TRIES: Final = 5
_FIRST_WAIT, _LONGEST_WAIT, _JITTER = 0.4, 8.0, 0.6
_BUSY: Final = 429
_BROKEN_FROM: Final = 500


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is reached, and what it costs."""

    provider: str
    base_url: str | None
    api_key: str = field(repr=False)
    model: str
    timeout: float = 30.0
    prices: tuple[float, float] = (0.0, 0.0)
    """US dollars per million tokens read and written; 0 when not known."""


def worth_another_try(error: Exception) -> bool:
    """Whether a failure passes by itself: too busy, broken inside, not reached; a time-out is not repeated."""
    if isinstance(error, openai.APITimeoutError):
        return False
    if isinstance(error, openai.APIStatusError):
        return error.status_code == _BUSY or error.status_code >= _BROKEN_FROM
    return isinstance(error, openai.APIConnectionError)


@dataclass(slots=True)
class OpenAICompatible:
    """One client for one endpoint. Retries are ours alone, and end when the tick expires."""

    endpoint: Endpoint
    tally: CallTally
    now: Callable[[], datetime]
    client: openai.AsyncOpenAI = field(init=False)
    last_failure: str = ""

    def __post_init__(self) -> None:
        """Make the client."""
        self.client = openai.AsyncOpenAI(
            api_key=self.endpoint.api_key,
            base_url=self.endpoint.base_url,
            max_retries=0,
            timeout=self.endpoint.timeout,
        )

    async def close(self) -> None:
        """Let go of the connections."""
        await self.client.close()

    def status(self) -> str:
        """What the engine is."""
        where = self.endpoint.base_url or "its default address"
        trouble = f"; the last call failed: {self.last_failure}" if self.last_failure else ""
        return f"model {self.endpoint.model} of {self.endpoint.provider} at {where}{trouble}"

    async def words(self, scene: Scene, *, seed: str, until: datetime, hint: str = "") -> Words:
        """Ask the model; raises ``TimeoutError`` when ``until`` passes first."""
        prompt = prompt_of(scene, hint)
        begun = time.monotonic()
        async with asyncio.timeout((until - self.now()).total_seconds()):
            answer = await self._ask(prompt, temperature_of(scene.feelings), int(seed, 16) % 2**31)
        self.last_failure = ""
        tokens = _tokens(answer)
        self.tally.consumed(self.endpoint.provider, self.endpoint.model, tokens)
        text = answer.choices[0].message.content or ""
        bot = scene.bot
        return Words(
            text=cleaned(text, (bot.name, bot.name.split()[0], bot.handle, bot.username or "")),
            provider=self.endpoint.provider,
            model=answer.model or self.endpoint.model,
            prompt_sha256=prompt.sha256,
            tokens=tokens,
            cost=_cost(tokens, self.endpoint.prices),
            latency_ms=int((time.monotonic() - begun) * 1000),
        )

    async def _ask(self, prompt: Prompt, temperature: float, seed: int) -> ChatCompletion:
        tries = stamina.retry_context(
            on=worth_another_try,
            attempts=_TRIES,
            timeout=None,
            wait_initial=_FIRST_WAIT,
            wait_max=_LONGEST_WAIT,
            wait_jitter=_JITTER,
        )
        try:
            async for attempt in tries:
                with attempt:
                    return await self._call(prompt, temperature, seed)
        except openai.APIError as error:
            raise WordsUnavailable(self.endpoint.provider, self.last_failure) from error
        raise WordsUnavailable(self.endpoint.provider, "no call was made")  # pragma: no cover - the loop returns

    async def _call(self, prompt: Prompt, temperature: float, seed: int) -> ChatCompletion:
        status = "cancelled"
        try:
            answer = await self.client.chat.completions.create(
                model=self.endpoint.model,
                messages=[{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
                temperature=temperature,
                max_tokens=MOST_TOKENS,
                seed=seed,
            )
            status = "ok" if _is_answer(answer) else "garbage"
        except openai.APIError as error:
            status = _class_of(error)
            raise
        except ValueError as error:
            status = "garbage"
            raise WordsUnavailable(self.endpoint.provider, "the answer is no JSON") from error
        finally:
            if status not in {"ok", "cancelled"}:
                self.last_failure = status
            self.tally.called(self.endpoint.provider, self.endpoint.model, status)
        if status == "garbage":
            raise WordsUnavailable(self.endpoint.provider, "the answer is no chat completion")
        return answer


def temperature_of(feelings: Feelings) -> float:
    """0.8 at rest, 0.6 when bored, 1.0 when excited."""
    sway = _SWAY * (feelings.excitement - _RESTING_EXCITEMENT) / _RESTING_EXCITEMENT
    return round(min(_HOTTEST, max(_COOLEST, _AT_REST + sway)), 3)


def _class_of(error: openai.APIError) -> str:
    if isinstance(error, openai.APITimeoutError):
        return "timeout"
    if isinstance(error, openai.APIStatusError):
        return str(error.status_code)
    return "connection" if isinstance(error, openai.APIConnectionError) else "garbage"


def _is_answer(answer: object) -> bool:
    """Endpoints answer with anything: the client hands on what it could not read as it came."""
    return isinstance(answer, ChatCompletion) and bool(answer.choices) and answer.choices[0].message is not None


def _tokens(answer: ChatCompletion) -> Tokens:
    usage = answer.usage
    if usage is None:
        return Tokens()
    details = usage.prompt_tokens_details
    cached = 0 if details is None else details.cached_tokens or 0
    return Tokens(prompt=usage.prompt_tokens or 0, cached=cached, completion=usage.completion_tokens or 0)


def _cost(tokens: Tokens, prices: tuple[float, float]) -> float:
    read, written = prices
    return round((tokens.prompt * read + tokens.completion * written) / 1_000_000, 8)
