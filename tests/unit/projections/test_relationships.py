from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from piyasa.contracts import persona
from piyasa.contracts.event import Event
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.opinions import StanceMoved, StanceRemoved, StanceSet
from piyasa.projections.pace import Pace
from piyasa.projections.relationships import Kind, Relationship, Relationships, Ties, Transition
from piyasa.projections.relationships import state as ties_state
from piyasa.projections.relationships.interactions import met
from piyasa.projections.relationships.kinds import settled
from piyasa.projections.relationships.reading import effects, towards
from piyasa.projections.replacing import replace
from support.events import (
    AYSE,
    CHAT,
    MEHMET,
    NOON,
    PERSON,
    Log,
    forgotten,
    log_of,
    meaning,
    reacted,
    received,
    registered,
    reply,
    sent,
)
from support.folding import table_of

ME, THEM = f"b:{MEHMET}", f"p:{PERSON}"
DIMENSIONS = ("trust", "respect", "familiarity", "affection", "conflict")
UNMET = Relationship()


def ties_of(*facts: Event, factor: float = 1.0) -> Ties:
    return table_of(Relationships(Pace(factor)), log_of([registered(), *facts])).rows[MEHMET]


def moved(*facts: Event, speaker: str = THEM) -> dict[str, float]:
    """What facts within moments changed."""
    known = ties_of(*facts).towards[speaker]
    changes = {each: round(getattr(known, each) - getattr(UNMET, each), 3) for each in DIMENSIONS}
    return {each: change for each, change in changes.items() if change}


def said(sentiment: float = 0.0, number: int = 1, *, replies: int | None = 900, **known: Any) -> Event:
    """A person's line to the persona: a reply, or with ``replies`` None a mention."""
    spoken: dict[str, Any] = {"sentiment": sentiment, "mentions": () if replies else (MEHMET,)}
    target = None if replies is None else reply(replies, ME)
    return received(number, reply_to=target, meaning=meaning(**spoken | known))


def stance(direction: float, topic: str = "THYAO") -> Event:
    return StanceSet(bot_id=MEHMET, topic=topic, direction=direction, text="", by="admin")


def asked(number: int = 900) -> Event:
    return sent("question", number, meaning=meaning(is_question=True))


ANSWER: dict[str, Any] = {"length": 40}
MEETING = {"familiarity": 1}
AGREEMENT = {"trust": 3, "affection": 2, "familiarity": 1}
DISAGREEMENT = {"trust": -1, "conflict": 2, "familiarity": 1}
CRITICISM = {"affection": -2, "conflict": 3, "familiarity": 1}
PRAISE = {"respect": 5, "affection": 3, "familiarity": 1}
HELP_RECEIVED = {"trust": 5, "respect": 3, "affection": 5, "familiarity": 1}
HELP_GIVEN = {"respect": 2, "affection": 3, "familiarity": 1}


def test_a_mere_mention_or_a_neutral_reply_is_a_meeting() -> None:
    assert moved(said(0.1, replies=None)) == MEETING
    assert moved(said(0.1)) == MEETING


@pytest.mark.parametrize(
    ("sentiment", "changes"),
    [
        (0.2, AGREEMENT),
        (0.19, MEETING),
        (-0.19, MEETING),
        (-0.2, DISAGREEMENT),
        (-0.6, DISAGREEMENT),
        (-0.7, CRITICISM),
    ],
)
def test_without_an_opinion_a_reply_agrees_or_not_by_its_sentiment(sentiment: float, changes: dict[str, float]) -> None:
    assert moved(said(sentiment)) == changes


@pytest.mark.parametrize(
    ("direction", "sentiment", "changes"),
    [
        (0.8, 0.5, AGREEMENT),
        (0.8, -0.4, DISAGREEMENT),
        (-0.8, 0.5, DISAGREEMENT),
        (-0.8, -0.5, AGREEMENT),
        (-0.8, -0.1, MEETING),
        (0.8, -0.9, CRITICISM),
    ],
)
def test_an_opinion_on_the_topic_decides_what_agrees(
    direction: float, sentiment: float, changes: dict[str, float]
) -> None:
    assert moved(stance(direction), said(sentiment, symbols=("THYAO",))) == changes


