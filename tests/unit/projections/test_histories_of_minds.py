"""Laws that hold for what personas think, go through and remember, whatever the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piyasa.contracts.envelope import Recorded
from piyasa.projections.catalogue import all_projections
from piyasa.projections.emotions import Emotions
from piyasa.projections.emotions.reading import week_means
from piyasa.projections.life_events import LifeEvents
from piyasa.projections.life_events import reading as living
from piyasa.projections.life_events.state import EVENTS_KEPT
from piyasa.projections.memories import Memories
from piyasa.projections.memories import reading as remembering
from piyasa.projections.memories.state import MEMORIES_KEPT, TAGS_KEPT, USES_KEPT
from piyasa.projections.relationships import Relationship, Relationships
from piyasa.projections.relationships.passing import passed
from piyasa.projections.relationships.reading import Effects, effects, towards
from piyasa.projections.relationships.state import SHARED_KEPT, STRANGER, TARGETS_KEPT, TRANSITIONS_KEPT
from support.folding import table_of, tables_of
from support.histories import PEOPLE, records

History = Sequence[Recorded[Any]]
few = settings(max_examples=60, deadline=None)
LEVELS = ("trust", "respect", "familiarity", "affection", "conflict")
laters = st.integers(0, 200 * 24 * 3600).map(lambda seconds: timedelta(seconds=seconds))


def end_of(history: History) -> datetime:
    return max((event.time for event in history), default=datetime.fromisoformat("2026-03-04T09:00:00+00:00"))


def within_ranges(relationship: Relationship) -> None:
    assert all(0 <= getattr(relationship, level) <= 100 for level in LEVELS)
    assert -1 <= relationship.sentiment <= 1
    assert len(relationship.shared) == len(set(relationship.shared)) <= SHARED_KEPT
    complete(effects(relationship))


def complete(given_effects: Effects) -> None:
    assert all(getattr(given_effects, each.name) is not None for each in fields(Effects))
    assert 0.5 <= given_effects.mention <= 3
    assert 0.7 <= given_effects.delay <= 1.5
    assert given_effects.tone in {"casual", "warm", "cold", "formal"}
    assert -0.3 <= given_effects.agreement_bias <= 0.3
    assert 0.5 <= given_effects.emoji <= 2


@few
@given(records(most=120), laters)
def test_relationships_stay_in_their_ranges_and_their_effects_are_complete(history: History, later: timedelta) -> None:
    now = end_of(history) + later
    for ties in table_of(Relationships(), history).rows.values():
        assert len(ties.towards) <= TARGETS_KEPT
        assert len(ties.transitions) <= TRANSITIONS_KEPT
        assert all(change.before != change.after for change in ties.transitions)
        for speaker, known in ties.towards.items():
            assert speaker != f"b:{ties.bot_id}"
            within_ranges(known)
            within_ranges(towards(ties, speaker, now))
    within_ranges(towards(None, "p:nobody", now))


@few
@given(records(most=120), laters, laters)
def test_carrying_a_relationship_at_once_or_in_two_steps_gives_the_same(
    history: History, first: timedelta, second: timedelta
) -> None:
    middle = end_of(history) + first
    for ties in table_of(Relationships(), history).rows.values():
        for known in ties.towards.values():
            at_once, _ = passed(known, middle + second)
            in_steps, _ = passed(passed(known, middle)[0], middle + second)
            same(at_once, in_steps)


levels = st.floats(0, 100)


@given(
    st.builds(
        Relationship,
        kind=st.sampled_from(["acquaintance", "friend", "close_friend", "rival", "mentor", "student"]),
        trust=levels,
        respect=levels,
        familiarity=levels,
        affection=levels,
        conflict=levels,
        interactions=st.integers(1, 100),
    ),
    st.floats(0, 300),
    st.floats(0, 300),
    st.none() | st.just(0.02),
)
def test_any_relationship_fades_alike_at_once_or_in_two_steps(
    given_one: Relationship, first: float, second: float, waits: float | None
) -> None:
    start = datetime.fromisoformat("2026-03-04T09:00:00+00:00")
    values = {each.name: getattr(given_one, each.name) for each in fields(Relationship)}
    values |= {"last_at": start, "updated_at": start}
    values |= {"awaiting": None if waits is None else start + timedelta(days=waits)}
    known = Relationship(**values)
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    same(passed(known, end)[0], passed(passed(known, middle)[0], end)[0])


def same(one: Relationship, other: Relationship) -> None:
    assert one.kind == other.kind
    for level in LEVELS:
        assert getattr(one, level) == pytest.approx(getattr(other, level), abs=1e-6)


@few
@given(records(most=100), laters)
def test_lives_keep_their_bounds_and_multipliers_lie_between_0_and_2(history: History, later: timedelta) -> None:
    now = end_of(history) + later
    for life in table_of(LifeEvents(), history).rows.values():
        assert len(life.events) <= EVENTS_KEPT
        assert len({each.life_event_id for each in life.events}) == len(life.events)
        assert 0 <= living.availability(life, now) <= 2
        assert 0 <= living.frequency(life, now) <= 2
        for event in living.active(life, now):
            assert event.starts_at <= now <= event.ends_at


@few
@given(records(most=120), laters)
def test_memories_keep_their_bounds_and_strengths_lie_between_0_and_100(history: History, later: timedelta) -> None:
    now = end_of(history) + later
    for remembered in table_of(Memories(), history).rows.values():
        assert len(remembered.items) <= MEMORIES_KEPT
        assert len(remembered.used) <= USES_KEPT
        for memory in remembered.items.values():
            assert 0 <= memory.anchor <= 100
            assert 0 <= remembering.strength(memory, now) <= 100
            assert -1 <= memory.valence <= 1
            assert len(memory.tags) <= TAGS_KEPT
            assert memory.created_at <= memory.accessed_at <= memory.anchored_at
            assert memory.merged_into is None or memory.merged_into != memory.memory_id
        context = remembering.Context(frozenset({"BIST"}), f"p:{PEOPLE[0]}", 0.1)
        recalled = remembering.recall(remembered, context, now, 3)
        assert len(recalled) <= 3
        assert [points for _, points in recalled] == sorted((points for _, points in recalled), reverse=True)


@few
@given(records(most=120))
def test_told_twice_in_a_row_every_fact_counts_once(history: History) -> None:
    doubled = [each for event in history for each in (event, event)]
    for projection in (Relationships(), LifeEvents(), Memories()):
        assert table_of(projection, doubled).rows == table_of(projection, history).rows


@few
@given(records(most=120))
def test_nobody_thinks_of_or_remembers_who_wished_to_be_forgotten(history: History) -> None:
    wiped = [event for event in history if event.data.fact == "user-forgotten"]
    if not wiped:
        return
    gone = wiped[-1].data.person_id
    until = [event for event in history if event.position <= wiped[-1].position]
    tables = tables_of(all_projections(), until)
    for name in ("relationships", "memories", "emotions"):
        assert gone.encode() not in tables.tables[name].dump_json()


@few
@given(records(most=120), laters)
def test_the_mean_of_a_week_lies_within_the_scale(history: History, later: timedelta) -> None:
    now = end_of(history) + later
    for feelings in table_of(Emotions(), history).rows.values():
        assert all(-1e-6 <= mean <= 100 + 1e-6 for mean in week_means(feelings, now).values())


def test_a_stranger_is_as_the_table_says() -> None:
    assert (STRANGER.trust, STRANGER.respect, STRANGER.familiarity, STRANGER.affection) == (50, 50, 0, 50)
    assert (STRANGER.conflict, STRANGER.interactions, STRANGER.sentiment, STRANGER.shared) == (0, 0, 0, ())
