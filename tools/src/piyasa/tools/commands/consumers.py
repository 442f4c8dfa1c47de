"""`piyasa consumers`: how far every durable and every view has come, and what waits."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import nats.js.errors
from rich.table import Table

from piyasa.contracts.topology import DURABLES, EVENTS, PARKED, Durable
from piyasa.eventlog.errors import NotProvisioned
from piyasa.tools.connections import AsJson, Home, System, broker, find
from piyasa.tools.output import out, print_json
from piyasa.tools.running import run
from piyasa.tools.service_pages import Page, read_pages

if TYPE_CHECKING:
    from nats.aio.client import Client
    from nats.js import JetStreamContext

_STYLES = {"healthy": "green", "degraded": "yellow"}


@dataclass(frozen=True, slots=True)
class DurableRow:
    """One durable; all counts are of messages, positions are sequences of its stream."""

    durable: str
    service: str
    stream: str
    lag: int
    """Not delivered yet."""
    ack_pending: int
    redelivered: int
    ack_floor: int
    """Everything up to here was handled."""
    position: int
    """The last that was delivered."""
    waiting: int
    """Pulls that wait for work; none means that no replica is running."""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """What one replica has folded, or the projector has committed."""

    view: str
    replica: str
    position: int | None
    lag: int | None
    status: str
    detail: str


@dataclass(frozen=True, slots=True)
class Standing:
    """All of it at one moment."""

    first: int
    last: int
    parked: int
    durables: list[DurableRow]
    views: list[ViewRow]


def consumers(*, as_json: AsJson = False, home: Home = None) -> None:
    """Show lag, pending, redeliveries and positions of every durable, every view and the projector."""

    async def work() -> int:
        system = find(home)
        async with broker(system) as client:
            standing = await standing_of(client, system)
        if as_json:
            print_json(asdict(standing))
        else:
            _show(standing, system)
        return 0

    run(work())


async def standing_of(client: Client, system: System) -> Standing:
    """Look at everything; raises ``NotProvisioned`` when a stream or a durable does not exist."""
    js = client.jetstream(timeout=5)
    try:
        durables = await asyncio.gather(*(_durable(js, each) for each in DURABLES))
        parked = (await js.stream_info(PARKED)).state.messages
        # Positions are read after the end they are compared with, so that a lag of none is never shown as negative.
        state = (await js.stream_info(EVENTS)).state
    except nats.js.errors.NotFoundError as error:
        raise NotProvisioned(error.description or "a stream or durable") from None
    views = [row for page in await read_pages(system.services) for row in view_rows(page, state.last_seq)]
    return Standing(state.first_seq, state.last_seq, parked, list(durables), views)


async def _durable(js: JetStreamContext, durable: Durable) -> DurableRow:
    try:
        info = await js.consumer_info(durable.stream, durable.name)
    except nats.js.errors.NotFoundError:
        raise NotProvisioned(f"the durable {durable.name}") from None
    return DurableRow(
        durable.name,
        durable.service,
        durable.stream,
        lag=info.num_pending or 0,
        ack_pending=info.num_ack_pending or 0,
        redelivered=info.num_redelivered or 0,
        ack_floor=(info.ack_floor.stream_seq if info.ack_floor else 0) or 0,
        position=(info.delivered.stream_seq if info.delivered else 0) or 0,
        waiting=info.num_waiting or 0,
    )


def view_rows(page: Page, last: int) -> list[ViewRow]:
    """The views of one replica; a replica that has none still shows how it is."""
    found: list[tuple[str, int | None]] = list((page.positions or {}).items())
    if page.checkpoint is not None or page.standing_by:
        found.append(("checkpoint", page.checkpoint))
    detail = page.detail or ("standing by" if page.standing_by else "")
    return [
        ViewRow(
            name, page.replica, position, None if position is None else max(0, last - position), page.status, detail
        )
        for name, position in found or [("–", None)]
    ]


def _show(standing: Standing, system: System) -> None:
    out.print(f"EVENTS holds {standing.first} to {standing.last}; {_parked(standing.parked)}")
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    table.add_column("durable", no_wrap=True, min_width=max(len(each.name) for each in DURABLES))
    table.add_column("stream", no_wrap=True)
    for name in ("lag", "ack\npending", "redelivered", "ack\nfloor", "position", "waiting"):
        table.add_column(name, justify="right", no_wrap=True)
    for row in standing.durables:
        counts = (row.lag, row.ack_pending, row.redelivered, row.ack_floor, row.position, row.waiting)
        style = "yellow" if row.lag or row.redelivered else "" if row.waiting else "dim"
        table.add_row(row.durable, row.stream, *map(str, counts), style=style)
    out.print(table)
    if not standing.views:
        out.print(f"Views are not shown: {system.found} names no services; set PIYASA_SERVICES=name=http://host:port,…")
        return
    views = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    views.add_column("replica")
    views.add_column("view")
    views.add_column("position", justify="right")
    views.add_column("lag", justify="right")
    views.add_column("health")
    views.add_column("")
    for each in standing.views:
        health = f"[{_STYLES.get(each.status, 'red')}]{each.status}[/]"
        views.add_row(each.replica, each.view, _number(each.position), _number(each.lag), health, each.detail)
    out.print()
    out.print(views)


def _parked(count: int) -> str:
    if not count:
        return "nothing is parked"
    return f"[red]{count} parked[/], see `piyasa parked list`"


def _number(value: Any) -> str:  # noqa: ANN401 - a count, or none
    return "–" if value is None else str(value)
