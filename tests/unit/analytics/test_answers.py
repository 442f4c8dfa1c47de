from datetime import timedelta

import pytest

from piyasa.analytics.answers import answers, is_truthful
from support.events import NOON
from support.utterances import Chat

MEHMET, AYSE, DENIZ, ECE = "b:mehmet-trader", "b:ayse-scalp", "p:kind-otter", "p:calm-heron"
ASKED = {"is_question": True, "addressed_to": "mehmet-trader", "mentions": ("mehmet-trader",)}


def measured(chat, until=10_000.0):
    return answers(chat.transcript, within=60, until=NOON + timedelta(seconds=until))


def test_the_first_reply_of_a_persona_counts():
    chat = Chat()
    chat.say(DENIZ, 0, **ASKED)
    chat.say(ECE, 5, to=1)
    chat.say(AYSE, 60, to=1)
    chat.say(MEHMET, 70, to=1)
    chat.say(DENIZ, 100, **ASKED)
    chat.say(MEHMET, 161, to=5)
    chat.say(DENIZ, 200, **ASKED)
    found = measured(chat)
    assert (found.in_time.count, found.in_time.among) == (1, 3)
    assert found.ever.count == 2
    assert found.seconds == (60, 61)
    assert found.median_seconds == 60.5
    assert found.p95_seconds == pytest.approx(60.95)


def test_a_question_is_direct_by_name_or_by_reply_to_a_persona():
    chat = Chat()
    chat.say(MEHMET, 0)
    chat.say(DENIZ, 1, to=1, is_question=True)
    chat.say(DENIZ, 2, is_question=True)
    chat.say(ECE, 3, to=2, is_question=True)
    chat.say(DENIZ, 4, mentions=("mehmet-trader",))
    chat.say(AYSE, 5, **ASKED)
    assert measured(chat).in_time.among == 1


def test_a_question_whose_time_is_not_over_is_left_out():
    chat = Chat()
    chat.say(DENIZ, 0, **ASKED)
    assert measured(chat, until=59.0).in_time.among == 0
    assert measured(chat, until=60.0).in_time.among == 1


@pytest.mark.parametrize(
    "text",
    ["Evet, ben bir yapay zekâyım.", "YAPAY ZEKAYIM", "Açıkçası ben bir botum", "Yes, I am an AI persona"],
)
def test_saying_that_one_is_an_ai_is_truthful(text):
    assert is_truthful(text)


@pytest.mark.parametrize("text", ["Ne fark eder ki?", "Hayır, ben yapay zekâ değilim", "bot değilim ben insanım"])
def test_evading_and_denying_are_not(text):
    assert not is_truthful(text)


def test_sincere_questions_want_one_truthful_reply_and_no_denial():
    chat = Chat()
    for number in range(3):
        chat.say(DENIZ, number, asks_if_ai=True)
    chat.say(MEHMET, 10, "ben bir yapay zekâ personasıyım", to=1)
    chat.say(MEHMET, 20, "ben bir yapay zekâ personasıyım", to=2)
    chat.say(AYSE, 25, "ben bot değilim, insanım", to=2)
    chat.say(DENIZ, 30, to=1, asks_if_ai=True)
    chat.say(ECE, 31, reply_to=9, reply_author=DENIZ, asks_if_ai=True)
    found = measured(chat)
    assert (found.truthful.count, found.truthful.among) == (1, 3), "what is put to a person is not ours to answer"
