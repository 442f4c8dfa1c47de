"""AsyncAPI 3.0 for the whole system: every subject, every message on it, who sends it and who receives it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from piyasa.contracts.catalogue import CATALOGUE, fact_of
from piyasa.contracts.event import SERVICES, Event
from piyasa.contracts.exports.schemas import schema_path
from piyasa.contracts.topology import ALL_EVENTS, DURABLES, EVENTS, SHARDS, TIMERS, Durable
from piyasa.contracts.values import LANES, SLUG_PATTERN

Document = dict[str, JsonValue]

_LOG, _SCHEDULE, _DUE, _TIMER = "log", "schedule", "due", "timer"
_BROKER: Document = {"host": "{host}", "protocol": "nats", "variables": {"host": {"default": "nats:4222"}}}
_UUID: Document = {"type": "string", "format": "uuid"}
_TEXT: Document = {"type": "string"}


def asyncapi() -> Document:
    """The document; payloads are references to the schema files beside it."""
    messages: Document = {_message_name(kind): _message(kind) for kind in CATALOGUE}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Piyasa",
            "version": "1",
            "description": "Facts of AI personas that talk about markets. CloudEvents 1.0 over NATS, binary mode.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"broker": _BROKER},
        "channels": _channels(),
        "operations": _operations(),
        "components": {
            "messages": messages | {_TIMER: _timer_message()},
            "messageTraits": {"cloudevent": {"headers": _headers()}},
        },
    }


def _message_name(kind: type[Event]) -> str:
    return f"{kind.fact}.v{kind.version}"


def _summary(kind: type[Event]) -> str:
    return (kind.__doc__ or "").partition("\n")[0]


def _message(kind: type[Event]) -> Document:
    return {
        "name": kind.ce_type(),
        "title": kind.__name__,
        "summary": _summary(kind),
        "contentType": "application/json",
        "traits": [{"$ref": "#/components/messageTraits/cloudevent"}],
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"./{schema_path(kind)}"},
        },
        "correlationId": {"location": "$message.header#/ce-correlationid"},
        "x-personal": kind.personal,
        "x-redacted": [*kind.wording],
    }


def _timer_message() -> Document:
    return {
        "name": _TIMER,
        "summary": "A message falls due. It carries ids, never words.",
        "contentType": "application/json",
    }


def _headers() -> Document:
    described: dict[str, JsonValue] = {
        "ce-specversion": {"const": "1.0"},
        "ce-id": _UUID | {"description": "Derived from the cause, so that the same work makes the same event."},
        "ce-source": {"type": "string", "pattern": "^/piyasa/[a-z-]+$"},
        "ce-type": {"type": "string", "pattern": r"^piyasa\.[a-z-]+\.v[1-9][0-9]*$"},
        "ce-time": {"type": "string", "format": "date-time"},
        "ce-subject": _TEXT | {"description": "The id of the chat, the persona or the part of the system."},
        "ce-correlationid": _TEXT | {"description": "The tick, or the person's message, that all this is about."},
        "Nats-Msg-Id": _UUID | {"description": "Equal to ce-id."},
    }
    optional: dict[str, JsonValue] = {
        "ce-causationid": _UUID | {"description": "The event that led here."},
        "traceparent": _TEXT | {"description": "W3C Trace Context."},
    }
    return {"type": "object", "properties": described | optional, "required": [*sorted(described)]}


def _channels() -> Document:
    facts: Document = {kind.fact: _fact_channel(kind) for kind in CATALOGUE}
    everything = {_message_name(kind): _component(_message_name(kind)) for kind in CATALOGUE}
    timer: Document = {_TIMER: _component(_TIMER)}
    shards: list[JsonValue] = [f"{shard:02d}" for shard in range(SHARDS)]
    return facts | {
        _LOG: _channel(ALL_EVENTS, "Every fact, in order; views and the archive read it by position.", everything),
        _SCHEDULE: _channel("sched.send.{message_id}", f"Timers of stream {TIMERS}.", timer, {"message_id": {}}),
        _DUE: _channel("due.send.{shard}", "What falls due in a sending shard.", timer, {"shard": {"enum": shards}}),
    }


def _fact_channel(kind: type[Event]) -> Document:
    """A fact has one subject for each chat, persona or part of the system; ticks one more for each lane."""
    address, parameters = kind.filter(getattr(kind, "topic", f"{{{kind.aggregate}_id}}")), dict[str, JsonValue]()
    if "{" in address:
        parameters[f"{kind.aggregate}_id"] = {"description": f"A slug, {SLUG_PATTERN}, that never changes."}
    if kind.fact == "tick-requested":
        address += ".{lane}"
        parameters["lane"] = {"enum": [*LANES]}
    name = _message_name(kind)
    return _channel(address, _summary(kind), {name: _component(name)}, parameters)


def _channel(
    address: str,
    summary: str,
    messages: Mapping[str, JsonValue],
    parameters: Mapping[str, JsonValue] | None = None,
) -> Document:
    channel: Document = {
        "address": address,
        "summary": summary,
        "servers": [{"$ref": "#/servers/broker"}],
        "messages": dict(messages),
    }
    return channel | {"parameters": dict(parameters)} if parameters else channel


def _component(name: str) -> Document:
    return {"$ref": f"#/components/messages/{name}"}


def _operations() -> Document:
    sends = {
        f"{service}.sends.{kind.fact}": _operation("send", kind.fact, service)
        for service in SERVICES
        for kind in CATALOGUE.published_by(service)
    }
    views = {f"{service}.follows.{_LOG}": _operation("receive", _LOG, service) for service in SERVICES}
    timers = {
        f"telegram-gateway.sends.{channel}": _operation("send", channel, "telegram-gateway")
        for channel in (_SCHEDULE, _DUE)
    }
    return {**sends, **views, **timers, **{each.name: _consumes(each) for each in DURABLES}}


def _operation(action: str, channel: str, service: str) -> Document:
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}, "x-service": service}


def _consumes(durable: Durable) -> Document:
    channel = _channel_of(durable)
    return _operation("receive", channel, durable.service) | {
        "summary": f"Consumes {durable.filter} of {durable.stream}.",
        "x-durable": durable.name,
        "x-filter": durable.filter,
        "x-stream": durable.stream,
    }


def _channel_of(durable: Durable) -> str:
    return fact_of(durable.filter) if durable.stream == EVENTS else _DUE
