from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.analytics.mechanical import mechanical
from piyasa.analytics.stiffness import longest_quiet
from support.utterances import Chat

HOUR = 3600
UNEVEN = (0, 100, 400, 420, 3900, 4000, 9000, 9100, 15_000, 15_500, 16_000, 30_000)


def spoken(moments, **known):
    chat = Chat()
    for at in moments:
        chat.say("b:mehmet-trader", at, f"bugün {at} kez baktım", **known)
    return chat.lines


def test_fewer_than_ten_messages_tell_nothing():
    assert mechanical(spoken(range(9), typo_count=0)).score is None


def test_even_gaps_weigh_a_fifth_and_mistakes_excuse():
    found = mechanical(spoken(range(0, 1000, 100), typo_count=1))
    assert (found.score, found.factors) == (0.2, ("regular_intervals",))
    assert found.suggestion == "raise the spread of its waits"


def test_gaps_that_vary_by_ten_square_seconds_are_not_regular():
    even, uneven = [], []
    for pair in range(6):
        even += [pair * 200, pair * 200 + 103]  # gaps of 103 and 97: variance 9
        uneven += [pair * 200, pair * 200 + 104]  # gaps of 104 and 96: variance 16
    assert mechanical(spoken(even, typo_count=1)).score == 0.2
    assert mechanical(spoken(uneven, typo_count=1)).score == 0.0


def test_never_mistyping_weighs_three_tenths_where_mistakes_are_counted():
    assert mechanical(spoken(UNEVEN, typo_count=0)).factors == ("no_typos",)
    assert mechanical(spoken(UNEVEN, typo_count=0)).score == 0.3
    assert mechanical(spoken(UNEVEN)).score == 0.0, "nobody counted"


def test_even_answers_weigh_a_fifth():
    chat = Chat()
    for number, at in enumerate(UNEVEN):
        chat.say("p:kind-otter", at)
        chat.say("b:mehmet-trader", at + 20, to=2 * number + 1, typo_count=1)
    theirs = [line for line in chat.lines if not line.by_person]
    found = mechanical(theirs)
    assert found.factors == ("regular_responses",)
    assert found.signals.median_response_seconds == 20
    assert found.signals.response_variation == 0


def test_a_message_in_every_hour_of_the_week_weighs_three_tenths():
    moments = [hour * 25 * HOUR + hour * 61 for hour in range(24)]
    short = [at for at in moments if at < 6 * 24 * HOUR]
    around = [hour * HOUR * 7 + hour * hour for hour in range(24)]  # 7 and 24 have no common factor
    assert "round_the_clock" in mechanical(spoken(around, typo_count=1)).factors
    assert "round_the_clock" not in mechanical(spoken(short, typo_count=1)).factors
    late = spoken([*around, around[-1] + 24 * HOUR * 2], typo_count=1)
    assert late[-1].time - late[0].time > timedelta(days=7)
    assert "round_the_clock" not in mechanical(late).factors, "what was said before the last week does not count"


def test_only_the_newest_fifty_count():
    early = list(range(0, 5000, 100))
    late = [10_000 + 7 * at * at for at in range(50)]
    assert "regular_intervals" in mechanical(spoken(early, typo_count=1)).factors
    assert mechanical(spoken(early + late, typo_count=1)).factors == ()


def test_time_lapse_stretches_gaps_back_to_life():
    # Gaps of 1.03 and 0.97 s at a hundredfold pace are 103 and 97 s: regular; at life they would be all the more.
    moments = [pair * 2 + extra for pair in range(6) for extra in (0, 1.04)]
    lines = spoken(moments, typo_count=1)
    assert mechanical(lines).score == 0.2
    assert mechanical(lines, pace=100).score == 0.0


def test_quiet_hours_run_across_midnight():
    hours = [0] * 24
    hours[8:22] = [10] * 14
    assert longest_quiet(hours) == 10
    assert longest_quiet([1] * 24) == 0
    assert longest_quiet([0] * 24) == 24


def test_signals_tell_what_stands_out():
    chat = Chat()
    for number in range(12):
        chat.say("b:mehmet-trader", number * 60, "bence bugün endeks yatay kapatır", typo_count=0)
    told = mechanical(chat.lines).signals
    assert told.distinct_openings == pytest.approx(1 / 12)
    assert told.length_variation == 0
    assert told.repeated_runs == pytest.approx(1 - 2 / 24)
    assert told.typos_per_word == 0
    assert {"interval_variation", "typos_per_word", "distinct_openings", "length_variation", "repeated_runs"} <= {
        *told.noticed
    }


@given(st.lists(st.integers(0, 10**6), max_size=60), st.none() | st.integers(0, 2))
def test_the_score_is_a_share(moments, typos):
    lines = spoken(sorted(moments), typo_count=typos)
    score = mechanical(lines).score if lines else None
    assert score is None or 0 <= score <= 1
    assert (score is None) == (len(lines) < 10)
