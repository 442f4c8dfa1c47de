"""What can be said about the log without a broker."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from piyasa.eventlog.delivery import Delivery
from piyasa.eventlog.direct import parse_time
from piyasa.eventlog.errors import Later
from piyasa.eventlog.leases import share
from piyasa.eventlog.measures import LogMeasures
from piyasa.eventlog.timers import Due
from piyasa.eventlog.wire import Refused
from piyasa.telemetry import Metrics

NANOSECONDS = 1795188640_123456789
OLD = f"$JS.ACK.EVENTS.humanizer-style.3.41.7.{NANOSECONDS}.5"
NEW = f"$JS.ACK._.ACCOUNT.EVENTS.humanizer-style.3.41.7.{NANOSECONDS}.5"
NEWER = f"{NEW}.token"


@pytest.mark.parametrize("reply", [OLD, NEW, NEWER])
def test_a_delivery_reads_its_place_from_every_form_of_reply(reply: str) -> None:
    message: Any = SimpleNamespace(reply=reply, subject="evt.chat.a.b", headers=None, data=b"{}")

    delivery = Delivery.of(message)

    assert (delivery.position, delivery.attempt) == (41, 3)
    assert delivery.time == datetime.fromtimestamp(1795188640, UTC).replace(microsecond=123000)
    assert delivery.headers == {}
    assert delivery.waiting == 5


def test_behind_a_message_that_is_handled_by_hand_nothing_waits() -> None:
    assert Delivery("s", {}, b"", "", 1, 2, datetime.now(UTC)).waiting == 0


def test_the_depth_of_a_queue_is_shown_under_its_durable() -> None:
    metrics = Metrics("test", "1")
    LogMeasures(metrics).waiting("humanizer-style", 5)

    assert metrics.registry.get_sample_value("queue_depth", {"queue": "humanizer-style"}) == 5


@dataclass
class Recording:
    """A client that remembers what was published."""

    published: list[tuple[str, bytes]] = field(default_factory=list)

    async def publish(self, subject: str, body: bytes) -> None:
        self.published.append((subject, body))


@pytest.mark.parametrize(("delay", "nanoseconds"), [(0.0, 0), (0.5, 500_000_000), (60.0, 60_000_000_000), (-1.0, 0)])
async def test_handing_back_says_when_to_come_again(delay: float, nanoseconds: int) -> None:
    client: Any = Recording()
    await Delivery("s", {}, b"", "reply", 1, 1, datetime.now(UTC)).nak(client, delay)

    ((subject, body),) = client.published
    assert subject == "reply"
    assert orjson.loads(body.removeprefix(b"-NAK ")) == {"delay": nanoseconds}


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("2026-11-20T15:30:44.123456789Z", 123000),
        ("2026-11-20T15:30:44.1Z", 100000),
        ("2026-11-20T15:30:44Z", 0),
        ("2026-11-20T15:30:44.000999Z", 0),
    ],
)
def test_times_are_cut_to_milliseconds(text: str, microseconds: int) -> None:
    assert parse_time(text) == datetime(2026, 11, 20, 15, 30, 44, microseconds, tzinfo=UTC)


@pytest.mark.parametrize(
    ("keys", "replicas", "most", "least"), [(16, 1, 16, 16), (16, 3, 6, 5), (16, 0, 16, 16), (1, 2, 1, 0), (0, 3, 0, 0)]
)
def test_shares_are_even(keys: int, replicas: int, most: int, least: int) -> None:
    assert share(keys, replicas, eager=True) == most
    assert share(keys, replicas, eager=False) == least


def test_a_due_message_survives_its_timer() -> None:
    due = Due("m", "some-chat", 7)

    assert Due.decode(due.encode()) == due


@pytest.mark.parametrize("body", [b"", b"{}", b'{"message_id": "m", "chat_id": "c", "position": "x"}'])
def test_what_is_no_timer_is_refused(body: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        Due.decode(body)


def test_what_a_retry_may_cure_is_not_raised() -> None:
    Refused(10077, "maximum bytes exceeded").raise_if_final("evt.a.b.c")


def test_later_says_when() -> None:
    assert (Later(0.5).seconds, str(Later(0.5)), str(Later(1, "busy"))) == (0.5, "again in 0.5 s", "busy")
