"""Ends that happened get onto the log, whoever was cut off when."""

from __future__ import annotations

from typing import Any

import pytest

from piyasa.contracts.envelope import Recorded
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.recording import Recording
from piyasa.telegram_gateway.use_cases.sending import Sending
from support.events import ready, uncertain
from support.gateway import Office, Rest

ENDS = ("message-sent", "message-failed", "message-suppressed", "delivery-uncertain")


@pytest.fixture
def office() -> Office:
    made = Office()
    made.open_chat()
    return made


async def sent_but_not_recorded(office: Office, desk: Desk, tick: object = "t") -> Recorded[Any]:
    """Telegram took a message, and the broker went away before the log did."""
    (event,) = office.log.record(ready(tick, send_at=office.clock.now()))
    office.log.fails = 1
    with pytest.raises(ConnectionError):
        await Sending(desk, Rest(office.clock))(event)
    return event


async def test_an_end_whose_handler_was_cut_off_is_recorded(office: Office) -> None:
    desk = office.replica()
    await sent_but_not_recorded(office, desk)
    await Recording(desk)()
    assert [end.fact for end in office.log.told(*ENDS)] == ["message-sent"]
    assert desk.claims.unrecorded == {}


async def test_an_end_that_the_log_has_is_not_recorded_again(office: Office) -> None:
    desk = office.replica()
    event = await sent_but_not_recorded(office, desk)
    await Sending(desk, Rest(office.clock))(event)
    before = len(office.log.events)
    await Recording(desk)()
    assert len(office.log.events) == before


async def test_an_outage_that_lasts_is_waited_out(office: Office) -> None:
    desk = office.replica()
    await sent_but_not_recorded(office, desk)
    office.log.fails = 1
    await Recording(desk)()
    assert office.log.told(*ENDS) == []
    await Recording(desk)()
    assert [end.fact for end in office.log.told(*ENDS)] == ["message-sent"]


async def test_an_end_that_cannot_be_recorded_keeps_no_other_from_the_log(office: Office) -> None:
    desk = office.replica()
    await sent_but_not_recorded(office, desk)
    other = await sent_but_not_recorded(office, desk, "u")
    office.log.fails = 1
    await Recording(desk)()
    assert [end.message_id for end in office.log.told(*ENDS)] == [other.data.message_id]


async def test_doubt_that_somebody_reported_meanwhile_is_settled(office: Office) -> None:
    desk = office.replica()
    await sent_but_not_recorded(office, desk)
    office.log.record(uncertain("t"))
    await Recording(desk)()
    assert [end.fact for end in office.log.told(*ENDS)] == ["delivery-uncertain"]
    (settled,) = office.log.told("delivery-settled")
    assert (settled.outcome, settled.telegram_message_id) == ("sent", 501)


async def test_what_a_handler_works_on_is_left_to_it(office: Office) -> None:
    desk = office.replica()
    event = await sent_but_not_recorded(office, desk)
    desk.busy.add(event.data.message_id)
    await Recording(desk)()
    assert office.log.told(*ENDS) == []


async def test_nothing_is_recorded_on_a_view_that_may_be_old(office: Office) -> None:
    desk = office.replica()
    await sent_but_not_recorded(office, desk)
    office.log.current = False
    await Recording(desk)()
    assert office.log.told(*ENDS) == []
