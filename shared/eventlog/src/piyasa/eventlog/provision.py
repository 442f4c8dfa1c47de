"""Making and upgrading every stream, durable and bucket: idempotent, and the only place that creates any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    RetentionPolicy,
    StorageType,
    StreamConfig,
)
from nats.js.errors import NotFoundError

from piyasa.contracts.topology import BUCKETS, DURABLES, EVENTS, STREAMS, Bucket, Durable, Stream

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.js import JetStreamContext


@dataclass(frozen=True, slots=True)
class Options:
    """What an installation may choose; durations in seconds, sizes in bytes, None keeps the default."""

    replicas: int = 1
    max_age: int | None = None
    max_bytes: int = -1
    duplicate_window: int | None = None
    first_position: int = 1
    """Position of the first event when EVENTS must be made anew: the archive's last + 1."""


@dataclass(frozen=True, slots=True)
class Done:
    """What provisioning did to one thing: ``made``, ``changed`` or ``kept``."""

    kind: str
    name: str
    outcome: str


_UNSET = (None, -1, False)
"""How the broker and its client say that something was not chosen; zero counts as well."""
_COMPARED = (
    "subjects", "max_age", "max_bytes", "duplicate_window", "num_replicas", "allow_direct", "max_msgs_per_subject",
    "discard", "allow_msg_ttl", "allow_msg_schedules",
)  # fmt: skip


async def provision(client: Client, options: Options | None = None) -> list[Done]:
    """Bring the broker to what the contracts say; run again, it changes nothing."""
    options = options or Options()
    js = client.jetstream(timeout=10)
    done = [Done("stream", each.name, await _stream(js, stream_config(each, options))) for each in STREAMS]
    done += [Done("bucket", each.name, await _stream(js, bucket_config(each, options))) for each in BUCKETS]
    done += [Done("durable", each.name, await _durable(js, each)) for each in DURABLES]
    return done


def stream_config(stream: Stream, options: Options) -> StreamConfig:
    """The broker's configuration of a stream."""
    events = stream.name == EVENTS
    return StreamConfig(
        name=stream.name,
        subjects=list(stream.subjects),
        retention=RetentionPolicy.LIMITS,
        storage=StorageType.FILE,
        discard=DiscardPolicy.NEW if events else DiscardPolicy.OLD,
        max_age=(options.max_age if events and options.max_age is not None else stream.max_age),
        max_bytes=options.max_bytes if events else -1,
        duplicate_window=(
            options.duplicate_window if events and options.duplicate_window is not None else stream.duplicate_window
        ),
        num_replicas=options.replicas,
        allow_direct=True,
        deny_purge=stream.deny_purge,
        allow_msg_schedules=stream.schedules or None,
        allow_msg_ttl=stream.schedules or None,
        first_seq=options.first_position if events and options.first_position > 1 else None,
    )


def bucket_config(bucket: Bucket, options: Options) -> StreamConfig:
    """The broker's configuration of a bucket, which is a stream of one message a key."""
    return StreamConfig(
        name=f"KV_{bucket.name}",
        subjects=[f"$KV.{bucket.name}.>"],
        storage=StorageType.FILE,
        discard=DiscardPolicy.NEW,
        max_msgs_per_subject=1,
        max_age=bucket.ttl,
        duplicate_window=min(bucket.ttl, 120) if bucket.ttl else 120,
        num_replicas=options.replicas,
        allow_direct=True,
        allow_rollup_hdrs=True,
        allow_msg_ttl=True,
        deny_delete=True,
    )


def consumer_config(durable: Durable) -> ConsumerConfig:
    """The broker's configuration of a durable; what to do after many deliveries is our code's to decide."""
    return ConsumerConfig(
        durable_name=durable.name,
        filter_subject=durable.filter,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=durable.ack_wait,
        max_deliver=-1,
        max_ack_pending=durable.max_ack_pending,
        max_waiting=512,
    )


async def _stream(js: JetStreamContext, wanted: StreamConfig) -> str:
    assert wanted.name is not None  # noqa: S101 - we named it above
    try:
        found = (await js.stream_info(wanted.name)).config
    except NotFoundError:
        await js.add_stream(wanted)
        return "made"
    # Where schedules are allowed the broker decides about these itself.
    compared = _COMPARED if wanted.allow_msg_schedules else (*_COMPARED, "deny_purge", "allow_rollup_hdrs")
    if all(_same(getattr(found, name), getattr(wanted, name)) for name in compared):
        return "kept"
    wanted.first_seq = found.first_seq
    await js.update_stream(wanted)
    return "changed"


def _same(found: object, wanted: object) -> bool:
    return found == wanted or (wanted in _UNSET and found in _UNSET)


async def _durable(js: JetStreamContext, durable: Durable) -> str:
    wanted = consumer_config(durable)
    try:
        found = (await js.consumer_info(durable.stream, durable.name)).config
    except NotFoundError:
        await js.add_consumer(durable.stream, wanted)
        return "made"
    compared = ("filter_subject", "ack_wait", "max_ack_pending", "max_deliver", "max_waiting")
    if all(getattr(found, name) == getattr(wanted, name) for name in compared):
        return "kept"
    await js.add_consumer(durable.stream, wanted)
    return "changed"
