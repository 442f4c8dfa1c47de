"""From the text of a call to the text and entities of a message."""

from __future__ import annotations

from collections.abc import Sequence

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.formatting.automatic import found_entities
from piyasa.devstack.telegram.domain.formatting.html import parse_html
from piyasa.devstack.telegram.domain.formatting.markdown import parse_markdown
from piyasa.devstack.telegram.domain.formatting.markdown_v2 import parse_markdown_v2
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.domain.utf16 import utf16_length

__all__ = ["Formatted", "formatted"]

Formatted = tuple[str, tuple[JsonObject, ...]]
MAX_CHARACTERS = 4096
MAX_RAW_CHARACTERS = 32768
_PARSERS = {"html": parse_html, "markdown": parse_markdown, "markdownv2": parse_markdown_v2}


def formatted(text: str, parse_mode: str = "", entities: Sequence[object] | None = None) -> Formatted:
    """Text with outer white space removed, and its entities, given and found, in order.

    Raises RefusalError 400 for text that is empty, too long or does not parse.
    """
    if len(text) > MAX_RAW_CHARACTERS:
        raise bad_request("text is too long")
    given = [dict(entity) for entity in entities or () if isinstance(entity, dict)]
    if parse_mode:
        parser = _PARSERS.get(parse_mode.casefold())
        if parser is None:
            raise bad_request("unsupported parse_mode")
        text, given = parser(text)
    if len(text) > 0 and (text[0].isspace() or text[-1].isspace()):
        text, given = _trimmed(text, given)
    if not text:
        raise bad_request("message text is empty")
    if len(text) > MAX_CHARACTERS:
        raise bad_request("message is too long")
    return text, found_entities(text, given)


def _trimmed(text: str, entities: list[JsonObject]) -> tuple[str, list[JsonObject]]:
    body = text.strip()
    shift = utf16_length(text[: len(text) - len(text.lstrip())])
    end = utf16_length(body)
    moved: list[JsonObject] = []
    for entity in entities:
        match entity:
            case {"offset": int(offset), "length": int(length)}:
                start, stop = max(offset - shift, 0), min(offset - shift + length, end)
                if stop > start:
                    moved.append(entity | {"offset": start, "length": stop - start})
            case _:
                raise bad_request("can't parse entities: entity needs offset and length")
    return body, moved
