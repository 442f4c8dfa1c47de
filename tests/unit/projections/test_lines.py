"""What each new line does to a conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from piyasa.contracts.conversation import MessageEdited, MessageRemoved
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.membership import ChatMigrated
from piyasa.projections.conversations import Conversations, reading
from piyasa.projections.conversations.state import LINES_KEPT, OUTCOMES_KEPT
from piyasa.projections.pace import Pace
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    PERSON,
    Log,
    log_of,
    meaning,
    received,
    reply,
    retracted,
    sent,
)
from support.folding import conversation_of

BIST = {"topics": {"BIST": 2.0, "FX": 1.0}}


def test_people_and_personas_both_become_lines() -> None:
    history = log_of([received(1, text="selam"), sent("t", 2, text="merhaba", reply_to=reply(1))])
    conversation = conversation_of(history)

    first, second = conversation.lines
    assert (first.speaker, first.name, first.text, first.position) == (f"p:{PERSON}", "Deniz", "selam", 1)
    assert (second.speaker, second.name, second.text) == (f"b:{MEHMET}", "", "merhaba")
    assert (second.reply_to, second.reply_author, second.tick_id) == (1, f"p:{PERSON}", history[1].data.tick_id)
    assert second.time == history[1].time
    assert conversation.position == 2


def test_the_newest_two_hundred_lines_are_kept() -> None:
    conversation = conversation_of(log_of(received(n) for n in range(1, LINES_KEPT + 11)))
    assert len(conversation.lines) == LINES_KEPT
    assert conversation.lines[0].telegram_message_id == 11


def test_a_message_that_telegram_tells_twice_is_one_line() -> None:
    assert len(conversation_of(log_of([received(1), received(2), received(1)])).lines) == 2


def test_a_message_that_comes_late_is_a_line_and_is_known_from_then_on() -> None:
    conversation = conversation_of(log_of([received(5), received(3), received(9), received(3), received(5)]))
    assert [line.telegram_message_id for line in conversation.lines] == [5, 3, 9]
    assert conversation.seen == (3, 5, 9)


def test_known_ids_are_bounded() -> None:
    conversation = conversation_of(log_of(received(n) for n in range(OUTCOMES_KEPT + 5)))
    assert len(conversation.seen) == OUTCOMES_KEPT


def test_an_edit_changes_what_the_line_says() -> None:
    edit = MessageEdited(
        chat_id=CHAT,
        person_id=PERSON,
        telegram_message_id=1,
        text="new",
        meaning=meaning(symbols=("THYAO",)),
        edited_at=NOON,
    )
    history = [received(1), received(2), edit, received(2, edit_of=2, text="newer"), received(7, edit_of=7)]
    conversation = conversation_of(log_of(history))
    assert [line.text for line in conversation.lines] == ["new", "newer"]
    assert conversation.lines[0].meaning.symbols == ("THYAO",)
    assert conversation.topic is None


def test_a_removed_message_is_no_line() -> None:
    history = [received(1), received(2), MessageRemoved(chat_id=CHAT, telegram_message_id=1)]
    assert [line.telegram_message_id for line in conversation_of(log_of(history)).lines] == [2]


def test_a_message_taken_back_is_no_line() -> None:
    assert conversation_of(log_of([sent("t", 2), retracted("t", 2)])).lines == ()


def test_f24_speakers_are_the_last_five_and_whoever_speaks_again_moves_to_the_end() -> None:
    names = ["aa", "bb", "cc", "dd", "ee", "ff", "bb"]
    conversation = conversation_of(log_of(received(n, person_id=name) for n, name in enumerate(names)))
    assert conversation.participants == ("p:cc", "p:dd", "p:ee", "p:ff", "p:bb")
    assert conversation.last_speaker == "p:bb"


def test_the_topic_is_the_first_symbol_or_else_the_strongest_group() -> None:
    by_group = conversation_of(log_of([received(1, meaning=meaning(**BIST))]))
    by_symbol = conversation_of(log_of([received(1, meaning=meaning(symbols=("THYAO", "ASELS"), **BIST))]))
    assert by_group.topic == "BIST"
    assert by_symbol.topic == "THYAO"


def test_a_new_topic_counts_from_one_and_is_fresh() -> None:
    talk = [received(n, meaning=meaning(**BIST)) for n in range(1, 20)]
    history = log_of([*talk, received(20, meaning=meaning(symbols=("BTC",)))])
    tired, fresh = conversation_of(history[:-1]), conversation_of(history)
    assert (tired.topic, tired.topic_count, tired.exhaustion) == ("BIST", 19, 40.0)
    assert tired.topic_since == history[0].time
    assert (fresh.topic, fresh.topic_count, fresh.exhaustion) == ("BTC", 1, 0.0)
    assert fresh.topic_since == history[-1].time


def test_a_line_about_nothing_stays_with_the_topic() -> None:
    conversation = conversation_of(log_of([received(1, meaning=meaning(**BIST)), received(2)]))
    assert (conversation.topic, conversation.topic_count) == ("BIST", 2)


def test_f23_a_topic_tires_after_fifteen_lines_and_never_beyond_100() -> None:
    talk = log_of(received(n, meaning=meaning(**BIST)) for n in range(1, 40))
    assert conversation_of(talk[:15]).exhaustion == 0
    assert conversation_of(talk[:16]).exhaustion == 10
    assert conversation_of(talk).exhaustion == 100


def sketch(*grams: int) -> str:
    from base64 import urlsafe_b64encode

    body = b"".join(gram.to_bytes(2, "big") for gram in grams)
    return urlsafe_b64encode(bytes(9) + body).decode().rstrip("=")


@pytest.mark.parametrize(
    ("first", "second", "exhaustion"),
    [
        (sketch(1, 2, 3, 4), sketch(1, 2, 3, 4), 20),
        (sketch(1, 2, 3, 4), sketch(1, 2, 3), 20),
        (sketch(1, 2, 3, 4, 5), sketch(1, 2, 3), 20),
        (sketch(1, 2, 3, 4), sketch(1, 2, 5, 6), 0),
        (sketch(1, 2, 3, 4), sketch(1), 0),
        ("", "", 0),
        ("no sketch!", "no sketch!", 0),
        ("AAAA", "AAAA", 0),
    ],
)
def test_a_line_that_says_the_same_again_tires(first: str, second: str, exhaustion: float) -> None:
    history = [received(1, meaning=meaning(sketch=first, **BIST)), received(2, meaning=meaning(sketch=second))]
    assert conversation_of(log_of(history)).exhaustion == exhaustion


def test_a_line_is_compared_with_the_last_ten() -> None:
    alike = meaning(sketch=sketch(1, 2, 3), **BIST)
    others = [received(n, meaning=meaning(sketch=sketch(n * 10, n * 10 + 1))) for n in range(2, 12)]
    near = conversation_of(log_of([received(1, meaning=alike), *others[:9], received(50, meaning=alike)]))
    far = conversation_of(log_of([received(1, meaning=alike), *others, received(50, meaning=alike)]))
    assert near.exhaustion == 20
    assert far.exhaustion == 0


def test_questions_engage_and_statements_disengage() -> None:
    asking = log_of(received(n, meaning=meaning(is_question=True)) for n in range(1, 8))
    telling = log_of(received(n) for n in range(1, 40))
    assert conversation_of(asking[:1]).engagement == 60
    assert conversation_of(asking).engagement == 100
    assert conversation_of(telling[:1]).engagement == 48
    assert conversation_of(telling).engagement == 0


def test_f19_a_question_offers_the_turn_to_whom_it_addresses_for_ninety_seconds() -> None:
    [event] = log_of([received(1, meaning=meaning(is_question=True, addressed_to=AYSE))])
    conversation = conversation_of([event])
    turn = reading.turn_of(conversation, event.time)
    assert turn is not None
    assert (turn.expected, turn.offered) == (f"b:{AYSE}", True)
    assert reading.turn_of(conversation, event.time + timedelta(seconds=89)) == turn
    assert reading.turn_of(conversation, event.time + timedelta(seconds=90)) is None


def test_a_turn_is_held_shorter_when_time_runs_faster() -> None:
    history = log_of([received(1, meaning=meaning(is_question=True, addressed_to=AYSE))])
    conversation = conversation_of(history, Conversations(Pace(10)))
    assert conversation.turn is not None
    assert conversation.turn.expires_at == history[0].time + timedelta(seconds=9)


def replies(count: int, **known: Any) -> list[Recorded[Any]]:
    return Log().add(*(sent(n, 100 + n, bot_id=AYSE, reply_to=reply(1), **known) for n in range(count)))


def test_a_reply_leaves_the_turn_to_its_author_in_six_of_ten_cases() -> None:
    start = Log().add(received(1))
    turns = [conversation_of([*start, event]).turn for event in replies(400)]
    held = [turn for turn in turns if turn is not None]
    assert {(turn.expected, turn.offered) for turn in held} == {(f"p:{PERSON}", False)}
    assert 0.5 < len(held) / len(turns) < 0.7


def test_a_reply_to_oneself_or_to_nobody_known_leaves_the_turn_to_nobody() -> None:
    own = [received(n, reply_to=reply(1)) for n in range(2, 30)]
    unknown = [received(n, reply_to=reply(999)) for n in range(30, 60)]
    start = received(1)
    for fact in (*own, *unknown):
        assert conversation_of(log_of([start, fact])).turn is None


def test_a_question_to_oneself_is_no_turn() -> None:
    question = sent("t", 5, bot_id=AYSE, meaning=meaning(is_question=True, addressed_to=AYSE))
    assert conversation_of(log_of([question])).turn is None


def test_the_next_line_ends_the_turn() -> None:
    history = log_of([received(1, meaning=meaning(is_question=True, addressed_to=AYSE)), received(2)])
    assert conversation_of(history).turn is None


def test_a_chat_that_moved_counts_its_messages_anew() -> None:
    moved = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    conversation = conversation_of(log_of([received(1), moved, received(1, text="again")]))
    assert [line.text for line in conversation.lines] == ["line 1", "again"]
    assert reading.line_of(conversation, 1) == conversation.lines[1]
