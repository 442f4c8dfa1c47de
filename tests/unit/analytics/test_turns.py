from datetime import timedelta

from piyasa.analytics import Share
from piyasa.analytics.turns import topic_lengths, turns
from piyasa.projections.conversations.state import Turn
from support.events import NOON
from support.utterances import Chat

MEHMET, AYSE, DENIZ = "b:mehmet-trader", "b:ayse-scalp", "p:kind-otter"


def held_for(speaker):
    return {"turn": Turn(speaker, offered=True, expires_at=NOON + timedelta(seconds=90))}


def fate(*followers):
    chat = Chat()
    chat.say(DENIZ, 0, **held_for(MEHMET))
    for speaker, at in followers:
        chat.say(speaker, at)
    found = turns(chat.transcript)
    return found.held_respected.value, found.held_taken.value


def test_a_turn_taken_by_its_holder_is_respected():
    assert fate((MEHMET, 30), (AYSE, 40)) == (1.0, 1.0)


def test_a_turn_is_broken_by_another_persona_only():
    assert fate((AYSE, 30), (MEHMET, 40)) == (0.0, 0.0)
    assert fate(("p:calm-heron", 30), (AYSE, 40)) == (None, None), "a person ends the hold"


def test_a_turn_nobody_took_in_its_time_was_respected():
    assert fate((AYSE, 91)) == (1.0, 0.0)
    assert fate() == (1.0, 0.0)


def test_turns_left_alone_are_told_apart_from_those_that_were_taken():
    chat = Chat()
    for at, followed in ((0, MEHMET), (1000, None), (2000, None), (3000, AYSE)):
        chat.say(DENIZ, at, turn=Turn(MEHMET, offered=True, expires_at=NOON + timedelta(seconds=at + 90)))
        if followed:
            chat.say(followed, at + 10)
    found = turns(chat.transcript)
    assert (found.held_taken, found.held_left) == (Share(1, 4), Share(2, 4))
    assert found.held_respected == Share(3, 4)


def test_a_second_part_of_the_message_that_left_the_turn_does_not_break_it():
    chat = Chat()
    chat.say(AYSE, 0, tick_id="one", **held_for(MEHMET))
    chat.say(AYSE, 5, tick_id="one", part=2)
    chat.say(MEHMET, 20)
    assert turns(chat.transcript).held_respected.value == 1.0


def test_interruptions_are_a_share_of_all_messages():
    chat = Chat()
    chat.say(DENIZ, 0)
    chat.say(MEHMET, 10, reason="interruption")
    assert turns(chat.transcript).interruptions.value == 0.5


def test_the_same_persona_twice_in_a_row():
    chat = Chat()
    chat.say(MEHMET, 0, tick_id="one")
    chat.say(MEHMET, 5, tick_id="one", part=2)
    chat.say(MEHMET, 200, tick_id="two")
    chat.say(DENIZ, 210)
    chat.say(DENIZ, 220)
    chat.say(AYSE, 230)
    found = turns(chat.transcript)
    assert (found.twice_in_a_row.count, found.twice_in_a_row.among) == (2, 3)
    assert found.twice_in_a_row_anew.count == 1


def test_a_topic_lasts_until_another_begins():
    chat = Chat()
    for at, known in enumerate(
        ({}, {"symbols": ("THYAO",)}, {}, {"symbols": ("THYAO",), "topics": {"BIST": 1.0}}, {"topics": {"FX": 1.0}})
    ):
        chat.say(DENIZ, at, **known)
    assert topic_lengths(chat.lines) == [1, 3, 1]
    assert turns(chat.transcript).median_topic_length == 1
    assert topic_lengths([]) == []
