"""What depends on the clock, and which own lines bear on the moment."""

from datetime import UTC, datetime

from piyasa.contracts.values import Meaning
from piyasa.generator.domain.own_past import own_past
from piyasa.generator.domain.windows import newest_night, newest_week
from piyasa.projections.conversations.state import Line

ISTANBUL = "Europe/Istanbul"


def test_a_night_begins_at_ten_past_three_and_a_week_on_sunday_in_the_personas_zone() -> None:
    before, after = datetime(2026, 3, 4, 0, 9, tzinfo=UTC), datetime(2026, 3, 4, 0, 10, tzinfo=UTC)
    assert newest_night(before, ISTANBUL).isoformat() == "2026-03-03T03:10:00+03:00"
    assert newest_night(after, ISTANBUL).isoformat() == "2026-03-04T03:10:00+03:00"
    assert newest_week(after, ISTANBUL).isoformat() == "2026-03-01T03:30:00+03:00"
    sunday = datetime(2026, 3, 8, 0, 29, tzinfo=UTC)
    assert newest_week(sunday, ISTANBUL).isoformat() == "2026-03-01T03:30:00+03:00"
    assert newest_week(sunday.replace(minute=30), ISTANBUL).isoformat() == "2026-03-08T03:30:00+03:00"


def line(number: int, text: str, speaker: str = "b:mehmet-trader", **known: object) -> Line:
    meaning = Meaning.model_validate(known)
    return Line(number, datetime(2026, 3, 4, tzinfo=UTC), speaker, "", text, meaning, number)


def test_two_own_lines_that_share_the_symbol_come_back_oldest_first() -> None:
    lines = [
        line(1, "eski", symbols=("THYAO",)),
        line(2, "orta", symbols=("THYAO",), topics={"BIST": 1.0}),
        line(3, "başkasının", "p:kind-otter", symbols=("THYAO",), topics={"BIST": 1.0}),
        line(4, "konu dışı", symbols=("BTC",)),
        line(5, "yeni", symbols=("THYAO",)),
    ]
    target = Meaning(symbols=("THYAO",), topics={"BIST": 1.0})
    assert own_past("b:mehmet-trader", lines, "THYAO", target) == ("orta", "yeni")
    assert own_past("b:mehmet-trader", lines, None, None) == ()
