"""A real broker with the services' real rights, and what tests of the log do with it."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import nats
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from piyasa.contracts.envelope import NewEvent, Recorded, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.permissions import OPERATOR, all_permissions, inbox_prefix
from piyasa.contracts.topology import BUCKETS, EVENTS, STREAMS, Durable, durable
from piyasa.devstack.nats_server import EmbeddedNats
from piyasa.eventlog.consumer import Consumer, Handler
from piyasa.eventlog.direct import DirectReader, RawMessage
from piyasa.eventlog.log import EventLog
from piyasa.eventlog.provision import Options, consumer_config, provision
from support.events import CHAT, drafted, meaning

PATIENCE = 10.0
STYLE = "humanizer-style"


def permissions() -> dict[str, dict[str, list[str]]]:
    """The rights of every broker user, as the embedded broker wants them."""
    return {
        user: {"publish": list(rights.publish), "subscribe": list(rights.subscribe)}
        for user, rights in all_permissions().items()
    }


async def connected(server: EmbeddedNats, user: str = OPERATOR, *, refusals: list[str] | None = None) -> Client:
    """A client of a user that comes back quickly after an outage; ``refusals`` collects what the broker said no to."""

    async def on_error(error: Exception) -> None:
        if refusals is not None:
            refusals.append(str(error))

    return await nats.connect(
        server.url,
        nkeys_seed_str=server.keys.seed(user),
        inbox_prefix=inbox_prefix(user).encode(),
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.1,
        error_cb=on_error,
    )


async def begin_anew(client: Client, options: Options | None = None) -> None:
    """Provision a broker that holds nothing else."""
    js = client.jetstream()
    for name in [*(stream.name for stream in STREAMS), *(f"KV_{bucket.name}" for bucket in BUCKETS)]:
        try:
            await js.delete_stream(name)
        except NotFoundError:
            continue
    await provision(client, options)


async def until(fact: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something holds; ``TimeoutError`` when it takes longer."""
    async with asyncio.timeout(seconds):
        while not fact():
            await asyncio.sleep(0.005)


async def rough_restart(server: EmbeddedNats, *, away: float = 0.0) -> None:
    """Kill the broker and start it on what it left behind."""
    await asyncio.to_thread(server.kill)
    await asyncio.sleep(away)
    await asyncio.to_thread(server.start)
    await asyncio.to_thread(server.wait_ready)


async def raw_messages(client: Client, stream: str = EVENTS, filter: str = ">") -> list[RawMessage]:  # noqa: A002
    """Everything that a stream holds."""
    reader = DirectReader(client, stream, filter)
    found: list[RawMessage] = []
    while True:
        batch = await reader.read(found[-1].position if found else 0)
        found += batch.messages
        if batch.at_end:
            await reader.stop()
            return found


def told(fact: Event, name: object) -> NewEvent[Any]:
    """A fact whose id belongs to a name."""
    return from_outside(fact, "told", name)


def draft(name: object, chat_id: str = CHAT) -> NewEvent[Any]:
    """A draft whose id belongs to a name."""
    return told(drafted(name, chat_id=chat_id, meaning=meaning()), name)


async def durable_of(client: Client, name: str = STYLE, **changed: Any) -> Durable:
    """A durable that differs from the provisioned one."""
    changed_one = replace(durable(name), **changed)
    await client.jetstream().add_consumer(changed_one.stream, consumer_config(changed_one))
    return changed_one


@dataclass
class Heard:
    """A projection that remembers which positions it folded, by chat; raises on the positions it is told to."""

    facts: frozenset[str] = frozenset({"draft-generated", "message-ready"})
    name: str = "heard"
    version: str = "1"
    state: type[Any] = tuple[int, ...]
    raises_at: set[int] = field(default_factory=set)
    keyless_at: set[int] = field(default_factory=set)

    def keys(self, event: Recorded[Event]) -> Sequence[str]:
        """The chat."""
        if event.position in self.keyless_at:
            raise LookupError(event.position)
        return (event.data.aggregate_id,)

    def evolve(self, state: tuple[int, ...] | None, event: Recorded[Event]) -> tuple[int, ...]:
        """One more."""
        if event.position in self.raises_at:
            raise ValueError(event.position)
        return (*(state or ()), event.position)


@dataclass
class Handling:
    """A handler that remembers what it was given and does what the test wants."""

    does: Handler | None = None
    seen: list[Recorded[Any]] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    running: int = 0
    most: int = 0

    async def __call__(self, event: Recorded[Any]) -> Iterable[NewEvent[Any]]:
        """Handle an event."""
        self.seen.append(event)
        self.at.append(time.monotonic())
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            return () if self.does is None else await self.does(event)
        finally:
            self.running -= 1

    def times(self, name: object) -> int:
        """How often the fact told under a name came by."""
        wanted = draft(name).id
        return sum(event.id == wanted for event in self.seen)


@dataclass
class Counting:
    """Counts outcomes as the metrics would."""

    outcomes: list[str] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)

    def handled(self, durable: str, outcome: str, seconds: float) -> None:
        """One more."""
        self.outcomes.append(outcome)

    def waiting(self, durable: str, events: int) -> None:
        """So many were behind it."""
        self.depths.append(events)


MakeConsumer = Callable[..., Consumer]
MakeLog = Callable[..., EventLog]
