"""The phrase lists of the guards: expressions on plain text, kept as data so that they can be read and extended.

A file holds ``name = part`` definitions, used as ``{name}``, and ``[sections]`` of one phrase a line. A line that
begins with a space continues the one above, ``# `` begins a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

_DEFINITION: Final = re.compile(r"([a-z_]+) = (.*)")
_HEADING: Final = re.compile(r"\[([a-z_]+)\]")
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
    return {section: re.compile("|".join(lines)) for section, lines in sections.items()}


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
