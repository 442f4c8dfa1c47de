"""Entities that Telegram finds by itself: mentions, commands, tags, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.utf16 import utf16_length

_HINT = re.compile(r"[@/#$.]")
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]'])"
    r"|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)"
    r"|(?<![\w/@<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})(?!\w)"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w$])(?P<cashtag>\$[A-Z]{1,8})(?![\w$])"
    r"|(?<![\w@.])(?P<bare>(?:[a-z0-9-]+\.)+(?:com|net|org|tr|io|me)(?:/[^\s<>\"]*)?)(?![\w@])"
)
_OPAQUE = {"code", "pre", "text_link", "text_mention"}


def found_entities(text: str, given: Sequence[JsonObject]) -> tuple[JsonObject, ...]:
    """The given entities and those found in the text outside of code and links, ordered by offset."""
    if not _HINT.search(text):
        return tuple(given)
    taken = [_range(entity) for entity in given if entity.get("type") in _OPAQUE]
    found: list[JsonObject] = []
    for match in _FOUND.finditer(text):
        kind = match.lastgroup
        offset, length = utf16_length(text[: match.start()]), utf16_length(match.group())
        if any(start < offset + length and offset < stop for start, stop in taken):
            continue
        found.append({"type": "url" if kind == "bare" else str(kind), "offset": offset, "length": length})
    return tuple(sorted([*given, *found], key=_range)) if found else tuple(given)


def _range(entity: JsonObject) -> tuple[int, int]:
    match entity:
        case {"offset": int(offset), "length": int(length)}:
            return offset, offset + length
        case _:
            return 0, 0
