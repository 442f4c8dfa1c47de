"""Plausible histories for property tests: what services would publish, with repeats, late ends and small errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from piyasa.contracts import conversation, delivery, membership, persona, system
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.contracts.memories import MemoriesMerged, MemoryEmbedded, MemoryForgotten, MemoryRecalled
from piyasa.contracts.opinions import CallGraded, StanceMoved, StanceRemoved, StanceSet, StanceStated
from piyasa.contracts.values import Meaning
from support import events as told
from support.events import NOON, uid

CHATS = ("bist-sohbet", "kripto-sohbet")
BOTS = ("mehmet-trader", "ayse-scalp", "ali-ekonomist")
PEOPLE = ("kind-otter", "calm-heron", "wise-crane")
TICKS = tuple(range(12))
TELEGRAM_IDS = tuple(range(1, 16))

chats = st.sampled_from(CHATS)
bots = st.sampled_from(BOTS)
people = st.sampled_from(PEOPLE)
ticks = st.sampled_from(TICKS)
telegram_ids = st.sampled_from(TELEGRAM_IDS)
parts = st.integers(1, 2)
speakers = st.sampled_from([*(f"b:{bot}" for bot in BOTS), *(f"p:{person}" for person in PEOPLE)])
sketches = st.sampled_from(["", "not a sketch", "AAAAAAAAAAAAAQABAAIAAw", "AAAAAAAAAAAAAQABAAIABA"])
meanings = st.builds(
    Meaning,
    symbols=st.sampled_from([(), ("THYAO",), ("BTC", "ETH")]),
    topics=st.sampled_from([{}, {"BIST": 1.0}, {"FX": 1.0, "Makro": 2.0}]),
    sentiment=st.floats(-1, 1),
    is_question=st.booleans(),
    mentions=st.sampled_from([(), ("mehmet-trader",), ("ayse-scalp", "ali-ekonomist"), ("unknown-bot",)]),
    addressed_to=st.sampled_from([None, None, "mehmet-trader", "ayse-scalp"]),
    sketch=sketches,
    length=st.sampled_from([0, 4, 60]),
    keywords=st.sampled_from([(), ("tesekkurler",), ("hisse",)]),
    asks_if_ai=st.booleans(),
)
replies = st.none() | st.builds(told.reply, telegram_ids, st.none() | speakers)
expiries = st.integers(-60, 3600).map(lambda seconds: NOON + timedelta(seconds=seconds))


def _known(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(values)


def _build(make: Callable[..., Event], *args: st.SearchStrategy[Any], **known: st.SearchStrategy[Any]) -> Any:
    return st.builds(lambda values, *given: make(*given, **values), _known(**known), *args)


speech = [
    _build(told.received, telegram_ids, chat_id=chats, person_id=people, meaning=meanings, reply_to=replies),
    _build(told.received, telegram_ids, chat_id=chats, person_id=people, meaning=meanings, edit_of=telegram_ids),
    st.builds(
        lambda chat_id, person_id, known, meaning: conversation.MessageEdited(
            chat_id=chat_id, person_id=person_id, telegram_message_id=known, text="new", meaning=meaning, edited_at=NOON
        ),
        chats,
        people,
        telegram_ids,
        meanings,
    ),
    st.builds(lambda c, t: conversation.MessageRemoved(chat_id=c, telegram_message_id=t), chats, telegram_ids),
    _build(
        told.reacted,
        telegram_ids,
        st.none() | speakers,
        st.floats(-1, 1),
        chat_id=chats,
        person_id=people,
        removed=st.booleans(),
    ),
]
pipeline = [
    _build(told.requested, ticks, chat_id=chats, bot_id=bots, reply_to=replies, expires_at=expiries),
    _build(told.drafted, ticks, chat_id=chats, attempt=st.integers(1, 3)),
    _build(told.rewrite, ticks, st.integers(2, 3), chat_id=chats),
    _build(told.rejected, ticks, chat_id=chats),
    _build(told.abandoned, ticks, chat_id=chats),
    _build(told.ready, ticks, parts, chat_id=chats, bot_id=bots, meaning=meanings, person_ids=st.just(PEOPLE[:1])),
    _build(told.suppressed, ticks, st.none() | parts, chat_id=chats),
]
deliveries = [
    _build(
        told.sent,
        ticks,
        telegram_ids,
        parts,
        chat_id=chats,
        bot_id=bots,
        meaning=meanings,
        reply_to=replies,
        person_ids=st.sampled_from([(), PEOPLE[:1]]),
    ),
    _build(told.failed, ticks, parts, chat_id=chats),
    _build(told.uncertain, ticks, parts, chat_id=chats, bot_id=bots),
    _build(told.settled, ticks, st.none() | telegram_ids, parts, chat_id=chats, bot_id=bots),
    st.builds(told.retracted, ticks, telegram_ids, parts),
    st.builds(
        lambda kind, c, t, p: kind(chat_id=c, message_id=uid((t, p)), by="admin"),
        st.sampled_from([delivery.MessageHeld, delivery.MessageApproved, delivery.MessageRefused]),
        chats,
        ticks,
        parts,
    ),
]
system_facts = [
    st.builds(told.forgotten, people),
    st.builds(
        lambda kind, person: kind(person_id=person, person_ids=(person,)),
        st.sampled_from([system.PersonSilenced, system.PersonUnsilenced]),
        people,
    ),
    st.builds(
        lambda key, value: system.SettingChanged(key=key, value=value, origin="test", by="admin"),
        st.sampled_from(["base_delay_seconds", "prime_hours"]),
        st.sampled_from([30, "09:40-11:30", ["a", "b"], None, {"min": 1}]),
    ),
    st.builds(
        lambda symbol, value, seconds: system.FigureObserved(
            symbol=symbol, value=value, unit="TRY", source="feed", as_of=NOON + timedelta(seconds=seconds)
        ),
        st.sampled_from(["THYAO", "XU100", "USDTRY"]),
        st.floats(0.1, 1e6),
        st.integers(-3600, 3600),
    ),
    st.builds(lambda factor: system.SimulationScaled(scale_factor=factor, by="admin"), st.floats(0.1, 20)),
]
impacts = st.dictionaries(st.sampled_from(persona.DIMENSIONS), st.floats(-50, 50), max_size=3)
lives = [
    _build(told.registered, bots, active_hours=st.sampled_from([(), ("08:30-12:30", "20:30-01:30")])),
    st.builds(told.joined, bots, st.integers(1, 20), chats),
    st.builds(lambda b, c: persona.LeftChat(bot_id=b, chat_id=c, by="admin"), bots, chats),
    st.builds(
        lambda kind, b: kind(bot_id=b, by="admin"),
        st.sampled_from([persona.BotEnabled, persona.BotDisabled, persona.BotPaused, persona.BotRemoved]),
        bots,
    ),
    st.builds(
        lambda b, hours, zone: persona.BotUpdated(bot_id=b, active_hours=hours, timezone=zone, by="admin"),
        bots,
        st.sampled_from([None, (), ("09:00-18:00",)]),
        st.sampled_from([None, "Europe/London", "Nowhere/Else"]),
    ),
    st.builds(
        lambda b, volatility, mood: persona.EmotionProfileChanged(
            bot_id=b,
            profile=persona.EmotionProfile(volatility=volatility, baseline={"mood": mood}),
            revision=1,
            by="admin",
        ),
        bots,
        st.floats(0.5, 1.5),
        st.floats(0, 100),
    ),
    st.builds(
        lambda b, event, impact, days, multiplier: persona.LifeEventStarted(
            bot_id=b,
            life_event_id=event,
            event_type="vacation",
            description="",
            impacts=impact,
            days=days,
            availability_multiplier=multiplier,
            frequency_multiplier=2 - multiplier,
        ),
        bots,
        st.sampled_from(["one", "two", "three"]),
        impacts,
        st.integers(1, 3),
        st.floats(0, 2),
    ),
    st.builds(
        lambda b, event: persona.LifeEventEnded(bot_id=b, life_event_id=event, event_type="vacation"),
        bots,
        st.sampled_from(["one", "two"]),
    ),
    st.builds(lambda b, deltas: persona.TemperamentDrifted(bot_id=b, deltas=deltas, window="2026-w10"), bots, impacts),
    st.builds(
        lambda b, outcome: CallGraded(
            bot_id=b, topic="BIST", stated_at=NOON, outcome=outcome, source="feed", as_of_price=1.0
        ),
        bots,
        st.sampled_from(["right", "wrong", "open"]),
    ),
    st.builds(
        lambda b, t: conversation.PersonaIgnored(chat_id=CHATS[0], bot_id=b, message_id=uid((t, 1)), window="w"),
        bots,
        ticks,
    ),
    st.builds(lambda c: conversation.FellSilent(chat_id=c, since=NOON, window="w"), chats),
    st.builds(told.chat_registered, chats),
    st.builds(
        lambda c, kind: kind(chat_id=c, by="admin"),
        chats,
        st.sampled_from([membership.ChatEnabled, membership.ChatPaused, membership.ChatRemoved]),
    ),
    st.builds(
        lambda c: membership.ChatMigrated(chat_id=c, old_telegram_id=-1, new_telegram_id=-2),
        chats,
    ),
]

memory_ids = st.sampled_from([f"memory-{number}" for number in range(6)])
topics = st.sampled_from(["BIST", "FX", "THYAO"])
directions = st.floats(-1, 1)
minds = [
    _build(
        told.encoded,
        memory_ids,
        bot_id=bots,
        memory_type=st.sampled_from(["personal_fact", "episodic", "relationship", "semantic"]),
        valence=directions,
        context_tags=st.sampled_from([(), ("BIST",), ("THYAO", "FX")]),
        related_users=st.sampled_from([(), PEOPLE[:1], PEOPLE[1:]]),
        pinned=st.booleans(),
    ),
    st.builds(
        lambda b, known, t: MemoryRecalled(bot_id=b, memory_ids=tuple(known), tick_id=None if t is None else uid(t)),
        bots,
        st.lists(memory_ids, max_size=3),
        st.none() | ticks,
    ),
    st.builds(
        lambda b, winner, losers: MemoriesMerged(bot_id=b, winner=winner, losers=tuple(losers)),
        bots,
        memory_ids,
        st.lists(memory_ids, max_size=3),
    ),
    st.builds(lambda b, m: MemoryForgotten(bot_id=b, memory_id=m, reason="weak"), bots, memory_ids),
    st.builds(
        lambda b, m, model: MemoryEmbedded(bot_id=b, memory_id=m, model=model, embedding="ADw="),
        bots,
        memory_ids,
        st.sampled_from(["small", "large"]),
    ),
    st.builds(lambda b, t, d: StanceSet(bot_id=b, topic=t, direction=d, text="", by="admin"), bots, topics, directions),
    st.builds(
        lambda b, t, d: StanceMoved(bot_id=b, topic=t, direction=d, confidence=0.5, reason="evidence"),
        bots,
        topics,
        directions,
    ),
    st.builds(lambda b, t: StanceRemoved(bot_id=b, topic=t, by="admin"), bots, topics),
    st.builds(
        lambda b, t, n, d, price: StanceStated(
            bot_id=b, topic=t, message_id=uid((n, 1)), direction=d, price=price, source=price and "feed"
        ),
        bots,
        topics,
        ticks,
        st.none() | directions,
        st.sampled_from([None, 100.0]),
    ),
    st.builds(
        lambda b, t, d: persona.InterestsLearned(bot_id=b, deltas={t: d}, window="2026-03-04"), bots, topics, directions
    ),
    st.builds(lambda b: persona.PersonaRefreshed(bot_id=b, profile_revision=1, note=""), bots),
]

talk_facts = st.one_of(*speech, *pipeline, *deliveries)
any_fact = st.one_of(*speech, *pipeline, *deliveries, *system_facts, *lives, *minds)
gaps = st.sampled_from([0.5, 2.0, 20.0, 400.0, 4000.0, 90_000.0, 3_000_000.0])


@st.composite
def records(draw: st.DrawFn, facts: st.SearchStrategy[Event] = any_fact, most: int = 60) -> Sequence[Recorded[Any]]:
    """A log of facts with gaps of position and time; now and then a fact stands there twice, under one id."""
    log: list[Recorded[Any]] = []
    position, now = 0, NOON
    for fact, gap, repeat in draw(st.lists(st.tuples(facts, gaps, st.integers(0, 9)), max_size=most)):
        position += 1 + repeat % 2
        now += timedelta(seconds=gap)
        event_id = outside_id("history", position)
        log.append(Recorded(position, now, fact.subject, fact, event_id))
        if repeat == 0:
            position += 1
            log.append(Recorded(position, now, fact.subject, fact, event_id))
    return log


@st.composite
def lifetimes(draw: st.DrawFn, most: int = 12) -> Sequence[Recorded[Any]]:
    """A log in which each tick goes its way, interleaved with others and with people, some ends told twice."""
    threads = draw(st.lists(_way_of_a_tick(), min_size=1, max_size=most, unique_by=lambda way: way[0]))
    queues = [list(facts) for _, facts in threads]
    log = told.Log(step=timedelta(seconds=3))
    spoken = 100
    while any(queues):
        queue = draw(st.sampled_from([queue for queue in queues if queue]))
        log.add(queue.pop(0))
        if draw(st.integers(0, 3)) == 0:
            spoken += 1
            log.add(told.received(spoken, meaning=draw(meanings)))
    return log.events


@st.composite
def _way_of_a_tick(draw: st.DrawFn) -> tuple[int, list[Event]]:
    number = draw(st.integers(1, 90))
    facts: list[Event] = [told.requested(number, reply_to=draw(st.none() | st.just(told.reply(101))))]
    if draw(st.integers(0, 4)) == 0:
        ends: list[Event] = [told.abandoned(number), told.rejected(number), told.suppressed(number)]
        facts.append(draw(st.sampled_from(ends)))
    else:
        facts.append(told.drafted(number))
        for part in range(1, draw(st.integers(1, 2)) + 1):
            facts += [told.ready(number, part), _end_of_message(draw, number, part)]
    if draw(st.booleans()):
        facts.append(draw(st.sampled_from(facts)))
    return number, facts


def _end_of_message(draw: st.DrawFn, number: int, part: int) -> Event:
    telegram_message_id = 1000 + 2 * number + part
    return draw(
        st.sampled_from(
            [
                told.sent(number, telegram_message_id, part),
                told.failed(number, part),
                told.uncertain(number, part),
                told.suppressed(number, part),
            ]
        )
    )