def test_a_removed_opinion_decides_nothing_and_a_moved_one_as_it_is_now() -> None:
    turned = StanceMoved(bot_id=MEHMET, topic="THYAO", direction=-0.5, confidence=0.5, reason="kanıt")
    gone = StanceRemoved(bot_id=MEHMET, topic="THYAO", by="admin")
    about = said(-0.4, symbols=("THYAO",))
    assert moved(stance(0.5), turned, about) == AGREEMENT
    assert moved(stance(-0.5), gone, about) == DISAGREEMENT
    assert moved(turned, about) == DISAGREEMENT


def test_harsh_words_without_a_reply_are_criticism() -> None:
    assert moved(said(-0.4, replies=None)) == CRITICISM
    assert moved(said(-0.3, replies=None)) == MEETING


def test_thanks_and_compliments_are_praise_but_joy_about_the_market_is_not() -> None:
    assert moved(said(0.1, keywords=("tesekkurler",), replies=None)) == PRAISE
    assert moved(said(0.7, replies=None)) == PRAISE
    assert moved(said(0.7, symbols=("THYAO",), replies=None)) == MEETING


def test_whoever_answers_the_personas_question_helps_once() -> None:
    first, again = said(number=1, **ANSWER), said(number=2, **ANSWER)
    assert moved(asked(), first) == HELP_RECEIVED
    assert moved(asked(), first, again) == {**HELP_RECEIVED, "familiarity": 2}
    assert moved(asked(), said(length=3)) == MEETING
    assert moved(asked(), said(length=40, is_question=True)) == MEETING
    assert moved(asked(), said(replies=901, **ANSWER)) == MEETING
    assert ties_of(asked(), first, again).towards[THEM].explained_by == 1


def answered(part: int = 1, number: int = 950, target: int = 1) -> Event:
    return sent("answer", number, part, reply_to=reply(target, THEM), meaning=meaning(length=40))


def test_whoever_is_answered_is_helped_once() -> None:
    question = said(replies=None, is_question=True)
    known = ties_of(question, answered()).towards[THEM]
    assert (known.respect, known.affection, known.familiarity, known.explained_to) == (52, 53, 2, 1)
    assert ties_of(question, answered(), answered(part=2, number=951)).towards[THEM].explained_to == 1
    assert ties_of(said(replies=None), answered()).towards[THEM].explained_to == 0


def test_the_personas_own_reply_moves_it_too() -> None:
    assert moved(sent("t", 1, reply_to=reply(5, THEM), meaning=meaning(sentiment=0.5))) == AGREEMENT
    assert moved(sent("t", 1, reply_to=reply(5, THEM), meaning=meaning(sentiment=-0.5))) == DISAGREEMENT
    assert moved(sent("t", 1, person_ids=(PERSON,))) == MEETING


def test_two_pessimists_agree() -> None:
    gloom: dict[str, Any] = {"symbols": ("THYAO",)}
    heard = said(-0.25, replies=None, **gloom)
    reply_of_mine = sent("t", 2, reply_to=reply(1, THEM), meaning=meaning(sentiment=-0.5, **gloom))
    assert moved(heard, reply_of_mine) == {"trust": 3, "affection": 2, "familiarity": 2}


def test_between_personas_both_directions_move() -> None:
    line = sent("t", 1, bot_id=AYSE, reply_to=reply(900, ME), meaning=meaning(sentiment=0.5, is_question=True))
    rows = table_of(Relationships(), log_of([registered(), registered(AYSE), line])).rows
    assert rows[MEHMET].towards[f"b:{AYSE}"].trust == 53
    assert rows[AYSE].towards[ME].trust == 53
    assert rows[AYSE].towards[ME].awaiting is not None


def test_passing_by_is_no_interaction() -> None:
    assert ties_of(received(1), received(2, reply_to=reply(1, THEM)), sent("t", 3)).towards == {}


@pytest.mark.parametrize(("sentiment", "changes"), [(0.8, PRAISE), (0.4, MEETING), (-0.5, CRITICISM), (0.0, MEETING)])
def test_reactions_count(sentiment: float, changes: dict[str, float]) -> None:
    assert moved(reacted(900, ME, sentiment)) == changes


