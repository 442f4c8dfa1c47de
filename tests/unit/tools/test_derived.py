"""What follows from the log without standing in it."""

from __future__ import annotations

from datetime import timedelta

import orjson

from piyasa.contracts.envelope import NewEvent, headers_of
from piyasa.contracts.event import Event
from piyasa.tools.derived import Deriving
from piyasa.tools.event_choice import choice
from piyasa.tools.event_lines import cloud_event, event_line
from support.events import AYSE, MEHMET, NOON, PERSON, meaning, received, registered, uid
from support.streams import Streamed

MEETINGS = 31
"""So many make an acquaintance of a stranger."""


def message(position: int, fact: Event) -> Streamed:
    event = NewEvent(uid(position), fact, uid(position))
    body = fact.model_dump_json().encode()
    headers = headers_of(event, service="telegram-gateway", now=NOON)
    return Streamed(position, NOON + timedelta(seconds=position), fact.subject, headers, body)


def history(bot_id: str = MEHMET) -> list[Streamed]:
    greetings = [received(number, meaning=meaning(mentions=(bot_id,))) for number in range(MEETINGS)]
    return [message(position, fact) for position, fact in enumerate([registered(bot_id), *greetings], 1)]


def test_a_relationship_that_changed_is_told_with_the_fact_that_changed_it() -> None:
    [told] = Deriving.at(1).of(history())
    assert cloud_event(told) == {
        "position": 32,
        "id": told.headers["ce-id"],
        "type": "piyasa.relationship-changed.v1",
        "source": "/piyasa/derived",
        "time": "2026-03-04T09:00:32.000Z",
        "subject": f"derived.bot.{MEHMET}.relationship-changed",
        "correlationid": uid(32),
        "causationid": uid(32),
        "data": {"bot_id": MEHMET, "towards": f"p:{PERSON}", "before": "stranger", "after": "acquaintance"},
    }
    assert orjson.loads(told.body)["after"] == "acquaintance"


def test_told_in_batches_it_is_told_once_and_alike() -> None:
    deriving = Deriving.at(1)
    in_parts = [*deriving.of(history()[:20]), *deriving.of(history()[20:])]
    assert in_parts == list(Deriving.at(1).of(history()))


def test_a_persona_may_be_chosen() -> None:
    told = list(Deriving.at(1).of(history()))
    assert [choice(bot=bot).takes(each) for bot in (MEHMET, AYSE) for each in told] == [True, False]


def test_people_read_who_became_what() -> None:
    [told] = Deriving.at(1).of(history())
    line = event_line(told).plain
    assert all(word in line for word in ["relationship-changed", MEHMET, PERSON, "stranger", "acquaintance"])


def test_what_is_no_fact_leads_to_nothing() -> None:
    bad = Streamed(1, NOON, "evt.chat.bist-sohbet.message-received", {}, b"{bad")
    assert list(Deriving.at(1).of([bad, Streamed(2, NOON, "evt.x", {}, b"")])) == []
