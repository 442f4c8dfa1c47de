"""Telegram's HTML: a handful of tags, four named character references."""

from __future__ import annotations

import html
import re

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.formatting.spans import Spans
from piyasa.devstack.telegram.domain.refusals import RefusalError, bad_request

_PIECE = re.compile(r"<[^>]*>|<|&(?:lt|gt|amp|quot|#\d{1,7}|#x[0-9a-fA-F]{1,6});|[^<&]+|&")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_PLAIN_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
}


def parse_html(text: str) -> tuple[str, list[JsonObject]]:
    """Plain text and entities; RefusalError 400 `can't parse entities: …` for markup that is wrong."""
    spans = Spans()
    opened: list[tuple[str, int, JsonObject | None]] = []
    for piece in _PIECE.finditer(text):
        token = piece.group()
        at = len(text[: piece.start()].encode())
        if token.startswith("</"):
            _close(spans, opened, token[2:-1].strip().casefold(), at)
        elif token.startswith("<"):
            opened.append(_open(token, at, spans.length))
        else:
            spans.add(html.unescape(token) if token.startswith("&") else token)
    if opened:
        raise _wrong(f"Can't find end tag corresponding to start tag {_quoted(opened[-1][0])}")
    return spans.result()


def _open(token: str, at: int, start: int) -> tuple[str, int, JsonObject | None]:
    if not token.endswith(">"):
        raise _wrong(f"Unclosed start tag at byte offset {at}")
    name, _, rest = token[1:-1].strip().partition(" ")
    name = name.casefold()
    found = {one[1].casefold(): html.unescape(one[2] or one[3] or one[4] or "") for one in _ATTRIBUTE.finditer(rest)}
    return name, start, _entity(name, found, at)


def _entity(name: str, attributes: dict[str, str], at: int) -> JsonObject | None:
    if name in _PLAIN_TAGS:
        entity: JsonObject = {"type": _PLAIN_TAGS[name]}
        language = attributes.get("class", "").removeprefix("language-") if name == "code" else ""
        return entity | {"language": language} if language else entity
    if name == "a":
        return {"type": "text_link", "url": attributes["href"]} if attributes.get("href") else None
    if name == "span" and attributes.get("class") == "tg-spoiler":
        return {"type": "spoiler"}
    if name == "blockquote":
        return {"type": "expandable_blockquote" if "expandable" in attributes else "blockquote"}
    if name == "tg-emoji" and attributes.get("emoji-id"):
        return {"type": "custom_emoji", "custom_emoji_id": attributes["emoji-id"]}
    raise _wrong(f"Unsupported start tag {_quoted(name)} at byte offset {at}")


def _close(spans: Spans, opened: list[tuple[str, int, JsonObject | None]], name: str, at: int) -> None:
    if not opened:
        raise _wrong(f"Unexpected end tag at byte offset {at}")
    expected, start, entity = opened.pop()
    if name not in {"", expected}:
        raise _wrong(f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"')
    if entity is None:
        return
    if entity["type"] == "code" and opened and opened[-1][0] == "pre" and opened[-1][2] is not None:
        opened[-1][2].update({key: value for key, value in entity.items() if key == "language"})
        return
    spans.close(start, {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"})


def _quoted(name: str) -> str:
    return f'"{name}"'


def _wrong(what: str) -> RefusalError:
    return bad_request(f"can't parse entities: {what}")
