"""A beat in personas' talk is found, however uneven the rest is."""

from random import Random

import pytest

from piyasa.analytics import report, utterances
from piyasa.analytics.clockwork import SILENCES_AT_LEAST, clockwork
from piyasa.analytics.timing import burstiness
from support.events import AYSE, Log, received, sent


def test_a_beat_is_found_where_burstiness_is_met():
    chance = Random(1)
    row = [600 + 60 * chance.random() for _ in range(60)] + [chance.expovariate(0.1) for _ in range(100)] + [30_000.0]
    chance.shuffle(row)
    found = clockwork(row)
    assert (burstiness(row) or 0) > 0
    assert found.share == pytest.approx(60 / 161, abs=0.01)
    assert found.seconds == pytest.approx(605, abs=5)


def test_talk_that_is_bursty_has_no_beat():
    chance = Random(2)
    assert clockwork([60 * chance.lognormvariate(0, 1) for _ in range(2000)]).share == pytest.approx(0.05, abs=0.05)


@pytest.mark.parametrize(
    ("silences", "share"),
    [([5.0] * SILENCES_AT_LEAST, 1.0), ([0.0] * 30, 1.0), ([5.0] * (SILENCES_AT_LEAST - 1), None)],
)
def test_a_clock_is_one_and_too_few_are_nothing(silences, share):
    assert clockwork(silences).share == share


def test_only_silences_between_messages_of_personas_count():
    log = Log()
    for number in range(30):
        log.add(sent(number, 10 * number + 1, bot_id=AYSE), sent(number, 10 * number + 2, part=2, bot_id=AYSE))
        log.add(*([received(10 * number + 3)] if number % 2 else []))
    assert report(utterances(log.events)).overall.clockwork.silences == 15
