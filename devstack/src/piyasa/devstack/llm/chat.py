"""What the stub answers to a chat completion: bodies and stream pieces, made from the request alone."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from piyasa.devstack.llm.faults import Met
from piyasa.devstack.llm.fitting import fitting
from piyasa.devstack.llm.lines import market_line
from piyasa.devstack.llm.prompt import JsonObject, messages_of, text_of, transcript
from piyasa.devstack.llm.refusals import NotAnswerable
from piyasa.devstack.llm.tokens import CHARACTERS, Tokens, tokens_of
from piyasa.devstack.llm.unwanted import Moment, Said, altered

NOT_IN_SEED = {"stream", "stream_options", "user", "metadata"}
PIECES = re.compile(r"\s?\S{1,8}|\s")


@dataclass(frozen=True, slots=True)
class Completion:
    """Answers to one request."""

    id: str
    model: str
    created: int
    tokens: Tokens
    said: tuple[Said, ...]

    @property
    def usage(self) -> JsonObject:
        """Tokens as providers report them."""
        return {
            "prompt_tokens": self.tokens.prompt,
            "completion_tokens": self.tokens.completion,
            "total_tokens": self.tokens.prompt + self.tokens.completion,
            "prompt_tokens_details": {"cached_tokens": self.tokens.cached},
        }

    def body(self) -> JsonObject:
        """Whole answer."""
        choices = [
            {"index": index, "message": {"role": "assistant", **_content(said)}, "finish_reason": said.finish}
            for index, said in enumerate(self.said)
        ]
        return {**self._head("chat.completion"), "choices": choices, "usage": self.usage}

    def pieces(self, *, include_usage: bool) -> Iterator[JsonObject]:
        """Answer in pieces of a few letters; the usage, if wanted, comes in a last piece without choices."""
        head = self._head("chat.completion.chunk") | ({"usage": None} if include_usage else {})
        for index, said in enumerate(self.said):
            for delta in _deltas(said):
                yield {**head, "choices": [{"index": index, "delta": delta, "finish_reason": None}]}
            yield {**head, "choices": [{"index": index, "delta": {}, "finish_reason": said.finish}]}
        if include_usage:
            yield {**head, "choices": [], "usage": self.usage}

    def _head(self, kind: str) -> JsonObject:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def complete(request: Mapping[str, Any], *, created: int, met: Met | None = None, cached: int = 0) -> Completion:
    """Answer a request: the same request, streamed or not, gets the same words unless it meets a fault.

    `created` is in Unix seconds; `cached` tokens of the prompt are reported as read from the cache. Raises
    NotAnswerable.
    """
    messages = messages_of(request)
    seed = request_hash(request)
    prompt = transcript(messages)
    met = met or Met()
    said = tuple(
        altered(Moment(*_ordinary(request, f"{seed}:{ordinal}", text_of(messages[-1])), prompt, met, ordinal))
        for ordinal in range(int(request.get("n") or 1))
    )
    return Completion(
        id=f"chatcmpl-{seed[:24]}",
        model=str(request.get("model", "")),
        created=created,
        tokens=Tokens(tokens_of(prompt), cached, sum(tokens_of(answer.spoken) for answer in said)),
        said=said,
    )


def request_hash(request: Mapping[str, Any]) -> str:
    """Hash of what decides the answer: everything but how it is delivered."""
    decisive = {name: value for name, value in request.items() if name not in NOT_IN_SEED}
    return hashlib.sha256(orjson.dumps(decisive, option=orjson.OPT_SORT_KEYS)).hexdigest()


def is_structured(request: Mapping[str, Any]) -> bool:
    """Whether the answer must fit a JSON schema."""
    wanted = request.get("response_format")
    return isinstance(wanted, dict) and wanted.get("type") == "json_schema"


def _ordinary(request: Mapping[str, Any], seed: str, asked: str) -> tuple[str, str]:
    """What is said without a fault, and why it ends: a line about a market, or JSON if that was wanted."""
    line = _json_of(request)
    if line is None:
        line = market_line(seed.encode(), asked)
    limit = request.get("max_completion_tokens") or request.get("max_tokens")
    if isinstance(limit, int) and tokens_of(line) > limit:
        return line[: limit * CHARACTERS], "length"
    return line, "stop"


def _json_of(request: Mapping[str, Any]) -> str | None:
    wanted = request.get("response_format")
    match wanted:
        case None | {"type": "text"}:
            return None
        case {"type": "json_object"}:
            return "{}"
        case {"type": "json_schema", "json_schema": {"name": str(), "schema": dict(schema)}}:
            return orjson.dumps(fitting(schema)).decode()
        case _:
            raise NotAnswerable(
                field="response_format", wanted="text, json_object, or json_schema with name and schema"
            )


def _content(said: Said) -> JsonObject:
    return {"content": said.text if said.refusal is None else None, "refusal": said.refusal}


def _deltas(said: Said) -> Iterator[JsonObject]:
    name = "content" if said.refusal is None else "refusal"
    yield {"role": "assistant", "content": None, name: ""}
    for piece in PIECES.findall(said.spoken):
        yield {name: piece}
