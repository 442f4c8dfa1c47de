"""Which values a label may take, so that the number of series stays bounded by configuration."""

import re
from types import MappingProxyType
from typing import Final

REFUSED: Final = "refused"
"""The value that stands for everything that may not be a label."""

_IDENTITY = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\d{9,}", re.IGNORECASE)
_SLUG = re.compile(r"(?=[a-z0-9-]*[a-z])[a-z0-9-]{2,40}")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_STATUS = re.compile(r"[1-5][0-9]{2}|[a-z][a-z_-]{0,31}")
_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,79}")
_ROUTE = re.compile(r"/[A-Za-z0-9_./{}:-]{0,119}|unmatched")

RULES: Final = MappingProxyType(
    {
        "bot_id": _SLUG,
        "chat_id": _SLUG,
        "class": _WORD,
        "durable": _SLUG,
        "fact": _SLUG,
        "kind": _WORD,
        "lane": _WORD,
        "method": _WORD,
        "metric": _WORD,
        "model": _MODEL,
        "operation": _WORD,
        "outcome": _WORD,
        "projection": _WORD,
        "provider": _WORD,
        "queue": _SLUG,
        "reason": _WORD,
        "route": _ROUTE,
        "service": _SLUG,
        "status": _STATUS,
        "type": _WORD,
        "version": _MODEL,
        "view": _WORD,
    }
)
"""Every label in the system. There is none for people, messages, ticks or concrete subjects, on purpose."""


def permitted(label: str, value: str) -> bool:
    """Whether the value has the label's form and is not the identity of one person, message or event."""
    return RULES[label].fullmatch(value) is not None and _IDENTITY.search(value) is None
