"""The parts of a prompt as they are put together (behaviour 11.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

Part = Literal[
    "rules",
    "contract",
    "examples",
    "identity",
    "opinions",
    "feelings",
    "relationship",
    "life",
    "memories",
    "own_past",
    "reminder",
    "moment",
    "figures",
    "history",
    "target",
    "avoided",
    "failed",
    "manner",
    "answer",
]
NUMBERS: Final[Mapping[Part, int]] = {
    "rules": 1, "identity": 1, "opinions": 2, "feelings": 3, "relationship": 4, "life": 5, "memories": 6, "own_past": 7,
    "reminder": 8, "moment": 9, "figures": 9, "history": 10, "examples": 10, "target": 11, "avoided": 11, "failed": 11,
    "manner": 11, "contract": 12, "answer": 12,
}  # fmt: skip
"""The number of each part in behaviour 11.1, which counts by content; the order in a prompt is another (ADR 22)."""


@dataclass(frozen=True, slots=True)
class Section:
    """Words of ours, and lines of data between a pair of tags when there are any."""

    part: Part
    words: str
    frame: str = ""
    """Name of the tags; a section with tags and no lines is left out."""
    lines: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What a model reads of it; empty when it is left out."""
        if not self.frame:
            return self.words
        if not self.lines:
            return ""
        return "\n".join((self.words, f"<{self.frame}>", *self.lines, f"</{self.frame}>"))


def joined(sections: Iterable[Section], between: str) -> str:
    """The sections that say anything, one after the other."""
    return between.join(text for each in sections if (text := each.text))
