"""How people speak of topics, day by day."""

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts.values import Meaning
from piyasa.projections.climate import Climate, Climates
from piyasa.projections.climate.reading import week_of
from piyasa.projections.climate.state import DAYS_KEPT
from support.events import CHAT, Log, received, sent
from support.folding import table_of


def said(number: int, sentiment: float, **known: Any) -> Any:
    values = {"symbols": ("THYAO",), "topics": {"BIST": 1.0}, "sentiment": sentiment}
    return received(number, meaning=Meaning(**values | known))


def climate_of(log: Log) -> Climate:
    return table_of(Climates(), log.events).rows[CHAT]


def test_what_people_said_in_seven_days_adds_up_by_topic() -> None:
    log = Log()
    log.add(said(1, 0.5), said(2, 0.7), said(3, -0.4, symbols=("BTC",), topics={"Kripto": 1.0}))
    week = week_of([climate_of(log)], "THYAO", log.now)
    assert week.lines == 2
    assert week.sentiment == pytest.approx(1.2)
    assert week_of([climate_of(log)] * 2, "BIST", log.now).lines == 4, "over all chats of a persona"
    assert week_of([climate_of(log)], "FX", log.now).lines == 0
    assert week_of([climate_of(log)], "THYAO", log.now + timedelta(days=7)).lines == 0


def test_questions_changed_lines_and_personas_are_no_evidence() -> None:
    log = Log()
    log.add(said(1, 0.5))
    log.add(said(2, 0.9, is_question=True), sent("tick", 3, meaning=Meaning(symbols=("THYAO",), sentiment=0.9)))
    log.add(received(4, edit_of=1, meaning=Meaning(symbols=("THYAO",), sentiment=-1.0)))
    week = week_of([climate_of(log)], "THYAO", log.now)
    assert (week.lines, week.sentiment) == (1, 0.5)


def test_only_the_newest_days_are_kept() -> None:
    log = Log()
    for number in range(1, 20):
        log.add(said(number, 0.1), after=86_400)
    assert len(climate_of(log).days) == DAYS_KEPT


def test_a_line_told_twice_counts_once() -> None:
    log = Log()
    (event,) = log.add(said(1, 0.5))
    log.events.append(event)
    assert week_of([climate_of(log)], "THYAO", log.now).lines == 1
