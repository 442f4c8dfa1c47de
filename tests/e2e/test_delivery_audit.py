"""The judge of the other tests here: it finds nothing in a clean run, and each kind of fault where there is one."""

from __future__ import annotations

from typing import Any

import pytest

from piyasa.contracts.event import Event
from support.delivery_audit import audit
from support.events import ready, received, reply, sent, uncertain

QUESTION, ANSWER = 7, 8


def told(*facts: Event) -> list[dict[str, Any]]:
    """Facts as `piyasa events --json` tells them."""
    return [
        {"position": position, "type": fact.ce_type(), "data": fact.model_dump(mode="json", by_alias=True)}
        for position, fact in enumerate(facts, 1)
    ]


def post(message_id: int, text: str = "bence yatay") -> dict[str, Any]:
    return {"message_id": message_id, "text": text}


ASKED = received(QUESTION)
READY = ready("t", reply_to=reply(QUESTION), reason="mention")
SENT = sent("t", ANSWER, reply_to=reply(QUESTION), reason="mention")
AGAIN = sent("u", 9, reply_to=reply(QUESTION), reason="mention")


def test_a_run_in_which_every_question_was_answered_once_is_clean() -> None:
    found = audit(told(ASKED, READY, SENT), [post(ANSWER)], [QUESTION])
    assert found.faults == {}
    assert (found.ready, found.sent) == (1, 1)


@pytest.mark.parametrize("posts", [[], [post(ANSWER)]], ids=["not taken", "taken"])
def test_a_message_of_which_nobody_knows_is_no_fault_whether_telegram_took_it_or_not(posts: list[Any]) -> None:
    assert audit(told(ASKED, READY, uncertain("t")), posts, [QUESTION]).faults == {}


@pytest.mark.parametrize(
    ("facts", "posts", "fault"),
    [
        ([ASKED, READY], [], "without_end"),
        ([ASKED, READY, SENT, uncertain("t")], [post(ANSWER)], "several_ends"),
        ([ASKED, READY, SENT], [], "sent_not_in_ledger"),
        ([ASKED, READY, SENT], [post(ANSWER), post(9)], "posted_twice"),
        ([ASKED, READY, uncertain("t")], [post(ANSWER), post(9)], "posted_twice"),
        ([ASKED, READY, SENT], [post(ANSWER), post(9, "nobody decided this")], "unknown_to_log"),
        ([ASKED, READY, SENT, SENT], [post(ANSWER)], "spoke_twice"),
        ([ASKED], [], "unanswered"),
        ([ASKED, READY, SENT, AGAIN], [post(ANSWER), post(9)], "answered_twice"),
    ],
)  # fmt: skip
def test_each_kind_of_fault_is_found(facts: list[Event], posts: list[Any], fault: str) -> None:
    assert fault in audit(told(*facts), posts, [QUESTION]).faults