def test_a_reaction_taken_back_or_to_somebody_else_does_not_count_and_a_repeated_one_once() -> None:
    assert ties_of(reacted(900, ME, 0.8, removed=True), reacted(900, THEM, 0.8), reacted(900, None, 0.8)).towards == {}
    assert moved(reacted(900, ME, 0.8), reacted(900, ME, 0.8)) == PRAISE


def test_an_edit_and_a_fact_told_twice_change_nothing() -> None:
    line = said(0.5)
    assert moved(line, line) == AGREEMENT
    assert moved(line, received(2, edit_of=1, reply_to=reply(900, ME), meaning=meaning(sentiment=0.9))) == AGREEMENT


def test_every_interaction_is_counted_and_sentiment_is_a_moving_mean() -> None:
    known = ties_of(said(1.0, 1), said(-0.5, 2)).towards[THEM]
    assert known.interactions == 2
    assert known.sentiment == pytest.approx(0.3 * -0.5 + 0.7 * 0.3)
    assert known.last_at == NOON + timedelta(seconds=3)


def test_the_last_twenty_topics_are_shared_each_once() -> None:
    lines = [said(0, number, symbols=(f"SYM{number}",)) for number in range(1, 26)]
    known = ties_of(*lines, said(0, 99, symbols=("SYM20",))).towards[THEM]
    assert len(known.shared) == 20
    assert known.shared[0] == "SYM6"
    assert known.shared[-1] == "SYM20"


SPOKE = sent("t", 1, person_ids=(PERSON,), meaning=meaning(is_question=True))


def after_silence(seconds: float, factor: float = 1.0) -> Relationship:
    ties = ties_of(SPOKE, factor=factor)
    sent_at = ties.towards[THEM].last_at
    assert sent_at is not None
    return towards(ties, THEM, sent_at + timedelta(seconds=seconds))


def test_f14_whoever_does_not_answer_within_half_an_hour_ignored_the_persona_and_nothing_else_counts() -> None:
    patient, hurt = after_silence(1799), after_silence(1800)
    assert (patient.familiarity, patient.affection) == (1, 50)
    assert (hurt.familiarity, hurt.affection) == (0, 49)
    assert (hurt.interactions, hurt.last_at, hurt.sentiment) == (1, patient.last_at, patient.sentiment)
    assert (after_silence(86_400).familiarity, after_silence(86_400).affection) == (0, 49)
    assert after_silence(100, factor=20).affection == 49


def test_f14_the_silence_is_held_against_them_at_the_next_fact_too() -> None:
    log = Log()
    log.add(registered(), SPOKE)
    log.add(said(), after=3600)
    known = table_of(Relationships(), log.events).rows[MEHMET].towards[THEM]
    assert (known.familiarity, known.affection, known.awaiting) == (1, 49, None)


@pytest.mark.parametrize("answer", [said(), said(replies=None), reacted(1, ME, 0.1)])
def test_whoever_answers_in_time_did_not_ignore_the_persona(answer: Event) -> None:
    ties = ties_of(SPOKE, answer)
    later = towards(ties, THEM, NOON + timedelta(hours=3))
    assert (later.familiarity, later.affection) == (2, 50)


def test_one_silence_is_one_silence_however_much_the_persona_says() -> None:
    ties = ties_of(SPOKE, sent("u", 2, person_ids=(PERSON,), meaning=meaning(is_question=True)))
    assert towards(ties, THEM, NOON + timedelta(hours=3)).affection == 49


def test_what_asks_for_nothing_may_stay_without_an_answer() -> None:
    ties = ties_of(sent("t", 1, reply_to=reply(5, THEM)))
    assert towards(ties, THEM, NOON + timedelta(hours=3)).affection == 50


def known(kind: Kind = "stranger", **values: Any) -> Relationship:
    base = replace(UNMET, kind=kind, last_at=NOON, updated_at=NOON, interactions=1)
    return replace(base, **values)


