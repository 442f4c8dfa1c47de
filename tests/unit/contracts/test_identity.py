"""The same work done twice makes the same event."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts.conversation import MessageRemoved
from piyasa.contracts.envelope import Recorded, beginning, following, from_outside
from piyasa.contracts.identity import derived_id, outside_id, seed_of

IDS = st.uuids().map(str)
FACTS = st.from_regex(r"[a-z]{2,10}(-[a-z]{2,10})?", fullmatch=True)
CAUSE = Recorded(
    position=7,
    time=datetime(2026, 11, 20, tzinfo=UTC),
    subject="evt.chat.bist-sohbet.message-removed",
    data=MessageRemoved(chat_id="bist-sohbet", telegram_message_id=4),
    id="0193484e-5a10-7c3e-9f00-3b6f6e6f2a11",
    correlation_id="0193484e-0000-7c3e-9f00-3b6f6e6f2a11",
)


@given(IDS, FACTS, st.integers(0, 99))
def test_a_derived_id_depends_on_cause_fact_and_ordinal_only(cause: str, fact: str, ordinal: int) -> None:
    derived = derived_id(cause, fact, ordinal)

    assert derived == derived_id(cause, fact, ordinal)
    assert UUID(derived).version == 5
    assert derived not in {derived_id(cause, fact, ordinal + 1), derived_id(cause, fact + "x", ordinal)}


@given(IDS, IDS, FACTS)
def test_two_causes_never_share_what_follows(one: str, other: str, fact: str) -> None:
    assert (derived_id(one, fact) == derived_id(other, fact)) == (one == other)


@given(FACTS, st.integers(), st.integers())
def test_what_comes_from_outside_is_one_fact_however_often_it_is_told(fact: str, chat: int, message: int) -> None:
    assert outside_id(fact, chat, message) == outside_id(fact, chat, message)
    assert outside_id(fact, chat, message) != outside_id(fact, chat, message + 1)


def test_ids_are_the_same_in_every_release() -> None:
    assert derived_id(CAUSE.id, "message-ready") == "d15ce6d8-466b-5ee3-ac3b-7c0aeb5ef90e"
    assert outside_id("message-received", "bist-sohbet", 9201, 0) == "d49f30f1-4a78-5d95-ae92-e7a8ec7801d6"
    assert seed_of(CAUSE.id, "wait") == "deddab110f9face4"


def test_a_seed_belongs_to_one_event_and_one_purpose() -> None:
    assert len({seed_of(event, purpose) for event in (CAUSE.id, "x") for purpose in ("wait", "style")}) == 4


def test_what_follows_names_its_cause_and_keeps_the_correlation() -> None:
    first = following(CAUSE, CAUSE.data)

    assert (first.causation_id, first.correlation_id) == (CAUSE.id, CAUSE.correlation_id)
    assert first == following(CAUSE, CAUSE.data)
    assert first.id != following(CAUSE, CAUSE.data, ordinal=1).id


def test_what_begins_is_its_own_correlation() -> None:
    begun = beginning(CAUSE.data, event_id=CAUSE.id)
    told = from_outside(CAUSE.data, "bist-sohbet", 4)

    assert (begun.id, begun.correlation_id, begun.causation_id) == (CAUSE.id, CAUSE.id, None)
    assert told.correlation_id == told.id == from_outside(CAUSE.data, "bist-sohbet", 4).id
