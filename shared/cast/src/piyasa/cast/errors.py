"""What keeps a persona's file from being taken; every sentence says where and what is allowed."""

from __future__ import annotations

from dataclasses import dataclass


class CastError(Exception):
    """A file cannot become a persona."""

    code = "CAST_ERROR"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    key: str
    """Where, as in ``persona.style.formality``; empty for the whole."""
    problem: str
    allowed: str = ""

    def __str__(self) -> str:
        """One sentence."""
        place = f"{self.key} {self.problem}" if self.key else f"the persona {self.problem}"
        return f"{place}; allowed: {self.allowed}" if self.allowed else place


class CastUnreadable(CastError):
    """It is neither YAML nor JSON of one object."""

    code = "CAST_UNREADABLE"

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source, self.reason = source, reason


class CastInvalid(CastError):
    """It can be read, but is no persona."""

    code = "CAST_INVALID"

    def __init__(self, source: str, problems: tuple[Problem, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{source}: {problems[0]}{more}")
        self.source, self.problems = source, problems
