import pytest

from piyasa.analytics.coherence import coherence
from piyasa.analytics.quality import naturalness, quality
from support.utterances import Chat

MEHMET, AYSE, DENIZ = "b:mehmet-trader", "b:ayse-scalp", "p:kind-otter"


def link_of(prepare):
    chat = Chat()
    prepare(chat)
    return coherence(chat.transcript).mean_link


def test_a_reply_is_a_full_link():
    assert link_of(lambda chat: (chat.say(DENIZ, 0), chat.say(MEHMET, 60, to=1))) == 1.0


def test_naming_the_sender():
    assert link_of(lambda chat: (chat.say(MEHMET, 0), chat.say(DENIZ, 60, mentions=("mehmet-trader",)))) == 0.9
    named = {"name": "Deniz Su"}
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **named), chat.say(MEHMET, 60, keywords=("deniz",)))) == 0.9


def test_a_common_symbol_and_a_common_topic():
    both = {"topics": {"BIST": 1.0}}
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **both), chat.say(AYSE, 60, **both))) == 0.6
    symbol = both | {"symbols": ("THYAO",)}
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **symbol), chat.say(AYSE, 60, **symbol))) == 0.8


def test_an_answer_comes_within_three_minutes_from_somebody_else_and_asks_nothing():
    asked = {"is_question": True}
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **asked), chat.say(AYSE, 180))) == 0.7
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **asked), chat.say(AYSE, 181))) == 0.0
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **asked), chat.say(DENIZ, 60))) == 0.0
    assert link_of(lambda chat: (chat.say(DENIZ, 0, **asked), chat.say(AYSE, 60, **asked))) == 0.0


def test_only_the_five_lines_before_and_only_within_the_stretch():
    chat = Chat()
    chat.say(DENIZ, 0, symbols=("THYAO",))
    for number in range(5):
        chat.say(AYSE, 10 + number, f"{'xyzvw'[number]}" * 9)
    chat.say(MEHMET, 60, symbols=("THYAO",))
    assert coherence(chat.transcript).mean_link == 0.0
    chat.say(MEHMET, 60 + 1801, symbols=("THYAO",))
    assert coherence(chat.transcript).links == 6, "a silence of more than half an hour begins anew"


def test_the_score_weighs_links_and_soundness():
    chat = Chat()
    chat.say(DENIZ, 0, "bugün endeks çok sert düştü arkadaşlar")
    chat.say(MEHMET, 60, "bugün endeks çok sert düştü arkadaşlar", to=1)
    chat.say(DENIZ, 120, "peki ya yarın ne yaparız")
    found = coherence(chat.transcript)
    assert found.repetitive.count == 1
    assert found.mean_link == 0.5
    assert found.score == pytest.approx(0.8 * 0.5 + 0.2 * (1 - 1 / 3))


def test_taking_the_other_side_within_six_hours_contradicts_oneself():
    chat = Chat()
    side = {"symbols": ("THYAO",)}
    chat.say(MEHMET, 0, "a" * 9, sentiment=0.5, **side)
    chat.say(AYSE, 60, "b" * 9, sentiment=-0.5, **side)
    chat.say(MEHMET, 120, "c" * 9, sentiment=-0.1, **side)
    assert coherence(chat.transcript).self_contradicting.count == 0
    chat.say(MEHMET, 6 * 3600, "d" * 9, sentiment=-0.2, **side)
    assert coherence(chat.transcript).self_contradicting.count == 1
    chat.say(MEHMET, 12 * 3600 + 1, "e" * 9, sentiment=0.2, **side)
    assert coherence(chat.transcript).self_contradicting.count == 1


def test_quality_of_a_chat_by_hand():
    chat = Chat()
    chat.say(DENIZ, 0, symbols=("THYAO",), topics={"BIST": 1.0})
    chat.say(MEHMET, 60, to=1, topics={"FX": 1.0})
    chat.say(AYSE, 90, to=1)
    chat.say(MEHMET, 99, to=1)
    found = quality(chat.transcript, {MEHMET: 0.5, AYSE: None})
    assert (found.engagement_rate, found.engagement_rate_people) == (0.3, 0.1)
    assert found.topic_diversity == 3 / 5
    assert found.bot_human_ratio == 1 / 4
    assert found.naturalness_score == 0.5


def test_naturalness_weighs_by_messages_and_is_one_without_personas():
    chat = Chat()
    assert naturalness([chat.say(DENIZ, 0)], {}) == 1.0
    lines = [chat.say(MEHMET, 1), chat.say(MEHMET, 2), chat.say(AYSE, 3)]
    assert naturalness(lines, {MEHMET: 0.3, AYSE: 0.0}) == pytest.approx(0.8)
    assert naturalness(lines, {MEHMET: None}) is None


def test_an_empty_chat_has_no_scores():
    found = quality(Chat().transcript, {})
    assert found.reason == "empty"
    assert found.coherence_score is found.engagement_rate is found.bot_human_ratio is found.naturalness_score is None
