"""How a message of the log is shown."""

import orjson
import pytest

from piyasa.contracts.envelope import NewEvent, headers_of
from piyasa.contracts.event import Event
from piyasa.tools.event_lines import cloud_event, event_line
from piyasa.tools.output import plain, seconds
from support.events import CHAT, MEHMET, NOON, failed, received, requested, sent, uid
from support.streams import Streamed


def message(fact: Event, *, causation_id: str | None = None) -> Streamed:
    event = NewEvent(uid("event"), fact, uid("chain"), causation_id)
    return Streamed(
        7, NOON, fact.subject, headers_of(event, service="scheduler", now=NOON), fact.model_dump_json().encode()
    )


def test_scripts_get_exactly_the_promised_keys() -> None:
    shown = cloud_event(message(requested(1, lane="high"), causation_id=uid("cause")))
    assert shown == {
        "position": 7,
        "id": uid("event"),
        "type": "piyasa.tick-requested.v1",
        "source": "/piyasa/scheduler",
        "time": "2026-03-04T09:00:00.000Z",
        "subject": f"evt.chat.{CHAT}.tick-requested.high",
        "correlationid": uid("chain"),
        "causationid": uid("cause"),
        "data": orjson.loads(requested(1, lane="high").model_dump_json()),
    }


def test_what_is_no_fact_has_the_same_keys() -> None:
    shown = cloud_event(Streamed(1, NOON, "evt.x", {}, b"\xff{"))
    assert list(shown) == list(cloud_event(message(sent(1, 1))))
    assert shown["data"] == "\ufffd{"
    assert shown["id"] is shown["type"] is shown["causationid"] is None


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (received(1, text="Merhaba\nherkese"), ["message-received", "Deniz", "Merhaba herkese"]),
        (sent(1, 70, text="bence yatay"), ["message-sent", MEHMET, "bence yatay"]),
        (failed(1), ["message-failed", "403", "forbidden"]),
        (requested(1, reason="mention"), ["tick-requested", MEHMET, "mention"]),
    ],
)
def test_people_get_one_line_with_what_matters(fact: Event, words: list[str]) -> None:
    line = event_line(message(fact)).plain
    assert "\n" not in line
    assert all(word in line for word in [CHAT, *words])


def test_what_people_wrote_cannot_steer_the_terminal() -> None:
    line = event_line(message(received(1, text="\x1b[2J\u202eters\x07 \x9b1m"))).plain
    assert not set(line) & {"\x1b", "\u202e", "\x07", "\x9b"}


def test_turkish_and_emoji_stay_as_they_are() -> None:
    assert plain("şöyle  bir\tğüç 👨\u200d👩\u200d👧") == "şöyle bir ğüç 👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("duration", "words"), [(0.0854, "85 ms"), (2.44, "2.4 s"), (59.9, "59.9 s"), (185.2, "3 m 05 s"), (0, "0 ms")]
)
def test_durations_are_said_as_people_say_them(duration: float, words: str) -> None:
    assert seconds(duration) == words
