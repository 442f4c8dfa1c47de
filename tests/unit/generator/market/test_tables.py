"""Tables of prices: what is read, and what is refused with a reason."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.generator.domain.market.quotes import OLDEST, SKEW, Quote, is_of_today
from piyasa.generator.domain.market.tables import MOST_ROWS, TableUnreadable, read_table
from piyasa.generator.domain.market.telling import newest, worth_telling

AT = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
ROW = {"symbol": "THYAO", "value": 318.5, "unit": "TRY", "as_of": "2026-03-04T12:00:00+03:00"}
QUOTE = Quote("THYAO", 318.5, "TRY", "prices", AT)


def test_json_and_csv_say_the_same() -> None:
    csv = "symbol,value,unit,as_of,source\nTHYAO,318.5,TL,2026-03-04T12:00:00+03:00,\n"
    csv += "usdtry,41.25,try,2026-03-04T09:00:00Z,merkez\n"
    rows = [
        ROW,
        {"symbol": "usdtry", "value": "41.25", "unit": "try", "as_of": "2026-03-04T09:00:00Z", "source": "merkez"},
    ]
    expected = (QUOTE, Quote("USDTRY", 41.25, "TRY", "merkez", AT))
    assert read_table(csv, "prices").quotes == expected
    assert read_table(json.dumps(rows), "prices").quotes == expected
    assert read_table(json.dumps({"prices": rows}), "prices").quotes == expected
    assert read_table(csv.replace(",", ";").replace("\n", "\r\n"), "prices").quotes == expected
    assert read_table("\ufeff" + csv, "prices").quotes == expected


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"symbol": "THY AO"}, "other signs"),
        ({"symbol": None}, "symbol is missing"),
        ({"symbol": "*"}, "other signs"),
        ({"value": "10.950,35"}, "without grouping"),
        ({"value": "41,25"}, "without grouping"),
        ({"value": True}, "no number"),
        ({"value": 0}, "above 0"),
        ({"value": -3}, "above 0"),
        ({"value": "nan"}, "no price"),
        ({"value": 1e300}, "no price"),
        ({"unit": "lot"}, "unit is none of"),
        ({"as_of": "2026-03-04 12:00"}, "names no zone"),
        ({"as_of": "yesterday"}, "no time"),
        ({"source": "x" * 61}, "longer than 60"),
        ({"source": "a\u202eb"}, "cannot be shown"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_used(change: dict[str, Any], problem: str) -> None:
    table = read_table(json.dumps([ROW | change, ROW]), "prices")
    assert table.quotes == (QUOTE,)
    (found,) = table.problems
    assert found.startswith("row 1: ")
    assert problem in found


@pytest.mark.parametrize("value", [-1.2, 0, 42.5])
def test_percentages_may_be_below_zero(value: float) -> None:
    assert read_table(json.dumps([ROW | {"value": value, "unit": "%"}]), "prices").quotes[0].value == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "no JSON"),
        ('{"rows": []}', "neither a list"),
        ("[" * 100_000, "no JSON"),
        ("symbol,value\nTHYAO,3", "unit is missing"),
        ("", "symbol is missing"),
        (json.dumps([ROW] * (MOST_ROWS + 1)), "at most"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(TableUnreadable, match=reason):
        read_table(text, "prices")


def test_half_a_table_is_none_wherever_it_ends() -> None:
    csv = "symbol,unit,as_of,value\r\nTHYAO,TRY,2026-03-04T12:00:00+03:00,318.5\r\n"
    whole = read_table(csv, "prices").quotes
    assert whole == (QUOTE,)
    for form, written in (("csv", csv), ("json", json.dumps([ROW]))):
        for end in range(len(written)):
            try:
                found = read_table(written[:end], "prices").quotes
            except TableUnreadable:
                continue
            assert found == (), (form, written[:end])


@given(st.text() | st.builds(json.dumps, st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=8)))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        table = read_table(text, "prices")
    except TableUnreadable:
        return
    assert table.quotes == ()


@pytest.mark.parametrize(
    ("age", "fits"),
    [(timedelta(0), True), (OLDEST, True), (OLDEST + timedelta(seconds=1), False), (-SKEW, True), (-SKEW * 2, False)],
)
def test_figures_of_the_future_and_of_other_days_are_left_out(age: timedelta, *, fits: bool) -> None:
    assert is_of_today(QUOTE, AT + age) is fits


def test_a_figure_is_told_when_it_changed_or_before_it_grows_stale() -> None:
    def later(seconds: float, value: float = 318.5) -> Quote:
        return Quote("THYAO", value, "TRY", "prices", AT + timedelta(seconds=seconds))

    assert worth_telling(QUOTE, None, 900)
    assert not worth_telling(QUOTE, QUOTE, 900)
    assert not worth_telling(later(899), QUOTE, 900)
    assert worth_telling(later(900), QUOTE, 900)
    assert worth_telling(later(1, 318.6), QUOTE, 900)
    assert worth_telling(later(0, 318.6), QUOTE, 900), "a figure that was corrected"
    assert not worth_telling(later(-1, 318.6), QUOTE, 900)
    assert newest([later(5), later(9, 320.0), later(7)]) == {("THYAO", "prices"): later(9, 320.0)}
