"""Small talk: who may speak, when, and how long it thinks."""

from collections import Counter
from datetime import timedelta

import pytest

from piyasa.contracts import delivery, membership, persona, system
from piyasa.projections.pace import Pace
from support.events import AYSE, CHAT, MEHMET, meaning, ready, received, requested

FAR = timedelta(hours=1)


def test_somebody_speaks_when_the_tick_is_due_and_nobody_before(stage) -> None:
    assert stage.rest(due=False).until is None
    request = stage.tick().request
    assert (request.reason, request.lane, request.reply_to) == ("proactive", "low", None)
    assert request.expires_at == stage.now + timedelta(minutes=3)


@pytest.mark.parametrize(
    "obstacle",
    [
        [system.SimulationStopped(by="admin")],
        [system.EmergencyStopped(by="admin", reason="test")],
        [membership.ChatDisabled(chat_id=CHAT, by="admin")],
        [membership.ChatPaused(chat_id=CHAT, by="admin")],
        [delivery.DisclosureLost(chat_id=CHAT, cause="unpinned")],
    ],
    ids=["simulation off", "emergency", "chat off", "chat paused", "undisclosed"],
)
def test_nobody_speaks_where_nobody_may_until_something_changes(stage, obstacle) -> None:
    stage.tell(*obstacle)
    assert stage.rest().until is None


def test_only_personas_that_may_speak_are_chosen_from(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE, "ali-hoca", "zeynep-yeni")
    stage.tell(
        persona.BotPaused(bot_id=MEHMET, by="admin"),
        persona.BotBlocked(bot_id="ali-hoca", chat_id=CHAT, error_class="kicked", code=403),
        persona.BotUpdated(bot_id="zeynep-yeni", active_hours=("02:00-03:00",), by="admin"),
    )
    assert {stage.tick().request.bot_id for _ in range(20)} == {AYSE}


def test_a_persona_keeps_two_minutes_between_its_own_messages(new_stage) -> None:
    stage = new_stage().found(MEHMET)
    stage.says(MEHMET, 11)
    rest = stage.rest(later=30)
    assert rest.until == stage.now + timedelta(seconds=120)
    assert stage.tick(later=120).request.bot_id == MEHMET


def test_a_persona_that_reached_its_hourly_cap_is_silent(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE)
    stage.set(bot_hourly_msg_limit={"min": 1, "max": 1})
    stage.says(MEHMET, 11)
    assert {stage.tick(later=180).request.bot_id for _ in range(10)} == {AYSE}


def test_the_chat_keeps_to_its_messages_a_minute(stage) -> None:
    stage.set(max_msgs_per_min=2)
    stage.tell(received(10))
    stage.says(MEHMET, 11)
    first = stage.now
    stage.says(AYSE, 12)
    rest = stage.rest(later=5)
    assert rest.reason == "minute_cap"
    assert rest.until == first + timedelta(seconds=60)


def test_after_six_messages_of_personas_in_a_row_only_silence_allows_another(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(8)]
    stage = new_stage().found(*bots)
    stage.set(persona_share_limit=1.0)
    for number in range(5):
        stage.says(bots[number], 11 + number, after=40)
    stage.tick(later=100)
    stage.says(bots[5], 20, after=40)
    rest = stage.rest(later=60)
    assert rest.reason == "run_of_personas"
    assert rest.until >= stage.now + timedelta(minutes=10)
    stage.tick(later=(rest.until - stage.now).total_seconds())
    stage.tell(received(30), after=60)
    stage.tick(later=5)


def test_silences_differ_and_grow_while_no_person_says_anything(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(12)]
    silences: dict[int, list[float]] = {6: [], 7: [], 9: []}
    for start in range(20):
        stage = new_stage().found(*bots)
        stage.set(persona_share_limit=1.0)
        stage.tell(*(received(500 + number) for number in range(start)))
        for number in range(9):
            stage.says(bots[number], 11 + number, after=150)
            if number + 1 in silences:
                silences[number + 1].append((stage.rest(later=5).until - stage.now).total_seconds())
    means = {run: sum(each) / len(each) for run, each in silences.items()}
    assert min(silences[6]) >= 600
    assert min(silences[7]) >= 1200
    assert len({round(each) for each in silences[6]}) > 5
    assert means[6] < means[7] < means[9] < 600 * 8 * 5


def test_what_is_on_its_way_counts_for_the_run(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(8)]
    stage = new_stage().found(*bots)
    for number in range(5):
        stage.says(bots[number], 11 + number, after=200)
    stage.tell(requested("next", bot_id=bots[6], expires_at=stage.now + FAR))
    assert stage.rest().reason == "run_of_personas"


def test_personas_do_not_drown_out_people_who_talk(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(9)]
    stage = new_stage().found(*bots)
    for number in range(8):
        stage.says(bots[number], 11 + number, after=20)
    for number in range(5):
        stage.tell(received(30 + number))
    assert stage.rest(later=150).reason == "personas_talk_too_much"
    stage.tell(received(40), received(41))
    assert stage.rest(later=150).reason == "personas_talk_too_much"
    stage.tell(received(42), received(43))
    stage.tick(later=150)


