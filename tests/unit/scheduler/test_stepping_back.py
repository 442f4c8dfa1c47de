"""Personas step back: while people talk, while nobody answers them, and when two of them spin."""

from datetime import timedelta

import pytest

from piyasa.contracts.persona import BotUpdated
from piyasa.projections.pace import Pace
from support.events import AYSE, MEHMET, PERSON, meaning, received, reply

OTHER = "quiet-heron"
ALI = "ali-hoca"


def people_talk(stage, *, after=10.0, **known) -> None:
    stage.tell(received(100, person_id=PERSON, **known), after=after)
    stage.tell(received(101, person_id=OTHER, **known), after=after)


def test_small_talk_waits_while_two_people_talk_with_one_another(stage) -> None:
    people_talk(stage)
    rest = stage.rest(later=1)
    assert (rest.reason, rest.until) == ("people_talk", stage.now + timedelta(seconds=50))
    stage.tick(later=51)


def test_one_person_alone_is_no_conversation(stage) -> None:
    stage.tell(received(100), received(101))
    stage.tick(later=1)


def test_people_who_speak_to_personas_are_not_left_to_themselves(stage) -> None:
    people_talk(stage, reply_to=reply(5, f"b:{AYSE}"))
    stage.tick(later=1)


def test_what_people_ask_personas_is_answered_while_they_talk(stage) -> None:
    people_talk(stage)
    stage.tell(received(102, meaning=meaning(addressed_to=MEHMET, is_question=True)))
    assert stage.tick(due=True).request.reason == "mention"


def test_the_pause_grows_with_the_run_to_which_no_person_answers(new_stage) -> None:
    stage = new_stage().found(*(f"bot-{number}" for number in range(6)))
    stage.set(persona_share_limit=1.0)
    pauses = []
    for number in range(5):
        stage.says(f"bot-{number}", 11 + number, after=200)
        rest = stage.rest(later=0)
        assert rest.reason == "nobody_answers"
        pauses.append((rest.until - stage.now).total_seconds())
    assert pauses == [20, 40, 60, 80, 100]
    stage.tell(received(30))
    stage.tick(later=1)


def test_personas_keep_below_their_share_with_what_is_on_its_way(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(12)]
    stage = new_stage().found(*bots)
    stage.set(persona_run_limit=100, base_delay_seconds=1)
    said = 0
    for number in range(60):
        stage.tell(received(100 + number, person_id=f"person-{number % 3}"), after=30)
        for _ in range(3):
            decision = stage.decide(later=0)
            if hasattr(decision, "request"):
                stage.tell(decision.request, after=0)
        for tick in stage.conversation.ticks:
            said += 1
            stage.says(tick.bot_id, 1000 + said, tick_id=tick.tick_id, after=1)
        lines = [line for line in stage.conversation.lines if line.time > stage.now - timedelta(minutes=30)]
        share = sum(line.speaker[0] == "b" for line in lines) / len(lines)
        if len(lines) * (1 - share) >= 5:
            assert share <= 0.6
    assert said > 20


def test_while_people_say_little_personas_say_no_more_than_beside_five_of_their_lines(new_stage) -> None:
    stage = new_stage().found(*(f"bot-{number}" for number in range(9)))
    stage.set(persona_run_limit=100, base_delay_seconds=1)
    stage.tell(received(100))
    for number in range(4):
        stage.tick(later=5)
        stage.says(f"bot-{number}", 11 + number, after=10)
    assert stage.rest(later=5).reason == "personas_talk_too_much"


@pytest.mark.parametrize("seconds", [2.9, 3.2])
def test_twenty_exchanges_of_a_pair_within_a_minute_make_it_pause_for_one(new_stage, seconds) -> None:
    stage = new_stage().found(MEHMET, AYSE)
    stage.set(persona_run_limit=100, min_gap_same_bot_seconds=0, max_msgs_per_min=20)
    for number in range(20):
        speaker, other = (MEHMET, AYSE) if number % 2 else (AYSE, MEHMET)
        stage.says(speaker, 11 + number, reply_to=reply(10 + number, f"b:{other}"), after=seconds)
    scene = stage.scene(later=1)
    rests = scene.rests_from(scene.member(MEHMET), f"b:{AYSE}")
    assert rests == (stage.now + timedelta(seconds=60) if seconds < 3 else None)
    assert stage.scene(later=61).resting_pairs == {}
    assert scene.rests_from(scene.member(MEHMET), f"p:{PERSON}") is None


def test_a_pair_at_rest_is_neither_target_nor_turn(new_stage) -> None:
    stage = new_stage(pace=Pace(1.0)).found(MEHMET, AYSE)
    stage.set(persona_run_limit=100, min_gap_same_bot_seconds=0, persona_share_limit=1.0)
    for number in range(20):
        speaker, other = (MEHMET, AYSE) if number % 2 else (AYSE, MEHMET)
        known = meaning(addressed_to=other, is_question=True, mentions=(other,))
        stage.says(speaker, 11 + number, meaning=known, after=2)
    decisions = [stage.decide(later=45) for _ in range(40)]
    assert not [each for each in decisions if hasattr(each, "request") and each.request.reply_to is not None]
    assert all(each.request.reason != "held_turn" for each in decisions if hasattr(each, "request"))


def test_a_person_who_spins_with_a_persona_waits_a_minute_and_a_sincere_question_does_not(stage) -> None:
    stage.set(bot_hourly_msg_limit={"min": 200, "max": 200})
    for number in range(20):
        stage.tell(received(11 + number, meaning=meaning(mentions=(MEHMET,))), after=1)
    rest = stage.rest(due=False)
    assert rest.until == stage.now + timedelta(seconds=60)
    stage.tell(received(50, meaning=meaning(addressed_to=MEHMET, is_question=True, asks_if_ai=True)))
    assert stage.tick(due=False).request.reason == "sincere_question"


def test_a_question_to_a_persona_that_is_away_is_answered_by_another_in_time(stage) -> None:
    stage.tell(BotUpdated(bot_id=MEHMET, active_hours=("02:00-03:00",), by="admin"))
    stage.tell(received(11, meaning=meaning(addressed_to=MEHMET, is_question=True)))
    assert stage.rest(due=False).until == stage.now + timedelta(seconds=30)
    assert stage.tick(due=False, later=30).request.bot_id == AYSE


def test_what_is_no_question_waits_for_the_persona_it_was_said_to(stage) -> None:
    stage.tell(BotUpdated(bot_id=MEHMET, active_hours=("02:00-03:00",), by="admin"))
    stage.tell(received(11, meaning=meaning(addressed_to=MEHMET)))
    stage.rest(due=False, later=40)
