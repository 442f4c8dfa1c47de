"""The phrase lists of the guards: expressions on plain text, kept as data so that they can be read and extended.

A file holds ``name = part`` definitions, used as ``{name}``, and ``[sections]`` of one phrase a line. A line that
begins with a space continues the one above, ``# `` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import Final

_DEFINITION: Final = re.compile(r"([a-z_]+) = (.*)")
_HEADING: Final = re.compile(r"\[([a-z_]+)\]")
# Escapes and sets are passed over whole, so that their signs count for nothing.
_STRUCTURE: Final = re.compile(r"\\.|\[\^?.[^\]]*\]|[()|]")
_BOUNDARY: Final = r"\b"
_USE: Final = re.compile(r"\{([a-z_]+)\}")


@cache
def phrases(name: str) -> Mapping[str, re.Pattern[str]]:
    """Read one list: section to the expression that finds any of its phrases."""
    text = files("piyasa.language").joinpath("data", "phrases", f"{name}.txt").read_text(encoding="utf-8")
    parts: dict[str, str] = {}
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in _whole_lines(text):
        headed, defined = _HEADING.fullmatch(line), _DEFINITION.fullmatch(line)
        if headed is not None:
            heading = headed[1]
        elif defined is not None and not heading:
            parts[defined[1]] = _filled(defined[2], parts)
        else:
            sections.setdefault(heading, []).append(_filled(line, parts))
    return {section: re.compile(_gathered("|".join(lines))) for section, lines in sections.items()}


def _gathered(expression: str) -> str:
    """Ask for the word boundary once before neighbouring alternatives: most places in a text are none."""
    groups = groupby(_alternatives(expression), key=lambda each: each.startswith(_BOUNDARY))
    return "|".join(
        rf"\b(?:{'|'.join(each.removeprefix(_BOUNDARY) for each in group)})" if bounded else "|".join(group)
        for bounded, group in groups
    )


def _alternatives(expression: str) -> Iterator[str]:
    """Cut an expression at the bars that stand in no group or set."""
    begin = depth = 0
    for sign in _STRUCTURE.finditer(expression):
        if sign[0] in "()":
            depth += 1 if sign[0] == "(" else -1
        elif sign[0] == "|" and depth == 0:
            yield expression[begin : sign.start()]
            begin = sign.end()
    yield expression[begin:]


def _whole_lines(text: str) -> Iterator[str]:
    whole = ""
    for line in text.splitlines():
        if line.startswith("# "):
            continue
        if line.startswith(" "):
            whole += line.strip()
            continue
        if whole:
            yield whole
        whole = line
    if whole:
        yield whole


def _filled(line: str, parts: Mapping[str, str]) -> str:
    return _USE.sub(lambda use: parts[use[1]], line)
