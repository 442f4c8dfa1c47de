"""`piyasa parked`: what no handler could handle; see it, have it handled again, or discard it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape
from rich.pretty import Pretty
from rich.table import Table

from piyasa.contracts.values import format_time
from piyasa.eventlog.parking import Parked, discard, list_parked, redrive
from piyasa.tools.connections import AsJson, Home, broker, find
from piyasa.tools.errors import ConfirmationMissing, NothingChosen, NumberUnparked
from piyasa.tools.event_lines import data_of
from piyasa.tools.output import out, plain, print_json, progress
from piyasa.tools.running import WRONG, run

if TYPE_CHECKING:
    from nats.aio.client import Client

app = typer.Typer(name="parked", help=__doc__.partition(": ")[2].strip().capitalize(), no_args_is_help=True)

Numbers = Annotated[list[int] | None, typer.Argument(help="Numbers of `piyasa parked list`.", show_default=False)]
OfDurable = Annotated[str | None, typer.Option("--durable", help="Everything parked by this durable.")]
All = Annotated[bool, typer.Option("--all", help="Everything that is parked.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


@app.command("list")
def list_(*, durable: OfDurable = None, as_json: AsJson = False, home: Home = None) -> None:
    """List what is parked, oldest first, each with its cause."""

    async def work() -> int:
        async with broker(find(home)) as client:
            found = [each for each in await list_parked(client) if durable in {None, each.durable}]
        if as_json:
            for each in found:
                print_json(parked_json(each))
        elif found:
            _show_list(found)
        else:
            out.print("Nothing is parked.")
        return 0

    run(work())


@app.command()
def show(number: int, *, as_json: AsJson = False, home: Home = None) -> None:
    """Show one parked message with its headers and its body."""

    async def work() -> int:
        async with broker(find(home)) as client:
            (found,) = chosen(await list_parked(client), [number])
        if as_json:
            print_json(parked_json(found) | {"headers": found.headers})
        else:
            _show_one(found)
        return 0

    run(work())


@app.command("redrive")
def redrive_(
    *, numbers: Numbers = None, durable: OfDurable = None, everything: All = False, yes: Yes = False,
    as_json: AsJson = False, home: Home = None,
) -> None:  # fmt: skip
    """Have a running replica handle parked messages again; what goes well is no longer parked."""

    async def work() -> int:
        _need_choice(numbers, durable, everything=everything)
        async with broker(find(home)) as client:
            some = chosen(await list_parked(client), numbers, durable)
            _confirm(f"Handle {len(some)} parked messages again?", yes=yes or not some, as_json=as_json)
            outcomes = await _redrive(client, some)
        _tell(outcomes, "handled", as_json=as_json)
        return WRONG if any(reason for _, reason in outcomes) else 0

    run(work())


@app.command("discard")
def discard_(
    *, numbers: Numbers = None, durable: OfDurable = None, everything: All = False, yes: Yes = False,
    as_json: AsJson = False, home: Home = None,
) -> None:  # fmt: skip
    """Forget parked messages for good: what they asked for will not be done."""

    async def work() -> int:
        _need_choice(numbers, durable, everything=everything)
        async with broker(find(home)) as client:
            some = chosen(await list_parked(client), numbers, durable)
            _confirm(f"Forget {len(some)} parked messages for good?", yes=yes or not some, as_json=as_json)
            for each in some:
                await discard(client, each.number)
        _tell([(each, None) for each in some], "discarded", as_json=as_json)
        return 0

    run(work())


def chosen(parked: list[Parked], numbers: Collection[int] | None, durable: str | None = None) -> list[Parked]:
    """Those of these numbers and of this durable; both may be left open.

    Raises:
        NumberUnparked: a number is not there.
    """
    missing = set(numbers or ()) - {each.number for each in parked}
    if missing:
        raise NumberUnparked(sorted(missing))
    return [each for each in parked if (not numbers or each.number in numbers) and durable in {None, each.durable}]


def parked_json(parked: Parked) -> dict[str, Any]:
    """One parked message for machines."""
    return {
        "number": parked.number,
        "parked_at": format_time(parked.parked_at),
        "service": parked.service,
        "durable": parked.durable,
        "stream": parked.stream,
        "position": parked.position,
        "subject": parked.subject,
        "attempts": parked.attempts,
        "cause": parked.cause,
        "data": data_of(parked.body),
    }


def _need_choice(numbers: Collection[int] | None, durable: str | None, *, everything: bool) -> None:
    if not (numbers or durable or everything):
        raise NothingChosen


async def _redrive(client: Client, some: list[Parked]) -> list[tuple[Parked, str | None]]:
    outcomes = []
    with progress("handling again") as report:
        for done, each in enumerate(some, 1):
            outcomes.append((each, await redrive(client, each)))
            report(done, len(some))
    return outcomes


def _confirm(question: str, *, yes: bool, as_json: bool) -> None:
    if yes:
        return
    if as_json:
        raise ConfirmationMissing
    try:
        agreed = typer.confirm(question)
    except typer.Abort:
        raise ConfirmationMissing from None
    if not agreed:
        raise typer.Exit(0)


def _tell(outcomes: list[tuple[Parked, str | None]], done: str, *, as_json: bool) -> None:
    if as_json:
        for parked, reason in outcomes:
            print_json({"number": parked.number, "durable": parked.durable, "done": not reason, "reason": reason})
        return
    for parked, reason in outcomes:
        if reason:
            out.print(f"[red]{parked.number}[/] stays parked: {escape(plain(reason))}", soft_wrap=True)
        else:
            out.print(f"[green]{parked.number}[/] {done}")
    if not outcomes:
        out.print("Nothing of that is parked.")


def _show_list(found: list[Parked]) -> None:
    table = Table(box=None, header_style="bold")
    for name in ("number", "parked", "durable", "position", "subject", "attempts", "cause"):
        table.add_column(name, justify="right" if name in {"number", "position", "attempts"} else "left")
    for each in found:
        clock = each.parked_at.astimezone().strftime("%m-%d %H:%M:%S")
        counts = (str(each.position), escape(plain(each.subject)), str(each.attempts))
        table.add_row(str(each.number), clock, each.durable, *counts, escape(plain(each.cause)))
    out.print(table)
    out.print("`piyasa parked show NUMBER` tells all; `redrive` has it handled again, `discard` forgets it.")


def _show_one(parked: Parked) -> None:
    out.print(f"[bold]{parked.number}[/]  parked {format_time(parked.parked_at)} by {parked.durable}")
    out.print(f"cause     [red]{escape(plain(parked.cause))}[/]", soft_wrap=True)
    out.print(f"attempts  {parked.attempts}")
    out.print(f"was       {parked.stream} {parked.position} on {escape(plain(parked.subject))}")
    for name, value in sorted(parked.headers.items()):
        out.print(f"[dim]{escape(plain(name))}: {escape(plain(value))}[/]", soft_wrap=True)
    data = data_of(parked.body)
    out.print(Pretty(data) if not isinstance(data, str) else escape(plain(data)))
