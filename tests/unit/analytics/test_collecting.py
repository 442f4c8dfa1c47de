import json
from datetime import timedelta

import pytest
from hypothesis import given, settings

from piyasa.analytics import Collector, LineUnreadable, exported, report, utterances
from piyasa.analytics.transcripts import transcript
from piyasa.contracts.conversation import GuardVerdict, MessageEdited, MessageRemoved, ReactionReceived
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.persona import LifeEventStarted, WritingStyle, WritingStyleDrawn
from piyasa.contracts.values import Meaning, format_time
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    PERSON,
    abandoned,
    drafted,
    failed,
    forgotten,
    log_of,
    ready,
    received,
    rejected,
    reply,
    requested,
    retracted,
    sent,
    settled,
    suppressed,
    uid,
    uncertain,
)
from support.histories import records


def collected(*facts):
    collector = Collector()
    for event in log_of(facts):
        collector.take(event)
    return collector


def test_lines_know_what_they_answer():
    first, second = utterances(
        log_of([received(1), ready("a", steps=("typo", "emoji", "typo")), sent("a", 2, reply_to=reply(1))])
    )
    assert (first.speaker, first.name, first.typo_count, first.by_person) == (f"p:{PERSON}", "Deniz", None, True)
    assert (second.speaker, second.message_id, second.typo_count) == (f"b:{MEHMET}", uid(("a", 1)), 2)
    assert (second.reply_to, second.reply_author, second.reply_time) == (1, f"p:{PERSON}", first.time)


def test_a_line_told_twice_stands_once():
    assert len(utterances(log_of([received(1), received(1), sent("a", 2), sent("a", 2)]))) == 2


def test_a_line_that_is_changed_or_taken_back():
    edited = MessageEdited(
        chat_id=CHAT,
        person_id=PERSON,
        telegram_message_id=1,
        text="new",
        meaning=Meaning(is_question=True),
        edited_at=NOON,
    )
    gone = MessageRemoved(chat_id=CHAT, telegram_message_id=2)
    lines = utterances(log_of([received(1), received(2), sent("a", 3), edited, gone, retracted("a", 3)]))
    assert [(line.text, line.meaning.is_question) for line in lines] == [("new", True)]
    assert utterances(log_of([received(1), received(2, edit_of=1, text="newer")]))[0].text == "newer"


def test_an_uncertain_message_that_was_sent_after_all_is_a_line():
    lines = utterances(log_of([ready("a", text="oldu"), uncertain("a"), settled("a", 9)]))
    assert [(line.text, line.telegram_message_id) for line in lines] == [("oldu", 9)]
    assert utterances(log_of([ready("a"), failed("a"), settled("a", 9)])) == ()


def test_a_question_by_name_leaves_the_turn():
    asked = Meaning(is_question=True, addressed_to=MEHMET, mentions=(MEHMET,))
    (line,) = utterances(log_of([received(1, meaning=asked)]))
    assert line.turn is not None
    assert (line.turn.expected, line.turn.offered) == (f"b:{MEHMET}", True)


def test_a_forgotten_person_has_no_words_left():
    lines = collected(received(1), sent("a", 2, reply_to=reply(1)), sent("b", 3), forgotten()).utterances
    assert [line.text for line in lines][:2] == ["", ""]
    assert lines[0].name == ""
    assert lines[2].text


def test_what_a_persona_says_of_a_forgotten_person_is_forgotten_too():
    named = sent(1, 12, text="Deniz dün altın almıştı", meaning=Meaning(keywords=("deniz",)), person_ids=(PERSON,))
    others = sent(2, 13, text="altın yatay")
    late = ready(3, text="Deniz haklı", person_ids=(PERSON,))
    lines = collected(named, others, late, uncertain(3), forgotten(), settled(3, 14)).utterances
    assert [(line.text, line.meaning.keywords) for line in lines] == [("", ()), ("altın yatay", ()), ("", ())]


def test_a_chat_that_moved_counts_anew():
    moved = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    lines = utterances(log_of([received(1), moved, received(1, text="other"), sent("a", 2, reply_to=reply(1))]))
    assert [line.text for line in lines][:2] == ["line 1", "other"]
    assert lines[2].reply_time == lines[1].time


def test_an_answer_in_a_chat_that_moved_is_to_no_line_of_the_old_one():
    moved = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    answer = sent("a", 8, reply_to=reply(7))
    before, after = (
        transcript(utterances(log_of([received(7), *between, answer]))).replies for between in ((), (moved,))
    )
    assert (before, after) == ((None, 0), (None, None))


def test_reactions_to_a_number_before_and_after_a_chat_moved_are_two():
    moved = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    liked = ReactionReceived(
        chat_id=CHAT, person_ids=(PERSON,), person_id=PERSON, telegram_message_id=7, emoji="👍", author=f"b:{MEHMET}"
    )
    assert [len(collected(liked, *between, liked).facts.reactions) for between in ((), (moved,))] == [1, 2]


def test_what_was_held_back_is_counted_by_reason():
    facts = collected(
        requested("a", reason="reply"),
        requested("b", reason="reply"),
        abandoned("a"),
        suppressed("b", reason="duplicate"),
        rejected("c", reason="provider"),
    ).facts
    assert (facts.ticks, facts.abandoned) == ({"reply": 2}, {"expired": 1})
    assert (facts.suppressed, facts.rejected) == ({"duplicate": 1}, {"provider": 1})


