"""A message's way as a page that a person reads from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

import orjson
from rich.console import Group
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    MessageReady,
    MessageSuppressed,
    RewriteRequested,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.delivery import DeliverySettled, DeliveryUncertain, MessageFailed, MessageSent
from piyasa.contracts.event import Event
from piyasa.tools.output import plain, seconds

if TYPE_CHECKING:
    from rich.console import RenderableType

    from piyasa.contracts.envelope import Recorded
    from piyasa.contracts.values import Why
    from piyasa.tools.journeys import Journey


def page_of(journey: Journey) -> RenderableType:
    """Who, where, why; every step with its time; drafts, style and the decisions behind them."""
    return Group(*_head(journey), _steps(journey), *_drafts(journey), *_messages(journey), *_decisions(journey), Text())


def _head(journey: Journey) -> Iterator[Text]:
    request = journey.request
    asked = f" · {request.reason} ({request.lane})" if request else ""
    yield _markup(
        f"[bold cyan]{escape(journey.bot_id)}[/] in [bold]{escape(journey.chat_id)}[/]{asked} · "
        f"[bold]{escape(plain(journey.outcome))}[/] after {seconds(journey.seconds)}"
    )
    yield _markup(f"[dim]tick {journey.tick_id} · chain {escape(journey.correlation_id)}[/]")
    yield _markup(f"[dim]trace {journey.trace_id or '– (none was recorded)'}[/]")
    if journey.cause is not None:
        data: Any = journey.cause.data
        who = getattr(data, "display_name", "") or getattr(data, "bot_id", "")
        said = plain(f"{who}: {getattr(data, 'text', data.fact)}")
        yield _markup(f"because  {_clock(journey.cause.time)}  {escape(said)}")


def _steps(journey: Journey) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("time", "after", "since start", "position"):
        table.add_column(name, justify="left" if name == "time" else "right", no_wrap=True)
    table.add_column("fact", no_wrap=True)
    table.add_column("")
    begun = before = journey.events[0].time
    for event in journey.events:
        after, since = (event.time - before).total_seconds(), (event.time - begun).total_seconds()
        told = escape(plain(_told(event)))
        table.add_row(_clock(event.time), seconds(after), seconds(since), str(event.position), event.data.fact, told)
        before = event.time
    return table


def _about(tick: TickRequested) -> str:
    topic = f", about {tick.topic}" if tick.topic else ""
    return f"wait {seconds(tick.wait_seconds)}, expires {_clock(tick.expires_at)}{topic}"


def _ready(ready: MessageReady) -> str:
    typing = seconds(ready.typing_seconds)
    return f"part {ready.part}, due {_clock(ready.send_at)}, typing {typing}: {ready.text}"


_TOLD: dict[type[Event], Callable[[Any], str]] = {
    TickRequested: _about,
    DraftGenerated: lambda draft: f"attempt {draft.attempt}: {draft.text}",
    RewriteRequested: lambda wish: f"attempt {wish.attempt} wanted: {wish.reason}",
    DraftRejected: lambda no: f"attempt {no.attempt}: {no.reason} {no.detail}",
    MessageReady: _ready,
    MessageSent: lambda sent: f"part {sent.part}, Telegram message {sent.telegram_message_id}",
    MessageFailed: lambda failed: f"{failed.error_class} {failed.code}: {failed.description}",
    MessageSuppressed: lambda no: no.reason,
    TickAbandoned: lambda no: no.reason,
    DeliveryUncertain: lambda unknown: unknown.cause,
    DeliverySettled: lambda settled: f"{settled.outcome}: {settled.evidence}",
}


def _told(event: Recorded[Event]) -> str:
    """What matters of a step; of what people did, who it was."""
    told = _TOLD.get(type(event.data))
    return str(getattr(event.data, "by", "")) if told is None else told(event.data)


def _drafts(journey: Journey) -> Iterator[Text]:
    for draft in journey.drafts:
        tokens, cost = draft.tokens, f", cost {draft.cost:g}" if draft.cost else ""
        model = escape(plain(f"{draft.provider}/{draft.model}"))
        yield _markup(
            f"[bold]draft {draft.attempt}[/]  {model}, {draft.latency_ms} ms, "
            f"{tokens.prompt} + {tokens.completion} tokens ({tokens.cached} cached){cost}"
        )
        guards = (f"{guard.name} {guard.verdict}{_why_guard(guard.reason)}" for guard in draft.guards)
        yield _markup(f"  guards    {escape(plain(', '.join(guards))) or '–'}")
        if draft.memories:
            memories = ", ".join(f"{each.id} ({each.score:.2f})" for each in draft.memories)
            yield _markup(f"  memories  {escape(plain(memories))}")


def _messages(journey: Journey) -> Iterator[Text]:
    for ready in journey.messages:
        ended = escape(plain(journey.outcome_of(ready.message_id)))
        yield _markup(f"[bold]message {ready.part}[/]  {ready.message_id} {ended}")
        yield _markup(f"  style     {escape(plain(', '.join(ready.steps))) or 'unchanged'}")
        if ready.modifiers:
            modifiers = ", ".join(f"{name} {_short(value)}" for name, value in sorted(ready.modifiers.items()))
            yield _markup(f"  mood      {escape(plain(modifiers))}")


def _decisions(journey: Journey) -> Iterator[Text]:
    if journey.request is not None:
        yield _why("tick", journey.request.why)
    for draft in journey.drafts:
        yield _why(f"draft {draft.attempt}", draft.why)
    for ready in journey.messages:
        yield _why(f"message {ready.part}", ready.why)


def _why(what: str, why: Why) -> Text:
    inputs = orjson.dumps(why.inputs).decode() if why.inputs else ""
    known = f"as of {why.as_of}, seed {why.seed}, release {why.release} {inputs}"
    return _markup(f"[bold]why[/] {what}: [dim]{escape(plain(known))}[/]")


def _clock(moment: datetime) -> str:
    return moment.astimezone().strftime("%H:%M:%S.%f")[:-3]


def _why_guard(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _short(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _markup(words: str) -> Text:
    return Text.from_markup(words)