WARM = {"trust": 61.0, "affection": 61.0, "familiarity": 51.0}
CLOSE = {"trust": 81.0, "affection": 81.0, "interactions": 51}
HOSTILE = {"conflict": 61.0, "affection": 39.0}
TAUGHT = {"respect": 81.0, "trust": 61.0, "familiarity": 51.0, "explained_by": 10}
TEACHING = {"explained_to": 10, "familiarity": 51.0, "affection": 50.0}
LONG_AGO = NOON + timedelta(days=90)


@pytest.mark.parametrize(
    ("before", "values", "after"),
    [
        ("stranger", {"familiarity": 30.0}, "stranger"),
        ("stranger", {"familiarity": 30.1}, "acquaintance"),
        ("acquaintance", WARM, "friend"),
        ("acquaintance", WARM | {"trust": 60.0}, "acquaintance"),
        ("acquaintance", WARM | {"familiarity": 50.0}, "acquaintance"),
        ("friend", CLOSE, "close_friend"),
        ("friend", CLOSE | {"interactions": 50}, "friend"),
        ("stranger", HOSTILE, "rival"),
        ("friend", HOSTILE, "rival"),
        ("mentor", HOSTILE, "rival"),
        ("friend", HOSTILE | {"conflict": 60.0, "affection": 46.0}, "friend"),
        ("rival", {"conflict": 29.0, "trust": 41.0}, "acquaintance"),
        ("rival", {"conflict": 29.0, "trust": 40.0}, "rival"),
        ("rival", {"conflict": 30.0}, "rival"),
        ("acquaintance", TAUGHT, "mentor"),
        ("friend", TAUGHT, "mentor"),
        ("acquaintance", TAUGHT | {"explained_by": 9}, "acquaintance"),
        ("stranger", TAUGHT | {"familiarity": 10.0}, "stranger"),
        ("friend", TEACHING, "student"),
        ("acquaintance", TEACHING | {"affection": 49.0}, "acquaintance"),
        ("close_friend", CLOSE | {"trust": 69.0}, "friend"),
        ("close_friend", CLOSE | {"affection": 70.0}, "close_friend"),
        ("friend", {"trust": 44.0}, "acquaintance"),
        ("friend", {"affection": 44.0}, "acquaintance"),
        ("friend", {"affection": 45.0}, "friend"),
    ],
)
def test_kinds_follow_from_levels_in_the_order_of_the_rules(before: Kind, values: dict[str, Any], after: Kind) -> None:
    assert settled(known(before, **values), NOON) == after


def test_an_acquaintance_unseen_for_ninety_days_is_a_stranger_again() -> None:
    assert settled(known("acquaintance", familiarity=19.0), LONG_AGO) == "stranger"
    assert settled(known("acquaintance", familiarity=20.0), LONG_AGO) == "acquaintance"
    assert settled(known("acquaintance", familiarity=19.0), LONG_AGO - timedelta(seconds=1)) == "acquaintance"


def later(days: float, relationship: Relationship) -> Relationship:
    ties = Ties(MEHMET, {THEM: relationship})
    return towards(ties, THEM, NOON + timedelta(days=days))


def test_conflict_fades_by_one_a_day() -> None:
    assert later(3.5, known(conflict=10.0)).conflict == pytest.approx(6.5)
    assert later(30, known(conflict=10.0)).conflict == 0


def test_trust_and_affection_near_the_middle_after_two_weeks_without_contact() -> None:
    warm = known(trust=60.0, affection=40.0)
    assert (later(14, warm).trust, later(14, warm).affection) == (60, 40)
    assert (later(18, warm).trust, later(18, warm).affection) == (58, 42)
    assert (later(90, warm).trust, later(90, warm).affection) == (50, 50)


def test_familiarity_fades_after_a_month_without_contact() -> None:
    assert later(30, known(familiarity=40.0)).familiarity == 40
    assert later(40, known(familiarity=40.0)).familiarity == pytest.approx(38)
    assert later(1000, known(familiarity=40.0)).familiarity == 0


