"""A log in a file: one CloudEvent a line, as ``piyasa events --json`` and rehearsals write it."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pydantic_core import from_json, to_json

from piyasa.contracts.envelope import CE_CAUSATION, CE_CORRELATION, CE_ID, CE_SOURCE, CE_TYPE, Recorded, decode
from piyasa.contracts.errors import ContractError
from piyasa.contracts.event import Event

_HEADERS = {
    CE_ID: "id",
    CE_TYPE: "type",
    CE_SOURCE: "source",
    CE_CORRELATION: "correlationid",
    CE_CAUSATION: "causationid",
}


class LineUnreadable(ValueError):
    """A line of the file is no fact of a log."""

    code = "LINE_UNREADABLE"

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"line {number} is no fact: {reason}; give what `piyasa events --json` or a rehearsal wrote")
        self.number, self.reason = number, reason


def exported(
    lines: Iterable[bytes | str], *, facts: frozenset[str] | None = None, first: int = 1
) -> Iterator[Recorded[Event]]:
    """The facts of a file in its order; ``facts`` names those that are wanted, ``first`` is the first line's number.

    A byte-order mark, as editors put it at the beginning of a file, is no part of its first line.

    Raises:
        LineUnreadable: a line is no CloudEvent, or no fact that this release understands.
    """
    for number, told_line in enumerate(lines, start=first):
        line = _unmarked(told_line) if number == 1 else told_line
        if line.strip():
            told = _told(line, number)
            if facts is None or _fact(told) in facts:
                yield _recorded(told, number)


def _unmarked(line: bytes | str) -> bytes | str:
    return line.removeprefix(BOM_UTF8) if isinstance(line, bytes) else line.removeprefix("\ufeff")


def _told(line: bytes | str, number: int) -> dict[str, Any]:
    try:
        told = from_json(line)
    except ValueError:
        raise LineUnreadable(number, "not JSON") from None
    if not isinstance(told, dict):
        raise LineUnreadable(number, "not a JSON object")
    return told


def _fact(told: dict[str, Any]) -> str:
    parts = str(told.get("subject", "")).split(".")
    return parts[3] if len(parts) > 3 else ""  # noqa: PLR2004 - evt.<aggregate>.<id>.<fact>


def _recorded(told: dict[str, Any], number: int) -> Recorded[Event]:
    try:
        return decode(
            position=int(told["position"]),
            time=datetime.fromisoformat(told["time"]),
            subject=told["subject"],
            headers={header: told[key] for header, key in _HEADERS.items() if told.get(key)},
            body=to_json(told["data"]),
        )
    except KeyError as error:
        raise LineUnreadable(number, f"{error} is missing") from None
    except ContractError as error:
        raise LineUnreadable(number, str(error)) from None
    except (TypeError, ValueError) as error:
        raise LineUnreadable(number, type(error).__name__) from None
