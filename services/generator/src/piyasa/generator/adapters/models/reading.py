"""An answer while it streams in."""

from __future__ import annotations

import time
from dataclasses import dataclass

from openai.types.chat import ChatCompletionChunk
from openai.types.completion_usage import CompletionUsage

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.cleaning import whole_sentences
from piyasa.generator.domain.models.calls import Call, Finish
from piyasa.generator.domain.prompt.tokens import tokens_of


@dataclass(slots=True)
class Reading:
    """An answer as far as it has come; ``begun`` and ``first`` by the monotonic clock."""

    call: Call
    begun: float
    text: str = ""
    model: str = ""
    first: float | None = None
    """Seconds until its first piece."""
    looked_at: int = 0
    finish: str | None = None
    """Why the endpoint ended it; None while it has not."""
    refusal: bool = False
    usage: CompletionUsage | None = None
    abandoned: bool = False
    """Whether we ended it."""

    def take(self, chunk: ChatCompletionChunk) -> None:
        """One piece more."""
        self.model = chunk.model or self.model
        self.usage = chunk.usage or self.usage
        for choice in chunk.choices or ():
            piece = choice.delta.content
            if self.first is None and (piece or choice.finish_reason):
                self.first = time.monotonic() - self.begun
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

    @property
    def refused(self) -> bool:
        """Whether the endpoint will not answer this."""
        return self.refusal or self.finish == "content_filter"

    @property
    def ending(self) -> Finish:
        """How it ended."""
        return "abandoned" if self.abandoned else "length" if self.finish == "length" else "stop"

    @property
    def tokens(self) -> Tokens:
        """What it took: as the endpoint counted, else by a guess on the safe side."""
        counted = None if self.usage is None else _counted(self.usage)
        return counted or Tokens(prompt=self.call.prompt_tokens, completion=tokens_of(self.text))


def _counted(usage: CompletionUsage) -> Tokens | None:
    """An endpoint's numbers; None when they are none, as the client hands on whatever it was sent."""
    cached = getattr(usage.prompt_tokens_details, "cached_tokens", None) or 0
    numbers: tuple[object, ...] = (usage.prompt_tokens, cached, usage.completion_tokens)
    if not all(type(number) is int and number >= 0 for number in numbers):
        return None
    return Tokens(prompt=usage.prompt_tokens, cached=cached, completion=usage.completion_tokens)
