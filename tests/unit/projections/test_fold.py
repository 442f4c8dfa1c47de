"""Tables of aggregates: what they keep, what they survive, what they write down."""

from __future__ import annotations

import pytest

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.database.roles import STATE_TABLES
from piyasa.projections.catalogue import all_projections, projections_for
from piyasa.projections.conversations import Conversations
from piyasa.projections.directory import Installations
from piyasa.projections.directory.state import Stance
from piyasa.projections.emotions import Emotions
from piyasa.projections.fold import EVERY, Table, TableSet
from piyasa.projections.pace import Pace
from piyasa.projections.replacing import replace
from piyasa.projections.voices import Voices
from support.events import CHAT, forgotten, log_of, received


class Fragile:
    """Counts lines in words, and breaks on one of them."""

    name = "fragile"
    version = "1"
    facts = frozenset({"message-received", "user-forgotten"})
    state = Stance

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        data = event.data
        return (data.chat_id,) if isinstance(data, MessageReceived) else (EVERY,)

    def evolve(self, state: Stance | None, event: Recorded[Event]) -> Stance | None:
        if not isinstance(event.data, MessageReceived):
            return None
        if event.data.text == "break":
            raise ZeroDivisionError
        count = 0.0 if state is None else state.direction
        return Stance(event.data.chat_id, count + 1, 1.0, event.data.text)


def test_a_fold_that_raises_leaves_its_aggregate_as_it_was_and_is_remembered() -> None:
    table = Table(Fragile())
    log = log_of([received(1), received(2, text="break"), received(3, text="break", chat_id="other-chat"), received(4)])
    changed = [table.apply(event) for event in log]

    assert changed == [[CHAT], [], [], [CHAT]]
    assert table.rows[CHAT].direction == 2
    assert (table.failed[CHAT].position, table.failed[CHAT].error) == (2, "ZeroDivisionError()")
    assert "other-chat" not in table.rows


def test_a_fact_about_every_aggregate_reaches_those_there_are() -> None:
    table = Table(Fragile())
    log = log_of([received(1), received(2, chat_id="other-chat"), forgotten(), forgotten()])
    changed = [table.apply(event) for event in log]
    assert changed == [[CHAT], ["other-chat"], [CHAT, "other-chat"], []]
    assert table.rows == {}


def test_each_change_is_told_and_what_nobody_folds_is_passed_over() -> None:
    told: list[tuple[str, str, int]] = []
    tables = TableSet.of([Fragile(), Installations()])
    for event in log_of([received(1), received(2, text="break"), forgotten()]):
        tables.apply(event, lambda name, key, fact: told.append((name, key, fact.position)))
    assert told == [("fragile", CHAT, 1), ("fragile", CHAT, 3), ("installation", "system", 3)]
    assert [failure.projection for failure in tables.failures] == ["fragile"]


def test_the_facts_of_a_set_are_those_of_its_projections() -> None:
    tables = TableSet.of([Installations(), Voices()])
    assert tables.facts == Installations.facts | Voices.facts
    assert "message-sent" in tables.facts
    assert "message-received" not in tables.facts


def test_a_dump_is_in_the_order_of_keys() -> None:
    table = Table(Fragile())
    for event in log_of([received(1, chat_id="zz"), received(1, chat_id="aa")]):
        table.apply(event)
    assert list(table.dump()) == ["aa", "zz"]
    assert table.dump_json().startswith(b'{"aa":{"confidence":1.0,')


def test_people_are_dumped_in_order_whatever_the_order_of_the_set() -> None:
    people = [f"person-{number}" for number in range(20)]
    table = Table(Installations())
    for event in log_of(forgotten(person) for person in reversed(people)):
        table.apply(event)
    assert table.dump()["system"]["forgotten"] == sorted(people)


def test_all_projections_are_there_once_and_carry_the_pace_in_their_version() -> None:
    versions = {each.name: each.version for each in all_projections(Pace(20))}
    assert set(versions) == set(STATE_TABLES)
    paced = [name for name, version in versions.items() if version.endswith("@20")]
    assert paced == ["conversations", "emotions", "relationships", "voices"]
    assert Conversations().version.endswith("@1")
    assert Emotions(Pace(0.5)).version.endswith("@0.5")


def test_a_changed_copy_differs_only_where_told() -> None:
    stance = Stance("BIST", 0.5, 0.6, "yatay")
    assert replace(stance, direction=-1.0) == Stance("BIST", -1.0, 0.6, "yatay")
    assert stance.direction == 0.5


BY_ALL = {"bots", "chats", "installation", "conversations", "voices"}
MINDS = {"emotions", "relationships", "life_events", "memories"}


@pytest.mark.parametrize(
    ("service", "minds"),
    [
        ("telegram-gateway", set()),
        ("humanizer", {"emotions", "relationships"}),
        ("scheduler", {"emotions", "relationships", "life_events"}),
        ("generator", MINDS),
    ],
)
def test_a_service_folds_only_what_it_reads(service: str, minds: set[str]) -> None:
    names = {each.name for each in projections_for(service, Pace(20))}
    assert names >= BY_ALL
    assert names & MINDS == minds


@pytest.mark.parametrize("service", ["projector", "admin-api"])
def test_who_serves_all_folds_all(service: str) -> None:
    assert {each.name for each in projections_for(service)} == set(STATE_TABLES)


def test_the_gateway_folds_nothing_that_it_does_not_read() -> None:
    assert {each.name for each in projections_for("telegram-gateway")} == BY_ALL
