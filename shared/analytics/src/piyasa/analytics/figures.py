"""Figures as JSON values: fields and what follows from them, long rows of raw numbers left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from pydantic import JsonValue

from piyasa.contracts.values import format_time

RAW: Final[Mapping[str, bool]] = {"raw": True}
"""Marks a field that figures are made of and that nobody reads."""
_DIGITS = 6


def as_json(value: Any) -> JsonValue:  # noqa: ANN401 - one way for each kind of value
    """A report or a part of it as JSON values; numbers to six digits."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, datetime):
        return format_time(value)
    if is_dataclass(value):
        kind: type = type(value)
        return {name: as_json(getattr(value, name)) for name in _told(kind)}
    if isinstance(value, Mapping):
        return {_key(key): as_json(each) for key, each in value.items()}
    return [as_json(each) for each in value]


def _key(key: object) -> str:
    return " > ".join(map(str, key)) if isinstance(key, tuple) else str(key)


@cache
def _told(kind: type) -> tuple[str, ...]:
    own = [each.name for each in fields(kind) if not each.metadata.get("raw")]
    derived = [name for name in vars(kind) if isinstance(getattr(kind, name), property)]
    return (*own, *derived)
