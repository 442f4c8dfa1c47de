"""`piyasa providers`: the language models that are asked, what they took today, and whether they can be asked."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import nats.js.errors
import typer
from nats.aio.client import Client
from rich.markup import escape

from piyasa.contracts.topology import BUDGETS
from piyasa.eventlog.errors import NotProvisioned
from piyasa.eventlog.kv import Bucket
from piyasa.eventlog.wire import Wire
from piyasa.generator.adapters.models.ledger import spent_on
from piyasa.generator.domain.models.budgets import Spent
from piyasa.tools.connections import AsJson, Home, System, broker, find
from piyasa.tools.errors import ProvidersUnreadable
from piyasa.tools.output import err, out, print_json
from piyasa.tools.provider_standing import ProviderStanding, standing_of
from piyasa.tools.providers_known import Configured, configured
from piyasa.tools.providers_page import providers_table, replicas_table
from piyasa.tools.running import WRONG, run
from piyasa.tools.service_pages import read_pages

app = typer.Typer(name="providers", help="The language models that are asked: budgets, circuits, checks.")
GENERATOR = "generator"


@app.callback(invoke_without_command=True)
def providers(context: typer.Context, *, as_json: AsJson = False, home: Home = None) -> None:
    """Show the providers of language models: what each took today, and how each generator stands with them.

    Models, addresses and limits are those of the environment in which this runs; what was spent is everybody's.
    """
    if context.invoked_subcommand is not None:
        return

    async def work() -> int:
        system = find(home)
        standing = await _standing(system, _configured())
        if as_json:
            print_json(asdict(standing))
        else:
            _show(standing, system)
        return 0

    run(work())


@app.command()
def check(
    *,
    call: Annotated[bool, typer.Option("--call", help="Make one tiny call too, of at most 8 tokens.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask each provider of this environment whether it knows its models; 1 when one needs its operator."""

    async def work() -> int:
        # The clients of models take their time to load, and only this command needs them.
        from piyasa.tools.provider_checks import check_all, shown_checks  # noqa: PLC0415

        found = configured()
        if not found.offers:
            raise ProvidersUnreadable(found.note)
        results = await check_all(found.offers, call=call)
        if as_json:
            print_json([asdict(each) for each in results])
        else:
            out.print(shown_checks(results, call=call))
        return WRONG if any(each.wrong for each in results) else 0

    run(work())


def _configured() -> Configured:
    """Accounts are worth showing also where the providers cannot be read."""
    try:
        return configured()
    except ProvidersUnreadable as error:
        return Configured((), str(error))


async def _standing(system: System, known: Configured) -> ProviderStanding:
    day = datetime.now(UTC).date().isoformat()
    async with broker(system) as client:
        spent = await _spent(client, day)
    generators = {name: at for name, at in system.services.items() if name.startswith(GENERATOR)}
    return standing_of(known.offers, spent, await read_pages(generators), day=day, note=known.note)


async def _spent(client: Client, day: str) -> dict[str, Spent]:
    try:
        await client.jetstream(timeout=5).stream_info(f"KV_{BUDGETS.name}")
    except nats.js.errors.NotFoundError:
        raise NotProvisioned(f"the bucket {BUDGETS.name}") from None
    return await spent_on(Bucket(client, Wire(client), BUDGETS.name), day)


def _show(standing: ProviderStanding, system: System) -> None:
    if standing.note:
        err.print(f"[yellow]{escape(standing.note)}[/]", soft_wrap=True)
    if not standing.providers:
        out.print(f"Nothing was spent on {standing.day} (UTC).")
    else:
        out.print(f"Spent on {standing.day} (UTC), over all replicas")
        out.print(providers_table(standing))
    if standing.replicas:
        out.print()
        out.print(replicas_table(standing.replicas))
    else:
        out.print(
            f"Circuits are not shown: {system.found} names no generator; set PIYASA_SERVICES=generator=http://host:port,…"
        )
