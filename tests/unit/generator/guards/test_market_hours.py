"""What drafts claim of the exchange's session, against the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

import pytest

from piyasa.generator.domain.composing import compose
from piyasa.generator.domain.guards.market_hours import CLAIMS_CLOSED, CLAIMS_OPEN, market_hours
from piyasa.generator.domain.scene import Scene

SAYS_OPEN = (
    "Borsa açık, izliyorum.",
    "piyasa şu an açık",
    "Borsa İstanbul şu anda açık arkadaşlar",
    "seans devam ediyor",
    "Seansın ortasındayız, acele yok",
    "seans başladı, hayırlısı",
    "borsa hâlâ işlem görüyor",
    "Kapanışa az kaldı",
    "bist bugün açık",
    "piyasalar açıldı",
    "The market is open now",
)
SAYS_CLOSED = (
    "Borsa kapalı, kafa açık",
    "piyasa şu an kapalı",
    "borsa kapandı bugün",
    "seans bitti, çay vakti",
    "Tahta kapandı",
    "endeks kapandı gitti",
    "açılışa az kaldı",
    "seans dışındayız",
    "borsa bugün tatilde",
    "The market is closed",
)
CLAIMS_NOTHING = (
    "Borsa açık mı?",
    "borsa açık değil mi yoksa",
    "borsa açıkken bakarım",
    "borsa açılınca konuşuruz",
    "Borsa yarın açık",
    "pazartesi borsa açık",
    "dün borsa kapandı",
    "kripto piyasası hep açık",
    "ABD borsası kapandı mı bilmiyorum, piyasa kapalı diyorlar orada",
    "piyasa açık ara en kolay konu",
    "borsa kapalı kutu gibi",
    "Tahta kapalıyken plan yapmak kolay",
    "piyasa kapanınca rahatlarım",
    "seans bittiğinde not alırım",
    "açıkçası borsa yordu",
    "piyasa açıklamalarını okudum",
    "cuma günü borsa kapandı",
    "Borsa konuşalım mı?",
)


@pytest.mark.parametrize("line", SAYS_OPEN)
def test_who_says_that_the_exchange_is_open_is_held_while_it_is_closed(line: str, scene: Callable[..., Scene]) -> None:
    assert market_hours(line, scene(market_open=False)) == CLAIMS_OPEN
    assert market_hours(line, scene(market_open=True)) is None


@pytest.mark.parametrize("line", SAYS_CLOSED)
def test_who_says_that_the_exchange_is_closed_is_held_while_it_is_open(line: str, scene: Callable[..., Scene]) -> None:
    assert market_hours(line, scene(market_open=True)) == CLAIMS_CLOSED
    assert market_hours(line, scene(market_open=False)) is None


@pytest.mark.parametrize("line", CLAIMS_NOTHING)
def test_questions_conditions_other_days_and_other_markets_claim_nothing(
    line: str, scene: Callable[..., Scene]
) -> None:
    assert market_hours(line, scene(market_open=True)) is None
    assert market_hours(line, scene(market_open=False)) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-03-04T11:00:00+03:00", True),
        ("2026-03-04T17:30:00+03:00", True),
        ("2026-03-06T16:00:00+03:00", True),
        ("2026-03-04T20:00:00+03:00", False),
        ("2026-03-07T12:00:00+03:00", False),
        ("2026-03-09T09:00:00+03:00", False),
    ],
)
def test_offline_lines_keep_to_the_clock(scene: Callable[..., Scene], moment: str, *, is_open: bool) -> None:
    at = scene(topic="BIST", local=datetime.fromisoformat(moment), market_open=is_open)
    held = [line for seed in range(300) if market_hours(line := compose(at, Random(seed)), at)]
    assert held == []
