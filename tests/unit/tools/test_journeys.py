"""The way of a message, told from plain facts."""

from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from piyasa.contracts.conversation import GuardVerdict, TickRequested
from piyasa.contracts.delivery import MessageApproved
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.tools.journey_page import page_of
from piyasa.tools.journeys import journey_json, journeys
from support.events import (
    CHAT,
    Log,
    abandoned,
    drafted,
    failed,
    ready,
    received,
    rejected,
    requested,
    retracted,
    rewrite,
    sent,
    settled,
    suppressed,
    uid,
    uncertain,
)

TRACE = "ab" * 16


def chain(*facts: Event, after: float = 2.0) -> list[Recorded[Any]]:
    """Facts that follow from the first one, two seconds apart."""
    log = Log()
    recorded = [log.add(fact, after=after)[0] for fact in facts]
    first = recorded[0]
    return [
        replace(
            each, correlation_id=first.id, causation_id=None if each is first else first.id,
            traceparent=f"00-{TRACE}-{'c' * 16}-01" if isinstance(each.data, TickRequested) else None,
        )
        for each in recorded
    ]  # fmt: skip


SAID = received(1, text="Mehmet ne dersin?")
WHOLE = (
    SAID,
    requested(1, reason="mention", lane="high", topic="altın"),
    drafted(1, text="aynı laf", guards=(GuardVerdict(name="claims", verdict="ok"),)),
    rewrite(1),
    drafted(1, attempt=2, draft_id=uid("second"), text="bence yatay"),
    ready(1, steps=("shortened", "typo"), modifiers={"energy": 0.5}),
    sent(1, 77),
)


def test_a_message_is_told_from_its_cause_to_its_end() -> None:
    (way,) = journeys(chain(*WHOLE), uid((1, 1)))
    assert way.cause is not None
    assert way.cause.data == SAID
    assert way.events[0].data.fact == "tick-requested"
    assert (way.outcome, way.seconds, way.trace_id) == ("sent", 10.0, TRACE)
    assert [draft.attempt for draft in way.drafts] == [1, 2]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ([], "open"),
        ([abandoned(1)], "abandoned (expired)"),
        ([rejected(1)], "rejected (empty)"),
        ([rejected(1), drafted(1, attempt=2), ready(1), sent(1, 5)], "sent"),
        ([drafted(1), suppressed(1)], "suppressed (overtaken)"),
        ([drafted(1), ready(1)], "open"),
        ([drafted(1), ready(1), suppressed(1, 1, reason="stale")], "suppressed (stale)"),
        ([drafted(1), ready(1), failed(1)], "failed (forbidden 403)"),
        ([drafted(1), ready(1), uncertain(1), settled(1, 9)], "uncertain (timeout)"),
        ([drafted(1), ready(1), ready(1, 2), sent(1, 5), suppressed(1, 2)], "sent, suppressed (overtaken)"),
    ],
)
def test_every_end_has_a_name(facts: list[Event], outcome: str) -> None:
    (way,) = journeys(chain(requested(1), *facts), uid(1))
    assert way.outcome == outcome


def test_a_chain_has_all_its_ticks_and_a_tick_is_told_alone() -> None:
    events = chain(SAID, requested(1), requested(2), drafted(2), abandoned(1), ready(2), sent(2, 5))
    assert [way.tick_id for way in journeys(events, events[0].id)] == [uid(1), uid(2)]
    (only,) = journeys(events, uid((2, 1)))
    assert only.tick_id == uid(2)


def test_what_people_do_later_belongs_to_the_way() -> None:
    approved = MessageApproved(chat_id=CHAT, message_id=uid((1, 1)), by="admin")
    (way,) = journeys(chain(requested(1), ready(1), approved, sent(1, 5), retracted(1, 5)), uid(1))
    assert [each.data.fact for each in way.events][2:] == ["message-approved", "message-sent", "message-retracted"]


def test_nothing_is_told_of_what_is_not_there() -> None:
    assert journeys([], uid(1)) == []
    assert journeys(chain(SAID), uid(1)) == []


def test_a_way_without_its_tick_is_told_all_the_same() -> None:
    (way,) = journeys(chain(ready(1), sent(1, 5)), uid(1))
    assert (way.request, way.outcome, way.trace_id) == (None, "sent", "")
    assert journey_json(way)["reason"] is None


def test_the_page_tells_times_attempts_guards_style_and_reasons() -> None:
    console = Console(width=200, record=True, quiet=False, file=None, force_terminal=False)
    (way,) = journeys(chain(*WHOLE), uid(1))
    with console.capture() as captured:
        console.print(page_of(way))
    page = captured.get()
    for words in (
        "mention (high)", "sent after 10.0 s", TRACE, "Mehmet ne dersin?", "attempt 1: aynı laf", "2.0 s", "claims ok",
        "attempt 2 wanted: duplicate", "shortened, typo", "energy 0.50", "Telegram message 77", "as of 0, seed 00",
    ):  # fmt: skip
        assert words in page, words


def test_markup_in_a_text_is_shown_and_not_obeyed() -> None:
    (way,) = journeys(chain(requested(1), drafted(1, text="[red]x[/] [/bold]\x1b[2J")), uid(1))
    console = Console(width=200)
    with console.capture() as captured:
        console.print(page_of(way))
    assert "[red]x[/] [/bold]" in captured.get()
    assert "\x1b" not in captured.get()


def test_machines_get_every_step_with_seconds_since_the_tick() -> None:
    (way,) = journeys(chain(*WHOLE), uid(1))
    told = journey_json(way)
    assert [step["seconds"] for step in told["steps"]] == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
    assert told["messages"][0]["outcome"] == "sent"
    assert told["drafts"][0]["guards"] == [{"name": "claims", "verdict": "ok", "reason": ""}]
    assert told["cause"]["fact"] == "message-received"
