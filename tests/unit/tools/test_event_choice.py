"""Which facts are wanted."""

import pytest

from piyasa.contracts.event import Event
from piyasa.contracts.topology import matches
from piyasa.tools.errors import FactUnknown, SlugUnusable
from piyasa.tools.event_choice import Choice, choice
from support.events import AYSE, CHAT, MEHMET, NOON, received, registered, requested, sent
from support.streams import Streamed


def message(fact: Event) -> Streamed:
    return Streamed(1, NOON, fact.subject, {"ce-type": fact.ce_type()}, fact.model_dump_json().encode())


FACTS = (
    received(1),
    requested(1),
    requested(2, bot_id=AYSE, lane="high"),
    sent(1, 7),
    sent(2, 8, chat_id="other"),
    registered(),
)


@pytest.mark.parametrize(
    "wanted",
    [
        choice(),
        choice(["message-sent"]),
        choice(["tick-requested"]),
        choice(["tick-requested"], chat=CHAT),
        choice(["message-sent", "message-received"], chat=CHAT),
        choice(chat=CHAT),
        choice(bot=MEHMET),
        choice(["bot-registered"]),
    ],
)
def test_the_brokers_filter_lets_everything_wanted_through(wanted: Choice) -> None:
    taken = [fact for fact in FACTS if wanted.takes(message(fact))]
    assert taken
    assert all(matches(wanted.filter, fact.subject) for fact in taken)


def test_facts_are_named_with_or_without_type_and_version() -> None:
    for name in ("message-sent", "piyasa.message-sent", "piyasa.message-sent.v1", "message-sent.v1"):
        assert [fact.fact for fact in FACTS if choice([name]).takes(message(fact))] == ["message-sent", "message-sent"]
    assert not choice(["message-sent.v9"]).takes(message(sent(1, 7)))


def test_a_persona_is_found_by_what_it_did_and_by_what_is_about_it() -> None:
    about = [fact.fact for fact in FACTS if choice(bot=MEHMET).takes(message(fact))]
    assert about == ["tick-requested", "message-sent", "message-sent", "bot-registered"]


def test_a_persona_that_is_only_mentioned_did_nothing() -> None:
    assert not choice(bot=MEHMET).takes(message(received(1, text=MEHMET)))


def test_a_body_that_is_no_json_belongs_to_no_persona() -> None:
    broken = Streamed(1, NOON, f"evt.chat.{CHAT}.message-sent", {}, f"{{{MEHMET}".encode())
    assert not choice(bot=MEHMET).takes(broken)
    assert choice(chat=CHAT).takes(broken)


def test_a_misspelt_fact_is_refused_with_what_was_meant() -> None:
    with pytest.raises(FactUnknown, match="message-sent"):
        choice(["mesage-sent"])


@pytest.mark.parametrize("slug", ["", "a", "evt.>", "Büyük", "a b"])
def test_what_cannot_be_an_id_is_refused(slug: str) -> None:
    with pytest.raises(SlugUnusable):
        choice(chat=slug)
