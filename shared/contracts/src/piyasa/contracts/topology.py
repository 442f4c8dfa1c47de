"""Streams, subjects, durables and buckets, each spelt once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.event import Service
from piyasa.contracts.values import LANES

EVENTS = "EVENTS"
TIMERS = "TIMERS"
PARKED = "PARKED"

ALL_EVENTS = "evt.>"
SHARDS = 16
"""Chats hash onto this many shards, for deciding and for sending; a constant for good."""

MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Stream:
    """What provisioning makes of a stream; durations in seconds, 0 means without end."""

    name: str
    subjects: tuple[str, ...]
    max_age: int
    duplicate_window: int
    deny_purge: bool = False
    schedules: bool = False


@dataclass(frozen=True, slots=True)
class Bucket:
    """A key-value bucket; a key may have a life of its own, and a deleted one leaves no mark for long."""

    name: str
    ttl: int = 0


@dataclass(frozen=True, slots=True)
class Durable:
    """A position shared by the replicas of a service; delays in seconds."""

    name: str
    service: Service
    stream: str
    filter: str
    ack_wait: int = 30
    max_ack_pending: int = 1024


STREAMS = (
    Stream(EVENTS, (ALL_EVENTS,), max_age=30 * DAY, duplicate_window=10 * MINUTE, deny_purge=True),
    Stream(TIMERS, ("sched.>", "due.>"), max_age=7 * DAY, duplicate_window=2 * MINUTE, schedules=True),
    Stream(PARKED, ("parked.>",), max_age=30 * DAY, duplicate_window=2 * MINUTE),
)

LEASES = Bucket("leases")
SENDS = Bucket("sends", ttl=2 * DAY)
PEOPLE = Bucket("people")
BUDGETS = Bucket("budgets", ttl=3 * DAY)
BUCKETS = (LEASES, SENDS, PEOPLE, BUDGETS)


def lane_filter(lane: str) -> str:
    """All ticks of a lane."""
    return f"{CATALOGUE['tick-requested'].filter()}.{lane}"


def draft_durable(lane: str) -> str:
    """The durable that drafts a lane's ticks."""
    return f"generator-draft-{lane}"


def send_durable(shard: int) -> str:
    """The durable that holds what is due in a sending shard."""
    return f"gateway-send-{shard:02d}"


def due_subject(shard: int) -> str:
    """Where the messages of a sending shard fall due."""
    return f"due.send.{shard:02d}"


def schedule_subject(message_id: str) -> str:
    """The timer of one message; publishing to it again replaces the timer."""
    return f"sched.send.{message_id}"


def parked_subject(service: str, durable: str) -> str:
    """Where a durable parks what could not be handled."""
    return f"parked.{service}.{durable}"


def redrive_subject(service: str, durable: str) -> str:
    """Where replicas of a service take parked messages back."""
    return f"redrive.{service}.{durable}"


def redriven_subject(service: str, token: str) -> str:
    """Where a replica tells an operator how it went; ``token`` is the operator's for one message."""
    return f"redriven.{service}.{token}"


def matches(pattern: str, subject: str) -> bool:
    """Whether the broker would say that a filter covers a subject: ``*`` is one token, a last ``>`` one or more."""
    wanted, tokens = pattern.split("."), subject.split(".")
    if wanted[-1] == ">":
        if len(tokens) < len(wanted):
            return False
        wanted, tokens = wanted[:-1], tokens[: len(wanted) - 1]
    return len(wanted) == len(tokens) and all(want in {"*", token} for want, token in zip(wanted, tokens, strict=True))


def shard_of(chat_id: str) -> int:
    """The shard of a chat, 0 to ``SHARDS`` - 1, the same in every release."""
    return int.from_bytes(blake2b(chat_id.encode(), digest_size=4).digest(), "big") % SHARDS


def _durables() -> Iterator[Durable]:
    for lane in LANES:
        yield Durable(draft_durable(lane), "generator", EVENTS, lane_filter(lane))
    yield Durable("generator-rewrite", "generator", EVENTS, CATALOGUE["rewrite-requested"].filter())
    yield Durable("generator-remember", "generator", EVENTS, CATALOGUE["message-received"].filter())
    yield Durable("humanizer-style", "humanizer", EVENTS, CATALOGUE["draft-generated"].filter())
    yield Durable("gateway-arm", "telegram-gateway", EVENTS, CATALOGUE["message-ready"].filter())
    yield Durable("gateway-forget", "telegram-gateway", EVENTS, CATALOGUE["user-forgotten"].filter("people"))
    for shard in range(SHARDS):
        yield Durable(send_durable(shard), "telegram-gateway", TIMERS, due_subject(shard), ack_wait=20)


DURABLES = tuple(_durables())


def durable(name: str) -> Durable:
    """The durable of that name; ``KeyError`` when there is none."""
    return _BY_NAME[name]


_BY_NAME = {each.name: each for each in DURABLES}