def test_time_alone_ends_rivalry_closeness_and_acquaintance() -> None:
    rival = known("rival", conflict=40.0, affection=30.0)
    assert (later(10, rival).kind, later(10.1, rival).kind) == ("rival", "acquaintance")
    close = known("close_friend", trust=85.0, affection=90.0)
    assert (later(14 + 30, close).kind, later(14 + 30.1, close).kind) == ("close_friend", "friend")
    faint = known("acquaintance", familiarity=31.0)
    assert (later(80, faint).kind, later(85.1, faint).kind) == ("acquaintance", "acquaintance")
    assert later(90.1, faint).kind == "stranger"


def test_respect_and_sentiment_stay() -> None:
    faded = later(500, known(respect=90.0, sentiment=0.7))
    assert (faded.respect, faded.sentiment) == (90, 0.7)


def test_transitions_are_remembered_with_their_moment_and_their_fact() -> None:
    lines = [said(0.5, number) for number in range(1, 60)]
    ties = ties_of(*lines)
    assert [(each.before, each.after) for each in ties.transitions] == [
        ("stranger", "acquaintance"),
        ("acquaintance", "friend"),
        ("friend", "close_friend"),
    ]
    first = ties.transitions[0]
    assert first == Transition(NOON + timedelta(seconds=first.position), THEM, "stranger", "acquaintance", 32)


def test_only_the_last_ten_transitions_are_remembered() -> None:
    log = Log()
    log.add(registered())
    people = [f"person-{number}" for number in range(12)]
    for number in range(31):
        for index, person in enumerate(people):
            log.add(said_by(person, 100 * number + index))
    transitions = table_of(Relationships(), log.events).rows[MEHMET].transitions
    assert [each.towards for each in transitions] == [f"p:{person}" for person in people[2:]]


def said_by(person: str, number: int) -> Event:
    return received(number, person_id=person, meaning=meaning(mentions=(MEHMET,)))


def test_hostility_makes_a_rival_and_peace_an_acquaintance() -> None:
    log = Log(step=timedelta(minutes=5))
    log.add(registered(), *(said(-0.9, number, replies=None) for number in range(1, 40)))
    ties = table_of(Relationships(), log.events).rows[MEHMET]
    assert ties.towards[THEM].kind == "rival"
    assert towards(ties, THEM, log.now + timedelta(days=100)).kind == "acquaintance"


def test_a_betrayal_counts_between_friends_once_in_thirty_days() -> None:
    friend = known("friend", trust=75.0, affection=75.0, familiarity=60.0)
    hurt = met(friend, "betrayal", -1.0, None, NOON)
    assert (hurt.trust, hurt.affection, hurt.conflict, hurt.betrayed_at) == (55, 65, 15, NOON)
    soon = met(replace(hurt, kind="friend"), "betrayal", -1.0, None, NOON + timedelta(days=29))
    again = met(replace(hurt, kind="friend"), "betrayal", -1.0, None, NOON + timedelta(days=30))
    assert (soon.trust, again.trust) == (55, 35)
    assert met(known("acquaintance"), "betrayal", -1.0, None, NOON).trust == 50


def test_the_least_familiar_is_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piyasa.projections.relationships.projection.TARGETS_KEPT", 3)
    known = ["one", "two", "three"]
    lines = [said_by(person, 10 * index + turn) for index, person in enumerate(known) for turn in range(2 + index)]
    assert set(ties_of(*lines, said_by("new", 99)).towards) == {"p:two", "p:three", "p:new"}
    assert ties_state.TARGETS_KEPT == 2000


def test_who_is_gone_is_forgotten() -> None:
    other = sent("t", 1, bot_id=AYSE, meaning=meaning(mentions=(MEHMET,)))
    assert set(ties_of(said(), other, forgotten()).towards) == {f"b:{AYSE}"}
    gone = persona.BotRemoved(bot_id=AYSE, by="admin")
    assert set(ties_of(said(), other, gone).towards) == {THEM}
    removed = persona.BotRemoved(bot_id=MEHMET, by="admin")
    assert table_of(Relationships(), log_of([registered(), said(), removed])).rows == {}


def test_unknown_personas_have_no_ties() -> None:
    assert table_of(Relationships(), log_of([said(), sent("t", 1)])).rows == {}


