"""Takes secrets out of what leaves the process: by the name of a field and by the look of a text."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

MARK = "[redacted]"
DEPTH = 8
"""Levels of nesting that are kept; what lies deeper is written as its redacted text."""

_SECRET_NAME = re.compile(
    r"(?:^|[_.\-\s])"
    r"(?:token|api[_-]?key|apikey|authorization|password|passwd|secret|cookie|credentials?|private[_-]?key|nkey|seed[_-]?phrase)$",
    re.IGNORECASE,
)
_TELEGRAM_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{20,}")
_AUTHORIZATION = re.compile(
    r"(?P<name>(?:proxy-)?authorization['\"]?\s*[:=,]\s*)(?:b?['\"])?(?:(?:bearer|basic|token|apikey)\s+)?[^\s'\",;})\]]+",
    re.IGNORECASE,
)
_BEARER = re.compile(r"(?P<name>\bbearer\s+)[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE)
_NAMED = re.compile(
    r"(?P<name>(?:x-)?(?:\b|_)(?:api[_-]?key|access[_-]?token|password|passwd|secret|token)['\"]?\s*[:=]\s*)(?:b?['\"])?[^\s'\",;&})\]]{4,}",
    re.IGNORECASE,
)
_PROVIDER_KEY = re.compile(
    r"\b(?:sk|gsk|pk|rk)[-_][A-Za-z0-9_-]{16,}|\bAIza[A-Za-z0-9_-]{20,}|\bhvs\.[A-Za-z0-9_-]{16,}"
)
_URL_PASSWORD = re.compile(r"(?P<name>://[^\s/:@]*:)[^\s/@]+(?=@)")
# Most text holds none of these; one search instead of six substitutions keeps a log line cheap.
_SUSPECT = re.compile(
    r"\d:[A-Za-z0-9_-]{20}|authorization|bearer|api[_-]?key|token|passw|secret|[sgpr]k[-_]|aiza|hvs\.|://",
    re.IGNORECASE,
)


def text(words: str) -> str:
    """The same text without bot tokens, API keys, Authorization values and passwords inside addresses."""
    if _SUSPECT.search(words) is None:
        return words
    words = _TELEGRAM_TOKEN.sub(MARK, words)
    words = _AUTHORIZATION.sub(rf"\g<name>{MARK}", words)
    words = _BEARER.sub(rf"\g<name>{MARK}", words)
    words = _NAMED.sub(rf"\g<name>{MARK}", words)
    words = _PROVIDER_KEY.sub(MARK, words)
    return _URL_PASSWORD.sub(rf"\g<name>{MARK}", words)


@lru_cache(maxsize=1024)
def names_a_secret(name: str) -> bool:
    """Whether a field of this name holds a secret. Counts such as `token_usage` or `max_tokens` do not."""
    return _SECRET_NAME.search(name) is not None


def value(held: Any, *, name: str = "", depth: int = DEPTH) -> Any:  # noqa: ANN401 - whatever is logged
    """The same value, JSON-ready, with every secret in it replaced by `[redacted]`."""
    if held is None or isinstance(held, bool | int | float):
        return held
    if names_a_secret(name):
        return MARK
    if depth > 0 and isinstance(held, Mapping):
        return {text(str(key)): value(item, name=str(key), depth=depth - 1) for key, item in held.items()}
    if depth > 0 and isinstance(held, list | tuple | set | frozenset):
        return [value(item, depth=depth - 1) for item in held]
    return text(str(held))
