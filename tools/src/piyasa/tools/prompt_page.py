"""A prompt for people and for machines: part by part, with its tokens and what had to go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.markup import escape

from piyasa.generator.domain.prompt import TOKENS_AT_MOST, Rendering
from piyasa.generator.domain.prompt.fitting import GIVEN_UP
from piyasa.generator.domain.prompt.section import NUMBERS, Section
from piyasa.generator.domain.prompt.tokens import tokens_of

_ORDINALS = ("first", "second", "third", "fourth", "fifth")
_RANKS = {part: rank for rank, (part, _) in enumerate(GIVEN_UP, start=1)}


def page_of(found: Rendering) -> str:
    """The prompt under headings, as markup."""
    prompt = found.prompt
    blocks = [_block(each, "system", 0) for each in found.standing if each.text]
    blocks += [_block(each, "user", gone) for each, gone in _changing(found) if each.text or gone]
    total = tokens_of(prompt.system + prompt.user)
    blocks.append(
        f"[bold]{total} tokens[/] of {TOKENS_AT_MOST} by a count on the safe side, "
        f"{tokens_of(prompt.system)} of them the same in every draft of this persona\nsha256 {prompt.sha256}"
    )
    return "\n\n".join(blocks)


def prompt_json(found: Rendering) -> dict[str, Any]:
    """The same for machines."""
    prompt = found.prompt
    parts = [_as_json(each, "system", 0) for each in found.standing]
    parts += [_as_json(each, "user", gone) for each, gone in _changing(found)]
    return {
        "sha256": prompt.sha256,
        "tokens": tokens_of(prompt.system + prompt.user),
        "tokens_at_most": TOKENS_AT_MOST,
        "system_tokens": tokens_of(prompt.system),
        "parts": [each for each in parts if each["text"] or each["lines_given_up"]],
        "system": prompt.system,
        "user": prompt.user,
    }


def _changing(found: Rendering) -> Iterator[tuple[Section, int]]:
    """Each part that belongs to the moment, with how many of its lines had to go."""
    for kept, wished in zip(found.changing, found.wished, strict=True):
        yield kept, len(wished.lines) - len(kept.lines)


def _block(section: Section, message: str, gone: int) -> str:
    told = [f"{tokens_of(section.text)} tokens"]
    if section.part in _RANKS and (section.lines or gone):
        told.append(f"gives way {_ORDINALS[_RANKS[section.part] - 1]}")
    if gone:
        told.append(f"[yellow]{gone} of {gone + len(section.lines)} lines given up[/]")
    heading = f"[bold cyan]{NUMBERS[section.part]} {section.part.replace('_', ' ')}[/] [dim]{message} ·[/] "
    return f"{heading}{' · '.join(told)}\n{escape(section.text)}".rstrip()


def _as_json(section: Section, message: str, gone: int) -> dict[str, Any]:
    return {
        "number": NUMBERS[section.part],
        "part": section.part,
        "message": message,
        "tokens": tokens_of(section.text),
        "lines_given_up": gone,
        "gives_way": _RANKS.get(section.part),
        "text": section.text,
    }