def test_of_what_happens_in_chats_only_that_of_those_asked_for_is_counted():
    other = {"chat_id": "kripto-sohbet"}
    collector = Collector(chats=[CHAT])
    lived = LifeEventStarted(
        bot_id=MEHMET, life_event_id="one", event_type="vacation", impacts={}, public=True, description=""
    )
    told = (
        requested("a", reason="reply"),
        requested("b", reason="reply", **other),
        abandoned("b", **other),
        suppressed("c", reason="duplicate", **other),
        rejected("d", reason="provider", **other),
        drafted("a"),
        sent("e", 1, **other),
        lived,
    )
    for event in log_of(told):
        collector.take(event)
    facts = collector.facts
    assert (facts.ticks, facts.abandoned, facts.suppressed, facts.rejected) == ({"reply": 1}, {}, {}, {})
    assert facts.first_drafts[MEHMET].among == 1
    assert facts.life_events == {"vacation": 1}
    assert len(collector.utterances) == 1


def test_consistency_is_told_from_first_drafts():
    blocked = (GuardVerdict(name="guard", verdict="blocked"),)
    facts = collected(
        drafted("a"), drafted("b", guards=blocked), drafted("b", attempt=2), rejected("c"), drafted("d", bot_id=AYSE)
    ).facts
    assert (facts.first_drafts[MEHMET].count, facts.first_drafts[MEHMET].among) == (1, 3)
    assert facts.first_drafts[AYSE].value == 1.0


def test_reactions_lives_and_styles():
    def reacted(**known):
        return ReactionReceived(
            **{"chat_id": CHAT, "telegram_message_id": 1, "person_id": PERSON, "emoji": "👍"} | known
        )

    life = LifeEventStarted(bot_id=MEHMET, life_event_id="one", event_type="vacation", description="")
    style = WritingStyleDrawn(bot_id=MEHMET, style=WritingStyle(), revision=1, seed="00")
    facts = collected(sent("a", 1), reacted(), reacted(emoji="🔥"), reacted(removed=True), life, style).facts
    assert [each.author for each in facts.reactions] == [f"b:{MEHMET}"]
    assert facts.life_events == {"vacation": 1}
    assert facts.life_events_told == {}
    assert len(facts.styles) == 1


def test_a_line_tells_of_the_life_event_that_its_newest_draft_was_to_mention():
    def told(tick, event_type, attempt=1):
        inputs = {} if event_type is None else {"life_event": event_type}
        plain = drafted(tick, attempt=attempt)
        return plain.model_copy(update={"why": plain.why.model_copy(update={"inputs": inputs})})

    facts = collected(told("a", "vacation"), sent("a", 1), told("b", None), sent("b", 2), told("c", "illness")).facts
    assert facts.life_events_told == {"vacation": 1}


def test_the_newest_lines_are_kept():
    collector = Collector(keep=100)
    for event in log_of(received(number) for number in range(1, 1001)):
        collector.take(event)
    kept = collector.utterances
    assert 100 <= len(kept) <= 110
    assert kept[-1].telegram_message_id == 1000


def line_of(event):
    return json.dumps(
        {
            "position": event.position,
            "id": event.id,
            "type": event.data.ce_type(),
            "source": "/piyasa/test",
            "time": format_time(event.time),
            "subject": event.subject,
            "correlationid": event.id,
            "causationid": None,
            "data": event.data.model_dump(mode="json", by_alias=True),
        }
    )


def test_an_exported_log_is_the_log():
    events = log_of([received(1), requested("a"), sent("a", 2, reply_to=reply(1))])
    read = list(exported([line_of(each) for each in events] + ["\n"]))
    assert [(each.position, each.time, each.data) for each in read] == [
        (each.position, each.time, each.data) for each in events
    ]
    assert utterances(read) == utterances(events)
    wanted = exported([line_of(each) for each in events], facts=frozenset({"message-sent"}))
    assert [each.data.fact for each in wanted] == ["message-sent"]


@pytest.mark.parametrize(
    "line", ["{", "[]", "{}", '{"position": 1, "subject": "evt.chat.a.b", "time": "x", "data": 1}']
)
def test_a_line_that_is_no_fact_is_named(line):
    with pytest.raises(LineUnreadable, match="line 2"):
        list(exported(["", line]))


@settings(deadline=None, max_examples=60)
@given(records())
def test_any_history_can_be_measured(events):
    collector = Collector()
    for event in events:
        collector.take(event)
    found = report(collector.utterances, facts=collector.facts)
    for share in (
        found.overall.coherence,
        found.overall.naturalness,
        found.overall.replies.reciprocity.value,
        found.overall.replies.unanswered.value,
        found.overall.ceilings.highest_bot_share,
        found.overall.repetition.distinct_2,
        *(each.mechanical.score for each in found.personas.values()),
        *(each.quality.engagement_rate for each in found.chats.values()),
    ):
        assert share is None or 0 <= share <= 1
    json.dumps(found.to_json(), allow_nan=False)


@settings(deadline=None, max_examples=30)
@given(records())
def test_the_same_lines_give_the_same_report(events):
    one = report(utterances(events), until=NOON + timedelta(days=400))
    other = report(utterances(events), until=NOON + timedelta(days=400))
    assert one == other
