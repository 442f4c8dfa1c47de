"""Telegram's first, lenient Markdown: no nesting, four kinds of mark."""

from __future__ import annotations

import re

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.formatting.spans import Spans
from piyasa.devstack.telegram.domain.refusals import bad_request

_PIECE = re.compile(r"\\[_*`\[]|```|[_*`\[]|[^_*`\[\\]+|\\")
_LINK = re.compile(r"\[([^\]]*)\](?:\(([^)]*)\))?")
_KINDS = {"*": "bold", "_": "italic", "`": "code", "```": "pre"}


def parse_markdown(text: str) -> tuple[str, list[JsonObject]]:
    """Plain text and entities; RefusalError 400 for a mark that is never closed."""
    spans = Spans()
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        mark = piece.group() if piece is not None else text[at]
        if mark in _KINDS or mark == "[":
            at = _entity(text, at, mark, spans)
            continue
        escaped = mark.startswith("\\") and len(mark) > 1
        spans.add(mark[1:] if escaped else mark)
        at += len(mark)
    return spans.result()


def _entity(text: str, at: int, mark: str, spans: Spans) -> int:
    start = spans.length
    if mark == "[":
        link = _LINK.match(text, at)
        if link is None:
            raise _unclosed(text, at)
        spans.add(link[1])
        if link[2]:
            spans.close(start, {"type": "text_link", "url": link[2]})
        return link.end()
    end = text.find(mark, at + len(mark))
    if end < 0:
        raise _unclosed(text, at)
    inside = text[at + len(mark) : end]
    entity: JsonObject = {"type": _KINDS[mark]}
    language, newline, code = inside.partition("\n")
    if mark == "```" and newline and re.fullmatch(r"[\w+-]+", language):
        entity, inside = entity | {"language": language}, code
    spans.add(inside)
    spans.close(start, entity)
    return end + len(mark)


def _unclosed(text: str, at: int) -> Exception:
    offset = len(text[:at].encode())
    return bad_request(f"can't parse entities: Can't find end of the entity starting at byte offset {offset}")
