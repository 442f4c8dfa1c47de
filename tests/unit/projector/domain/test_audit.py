from datetime import timedelta

import pytest

from piyasa.contracts.event import Event
from piyasa.projector.domain.audit import Audit
from support.events import (
    NOON,
    Log,
    drafted,
    failed,
    ready,
    requested,
    rewrite,
    sent,
    settled,
    suppressed,
    uid,
    uncertain,
)

PATIENCE = timedelta(minutes=5)


def audit_of(*facts: Event) -> Audit:
    audit = Audit()
    for event in Log().add(*facts):
        audit.take(event)
    return audit


def codes(audit: Audit, later: timedelta = timedelta()) -> set[tuple[str, str]]:
    return {(fault.code, fault.concerns) for fault in audit.faults(now=NOON + later, patience=PATIENCE)}


@pytest.mark.parametrize("end", [sent("t", 5), failed("t"), suppressed("t", 1), uncertain("t")])
def test_a_message_with_one_end_is_well(end: Event) -> None:
    audit = audit_of(requested("t"), drafted("t"), ready("t"), end)
    assert codes(audit, timedelta(days=1)) == set()
    assert (audit.messages, audit.ticks, audit.open()) == (1, 1, 0)


def test_settling_is_no_second_end() -> None:
    assert codes(audit_of(ready("t"), uncertain("t"), settled("t", 5))) == set()


def test_two_ends_are_a_fault() -> None:
    assert codes(audit_of(ready("t"), sent("t", 5), suppressed("t", 1))) == {("MESSAGE_ENDED_TWICE", uid(("t", 1)))}


def test_a_message_may_wait_for_its_end_for_a_while_only() -> None:
    audit = audit_of(ready("t"))
    assert codes(audit, PATIENCE) == set()
    assert audit.open() == 1
    assert codes(audit, PATIENCE + timedelta(seconds=1)) == {("MESSAGE_WITHOUT_END", uid(("t", 1)))}


def test_an_end_needs_a_message() -> None:
    assert codes(audit_of(sent("t", 5))) == {("END_WITHOUT_MESSAGE", uid(("t", 1)))}


def test_a_tick_speaks_once() -> None:
    twice = ready("t", message_id=uid("another"))
    found = codes(audit_of(ready("t"), twice, sent("t", 5), suppressed("t", message_id=uid("another"))))
    assert found == {("TICK_SPOKEN_TWICE", uid("t"))}
    again = codes(audit_of(ready("t"), ready("t"), sent("t", 5)))
    assert again == {("MESSAGE_READY_TWICE", uid(("t", 1)))}


def test_drafts_of_a_tick_are_one_chain() -> None:
    assert codes(audit_of(drafted("t"), rewrite("t"), drafted("t", attempt=2))) == set()
    assert codes(audit_of(drafted("t"), drafted("t"))) == {("DRAFTED_TWICE", uid("t"))}
