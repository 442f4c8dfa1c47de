"""Laws that hold for any history, however odd."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.addressing import TOLD_KEPT
from piyasa.projections.catalogue import all_projections
from piyasa.projections.conversations import Conversation, Conversations
from piyasa.projections.conversations import state as conversations
from piyasa.projections.emotions import Emotions, reading
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.projections.voices import Voices
from piyasa.projections.voices.state import UTTERANCES_KEPT
from support.folding import conversation_of, table_of, tables_of
from support.histories import CHATS, lifetimes, records, talk_facts

History = Sequence[Recorded[Any]]
few = settings(max_examples=60, deadline=None)


def bytes_of(tables: TableSet) -> dict[str, bytes]:
    return {name: table.dump_json() for name, table in tables.tables.items()}


@few
@given(records(), st.sampled_from([1.0, 20.0]))
def test_any_history_folds(history: History, factor: float) -> None:
    tables_of(all_projections(Pace(factor)), history)


@few
@given(records())
def test_the_same_history_gives_the_same_bytes(history: History) -> None:
    assert bytes_of(tables_of(all_projections(), history)) == bytes_of(tables_of(all_projections(), history))


@few
@given(records(), st.data())
def test_a_snapshot_and_the_tail_give_the_whole(history: History, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(history)))
    whole = tables_of(all_projections(), history)
    before = tables_of(all_projections(), history[:cut])
    resumed = TableSet.of(all_projections())
    for name, table in before.tables.items():
        resumed.tables[name].load(json.loads(table.dump_json()))
    for event in history[cut:]:
        resumed.apply(event)

    assert resumed.failures == []
    assert bytes_of(resumed) == bytes_of(whole)
    assert {name: table.rows for name, table in resumed.tables.items()} == {
        name: table.rows for name, table in whole.tables.items()
    }


@few
@given(records(talk_facts))
def test_facts_of_different_chats_commute(history: History) -> None:
    apart = sorted(history, key=lambda event: CHATS.index(event.data.chat_id))

    together = table_of(Conversations(), history)
    one_after_the_other = table_of(Conversations(), apart)

    assert together.dump_json() == one_after_the_other.dump_json()


@few
@given(lifetimes())
def test_every_message_has_at_most_one_end_and_every_tick_too(history: History) -> None:
    conversation = conversation_of(history)

    assert len(set(conversation.ended)) == len(conversation.ended)
    spoken = [line.message_id for line in conversation.lines if line.message_id is not None]
    assert len(set(spoken)) == len(spoken)
    assert not {armed.message_id for armed in conversation.armed} & set(conversation.ended)
    assert not {tick.tick_id for tick in conversation.ticks} & set(conversation.ended)


@few
@given(lifetimes())
def test_told_once_more_from_the_start_a_history_of_talk_changes_nothing_but_positions(history: History) -> None:
    once = conversation_of(history)
    twice = conversation_of([*history, *history])

    assert twice.lines == once.lines
    assert twice.ended == once.ended
    assert twice.ticks == once.ticks
    assert [each.message_id for each in twice.armed] == [each.message_id for each in once.armed]
    assert twice.seen == once.seen


@few
@given(lifetimes())
def test_what_is_ready_and_never_ends_stays_in_sight(history: History) -> None:
    conversation = conversation_of(history)
    ready = {event.data.message_id for event in history if event.data.fact == "message-ready"}

    assert ready == {armed.message_id for armed in conversation.armed} | (ready & set(conversation.ended))


@few
@given(records(most=150))
def test_bounds_of_conversations_hold(history: History) -> None:
    for conversation in table_of(Conversations(), history).rows.values():
        within_bounds(conversation)


def within_bounds(conversation: Conversation) -> None:
    assert len(conversation.lines) <= conversations.LINES_KEPT
    assert len(conversation.participants) <= conversations.PARTICIPANTS_KEPT
    assert len(set(conversation.participants)) == len(conversation.participants)
    assert len(conversation.ended) <= conversations.OUTCOMES_KEPT
    assert list(conversation.seen) == sorted(set(conversation.seen))
    assert 0 <= conversation.exhaustion <= 100
    assert 0 <= conversation.engagement <= 100
    assert [line.position for line in conversation.lines] == sorted(line.position for line in conversation.lines)
    assert all(question.person_id for question in conversation.unanswered)


@few
@given(records(most=150), st.integers(0, 10**6))
def test_feelings_stay_between_0_and_100_and_modifiers_in_their_ranges(history: History, later: int) -> None:
    for feelings in table_of(Emotions(), history).rows.values():
        assert feelings.updated_at is not None
        now = reading.feelings_at(feelings, feelings.updated_at + timedelta(seconds=later))
        for each in (feelings, now):
            assert all(0 <= getattr(each, dimension) <= 100 for dimension in DIMENSIONS)
            in_range(reading.modifiers(each))
        assert len(feelings.recent) <= 10
        assert len(feelings.told) <= TOLD_KEPT


def in_range(modifiers: reading.Modifiers) -> None:
    assert 0.7 <= modifiers.response_delay_multiplier <= 1.5
    assert -35 <= modifiers.message_length_bias <= 50
    assert 0 <= modifiers.emoji_probability <= 0.3
    assert 0 <= modifiers.exclamation_probability <= 0.25
    assert 0 <= modifiers.typo_probability <= 0.05
    assert 0 <= modifiers.hedging_probability <= 0.5
    assert 0 <= modifiers.formality_level <= 1
    assert 0 <= modifiers.enthusiasm_level <= 1


@few
@given(records(most=150))
def test_voices_keep_their_bounds_and_say_no_message_twice(history: History) -> None:
    for voice in table_of(Voices(), history).rows.values():
        ids = [utterance.message_id for utterance in voice.said]
        assert len(ids) <= UTTERANCES_KEPT
        assert len(set(ids)) == len(ids)


@few
@given(records())
def test_nothing_a_forgotten_person_said_is_left(history: History) -> None:
    wiped = [event for event in history if event.data.fact == "user-forgotten"]
    if not wiped:
        return
    last = wiped[-1]
    conversation_rows = table_of(Conversations(), [e for e in history if e.position <= last.position]).rows
    gone = last.data.person_id

    for conversation in conversation_rows.values():
        assert f"p:{gone}" not in conversation.participants
        assert all(line.speaker != f"p:{gone}" for line in conversation.lines)
        assert all(not line.text for line in conversation.lines if gone in line.person_ids)
        assert all(not armed.text for armed in conversation.armed if gone in armed.person_ids)
        assert all(question.person_id != gone for question in conversation.unanswered)
        assert conversation.last_speaker != f"p:{gone}"
