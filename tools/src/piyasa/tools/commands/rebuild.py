"""`piyasa rebuild`: make read models anew from the archive while the system runs."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from piyasa.contracts.envelope import beginning
from piyasa.contracts.system import ProjectionRebuilt
from piyasa.eventlog.errors import EventLogError
from piyasa.eventlog.log import EventLog, new_id
from piyasa.projections.catalogue import all_projections
from piyasa.projections.pace import Pace
from piyasa.projector.maintenance.rebuild import Rebuilt
from piyasa.projector.maintenance.rebuild import rebuild as rebuild_read_models
from piyasa.tools.connections import AsJson, Home, System, broker, database, find
from piyasa.tools.errors import ToolError
from piyasa.tools.output import err, out, print_json, progress
from piyasa.tools.running import WRONG, run

_BY = "command"


def rebuild(
    *,
    projection: Annotated[
        list[str] | None, typer.Option("--projection", help="Only this one; may be given several times.")
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Replay the archive into fresh tables, compare them with the live ones and put them in their place.

    Exit code 1 when the rows that were replaced were not what the log says.
    """

    async def work() -> int:
        system = find(home)
        async with database(system) as engine:
            with progress("replaying the archive") as report:
                projections = all_projections(Pace(system.pace))
                done = await rebuild_read_models(engine, projections, only=projection or (), progress=report)
        await _record(system, done)
        if as_json:
            print_json([_as_json(each) for each in done])
        else:
            _show(done)
        return 0 if all(each.agreed for each in done) else WRONG

    run(work())


async def _record(system: System, done: list[Rebuilt]) -> None:
    """Put on the log that it was done; a broker that is away does not undo it."""
    try:
        async with broker(system) as client:
            log = EventLog(client, _BY)
            await log.start()
            for each in done:
                fact = ProjectionRebuilt(
                    projection=each.name, checksum=each.checksum, positions=(0, each.position), by=_BY
                )
                await log.publish(beginning(fact, event_id=new_id()))
    except (ToolError, EventLogError) as error:
        err.print(f"[yellow]rebuilt, but not recorded on the log:[/] {escape(str(error))}", soft_wrap=True)


def _as_json(rebuilt: Rebuilt) -> dict[str, object]:
    return {
        "projection": rebuilt.name,
        "position": rebuilt.position,
        "checksum": rebuilt.checksum,
        "checksum_before": rebuilt.checksum_before,
        "agreed": rebuilt.agreed,
    }


def _show(done: list[Rebuilt]) -> None:
    table = Table(box=None, header_style="bold")
    table.add_column("projection")
    table.add_column("position", justify="right")
    table.add_column("checksum")
    table.add_column("rows before")
    for each in done:
        before = "[green]the same[/]" if each.agreed else "[red]different, replaced[/]"
        table.add_row(each.name, str(each.position), each.checksum[:16], before)
    out.print(table)
    differing = [each.name for each in done if not each.agreed]
    if differing:
        out.print(f"[red]The rows of {', '.join(differing)} were not what the log says; they are now.[/]")
    else:
        out.print("All rows are what the log says.")