@pytest.mark.parametrize(("lines", "tempo", "at_once"), [(0, "slow", 1), (5, "normal", 2), (21, "fast", 4)])
def test_as_many_ticks_are_in_flight_as_the_tempo_bears(new_stage, lines, tempo, at_once) -> None:
    stage = new_stage().found(*(f"bot-{number}" for number in range(9)))
    for number in range(lines):
        stage.tell(received(100 + number))
    for _ in range(at_once):
        assert stage.ask().request.why.inputs["tempo"] == tempo
    assert stage.rest().reason == "in_flight"


@pytest.mark.parametrize(("lines", "at_once"), [(0, 2), (5, 4), (21, 8)])
def test_as_many_messages_wait_to_be_sent_as_the_tempo_bears(new_stage, lines, at_once) -> None:
    bots = [f"bot-{number}" for number in range(9)]
    stage = new_stage().found(*bots)
    stage.set(persona_run_limit=50)
    for number in range(lines):
        stage.tell(received(100 + number))
    for number in range(at_once):
        stage.tick()
        stage.tell(ready(("ready", number), bot_id=bots[number]))
    assert stage.rest().reason == "in_flight"


def test_the_scale_factor_multiplies_what_may_be_in_flight(new_stage) -> None:
    stage = new_stage().found(*(f"bot-{number}" for number in range(9)))
    stage.tell(system.SimulationScaled(scale_factor=3.0, by="admin"))
    for _ in range(3):
        stage.ask()
    assert stage.rest().reason == "in_flight"


def test_a_persona_is_never_asked_twice_at_once(new_stage) -> None:
    stage = new_stage().found(MEHMET)
    stage.tell(system.SimulationScaled(scale_factor=20.0, by="admin"))
    stage.ask()
    assert stage.rest().reason == "nobody_free"


def test_a_tick_that_expired_without_a_word_leaves_its_place(stage) -> None:
    stage.ask()
    stage.rest(later=200)
    stage.tick(later=211)


@pytest.mark.parametrize(
    ("expertise", "low", "high"), [({"BIST": 1.0}, 0.7, 1.3), ({}, 0.7 * 1.5, 1.3 * 1.5)], ids=["close", "far"]
)
def test_the_wait_follows_tempo_and_affinity_and_is_never_the_same(new_stage, expertise, low, high) -> None:
    stage = new_stage().found(MEHMET)
    stage.character(MEHMET, expertise=expertise)
    stage.tell(received(11, meaning=meaning(topics={"BIST": 1.0})))
    waits = [stage.tick(later=1).request.wait_seconds for _ in range(40)]
    assert all(15 * low <= wait <= 15 * high for wait in waits)
    assert len(set(waits)) > 30


def test_lively_personas_close_to_the_topic_speak_more_often(stage) -> None:
    stage.character(MEHMET, expertise={"BIST": 1.0}, interests={"BIST": 1.0})
    stage.tell(received(11, meaning=meaning(topics={"BIST": 1.0})))
    asked = Counter(stage.tick().request.bot_id for _ in range(300))
    assert asked[MEHMET] > 1.5 * asked[AYSE] > 0


def test_an_exhausted_topic_ends_in_silence_or_in_another_topic(stage) -> None:
    stage.character(MEHMET, interests={"BIST": 1.0, "FX": 1.0})
    stage.character(AYSE, interests={"BIST": 1.0, "FX": 1.0})
    for number in range(24):
        stage.tell(received(100 + number, meaning=meaning(topics={"BIST": 1.0}, keywords=(f"word{number}",))))
    assert stage.conversation.exhaustion >= 70
    decisions = [stage.decide(later=1) for _ in range(60)]
    requests = [each.request for each in decisions if hasattr(each, "request")]
    assert 10 < len(requests) < 50
    own = [request.topic for request in requests if request.reason == "proactive"]
    assert own
    assert "BIST" not in own


def test_durations_are_divided_by_the_pace_and_expiry_is_not(new_stage) -> None:
    stage = new_stage(pace=Pace(10.0)).found(MEHMET)
    stage.says(MEHMET, 11)
    assert stage.rest(later=3).until == stage.now + timedelta(seconds=12)
    request = stage.tick(later=12).request
    assert request.expires_at == stage.now + timedelta(seconds=192)
    assert request.wait_seconds > 5


def test_the_same_decision_made_again_is_the_same(stage) -> None:
    stage.tell(received(11, meaning=meaning(topics={"BIST": 1.0})))
    assert stage.tick(decision="x") == stage.tick(decision="x")


def test_the_shifted_clock_is_part_of_the_explanation(stage) -> None:
    stage.clock_shift = timedelta(hours=2)
    assert stage.tick().request.why.inputs["clock_shift_seconds"] == 7200


def test_prime_hours_make_those_who_live_in_them_likelier(new_stage) -> None:
    stage = new_stage().found(MEHMET)
    stage.seat("new-yorker", 2, timezone="America/New_York")
    stage.set(prime_hours_boost=True, prime_boost_factor=3.0, prime_hours=["11:30-13:00"])
    asked = Counter(stage.tick().request.bot_id for _ in range(300))
    assert asked[MEHMET] > 2 * asked["new-yorker"]
