"""What was armed and never ended is ended by whoever holds the shard."""

from __future__ import annotations

from typing import Any

import pytest

from piyasa.contracts import membership
from piyasa.contracts.envelope import Recorded
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.sweeping import Sweeping
from support.events import CHAT, ready
from support.gateway import BY, Office

ENDS = ("message-sent", "message-failed", "message-suppressed", "delivery-uncertain")


@pytest.fixture
def office() -> Office:
    made = Office()
    made.open_chat()
    return made


def armed(office: Office, **known: Any) -> Recorded[Any]:
    return office.log.record(ready("t", **{"send_at": office.clock.now()} | known))[0]


async def sweep(office: Office, desk: Desk | None = None, *, mine: bool = True) -> list[Any]:
    await Sweeping(desk or office.replica(), lambda _chat: mine)()
    return office.log.told(*ENDS)


async def test_a_message_whose_timer_was_lost_is_suppressed_as_stale(office: Office) -> None:
    event = armed(office)
    office.clock.advance(71)
    (end,) = await sweep(office)
    assert (end.fact, end.message_id, end.reason) == ("message-suppressed", event.data.message_id, "stale")
    assert ("suppressed", "stale") in office.tally.counted


async def test_a_message_that_may_still_be_sent_is_left_alone(office: Office) -> None:
    armed(office)
    office.clock.advance(69)
    assert await sweep(office) == []


async def test_the_chats_of_others_are_left_alone(office: Office) -> None:
    armed(office)
    office.clock.advance(1000)
    assert await sweep(office, mine=False) == []


async def test_a_claim_somebody_may_still_work_under_is_left_alone(office: Office) -> None:
    event = armed(office)
    await office.sends.create(event.data.message_id, b"another process")
    office.clock.advance(100)
    assert await sweep(office) == []


async def test_a_claim_nobody_works_under_is_uncertain(office: Office) -> None:
    event = armed(office)
    await office.sends.create(event.data.message_id, b"a process that died")
    office.clock.advance(181)
    (end,) = await sweep(office)
    assert (end.fact, end.cause) == ("delivery-uncertain", "claimed_without_outcome")
    assert ("uncertain",) in office.tally.counted


async def test_a_claim_of_a_process_that_lives_is_left_to_it(office: Office) -> None:
    event = armed(office)
    office.living.add("another")
    await office.sends.create(event.data.message_id, b"another")
    office.clock.advance(181)
    assert await sweep(office) == []


async def test_a_message_swept_twice_ends_once(office: Office) -> None:
    armed(office)
    office.clock.advance(71)
    await sweep(office, office.replica("one"))
    assert len(await sweep(office, office.replica("two"))) == 1


async def test_what_this_process_is_working_on_is_left_alone(office: Office) -> None:
    event, desk = armed(office), office.replica()
    desk.busy.add(event.data.message_id)
    office.clock.advance(1000)
    assert await sweep(office, desk) == []


async def test_a_call_of_this_process_that_was_cut_off_is_uncertain_at_once(office: Office) -> None:
    event, desk = armed(office), office.replica()
    await desk.claims.take(event.data.message_id)
    desk.claims.calling(event.data.message_id)
    office.clock.advance(71)
    assert [end.fact for end in await sweep(office, desk)] == ["delivery-uncertain"]


async def test_a_message_that_a_person_s_wish_deleted_still_gets_its_end(office: Office) -> None:
    event = armed(office)
    office.log.deleted.add(event.position)
    office.clock.advance(71)
    (end,) = await sweep(office)
    assert (end.message_id, end.reason) == (event.data.message_id, "stale")


async def test_messages_of_a_removed_chat_get_their_end(office: Office) -> None:
    armed(office)
    office.log.record(membership.ChatRemoved(chat_id=CHAT, **BY))
    office.clock.advance(71)
    assert [end.fact for end in await sweep(office)] == ["message-suppressed"]


async def test_a_message_that_cannot_be_ended_keeps_no_other_from_its_end(office: Office) -> None:
    armed(office)
    other = office.log.record(ready("u", send_at=office.clock.now()))[0]
    office.clock.advance(71)
    office.log.fails = 1
    assert [end.message_id for end in await sweep(office)] == [other.data.message_id]


async def test_a_round_ends_when_the_broker_is_away(office: Office) -> None:
    armed(office)
    office.log.record(ready("u", send_at=office.clock.now()))
    office.clock.advance(71)
    office.log.fails, tried = 2, office.replica()

    async def lose_touch(*_: Any) -> None:
        office.log.current = False
        raise ConnectionError

    office.sends.create = lose_touch  # type: ignore[method-assign] # the broker goes away at the first message
    assert await sweep(office, tried) == []
    assert office.log.fails == 2


async def test_nothing_is_swept_on_a_view_that_may_be_old(office: Office) -> None:
    armed(office)
    office.clock.advance(71)
    office.log.current = False
    assert await sweep(office) == []


async def test_the_end_that_sweeping_makes_is_the_one_that_sending_would_have_made(office: Office) -> None:
    event = armed(office)
    office.clock.advance(71)
    await sweep(office)
    assert office.log.events[-1].causation_id == event.id
