"""The `piyasa` command: run the system, look at its log, mend it."""

from __future__ import annotations

import typer

from piyasa.tools.commands import (
    cast,
    consumers,
    events,
    figures,
    message,
    parked,
    prompt,
    providers,
    provision,
    rebuild,
    report,
    simulate,
    up,
    verify,
)

app = typer.Typer(
    name="piyasa", help="Openly labelled AI personas that talk about markets.", no_args_is_help=True,
    pretty_exceptions_enable=False,
)  # fmt: skip
app.command("up")(up.up)
app.command("provision")(provision.provision_all)
app.command("consumers")(consumers.consumers)
app.command("events")(events.events)
app.command("figures")(figures.figures)
app.add_typer(parked.app)
app.add_typer(cast.app)
app.add_typer(providers.app)
app.command("message")(message.message)
app.command("prompt")(prompt.prompt)
app.command("report")(report.report)
app.command("simulate")(simulate.simulate)
app.command("rebuild")(rebuild.rebuild)
app.command("verify")(verify.verify)