@pytest.mark.parametrize(
    ("kind", "mention", "delay", "tone", "bias", "emoji"),
    [
        ("stranger", 0.5, 1.2, "formal", 0, 1.0),
        ("acquaintance", 1.0, 1.0, "casual", 0, 1.0),
        ("friend", 2.0, 0.8, "warm", 0, 1.5),
        ("close_friend", 2.0, 0.8, "warm", 0, 1.5),
        ("rival", 1.5, 0.9, "cold", -0.2, 0.5),
        ("mentor", 1.5, 0.9, "warm", 0.15, 0.8),
        ("student", 1.5, 0.9, "warm", 0, 1.2),
    ],
)
def test_f7_every_kind_has_every_effect(
    kind: Kind, mention: float, delay: float, tone: str, bias: float, emoji: float
) -> None:
    given = effects(known(kind))
    assert (given.mention, given.delay, given.tone, given.agreement_bias, given.emoji) == (
        mention, delay, tone, bias, emoji,
    )  # fmt: skip


def test_f15_somebody_never_met_is_a_stranger() -> None:
    assert effects(towards(None, THEM, NOON)) == effects(towards(ties_of(), THEM, NOON)) == effects(known("stranger"))


def test_trust_overwrites_the_bias_of_the_kind_and_conflict_that_of_trust() -> None:
    assert effects(known("mentor", trust=71.0)).agreement_bias == 0.2
    assert effects(known("friend", trust=29.0)).agreement_bias == -0.2
    assert effects(known("rival", trust=71.0)).agreement_bias == 0.2
    assert effects(known("friend", trust=71.0, conflict=61.0)).agreement_bias == -0.3
    assert effects(known("friend", trust=70.0, conflict=60.0)).agreement_bias == 0


def test_f12_people_are_known_by_slugs_that_do_not_change() -> None:
    renamed = received(2, display_name="Başka Ad", meaning=meaning(mentions=(MEHMET,)))
    assert set(ties_of(said(replies=None), renamed).towards) == {THEM}


def test_f13_memories_do_not_make_friends() -> None:
    tale = MemoryEncoded(
        bot_id=MEHMET, memory_id="m", memory_type="relationship", content="en iyi dostum", source="event",
        related_users=(PERSON,),
    )  # fmt: skip
    assert tale.fact not in Relationships().facts


def test_an_old_line_in_another_chat_is_not_taken_for_the_question() -> None:
    elsewhere = received(1, chat_id="kripto-sohbet", reply_to=reply(900, ME), meaning=meaning(**ANSWER))
    assert moved(asked(), elsewhere) == MEETING


MOVED = ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)


def test_in_a_chat_that_moved_an_old_number_is_neither_the_question_nor_the_line_that_was_heard() -> None:
    assert moved(asked(), MOVED, said(**ANSWER)) == MEETING
    heard = said(replies=None, is_question=True)
    answer = sent("answer", 2, reply_to=reply(1, THEM), meaning=meaning(**ANSWER))
    helped, met_only = (moved(heard, *between, answer) for between in ((), (MOVED,)))
    assert helped != met_only
    assert met_only == moved(said(replies=None), answer)


def test_a_chat_that_moved_leaves_what_was_asked_elsewhere() -> None:
    elsewhere = sent("elsewhere", 900, chat_id="kripto-sohbet", meaning=meaning(is_question=True))
    answer = received(1, chat_id="kripto-sohbet", reply_to=reply(900, ME), meaning=meaning(**ANSWER))
    assert moved(elsewhere, MOVED, answer) == HELP_RECEIVED
    assert ties_of(elsewhere, MOVED) == ties_of(elsewhere)


def test_a_line_with_an_old_number_in_a_chat_that_moved_is_not_the_old_one_told_twice() -> None:
    assert moved(said(replies=None), MOVED, said(replies=None)) == {"familiarity": 2}


def test_times_of_clocks_that_differ_do_not_turn_time_back() -> None:
    ties = ties_of(said(0.5))
    earlier: datetime = NOON - timedelta(days=1)
    assert towards(ties, THEM, earlier) == ties.towards[THEM]
