"""Tables of prices, as JSON or CSV: symbol, value, unit, as_of and, where rows differ in it, source."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from piyasa.generator.domain.market.quotes import Quote, QuoteUnusable, checked_value, symbol_of, unit_of

MOST_ROWS: Final = 500
LONGEST_SOURCE: Final = 60
_WANTED: Final = ("symbol", "value", "unit", "as_of")


class TableUnreadable(ValueError):
    """A text is no table of prices."""

    code = "TABLE_UNREADABLE"


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read, and what was wrong with the rest."""

    quotes: tuple[Quote, ...]
    problems: tuple[str, ...] = ()


def read_table(text: str, source: str) -> Table:
    """The rows of a table; a row that is wrong is left out and named. Raises ``TableUnreadable``."""
    rows = _json_rows(text) if text.lstrip()[:1] in {"[", "{"} else _csv_rows(text)
    if len(rows) > MOST_ROWS:
        raise TableUnreadable(f"it has {len(rows)} rows; {MOST_ROWS} at most are read")
    quotes, problems = [], []
    for number, row in enumerate(rows, start=1):
        try:
            quotes.append(_quote(row, source))
        except QuoteUnusable as wrong:
            problems.append(f"row {number}: {wrong}")
    return Table(tuple(quotes), tuple(problems))


def _json_rows(text: str) -> Sequence[Any]:
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError):
        raise TableUnreadable("it is no JSON") from None
    rows = loaded.get("prices") if isinstance(loaded, dict) else loaded
    if not isinstance(rows, list):
        raise TableUnreadable('it is neither a list of rows nor an object with a list "prices"')
    return rows


def _csv_rows(text: str) -> Sequence[Any]:
    head = text.lstrip("\ufeff").partition("\n")[0]
    separator = ";" if ";" in head else ","
    try:
        reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator, skipinitialspace=True)
        rows = list(reader)
    except csv.Error:
        raise TableUnreadable("it is no CSV") from None
    missing = [name for name in _WANTED if name not in _names(reader.fieldnames)]
    if missing:
        raise TableUnreadable(f"its first line must name the columns {', '.join(_WANTED)}; {missing[0]} is missing")
    # Who reads while it is being written would take 10 of 10950.35 for a price.
    if not text.endswith("\n"):
        raise TableUnreadable("its last line does not end; end it with a line break")
    return [{str(key).strip().lower(): value for key, value in row.items()} for row in rows]


def _names(written: Iterable[str] | None) -> set[str]:
    return {name.strip().lower() for name in written or ()}


def _quote(row: object, source: str) -> Quote:
    if not isinstance(row, Mapping):
        raise QuoteUnusable("it is no object")
    unit = unit_of(_text(row, "unit"))
    named = row.get("source")
    said = named.strip() if isinstance(named, str) else ""
    if len(said) > LONGEST_SOURCE or not said.isprintable():
        raise QuoteUnusable(f"the source is longer than {LONGEST_SOURCE} signs, or has some that cannot be shown")
    value = checked_value(_number(row.get("value")), unit)
    return Quote(symbol_of(_text(row, "symbol")), value, unit, said or source, _moment(row))


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise QuoteUnusable(f"{name} is missing")
    return value


def _number(value: object) -> float:
    """JSON numbers, and text with a point before decimals: a comma would be a guess."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise QuoteUnusable("the value is no number")
    try:
        return float(value)
    except (ValueError, OverflowError):
        raise QuoteUnusable("the value is no number; write 10950.35, with a point and without grouping") from None


def _moment(row: Mapping[str, Any]) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(row, "as_of").strip())
    except ValueError:
        raise QuoteUnusable("as_of is no time; write 2026-03-04T12:00:00+03:00") from None
    if moment.tzinfo is None:
        raise QuoteUnusable("as_of names no zone; write 2026-03-04T12:00:00+03:00, or with Z for UTC")
    return moment
