"""`piyasa simulate`: live through hours of an installation in seconds, and measure them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import orjson
import structlog
import typer
from pydantic import JsonValue
from rich.table import Table

from piyasa.analytics import LineUnreadable, Report
from piyasa.cast import CastMember, members
from piyasa.simulation.against import Day, day_in
from piyasa.simulation.rehearsal import Rehearsal, invented
from piyasa.simulation.town import Town
from piyasa.tools.commands.report import FileUnreadable
from piyasa.tools.connections import AsJson
from piyasa.tools.measuring import Reading, show
from piyasa.tools.output import err, out, print_json
from piyasa.tools.rehearsing import cast_in, filled, lived, only_a_days, settings_in
from piyasa.tools.report_page import number
from piyasa.tools.running import WRONG, run

_PERSONAS, _CHATS, _PEOPLE, _HOURS = 200, 10, 300, 24.0
_HOURS_AT_MOST = 366 * 24
"""A year; nobody waits for more."""
_WAS, _CHANGED = "as-it-was", "changed"


def simulate(  # noqa: PLR0913 - a command has options
    *,
    personas: Annotated[
        int | None, typer.Option(min=1, help="How many; those of --cast first. (default: 200, or those of --cast)")
    ] = None,
    chats: Annotated[
        int | None, typer.Option(min=1, help=f"Groups; Telegram seats 20 bots in each. (default: {_CHATS})")
    ] = None,
    people: Annotated[
        int | None, typer.Option(min=0, help=f"Simulated people, spread over the groups. (default: {_PEOPLE})")
    ] = None,
    hours: Annotated[
        float | None,
        typer.Option(
            min=0.1, max=_HOURS_AT_MOST, help=f"How long, from a Monday's midnight in İstanbul. (default: {_HOURS:g})"
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Which people and which chance; the same seed gives the same log.")] = 7,
    cast: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Personas as files, one each (piyasa cast generate).")
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A setting, the value as JSON; may be given several times."),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            metavar="LOG", help="Live through the day of a `piyasa events --json` file, as it was and changed."
        ),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write events.jsonl, report.json and plots there.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Rehearse: the services' own decisions under a virtual clock, with simulated people; no system is touched."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    async def work() -> int:
        if against is not None:
            only_a_days({"--personas": personas, "--chats": chats, "--people": people, "--hours": hours})
        settings = settings_in(setting or ())
        given = [] if cast is None else cast_in(cast)
        if against is not None:
            return _against(_day(against), settings, given, seed=seed, folder=folder, as_json=as_json)
        count = personas or len(given) or _PERSONAS
        town = Town(filled(given, count) if given else members(count), chats or _CHATS, settings)
        crowd = _PEOPLE if people is None else people
        rehearsal = Rehearsal(invented(town, crowd), hours or _HOURS, seed=seed)
        return _alone(rehearsal, folder, as_json=as_json)

    run(work())


def _alone(rehearsal: Rehearsal, folder: Path | None, *, as_json: bool) -> int:
    found = _lived(rehearsal, "rehearsing", folder)
    if as_json:
        print_json(found.to_json())
    else:
        show(found)
    return _code(rehearsal)


def _against(
    day: Day,
    settings: Mapping[str, JsonValue],
    cast: Sequence[CastMember],
    *,
    seed: int,
    folder: Path | None,
    as_json: bool,
) -> int:
    was = Rehearsal(day.lived(), day.hours, seed=seed, start=day.start)
    changed = Rehearsal(day.lived(settings=settings, cast=cast), day.hours, seed=seed, start=day.start)
    _compared(
        _lived(was, "as it was", None if folder is None else folder / _WAS),
        _lived(changed, "changed", None if folder is None else folder / _CHANGED),
        as_json=as_json,
    )
    return _code(was, changed)


def _day(path: Path) -> Day:
    """Raises FileUnreadable."""
    try:
        return day_in(path)
    except LineUnreadable as error:
        raise FileUnreadable(path, str(error)) from None


def _code(*rehearsals: Rehearsal) -> int:
    """A fold that failed makes every figure doubtful."""
    return WRONG if any(each.failures for each in rehearsals) else 0


def _lived(rehearsal: Rehearsal, title: str, folder: Path | None) -> Report:
    reading = lived(rehearsal, title, folder)
    for failure in rehearsal.failures:
        err.print(f"[red]fold {failure.projection} of {failure.key} failed at {failure.position}:[/] {failure.error}")
    found = reading.report()
    if folder is not None:
        _write(reading, found, folder)
    return found


def _write(reading: Reading, found: Report, folder: Path) -> None:
    path = folder / "report.json"
    path.write_bytes(orjson.dumps(found.to_json(), option=orjson.OPT_INDENT_2))
    err.print(f"wrote {folder / 'events.jsonl'}", soft_wrap=True)
    err.print(f"wrote {path}", soft_wrap=True)
    reading.draw(found, folder)


def _compared(was: Report, changed: Report, *, as_json: bool) -> None:
    """Both reports, figure beside figure."""
    if as_json:
        print_json({"as_it_was": was.to_json(), "changed": changed.to_json()})
        return
    table = Table(box=None, header_style="bold", title="The same day, as it was and changed", title_justify="left")
    for title in ("figure", "wanted", "as it was", "changed", "difference"):
        table.add_column(title, justify="left" if title in {"figure", "wanted"} else "right")
    for name, before, after in (
        ("messages", was.overall.messages, changed.overall.messages),
        ("personas' share of messages", was.overall.ceilings.bot_share.value, changed.overall.ceilings.bot_share.value),
    ):
        table.add_row(name, "", number(before), number(after), _difference(before, after))
    for before_, after_ in zip(was.targets, changed.targets, strict=True):
        difference = _difference(before_.measured, after_.measured)
        name, wanted = _both(before_.name, after_.name), _both(before_.wanted, after_.wanted)
        table.add_row(name, wanted, number(before_.measured), number(after_.measured), difference)
    out.print(table)


def _both(before: str, after: str) -> str:
    """What is promised may be what was changed."""
    return before if before == after else f"{before}, then {after}"


def _difference(before: float | None, after: float | None) -> str:
    if before is None or after is None:
        return ""
    return "=" if before == after else f"{'+' if after > before else '−'}{number(abs(after - before))}"
