"""The checks before somebody speaks come in the order of the rule: the first that holds decides (behaviour 7.3).

Each step's obstacle stands for itself, and the earlier of any two decides. Past defects of these rules come back in the
lower half under their numbers.
"""

from datetime import timedelta
from itertools import combinations

import pytest

from piyasa.contracts import delivery, membership, persona, system
from piyasa.contracts.conversation import ANSWERS_PEOPLE
from piyasa.projections.directory.settings import HourlyLimit, Settings
from piyasa.projections.directory.state import Installation
from piyasa.projections.pace import LIFE
from piyasa.scheduler.domain.decision import Rest
from piyasa.scheduler.domain.limits import hourly_cap
from piyasa.scheduler.domain.targets import candidates
from support.events import AYSE, CHAT, MEHMET, NOON, PERSON, meaning, ready, received, rejected, reply, requested

BY = {"by": "admin"}
ALI = "ali-hoca"


def emergency(stage) -> None:
    stage.tell(system.EmergencyStopped(reason="test", **BY))


def undisclosed(stage) -> None:
    stage.tell(delivery.DisclosureLost(chat_id=CHAT, cause="unpinned"))


def inactive(stage) -> None:
    stage.tell(system.SimulationStopped(**BY))


def minute_full(stage) -> None:
    stage.set(max_msgs_per_min=1)
    stage.says("bot-elsewhere", 21)


def run_over(stage) -> None:
    stage.set(persona_run_limit=1)
    stage.says("bot-elsewhere", 22)


def in_flight(stage) -> None:
    for number in range(4):
        stage.tell(requested(("busy", number), bot_id=f"bot-{number}", expires_at=stage.now + timedelta(hours=1)))


def asleep(stage) -> None:
    for bot in (MEHMET, AYSE, ALI):
        stage.tell(persona.BotUpdated(bot_id=bot, active_hours=("02:00-03:00",), **BY))


STEPS = {
    "emergency": emergency,
    "closed": undisclosed,
    "inactive": inactive,
    "minute_cap": minute_full,
    "run_of_personas": run_over,
    "in_flight": in_flight,
    "nobody_free": asleep,
}
PAIRS = list(combinations(STEPS, 2))


@pytest.mark.parametrize("step", STEPS)
def test_every_check_says_no_by_itself(new_stage, step) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    STEPS[step](stage)
    assert stage.rest(later=1).reason == step


@pytest.mark.parametrize(("earlier", "later"), PAIRS, ids=[f"{one} before {other}" for one, other in PAIRS])
def test_of_two_checks_the_earlier_decides(new_stage, earlier, later) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    STEPS[later](stage)
    STEPS[earlier](stage)
    assert stage.rest(later=1).reason == earlier


@pytest.mark.parametrize("step", [step for step in STEPS if step not in {"emergency", "closed"}])
def test_a_sincere_question_passes_all_but_an_emergency_and_a_closed_chat(new_stage, step) -> None:
    stage = new_stage().found(MEHMET, AYSE, ALI)
    STEPS[step](stage)
    stage.tell(received(11, meaning=meaning(addressed_to=MEHMET, is_question=True, asks_if_ai=True)))
    request = stage.tick(later=1).request
    assert (request.reason, 2 <= request.wait_seconds <= 8) == ("sincere_question", True)


def test_f19_a_person_who_never_takes_the_turn_does_not_silence_the_chat(stage) -> None:
    stage.says(MEHMET, 10)
    for number in range(11, 60):
        stage.says(AYSE, number, reply_to=reply(5, f"p:{PERSON}"), after=130)
        if stage.conversation.turn is not None:
            break
    assert stage.conversation.turn.expected == f"p:{PERSON}"
    stage.tell(received(99, person_id="another"))
    stage.tick(later=95)


def test_f20_the_wait_travels_with_the_tick(stage) -> None:
    stage.tell(received(11))
    assert stage.tick(later=1).request.wait_seconds >= 15 * 0.7


def test_f31_a_held_turn_is_taken_at_once_and_the_rest_of_timing_is_the_humanizers(stage) -> None:
    stage.says(MEHMET, 11, meaning=meaning(addressed_to=AYSE, is_question=True))
    request = stage.tick(due=False).request
    assert (request.reason, request.wait_seconds, request.lane) == ("held_turn", 0, "high")


def test_f34_the_hourly_count_is_of_the_rolling_hour_and_ends_although_the_persona_is_busy(new_stage) -> None:
    stage = new_stage().found(MEHMET)
    stage.set(bot_hourly_msg_limit={"min": 3, "max": 3}, persona_run_limit=1000, persona_run_silence_seconds=0)
    said = 0
    for _ in range(200):
        decision = stage.decide(later=0)
        if isinstance(decision, Rest):
            stage.tell(system.PersonUnsilenced(person_id="nobody"), after=60)
            continue
        said += 1
        stage.says(MEHMET, 100 + said, after=60)
    assert 10 <= said <= 12


def test_f34_a_range_without_its_end_takes_twelve_and_a_cap_lies_within_its_range() -> None:
    assert Settings.of(Installation(settings={"bot_hourly_msg_limit": {"min": 10}})).bot_hourly_msg_limit.max == 12
    caps = {hourly_cap(f"bot-{number}", HourlyLimit(10, 20), NOON, LIFE) for number in range(200)}
    assert caps == set(range(10, 21))


def test_f36_no_ends_the_attempt_and_is_no_retry(stage) -> None:
    stage.tell(received(11, meaning=meaning(addressed_to=MEHMET, is_question=True)))
    first = stage.ask(due=False).request
    assert isinstance(stage.decide(due=False), Rest)
    stage.tell(rejected("any", tick_id=first.tick_id), after=0)
    rest = stage.rest(due=False)
    assert (rest.reason, rest.until > stage.now) == ("turn_of_another", True)
    assert stage.conversation.ticks == ()


def test_f37_a_tick_is_not_wasted_on_who_may_not_speak(new_stage) -> None:
    bots = [f"bot-{number}" for number in range(20)]
    stage = new_stage().found(*bots)
    for bot in bots[1:]:
        stage.tell(persona.BotPaused(bot_id=bot, **BY))
    assert {stage.tick().request.bot_id for _ in range(20)} == {bots[0]}


def test_f41_what_personas_say_is_heard_by_personas(stage) -> None:
    stage.says(MEHMET, 11)
    scene = stage.scene()
    assert [line.telegram_message_id for line in candidates(scene, scene.member(AYSE))] == [11]
    assert candidates(scene, scene.member(MEHMET)) == []


def test_what_is_armed_for_a_person_does_not_stop_other_answers(new_stage) -> None:
    stage = new_stage().found(MEHMET, AYSE)
    stage.tell(ready("armed", reason="mention"), membership.ChatUpdated(chat_id=CHAT, title="Sohbet", **BY))
    stage.tell(received(11, meaning=meaning(addressed_to=AYSE, is_question=True)))
    assert stage.tick(due=False).request.reason in ANSWERS_PEOPLE
