"""`piyasa prompt`: what a model would be told."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from piyasa.projections.catalogue import projections_for
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.tools.asking import Asked, prompt_for
from piyasa.tools.connections import AsJson, Home, System, broker, database, find
from piyasa.tools.event_choice import choice
from piyasa.tools.folding import Folding, folded
from piyasa.tools.instants import instant
from piyasa.tools.log_reading import LogReader
from piyasa.tools.output import err, out, print_json, progress
from piyasa.tools.prompt_page import page_of, prompt_json
from piyasa.tools.running import run


class Language(StrEnum):
    """In which prompts are written."""

    TR = "tr"
    EN = "en"


def prompt(
    *,
    bot: Annotated[str, typer.Option(help="Persona that would speak (its id, such as mehmet-trader).")],
    chat: Annotated[str, typer.Option(help="Chat in which it would speak (its id, such as bist-sohbet).")],
    at: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="When: an ISO time, or HH:MM of today in Istanbul; by default now."),
    ] = None,
    reply_to: Annotated[
        int | None, typer.Option(metavar="ID", help="Telegram id of the message it would answer; by default none.")
    ] = None,
    language: Annotated[Language | None, typer.Option(help="Instead of the one the chat speaks.")] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Show what a model would be told for a draft: each part, its tokens, and what gives way when it is too much.

    Reads the log and asks no model. The clock is the real one, also where personas' clocks are set to another hour.
    """

    async def work() -> int:
        choice(chat=chat, bot=bot)
        moment = instant(at, datetime.now(UTC))
        system = find(home)
        known = await _folded(system, moment)
        asked = Asked(bot, chat, moment, system.pace, reply_to, None if language is None else language.value)
        scene, found = prompt_for(asked, known.tables)
        if chat not in scene.bot.chats:
            err.print(f"[yellow]{escape(bot)} has no seat in {escape(chat)}: nobody would ask it to speak there[/]")
        if as_json:
            of = {"bot": bot, "chat": chat, "at": moment, "position": known.position, "language": scene.language}
            print_json(of | prompt_json(found))
        else:
            out.print(page_of(found), soft_wrap=True)
        return 0

    run(work())


async def _folded(system: System, moment: datetime) -> Folding:
    async with AsyncExitStack() as opened:
        client = await opened.enter_async_context(broker(system))
        engine = None if system.database_url is None else await opened.enter_async_context(database(system))
        tables = TableSet.of(projections_for("generator", Pace(system.pace)))
        with progress("folding the log") as report:
            return await folded(LogReader(client, engine), engine, tables, moment, report)
