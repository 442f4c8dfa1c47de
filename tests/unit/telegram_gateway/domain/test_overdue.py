"""Which armed messages nobody will send any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from piyasa.projections.conversations.state import Armed
from piyasa.projections.directory.state import Chat
from piyasa.telegram_gateway.domain.overdue import claim_is_dead, overdue
from support.events import NOON, log_of, ready
from support.folding import conversation_of

CHAT = Chat("bist-sohbet", -1, "Sohbet")
APPROVING = Chat("bist-sohbet", -1, "Sohbet", approval=True)


def armed(**known: Any) -> Armed:
    return conversation_of(log_of([ready("t", send_at=NOON, **known)])).armed[0]


def is_overdue(message: Armed, seconds: float, chat: Chat | None = CHAT) -> bool:
    return list(overdue([message], chat, now=NOON + timedelta(seconds=seconds))) == [message]


def test_small_talk_is_overdue_a_grace_after_it_is_stale() -> None:
    assert not is_overdue(armed(), 70)
    assert is_overdue(armed(), 70.1)


def test_answers_to_people_are_waited_for_longer() -> None:
    assert not is_overdue(armed(reason="mention"), 190)
    assert is_overdue(armed(reason="mention"), 190.1)


def test_messages_of_a_removed_chat_are_overdue_as_well() -> None:
    assert is_overdue(armed(), 71, chat=None)


def test_a_message_that_waits_for_approval_is_not_overdue_for_an_hour() -> None:
    assert not is_overdue(armed(), 3600, chat=APPROVING)
    assert is_overdue(armed(), 3611, chat=APPROVING)


def test_a_claim_is_dead_only_when_nobody_can_still_work_under_it() -> None:
    assert not claim_is_dead(armed(), CHAT, now=NOON + timedelta(seconds=180))
    assert claim_is_dead(armed(), CHAT, now=NOON + timedelta(seconds=181))
