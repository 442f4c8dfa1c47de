"""What the stub answers to a chat completion: bodies and stream pieces, made from the request alone."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from piyasa.devstack.llm.lines import market_line

JsonObject = dict[str, Any]
NOT_IN_SEED = {"stream", "stream_options", "user", "metadata"}


class NotAnswerable(ValueError):
    """A request the stub cannot answer, and what it wants instead."""

    code = "NOT_ANSWERABLE"

    def __init__(self, *, field: str, wanted: str) -> None:
        super().__init__(f"{field} must be {wanted}")
        self.field, self.wanted = field, wanted


@dataclass(frozen=True, slots=True)
class Completion:
    """Answers to one request."""

    id: str
    model: str
    created: int
    prompt_tokens: int
    texts: tuple[str, ...]
    finish: tuple[str, ...]

    @property
    def usage(self) -> JsonObject:
        """Counted in words, which is about what tokens are for."""
        spent = sum(len(text.split()) for text in self.texts)
        total = self.prompt_tokens + spent
        return {"prompt_tokens": self.prompt_tokens, "completion_tokens": spent, "total_tokens": total}

    def body(self) -> JsonObject:
        """Whole answer."""
        choices = [
            {"index": index, "message": {"role": "assistant", "content": text}, "finish_reason": reason}
            for index, (text, reason) in enumerate(zip(self.texts, self.finish, strict=True))
        ]
        return {**self._head("chat.completion"), "choices": choices, "usage": self.usage}

    def pieces(self, *, include_usage: bool) -> Iterator[JsonObject]:
        """Answer word by word; the usage, if wanted, comes in a last piece without choices."""
        head = self._head("chat.completion.chunk") | ({"usage": None} if include_usage else {})
        for index, (text, reason) in enumerate(zip(self.texts, self.finish, strict=True)):
            deltas: list[JsonObject] = [{"role": "assistant", "content": ""}]
            deltas += [{"content": word} for word in _words(text)]
            for delta in deltas:
                yield {**head, "choices": [{"index": index, "delta": delta, "finish_reason": None}]}
            yield {**head, "choices": [{"index": index, "delta": {}, "finish_reason": reason}]}
        if include_usage:
            yield {**head, "choices": [], "usage": self.usage}

    def _head(self, kind: str) -> JsonObject:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def complete(request: Mapping[str, Any], *, created: int, empty: bool = False) -> Completion:
    """Answer a request: the same request, streamed or not, gets the same words.

    `created` is in Unix seconds; `empty` makes every text empty. Raises NotAnswerable.
    """
    messages = request.get("messages")
    if not isinstance(messages, list) or not messages or not all(isinstance(message, dict) for message in messages):
        raise NotAnswerable(field="messages", wanted="a list with at least one message")
    _require_plain_text(request)
    seed = request_hash(request)
    prompt = _text(messages[-1])
    limit = request.get("max_completion_tokens") or request.get("max_tokens")
    texts, finish = [], []
    for ordinal in range(int(request.get("n") or 1)):
        words = [] if empty else market_line(f"{seed}:{ordinal}".encode(), prompt).split()
        cut = isinstance(limit, int) and len(words) > limit
        texts.append(" ".join(words[:limit] if cut else words))
        finish.append("length" if cut else "stop")
    return Completion(
        id=f"chatcmpl-{seed[:24]}",
        model=str(request.get("model", "")),
        created=created,
        prompt_tokens=sum(len(_text(message).split()) for message in messages),
        texts=tuple(texts),
        finish=tuple(finish),
    )


def request_hash(request: Mapping[str, Any]) -> str:
    """Hash of what decides the answer: everything but how it is delivered."""
    decisive = {name: value for name, value in request.items() if name not in NOT_IN_SEED}
    return hashlib.sha256(orjson.dumps(decisive, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _require_plain_text(request: Mapping[str, Any]) -> None:
    wanted = request.get("response_format")
    if isinstance(wanted, dict) and wanted.get("type", "text") != "text":
        raise NotAnswerable(field="response_format", wanted="left out: this stub answers in plain text")


def _text(message: Mapping[str, Any]) -> str:
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")


def _words(text: str) -> Iterator[str]:
    for index, word in enumerate(text.split(" ") if text else ()):
        yield f" {word}" if index else word
