"""What people ask is answered at once, once, by whom they asked."""

from datetime import timedelta

import pytest

from piyasa.contracts import membership, persona, system
from piyasa.scheduler.domain.targets import candidates
from support.events import AYSE, MEHMET, PERSON, abandoned, meaning, received, rejected, requested, sent

ASKED = {"addressed_to": MEHMET, "is_question": True}
SINCERE = {"addressed_to": MEHMET, "is_question": True, "asks_if_ai": True}


def test_a_mention_is_answered_by_the_persona_that_was_mentioned(stage) -> None:
    (asked,) = stage.tell(received(11, meaning=meaning(**ASKED)))
    tick = stage.tick(due=False)
    request = tick.request
    assert (request.bot_id, request.lane, request.reason) == (MEHMET, "high", "mention")
    assert request.reply_to.telegram_message_id == 11
    assert request.reply_to.author == f"p:{PERSON}"
    assert request.person_ids == (PERSON,)
    assert request.wait_seconds <= 4
    assert request.expires_at == stage.now + timedelta(minutes=5)
    assert tick.answers == asked.position


def test_two_schedulers_make_one_and_the_same_tick_for_a_question(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    one, other = stage.tick(due=False, decision="one"), stage.tick(due=True, decision="other")
    assert one == other


def test_a_sincere_question_comes_before_an_older_mention(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.tell(received(12, meaning=meaning(addressed_to=AYSE, asks_if_ai=True)))
    request = stage.tick().request
    assert (request.reason, request.bot_id, request.reply_to.telegram_message_id) == ("sincere_question", AYSE, 12)
    assert 2 <= request.wait_seconds <= 8


@pytest.mark.parametrize(
    "obstacle",
    [
        [system.SimulationStopped(by="admin")],
        [persona.BotUpdated(bot_id=MEHMET, active_hours=("02:00-03:00",), by="admin")],
        [system.SettingChanged(key="bot_hourly_msg_limit", value={"min": 0, "max": 0}, origin="test", by="admin")],
    ],
    ids=["simulation off", "outside its hours", "hourly cap"],
)
def test_only_a_sincere_question_passes_hours_caps_and_a_stopped_simulation(stage, obstacle) -> None:
    stage.tell(*obstacle)
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.rest()
    stage.tell(received(12, meaning=meaning(**SINCERE)))
    assert stage.tick().request.reason == "sincere_question"


@pytest.mark.parametrize(
    "obstacle",
    [
        [membership.ChatDisabled(chat_id="bist-sohbet", by="admin")],
        [membership.ChatPaused(chat_id="bist-sohbet", by="admin")],
        [system.EmergencyStopped(by="admin", reason="test")],
        [persona.BotDisabled(bot_id=MEHMET, by="admin")],
        [persona.BotPaused(bot_id=MEHMET, by="admin")],
        [persona.LeftChat(bot_id=MEHMET, chat_id="bist-sohbet", by="admin")],
    ],
    ids=["chat off", "chat paused", "emergency", "persona off", "persona paused", "persona gone"],
)
def test_nothing_answers_where_nobody_may_speak(stage, obstacle) -> None:
    stage.tell(received(11, meaning=meaning(**SINCERE)))
    stage.tell(*obstacle)
    stage.rest(due=False)


def test_a_question_is_asked_only_once_while_its_tick_lives(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.ask()
    stage.rest(due=False)


@pytest.mark.parametrize("end", [abandoned, rejected])
def test_a_question_whose_tick_came_to_nothing_is_asked_again_with_the_next_attempt(stage, end) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    first = stage.ask(due=False).request
    stage.tell(end("any", tick_id=first.tick_id), after=20)
    second = stage.tick(due=False).request
    assert (first.attempt, second.attempt) == (1, 2)
    assert first.tick_id != second.tick_id


def test_retries_come_ever_later(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    asked_at = stage.now
    waits = []
    for _ in range(4):
        stage.tell(rejected("any", tick_id=stage.ask(due=False).request.tick_id), after=0)
        rest = stage.rest(due=False)
        waits.append((rest.until - asked_at).total_seconds())
        stage.tell(system.PersonUnsilenced(person_id="somebody"), after=(rest.until - stage.now).total_seconds())
    assert waits == [10, 30, 70, 150]


def test_a_question_whose_tick_expired_without_a_word_is_asked_again(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.ask(due=False)
    rest = stage.rest(due=False)
    later = (rest.until - stage.now).total_seconds()
    assert later == pytest.approx(331, abs=1)
    assert stage.tick(due=False, later=later).request.attempt == 2


def test_after_fifteen_minutes_nobody_waits_for_an_answer(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    assert stage.decide(due=False, later=899)
    stage.rest(due=False, later=901)


def test_an_answered_question_is_answered(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    tick = stage.ask(due=False).request
    stage.tell(sent("any", 12, tick_id=tick.tick_id, reply_to=tick.reply_to))
    stage.rest(due=False)


def test_a_question_to_nobody_in_particular_is_answered_by_one_persona(stage) -> None:
    stage.tell(received(11, meaning=meaning(asks_if_ai=True)))
    assert stage.ask(due=False).request.bot_id in {MEHMET, AYSE}
    stage.rest(due=False)


def test_at_most_two_personas_answer_one_message(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE, "ali-hoca")
    asked = {"telegram_message_id": 11, "author": f"p:{PERSON}"}
    stage.tell(received(11, meaning=meaning(is_question=True)))
    ali = stage.scene().member("ali-hoca")
    stage.says(MEHMET, 12, reply_to=asked)
    assert 11 in {line.telegram_message_id for line in candidates(stage.scene(), ali)}
    stage.tell(requested("on its way", bot_id=AYSE, reply_to=asked, expires_at=stage.now + timedelta(hours=1)))
    assert 11 not in {line.telegram_message_id for line in candidates(stage.scene(), ali)}


def test_a_persona_that_is_about_to_have_words_is_not_asked_for_more(stage) -> None:
    stage.tell(requested("small talk", expires_at=stage.now + timedelta(hours=1)))
    stage.tell(received(11, meaning=meaning(**ASKED)))
    assert stage.rest(due=False).reason == "turn_of_another"
    stage.tell(abandoned("small talk"))
    assert stage.tick(due=False).request.bot_id == MEHMET


def test_answers_come_on_top_of_small_talk_up_to_six(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(9)]
    stage = new_stage().found(*bots)
    stage.tell(requested("small talk", bot_id=bots[8], expires_at=stage.now + timedelta(hours=1)))
    for number in range(7):
        stage.tell(received(100 + number, meaning=meaning(addressed_to=bots[number], is_question=True)))
    for _ in range(6):
        stage.ask(due=False)
    stage.rest(due=False)


def test_who_wants_to_be_left_alone_is_only_told_the_truth(stage) -> None:
    stage.tell(system.PersonSilenced(person_id=PERSON))
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.rest(due=False)
    stage.tell(received(12, meaning=meaning(**SINCERE)))
    assert stage.tick(due=False).request.reply_to.telegram_message_id == 12


def test_the_decision_says_how_it_can_be_made_again(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    why = stage.tick().request.why
    assert why.as_of == stage.log.position
    assert why.release == "test"
    assert len(why.seed) == 16
    assert why.inputs["choice"] == [MEHMET]
    assert why.inputs["now"].startswith("2026-03-04T09:")
