"""What is left in memory of a person who wishes to be forgotten: nothing they said, and no words about them."""

from __future__ import annotations

from typing import Any

from piyasa.contracts.event import Event
from piyasa.contracts.values import Meaning
from piyasa.projections.conversations import Conversation, Conversations
from piyasa.projections.emotions import Emotions
from piyasa.projections.voices import Voices
from support.events import (
    CHAT,
    MEHMET,
    PERSON,
    forgotten,
    log_of,
    meaning,
    ready,
    received,
    registered,
    reply,
    requested,
    sent,
    uncertain,
)
from support.folding import conversation_of, table_of

OTHER = "calm-heron"
ABOUT: dict[str, Any] = {"person_ids": (PERSON,), "text": "Deniz haklı", "meaning": meaning(sketch="abc", mentions=())}


def after(*facts: Event) -> Conversation:
    return conversation_of(log_of([*facts, forgotten()]))


def test_their_lines_are_gone() -> None:
    conversation = after(received(1), received(2, person_id=OTHER), received(3))
    assert [line.telegram_message_id for line in conversation.lines] == [2]
    assert conversation.participants == (f"p:{OTHER}",)
    assert conversation.last_speaker is None


def test_lines_about_them_stand_without_words() -> None:
    conversation = after(received(1), sent("t", 2, **ABOUT), sent("u", 3, text="kalsın"))
    about, other = conversation.lines
    assert (about.text, about.meaning, about.speaker, about.telegram_message_id) == ("", Meaning(), f"b:{MEHMET}", 2)
    assert other.text == "kalsın"


def test_the_turn_waits_for_them_no_more() -> None:
    replies = [sent(number, number + 10, reply_to=reply(1)) for number in range(12)]
    assert any(conversation_of(log_of([received(1), fact])).turn is not None for fact in replies)
    assert all(after(received(1), fact).turn is None for fact in replies)


def test_messages_about_them_on_their_way_have_no_words() -> None:
    conversation = after(requested("t"), ready("t", **ABOUT), requested("u"), ready("u"))
    assert [(armed.text, armed.sketch) for armed in conversation.armed] == [("", ""), ("bence yatay", "")]
    assert conversation.armed[0].person_ids == (PERSON,)


def test_doubtful_messages_about_them_have_no_words() -> None:
    history = [requested("t"), ready("t", **ABOUT), uncertain("t"), requested("u"), uncertain("u")]
    texts = [doubt.message and doubt.message.text for doubt in after(*history).uncertain]
    assert texts == ["", None]


def test_every_chat_forgets() -> None:
    history = [received(1), received(1, chat_id="kripto-sohbet"), received(2, chat_id="fx-sohbet", person_id=OTHER)]
    table = table_of(Conversations(), log_of(history))
    [wish] = log_of([*history, forgotten()])[-1:]
    assert table.apply(wish) == [CHAT, "kripto-sohbet"]
    assert [len(row.lines) for row in table.rows.values()] == [0, 0, 1]


def test_a_chat_that_never_met_them_is_as_it_was() -> None:
    before = conversation_of(log_of([received(1, person_id=OTHER)]))
    assert after(received(1, person_id=OTHER)) == before


def test_voices_forget_the_sketches_of_what_was_said_about_them() -> None:
    history: list[Event] = [
        sent("t", 2, **ABOUT),
        sent("u", 3, meaning=meaning(sketch="def")),
        forgotten(),
        forgotten(OTHER),
    ]
    voice = table_of(Voices(), log_of(history)).rows[MEHMET]
    assert [utterance.sketch for utterance in voice.said] == ["", "def"]


def test_feelings_forget_who_moved_them() -> None:
    history = [registered(), received(1, meaning=meaning(mentions=(MEHMET,))), forgotten(OTHER), forgotten()]
    log = log_of(history)
    before = table_of(Emotions(), log[:3]).rows[MEHMET]
    feelings = table_of(Emotions(), log).rows[MEHMET]
    assert [felt.actor for felt in before.recent] == [f"p:{PERSON}"]
    assert [felt.actor for felt in feelings.recent] == [None]
    assert feelings.mood == before.mood
