"""What services ask of a conversation at a moment."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from piyasa.contracts import membership
from piyasa.contracts.event import Event
from piyasa.projections.conversations import Conversation, Conversations, reading
from piyasa.projections.pace import Pace
from support.events import (
    CHAT,
    NOON,
    PERSON,
    Log,
    drafted,
    log_of,
    meaning,
    ready,
    received,
    reply,
    requested,
    sent,
    uid,
)
from support.folding import conversation_of

EMPTY = Conversation()


def talk(
    count: int, *, step: float = 5.0, sentiment: float = 0.0, factor: float = 1.0
) -> tuple[Conversation, datetime]:
    log = Log(step=timedelta(seconds=step))
    log.add(*(received(n, meaning=meaning(sentiment=sentiment)) for n in range(1, count + 1)))
    return conversation_of(log.events, Conversations(Pace(factor))), log.now


@pytest.mark.parametrize(("count", "expected"), [(4, "slow"), (5, "normal"), (20, "normal"), (21, "fast")])
def test_the_pace_follows_the_lines_of_the_last_five_minutes(count: int, expected: str) -> None:
    conversation, now = talk(count)
    assert reading.pace(conversation, now) == expected


def test_the_pace_slows_with_time_alone() -> None:
    conversation, now = talk(21)
    assert reading.pace(conversation, now + timedelta(seconds=290)) == "slow"
    assert reading.pace(EMPTY, now) == "slow"


def test_the_pace_is_judged_over_a_shorter_time_when_time_runs_faster() -> None:
    conversation, now = talk(40, factor=10)
    assert reading.pace(conversation, now) == "normal"


def test_f22_a_fast_chat_in_bad_mood_is_heated() -> None:
    conversation, now = talk(30, sentiment=-0.3)
    assert reading.pace(conversation, now) == "heated"
    slower, now = talk(10, sentiment=-0.3)
    assert reading.pace(slower, now) == "normal"


def test_f22_a_fast_chat_with_three_contradictions_is_heated() -> None:
    def argued(contradictions: int) -> str:
        log = Log()
        log.add(*(received(n, meaning=meaning(sentiment=0.5)) for n in range(1, 22)))
        for number in range(contradictions):
            log.add(received(50 + number, reply_to=reply(number + 1), meaning=meaning(sentiment=-0.5)))
        return reading.pace(conversation_of(log.events), log.now)

    assert argued(2) == "fast"
    assert argued(3) == "heated"


def mixed(*facts: Event) -> Conversation:
    return conversation_of(log_of(facts))


def test_lines_since_a_position_are_counted() -> None:
    conversation = mixed(received(1), received(2), requested("t"), received(3))
    assert [reading.lines_since(conversation, position) for position in (0, 1, 2, 3, 4)] == [3, 2, 1, 1, 0]
    assert [line.telegram_message_id for line in reading.lines_after(conversation, 1)] == [2, 3]
    assert reading.lines_after(conversation, 4) == ()


def test_lines_of_personas_in_a_row_are_counted_from_the_newest() -> None:
    assert reading.consecutive_bot_lines(mixed(received(1), sent("a", 2), sent("b", 3))) == 2
    assert reading.consecutive_bot_lines(mixed(sent("a", 2), received(3))) == 0
    assert reading.consecutive_bot_lines(EMPTY) == 0


def test_the_newest_line_is_found() -> None:
    newest = reading.last_line(mixed(sent("a", 2), sent("b", 3), received(4)))
    assert newest is not None
    assert newest.speaker == f"p:{PERSON}"
    assert reading.last_line(EMPTY) is None


def test_a_tick_lives_until_a_little_after_its_expiry_and_a_drafted_one_a_little_longer() -> None:
    expires_at = NOON + timedelta(seconds=60)
    waiting = mixed(requested("t", expires_at=expires_at))
    talking = mixed(requested("t", expires_at=expires_at), drafted("t"))
    late = expires_at + timedelta(seconds=31)
    assert [tick.tick_id for tick in reading.ticks_alive(waiting, expires_at)] == [uid("t")]
    assert reading.ticks_alive(waiting, late) == []
    assert len(reading.ticks_alive(talking, late)) == 1
    assert reading.ticks_alive(talking, late + timedelta(seconds=30)) == []
    assert not reading.under_way(waiting, uid("t"), late)
    assert not reading.under_way(waiting, uid("other"), NOON)


def test_what_is_not_there_is_none() -> None:
    assert reading.tick(EMPTY, uid("t")) is None
    assert reading.armed(EMPTY, uid("t")) is None
    assert reading.line_of(EMPTY, 1) is None
    assert reading.turn_of(EMPTY, NOON) is None


def test_a_turn_is_held_as_long_as_operators_say() -> None:
    asks = meaning(is_question=True, mentions=("ayse",), addressed_to="ayse")
    conversation = mixed(received(1, meaning=asks))

    assert reading.turn_of(conversation, NOON + timedelta(seconds=89)) is not None
    assert reading.turn_of(conversation, NOON + timedelta(seconds=91)) is None
    assert reading.turn_of(conversation, NOON + timedelta(seconds=119), held=120) is not None
    assert reading.turn_of(conversation, NOON + timedelta(seconds=31), held=30) is None
    assert not reading.has_ended(EMPTY, uid("t"))


def bullish(tick: str, number: int, sentiment: float = 0.5, symbols: tuple[str, ...] = ("THYAO",)) -> Event:
    return sent(tick, number, meaning=meaning(sentiment=sentiment, symbols=symbols))


def test_a_chat_that_moved_does_not_take_lines_without_a_reply_for_contradictions() -> None:
    log = Log()
    log.add(received(1, meaning=meaning(sentiment=0.5)))
    log.add(membership.ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2))
    log.add(*(received(number, meaning=meaning(sentiment=-0.1)) for number in range(1, 25)))
    assert reading.pace(conversation_of(log.events), log.now) == "fast"


def test_personas_that_took_the_same_side_on_a_symbol_are_counted() -> None:
    said = [bullish("a", 1), bullish("b", 2, 0.2), bullish("c", 3, 0.19), bullish("d", 4, -0.4)]
    beside = [bullish("e", 5, symbols=("ASELS",)), received(6, meaning=meaning(sentiment=0.9, symbols=("THYAO",)))]
    on_its_way = ready("f", meaning=meaning(sentiment=0.8, symbols=("GARAN", "THYAO")))
    conversation = mixed(*said, *beside, requested("f"), on_its_way)
    assert reading.same_direction(conversation, "THYAO", 1, NOON) == 3
    assert reading.same_direction(conversation, "THYAO", -1, NOON) == 1
    assert reading.same_direction(conversation, "GARAN", 1, NOON) == 1
    later = NOON + timedelta(hours=2)
    assert reading.same_direction(conversation, "THYAO", 1, later) == 1


def test_the_hour_of_consensus_is_shorter_when_time_runs_faster() -> None:
    conversation = conversation_of(log_of([bullish("a", 1)]), Conversations(Pace(10)))
    assert reading.same_direction(conversation, "THYAO", 1, NOON + timedelta(minutes=5)) == 1
    assert reading.same_direction(conversation, "THYAO", 1, NOON + timedelta(minutes=7)) == 0
