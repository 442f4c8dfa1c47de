"""The queue of updates of one bot."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.mailbox import IDLE_SECONDS, KEPT_SECONDS, Mailbox


def _ids(mailbox: Mailbox) -> list[int]:
    return [update.id for update in mailbox.first(100)]


def _filled(count: int, start: int = 100) -> Mailbox:
    mailbox = Mailbox(bot=1, next_id=start)
    for _ in range(count):
        mailbox.put("message", -1, {}, now=0.0)
    return mailbox


def test_an_offset_confirms_what_is_below_it() -> None:
    mailbox = _filled(5)
    mailbox.confirm(mailbox.start_of(103))
    assert _ids(mailbox) == [103, 104]


def test_a_negative_offset_counts_from_the_end() -> None:
    mailbox = _filled(5)
    mailbox.confirm(mailbox.start_of(-2))
    assert _ids(mailbox) == [103, 104]
    assert Mailbox(1, 5).start_of(-1) == 0


def test_an_offset_of_a_numbering_that_has_gone_confirms_nothing() -> None:
    mailbox = _filled(3)
    mailbox.confirm(mailbox.start_of(900_000))
    assert _ids(mailbox) == [100, 101, 102]


def test_updates_are_kept_for_a_day() -> None:
    mailbox = _filled(2)
    mailbox.put("message", -1, {}, now=KEPT_SECONDS + 1.0)
    assert _ids(mailbox) == [102]


def test_numbers_start_somewhere_else_after_a_week_without_updates() -> None:
    mailbox = _filled(1)
    mailbox.confirm(101)
    mailbox.put("message", -1, {}, now=IDLE_SECONDS + 1.0)
    assert _ids(mailbox) != [101]
