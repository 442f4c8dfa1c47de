"""JSON log lines with one shape for our own loggers and for those of every library."""

import json
import logging
import sys
import time
from collections.abc import Callable
from contextvars import ContextVar, Token
from datetime import UTC, datetime
from types import MappingProxyType, TracebackType
from typing import Any, Final, TextIO

import structlog
from opentelemetry import trace
from structlog.typing import EventDict, Processor, WrappedLogger

from piyasa.telemetry import redaction
from piyasa.telemetry.errors import LogLevelUnknown

FIRST: Final = (
    "time",
    "level",
    "logger",
    "message",
    "module",
    "function",
    "line",
    "trace_id",
    "service",
    "bot",
    "chat",
)
"""Keys that open a line, in this order; extras follow, `exception` comes last."""

OURS: Final = frozenset({"time", "level", "module", "function", "line", "service"})
"""Keys whose values only this module sets, whatever was logged: nothing in them needs redaction."""

_SHORT: Final = {"bot_id": "bot", "chat_id": "chat"}
"""Facts that code names as events do, and lines by the one key under which they are looked for."""

OWN_HANDLERS: Final = ("uvicorn", "uvicorn.access", "uvicorn.error", "faststream", "nats", "aiogram", "py.warnings")
"""Loggers whose libraries attach handlers of their own and stop propagation."""

_NOTHING: Final[MappingProxyType[str, Any]] = MappingProxyType({})
_bound: ContextVar[MappingProxyType[str, Any]] = ContextVar("piyasa_log_facts", default=_NOTHING)


class bind:  # noqa: N801 - reads as a verb: `with bind(bot="mehmet"):`
    """Add facts to every line logged inside, in this task and in the tasks it starts."""

    __slots__ = ("_facts", "_token")

    def __init__(self, **facts: str | float | None) -> None:
        self._facts = facts
        self._token: Token[MappingProxyType[str, Any]] | None = None

    def __enter__(self) -> None:
        self._token = _bound.set(MappingProxyType({**_bound.get(), **self._facts}))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        if self._token is not None:
            _bound.reset(self._token)


def configure(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send everything that is logged in this process to `stream` (standard output), one JSON object a line.

    May be called again; the last call holds. Uvicorn must be started with `log_config=None`, or it puts its own
    handlers back.

    Raises:
        LogLevelUnknown: `level` is not a level's name.
    """
    number = _level(level)
    shared = _facts_of(service)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream if stream is not None else sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=[_without_meta, _line], foreign_pre_chain=shared)
    )
    root = logging.getLogger()
    for former in list(root.handlers):
        if isinstance(former.formatter, structlog.stdlib.ProcessorFormatter):
            root.removeHandler(former)
    root.addHandler(handler)
    root.setLevel(number)
    logging.captureWarnings(capture=True)
    adopt(*OWN_HANDLERS)


def adopt(*names: str) -> None:
    """Make these loggers write through ours instead of through handlers of their own."""
    for name in names:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def _level(name: str) -> int:
    number = logging.getLevelNamesMapping().get(name.upper())
    if number is None or number == logging.NOTSET:
        raise LogLevelUnknown(name)
    return number


def _facts_of(service: str) -> list[Processor]:
    return [
        structlog.stdlib.ExtraAdder(),
        _shortly_named,
        _bound_facts,
        _service_named(service),
        _time,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.CallsiteParameterAdder(
            {
                structlog.processors.CallsiteParameter.MODULE,
                structlog.processors.CallsiteParameter.FUNC_NAME,
                structlog.processors.CallsiteParameter.LINENO,
            }
        ),
        _trace_id,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        structlog.processors.EventRenamer("message"),
    ]


def _shortly_named(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    for long, short in _SHORT.items():
        if long in event:
            event.setdefault(short, event.pop(long))
    return event


def _bound_facts(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    for name, fact in _bound.get().items():
        event.setdefault(name, fact)
    return event


def _service_named(service: str) -> Callable[[WrappedLogger, str, EventDict], EventDict]:
    def add(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        event["service"] = service
        return event

    return add


def _time(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    record = event.get("_record")
    moment = record.created if record is not None else time.time()
    event["time"] = datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
    return event


def _trace_id(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    context = trace.get_current_span().get_span_context()
    if context.is_valid:
        event["trace_id"] = f"{context.trace_id:032x}"
    return event


def _without_meta(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    event.pop("_record", None)
    event.pop("_from_structlog", None)
    event.pop("color_message", None)
    event["function"] = event.pop("func_name", None)
    event["line"] = event.pop("lineno", None)
    return event


def _line(_: WrappedLogger, __: str, event: EventDict) -> str:
    """Redacted last, so that no processor or library can add a secret behind it."""
    exception = event.pop("exception", None)
    ordered = {name: event.pop(name) for name in FIRST if name in event}
    ordered.update(event)
    if exception is not None:
        ordered["exception"] = exception
    clean = {
        redaction.text(name): fact if name in OURS else redaction.value(fact, name=name)
        for name, fact in ordered.items()
    }
    return json.dumps(clean, ensure_ascii=False, separators=(",", ":"))
