"""Brings the shapes in which personas were written before to the one that is read (behaviour 1.4)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, Final

_MAP: Final[dict[str, Any]] = {}
_LIST: Final[list[Any]] = []
_STYLE: Final = "style"
_SHAPE: Final[dict[str, Any]] = {
    "active_hours": _LIST,
    "persona": {"expertise": _MAP, "interests": _MAP, "watchlist": _LIST, "never_do": _LIST, "style": _STYLE},
    "emotion": {"baseline": _MAP, "signature_phrases": _LIST, "signature_emojis": _LIST},
    "writing_style": _MAP,
    "stances": [{"cooldown_until": "time"}],
    "holdings": [_MAP],
    "background": _MAP,
    "memories": [{"tags": _LIST}],
    "handle": "handle",
}
"""Where objects and lists stand; a list names the shape of its parts."""
_FORMER: Final = {
    "persona_profile": "persona",
    "emotion_profile": "emotion",
    "stance_text": "text",
    "memory_type": "type",
    "context_tags": "tags",
    "emotional_valence": "valence",
}
"""Keys that were called otherwise."""


def modern(data: object) -> Any:  # noqa: ANN401 - what it is, validation tells
    """The same in today's shape; what is not understood stays as it is, for validation to tell.

    Accepted are JSON text where an object or a list stands, the wrapper ``{"value": x}`` anywhere, a plain text as the
    style, a single value where a list stands, handles with ``@``, times without a zone (they are UTC), former keys.
    """
    return _shaped(data, _SHAPE)


def _shaped(data: Any, shape: Any) -> Any:  # noqa: ANN401 - any shape
    data = _unwrapped(data)
    match shape:
        case dict():
            return _object(_from_text(data), shape)
        case list():
            return _list(_from_text(data), shape)
        case "style":
            style = _from_text(data)
            return {"formality": style} if isinstance(style, str) else _object(style, _MAP)
        case "handle":
            return data.strip().removeprefix("@") if isinstance(data, str) else data
        case "time":
            return _in_utc(data)
        case _:
            return data


def _object(data: Any, shape: dict[str, Any]) -> Any:  # noqa: ANN401 - any shape
    if not isinstance(data, dict):
        return data
    named = {key: key if _FORMER.get(key, key) in data else _FORMER[key] for key in data}
    return {named[key]: _shaped(value, shape.get(named[key])) for key, value in data.items()}


def _list(data: Any, shape: list[Any]) -> Any:  # noqa: ANN401 - any shape
    if data is None or (isinstance(data, str) and not data.strip()):
        return []
    parts = list(data) if isinstance(data, list | tuple) else [data]
    return [_shaped(part, shape[0] if shape else None) for part in parts]


def _unwrapped(data: Any) -> Any:  # noqa: ANN401 - any shape
    while isinstance(data, dict) and set(data) == {"value"}:
        data = data["value"]
    return data


def _from_text(data: Any) -> Any:  # noqa: ANN401 - any shape
    if not isinstance(data, str):
        return data
    try:
        return _unwrapped(json.loads(data))
    except (ValueError, RecursionError):
        return data


def _in_utc(data: Any) -> Any:  # noqa: ANN401 - any shape
    if isinstance(data, str):
        try:
            data = datetime.fromisoformat(data)
        except ValueError:
            return data
    return data.replace(tzinfo=UTC) if isinstance(data, datetime) and data.tzinfo is None else data
