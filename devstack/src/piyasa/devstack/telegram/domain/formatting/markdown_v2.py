"""Telegram's strict Markdown: marks nest, and reserved characters must be escaped."""

from __future__ import annotations

import re

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.formatting.spans import Spans
from piyasa.devstack.telegram.domain.refusals import RefusalError, bad_request

_RESERVED = "_*[]()~`>#+-=|{}.!"
_PIECE = re.compile(r"\\.|```|__|\|\||[_*~`\[\]]|!\[|[^\\]", re.DOTALL)
_KINDS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
_LINK_END = re.compile(r"\]\(((?:\\.|[^)\\])*)\)")
_ESCAPED = re.compile(r"\\([\x01-\x7e])")


def parse_markdown_v2(text: str) -> tuple[str, list[JsonObject]]:
    """Plain text and entities; RefusalError 400 for unescaped reserved characters and open marks."""
    spans = Spans()
    opened: list[tuple[str, int, int]] = []
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        at = _step(text, at, piece.group() if piece is not None else text[at], spans, opened)
    for mark, _, _ in opened:
        if mark.startswith(">"):
            continue
        raise _wrong(f"Can't find end of {_name(mark)} entity at byte offset {_bytes(text, opened[-1][1])}")
    _close_quotes(spans, opened)
    return spans.result()


def _step(text: str, at: int, mark: str, spans: Spans, opened: list[tuple[str, int, int]]) -> int:
    """Take one mark or character at `at`; the position after it."""
    if mark in {"`", "```"}:
        return _code(text, at, mark, spans)
    if mark == "]" and opened and opened[-1][0] in {"[", "!["}:
        return _link(text, at, spans, opened)
    if mark in _KINDS:
        _toggle(mark, at, spans, opened)
    elif mark in {"[", "!["}:
        opened.append((mark, at, spans.length))
    elif mark == ">" and (at == 0 or text[at - 1] == "\n"):
        if all(kind != ">" for kind, _, _ in opened):
            opened.append((mark, at, spans.length))
    else:
        _character(text, at, mark, spans, opened)
    return at + len(mark)


def _character(text: str, at: int, mark: str, spans: Spans, opened: list[tuple[str, int, int]]) -> None:
    if mark in _RESERVED:
        raise _wrong(f"Character '{mark}' is reserved and must be escaped with the preceding '\\'")
    if mark == "\n" and text[at + 1 : at + 2] != ">":
        _close_quotes(spans, opened)
    escaped = mark[0] == "\\" and len(mark) > 1
    spans.add(mark[1:] if escaped else mark)


def _toggle(mark: str, at: int, spans: Spans, opened: list[tuple[str, int, int]]) -> None:
    if opened and opened[-1][0] == mark:
        _, _, start = opened.pop()
        spans.close(start, {"type": _KINDS[mark]})
    else:
        opened.append((mark, at, spans.length))


def _code(text: str, at: int, mark: str, spans: Spans) -> int:
    end = text.find(mark, at + len(mark))
    if end < 0:
        name = "PreCode" if mark == "```" else "Code"
        raise _wrong(f"Can't find end of {name} entity at byte offset {_bytes(text, at)}")
    inside = text[at + len(mark) : end]
    entity: JsonObject = {"type": "pre" if mark == "```" else "code"}
    language, newline, code = inside.partition("\n")
    if mark == "```" and newline and re.fullmatch(r"[\w+-]*", language):
        inside = code
        entity |= {"language": language} if language else {}
    start = spans.length
    spans.add(_ESCAPED.sub(r"\1", inside))
    spans.close(start, entity)
    return end + len(mark)


def _link(text: str, at: int, spans: Spans, opened: list[tuple[str, int, int]]) -> int:
    mark, _, start = opened.pop()
    end = _LINK_END.match(text, at)
    if end is None:
        return at + 1
    url = _ESCAPED.sub(r"\1", end[1])
    if mark == "![":
        spans.close(start, {"type": "custom_emoji", "custom_emoji_id": url.rpartition("id=")[2]})
    elif url:
        spans.close(start, {"type": "text_link", "url": url})
    return end.end()


def _close_quotes(spans: Spans, opened: list[tuple[str, int, int]]) -> None:
    for quote in [one for one in opened if one[0] == ">"]:
        opened.remove(quote)
        spans.close(quote[2], {"type": "blockquote"})


def _name(mark: str) -> str:
    return _KINDS[mark].capitalize() if mark in _KINDS else "TextUrl"


def _bytes(text: str, at: int) -> int:
    return len(text[:at].encode())


def _wrong(what: str) -> RefusalError:
    return bad_request(f"can't parse entities: {what}")
