"""Text that grows while entities open and close over it."""

from __future__ import annotations

from dataclasses import dataclass, field

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.utf16 import utf16_length


@dataclass(slots=True)
class Spans:
    """Collects text and the entities over it; offsets are UTF-16 code units."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    entities: list[JsonObject] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append plain text."""
        self.parts.append(text)
        self.length += utf16_length(text)

    def close(self, start: int, entity: JsonObject) -> None:
        """Let `entity` cover everything from `start` to here; nothing is noted when that is empty."""
        if self.length > start:
            self.entities.append(entity | {"offset": start, "length": self.length - start})

    def result(self) -> tuple[str, list[JsonObject]]:
        """The text and its entities, outer ones first."""
        ordered = sorted(self.entities, key=lambda one: (one["offset"], -int(str(one["length"]))))
        return "".join(self.parts), ordered
