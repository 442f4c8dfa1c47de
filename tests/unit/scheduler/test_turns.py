"""Whose turn it is speaks at once; others wait, or rarely interrupt."""

from datetime import timedelta

import pytest

from piyasa.contracts import persona, system
from support.events import AYSE, MEHMET, PERSON, meaning, received, rejected, reply, requested, uid

ALI = "ali-hoca"
ASKED = {"addressed_to": AYSE, "is_question": True}


def offer(stage, asker=MEHMET, number=11, **known) -> None:
    stage.says(asker, number, meaning=meaning(**ASKED), **known)


def test_a_persona_that_was_asked_by_another_answers_at_once(stage) -> None:
    offer(stage)
    request = stage.tick(due=False).request
    assert (request.bot_id, request.reason, request.lane, request.wait_seconds) == (AYSE, "held_turn", "high", 0)
    assert request.reply_to.telegram_message_id == 11
    assert request.reply_to.author == f"b:{MEHMET}"


def test_a_turn_whose_tick_came_to_nothing_is_not_taken_again_before_the_next_tick(stage) -> None:
    offer(stage)
    stage.tell(rejected("any", tick_id=stage.ask(due=False).request.tick_id, bot_id=AYSE))
    stage.rest(due=False)
    assert stage.tick(due=True).request.reason == "held_turn"


def test_others_hold_back_while_a_turn_is_held(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    offer(stage)
    stage.tell(persona.BotPaused(bot_id=AYSE, by="admin"))
    decisions = [stage.decide(later=28) for _ in range(100)]
    rests = [each for each in decisions if not hasattr(each, "request")]
    assert len(rests) > 75
    assert all(rest.reason == "turn_of_another" for rest in rests)
    assert all(rest.until == stage.now + timedelta(seconds=88) for rest in rests)
    interrupting = [each.request for each in decisions if hasattr(each, "request")]
    assert interrupting
    assert {request.bot_id for request in interrupting} == {ALI}


def test_a_hold_expires(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    offer(stage)
    stage.tell(persona.BotPaused(bot_id=AYSE, by="admin"))
    assert stage.tick(later=95).request.reason in {"proactive", "reply"}


def test_two_people_who_talk_to_one_another_are_not_interrupted(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    for number in range(11, 60):
        stage.tell(received(number, person_id=f"person-{number % 2}"))
        stage.tell(
            received(
                100 + number, person_id=f"person-{(number + 1) % 2}", reply_to=reply(number, f"p:person-{number % 2}")
            )
        )
        if stage.conversation.turn is not None:
            break
    assert all(stage.rest(later=62).reason == "turn_of_another" for _ in range(60))


def test_personas_that_keep_asking_one_another_come_to_an_end(stage) -> None:
    for number in range(6):
        asker, asked = (MEHMET, AYSE) if number % 2 else (AYSE, MEHMET)
        stage.says(asker, 11 + number, meaning=meaning(addressed_to=asked, is_question=True), after=130)
    assert stage.rest(due=False).until is None
    assert stage.rest(due=True).reason == "run_of_personas"


def test_a_held_turn_does_not_wait_for_the_gap_of_two_minutes(stage) -> None:
    stage.says(AYSE, 11)
    offer(stage, number=12)
    assert stage.tick(due=False).request.reason == "held_turn"


@pytest.mark.parametrize(
    "obstacle",
    [
        [persona.BotUpdated(bot_id=AYSE, active_hours=("02:00-03:00",), by="admin")],
        [system.SettingChanged(key="bot_hourly_msg_limit", value={"min": 0, "max": 0}, origin="test", by="admin")],
        [persona.BotDisabled(bot_id=AYSE, by="admin")],
    ],
    ids=["outside its hours", "hourly cap", "off"],
)
def test_hours_and_caps_come_before_the_turn(stage, obstacle) -> None:
    offer(stage)
    stage.tell(*obstacle)
    stage.rest(due=False)


def test_a_person_who_gave_the_turn_with_a_question_is_answered_as_a_person(stage) -> None:
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.tell(rejected("any", tick_id=stage.ask(due=False).request.tick_id, bot_id=AYSE))
    assert stage.conversation.turn is not None
    decisions = [stage.decide(due=True) for _ in range(60)]
    assert AYSE not in {each.request.bot_id for each in decisions if hasattr(each, "request")}


def test_a_person_who_wants_to_be_left_alone_gives_no_turn(stage) -> None:
    stage.tell(system.PersonSilenced(person_id=PERSON))
    stage.tell(received(11, meaning=meaning(**ASKED)))
    stage.rest(due=False)


def test_a_held_turn_waits_until_the_persona_has_said_what_it_is_about_to_say(stage) -> None:
    stage.tell(requested("on its way", bot_id=AYSE, expires_at=stage.now + timedelta(hours=1)))
    offer(stage)
    assert uid("on its way") in {tick.tick_id for tick in stage.conversation.ticks}
    stage.rest(due=False)


def test_a_turn_has_one_draw_of_its_own_before_the_next_tick(new_stage) -> None:
    stage = new_stage().found(*(f"bot-{number}" for number in range(12)))
    stage.set(persona_run_limit=1000, persona_run_silence_seconds=0)
    interrupted = 0
    for number in range(150):
        asker, asked = f"bot-{number % 12}", f"bot-{(number + 1) % 12}"
        known = meaning(addressed_to=asked, is_question=True)
        stage.says(asker, 100 + number, meaning=known, after=400)
        decisions = [stage.decide(due=False, later=later) for later in (20, 21, 40)]
        requests = [each.request for each in decisions if hasattr(each, "request")]
        reasons = {each.reason for each in requests}
        assert reasons <= {"held_turn", "interruption"}
        holder = next(each for each in requests if each.reason == "held_turn")
        stage.tell(holder, after=21)
        looks = [stage.decide(due=False, later=later) for later in (0, 5, 10)]
        found = [each.request for each in looks if hasattr(each, "request")]
        assert len({each.reason for each in found} | {"interruption"}) == 1
        assert holder.bot_id not in {each.bot_id for each in found}
        interrupted += bool(found)
        stage.tell(rejected("any", tick_id=holder.tick_id, bot_id=holder.bot_id), after=0)
    assert interrupted < 40


def test_whoever_spoke_last_does_not_go_on_while_others_are_free(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    stage.says(ALI, 11)
    stage.says(MEHMET, 12)
    assert MEHMET not in {stage.tick(later=300).request.bot_id for _ in range(60)}
    stage.tell(persona.BotPaused(bot_id=AYSE, by="admin"), persona.BotPaused(bot_id=ALI, by="admin"))
    assert stage.tick(later=300).request.bot_id == MEHMET


def test_whom_a_person_spoke_to_is_left_the_time_to_answer(new_stage) -> None:
    for chance in range(40):
        stage = new_stage().found(*(f"bot-{number}" for number in range(5)))
        stage.tell(*[system.PersonUnsilenced(person_id="nobody")] * chance)
        stage.tell(received(11, meaning=meaning(addressed_to="bot-0", is_question=True)))
        assert stage.ask(due=False).request.reason == "mention"
        assert stage.rest(due=False, later=1).reason in {"turn_of_another", "not_due"}
