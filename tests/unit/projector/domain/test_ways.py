from datetime import timedelta
from typing import Any

from piyasa.contracts.event import Event
from piyasa.projector.domain.batch import collect
from piyasa.projector.domain.ways import changes
from support.events import (
    CHAT,
    MEHMET,
    NOON,
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


def rows_of(*facts: Event) -> dict[str, dict[str, Any]]:
    """What a history makes of the rows."""
    rows: dict[str, dict[str, Any]] = {}
    for event in Log().add(*facts):
        collect(rows, changes(event))
    return rows


def at(second: int) -> Any:
    return NOON + timedelta(seconds=second)


def test_a_message_leaves_a_row_for_its_tick_and_one_for_itself() -> None:
    rows = rows_of(
        requested("t", reason="mention", lane="high"), drafted("t", reason="mention"), ready("t"), sent("t", 5)
    )

    tick, message = rows[uid("t")], rows[uid(("t", 1))]
    assert (tick["kind"], tick["lane"], tick["reason"], tick["attempt"]) == ("tick", "high", "mention", 1)
    assert (tick["requested_at"], tick["drafted_at"], tick["ready_at"]) == (at(1), at(2), at(3))
    assert tick["last_fact"] == "message-ready"
    assert tick.get("outcome") is None
    assert (message["kind"], message["tick_id"], message["chat_id"], message["bot_id"]) == (
        "message",
        uid("t"),
        CHAT,
        MEHMET,
    )
    assert (message["ready_at"], message["ended_at"], message["outcome"]) == (at(3), at(4), "sent")
    assert (message["telegram_message_id"], message["position"]) == (5, 4)


def test_a_second_end_changes_nothing() -> None:
    message = rows_of(ready("t"), uncertain("t"), sent("t", 5), failed("t"))[uid(("t", 1))]
    assert (message["outcome"], message["outcome_reason"], message["ended_at"]) == ("uncertain", "timeout", at(2))


def test_a_settled_delivery_stays_uncertain_and_tells_what_was_found_out() -> None:
    message = rows_of(ready("t"), uncertain("t"), settled("t", 9))[uid(("t", 1))]
    assert (message["outcome"], message["settled"], message["telegram_message_id"]) == ("uncertain", "sent", 9)


def test_parts_of_one_tick_end_on_their_own() -> None:
    rows = rows_of(ready("t", 1), ready("t", 2), sent("t", 5, 1), suppressed("t", 2))
    assert rows[uid(("t", 1))]["outcome"] == "sent"
    assert (rows[uid(("t", 2))]["outcome"], rows[uid(("t", 2))]["outcome_reason"]) == ("suppressed", "overtaken")


def test_a_tick_without_a_message_tells_why() -> None:
    for end, outcome, reason in (
        (abandoned("t"), "abandoned", "expired"),
        (rejected("t"), "rejected", "empty"),
        (suppressed("t"), "suppressed", "overtaken"),
    ):
        tick = rows_of(requested("t"), end)[uid("t")]
        assert (tick["outcome"], tick["outcome_reason"], tick["ended_at"]) == (outcome, reason, at(2))


def test_the_newest_draft_is_shown() -> None:
    tick = rows_of(requested("t"), drafted("t", text="one"), rewrite("t"), drafted("t", attempt=2, text="two"))[
        uid("t")
    ]
    assert (tick["attempt"], tick["text"], tick["drafted_at"]) == (2, "two", at(4))


def test_a_retracted_message_stays_sent() -> None:
    message = rows_of(ready("t"), sent("t", 5), retracted("t", 5))[uid(("t", 1))]
    assert (message["outcome"], message["retracted_at"]) == ("sent", at(3))


def test_what_people_say_is_no_message_on_its_way() -> None:
    assert rows_of(received(1)) == {}


def test_a_row_carries_the_trace_and_the_story_it_belongs_to() -> None:
    (event,) = Log().add(requested("t"))
    traced = type(event)(
        1, NOON, event.subject, event.data, "id", correlation_id="story", traceparent=f"00-{'a' * 32}-{'b' * 16}-01"
    )
    ((_, row),) = changes(traced)
    assert (row["correlation_id"], row["trace_id"]) == ("story", "a" * 32)
