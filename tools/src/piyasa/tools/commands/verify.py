"""`piyasa verify`: hold the log, its archive and the read models against one another."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from piyasa.projections.catalogue import all_projections
from piyasa.projections.pace import Pace
from piyasa.projector.adapters.jetstream_log import JetStreamLog
from piyasa.projector.maintenance.verify import PATIENCE, Verification, compare, conduct, refolded
from piyasa.tools.connections import AsJson, Home, broker, database, find
from piyasa.tools.output import out, plain, print_json, progress
from piyasa.tools.running import WRONG, run

if TYPE_CHECKING:
    from collections.abc import Sized

    from nats.aio.client import Client
    from sqlalchemy.ext.asyncio import AsyncEngine

_SHOWN = 50
"""Faults that people are shown; machines get all."""


def verify(
    *,
    patience: Annotated[
        float, typer.Option(min=0, help="Seconds that a message may be without an end after its moment.")
    ] = PATIENCE.total_seconds(),
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Archive = stream, one end a message, one chain of drafts a tick, read models = the log folded again.

    Works while the system runs. Exit code 1 when something is wrong.
    """

    async def work() -> int:
        system = find(home)
        async with database(system) as engine, broker(system) as client:
            found = await _verify(engine, client, Pace(system.pace), timedelta(seconds=patience))
        if as_json:
            print_json(_as_json(found))
        else:
            _show(found)
        return 0 if found.ok else WRONG

    run(work())


async def _verify(engine: AsyncEngine, client: Client, pace: Pace, patience: timedelta) -> Verification:
    with progress("comparing stream and archive") as report:
        archive = await compare(engine, JetStreamLog(client), report)
    with progress("following every message to its end"):
        behaviour = await conduct(engine, now=datetime.now(UTC), patience=patience)
    with progress("folding the archive again") as report:
        models = await refolded(engine, all_projections(pace), report)
    return Verification(archive, behaviour, models)


def _as_json(found: Verification) -> dict[str, Any]:
    archive, behaviour = asdict(found.archive), asdict(found.conduct)
    del archive["faults"], behaviour["faults"]
    return {
        "ok": found.ok,
        "faults": [asdict(fault) for fault in found.faults],
        "archive": archive,
        "messages": behaviour,
        "read_models": {
            name: {"live": live, "folded_again": again, "agree": live == again}
            for name, (live, again) in found.read_models.items()
        },
    }


def _show(found: Verification) -> None:
    archive, behaviour = found.archive, found.conduct
    deleted = f", {archive.deleted} deleted from the stream" if archive.deleted else ""
    _line(f"archive = stream from {archive.first} to {archive.last}", archive.faults, f"{archive.compared}{deleted}")
    open_ones = f", {behaviour.open} still open" if behaviour.open else ""
    _line("every message ends once", behaviour.faults, f"{behaviour.messages} of {behaviour.ticks} ticks{open_ones}")
    agreeing = sum(live == again for live, again in found.read_models.values())
    wrong = len(found.read_models) - agreeing
    _line("read models = the log folded again", range(wrong), f"{agreeing} of {len(found.read_models)} agree")
    for fault in found.faults[:_SHOWN]:
        out.print(
            f"  [red]{fault.code}[/] {escape(plain(fault.concerns))}: {escape(plain(fault.detail))}", soft_wrap=True
        )
    if len(found.faults) > _SHOWN:
        out.print(f"  … and {len(found.faults) - _SHOWN} more; --json lists all")
    out.print("[green]Nothing is wrong.[/]" if found.ok else f"[red]{len(found.faults)} things are wrong.[/]")


def _line(what: str, faults: Sized, counted: str) -> None:
    out.print(f"{'[red]✗[/]' if len(faults) else '[green]✓[/]'} {what}: {counted}")
