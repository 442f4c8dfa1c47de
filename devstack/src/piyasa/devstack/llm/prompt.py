"""What a chat request puts before the model, as one text."""

from collections.abc import Mapping
from typing import Any

import orjson

from piyasa.devstack.llm.refusals import NotAnswerable

JsonObject = dict[str, Any]
BESIDE_MESSAGES = ("model", "response_format", "tools")
"""Providers put these before the messages: another value is another prefix."""


def messages_of(request: Mapping[str, Any]) -> list[JsonObject]:
    """Messages of a request; raises NotAnswerable when there are none."""
    messages = request.get("messages")
    if not isinstance(messages, list) or not messages or not all(isinstance(message, dict) for message in messages):
        raise NotAnswerable(field="messages", wanted="a list with at least one message")
    return messages


def text_of(message: Mapping[str, Any]) -> str:
    """Words of one message, whether given as a text or in parts."""
    content = message.get("content")
    if isinstance(content, list):
        return " ".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return str(content or "")


def transcript(messages: list[JsonObject]) -> str:
    """Every message with its role, in order: what tokens are counted in."""
    return "".join(f"{message.get('role', '')}: {text_of(message)}\n" for message in messages)


def scope_of(request: Mapping[str, Any]) -> bytes:
    """What two requests must share before they can share a prefix."""
    beside = {name: request.get(name) for name in BESIDE_MESSAGES}
    return orjson.dumps(beside, option=orjson.OPT_SORT_KEYS)
