"""`piyasa message`: the way of one message, with times, drafts, guards, style and the decisions behind them."""

from __future__ import annotations

import re
from contextlib import AsyncExitStack
from typing import Annotated

import typer

from piyasa.tools.chain_reading import chains
from piyasa.tools.connections import AsJson, Home, broker, database, find
from piyasa.tools.errors import UnknownId
from piyasa.tools.journey_page import page_of
from piyasa.tools.journeys import journey_json, journeys
from piyasa.tools.log_reading import LogReader
from piyasa.tools.output import err, out, print_json
from piyasa.tools.running import run

_ID = re.compile(r"[A-Za-z0-9_-]{36}")


def message(
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a message, a tick, or a whole chain (correlation).")
    ],
    *,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Tell how a message came about and what became of it, from the tick to its end."""

    async def work() -> int:
        if not _ID.fullmatch(wanted):
            raise UnknownId(wanted)
        system = find(home)
        async with AsyncExitStack() as opened:
            client = await opened.enter_async_context(broker(system))
            engine = None if system.database_url is None else await opened.enter_async_context(database(system))
            with err.status("reading the log …"):
                found = journeys(await chains(wanted, LogReader(client, engine), engine), wanted)
        if not found:
            raise UnknownId(wanted)
        for journey in found:
            if as_json:
                print_json(journey_json(journey))
            else:
                out.print(page_of(journey), soft_wrap=not out.is_terminal)
        return 0

    run(work())
