"""`piyasa up`: the whole system on this machine, and the chat as it happens."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from piyasa.admin_api.demo import SeedRefused
from piyasa.devstack.environment import Choices
from piyasa.devstack.errors import DevstackError
from piyasa.devstack.layout import DEFAULT_HOME, DEFAULT_PORT_BASE, Layout
from piyasa.devstack.stack import Stack
from piyasa.tools.chat_lines import follow_chat

console = Console(highlight=False)


def up(  # noqa: PLR0913, PLR0917 - a command has options
    home: Annotated[Path, typer.Option(help="Where data, keys and logs are kept.")] = DEFAULT_HOME,
    port_base: Annotated[int, typer.Option(min=1024, max=60000, help="First of the ports taken.")] = DEFAULT_PORT_BASE,
    personas: Annotated[int, typer.Option(min=1, max=400, help="How many personas talk.")] = 4,
    replicas: Annotated[int, typer.Option(min=1, max=8, help="Processes a service.")] = 1,
    pace: Annotated[float, typer.Option(min=0.1, max=1000, help="How many times faster than life.")] = 1.0,
    duration: Annotated[float, typer.Option(min=0, help="Stop after so many seconds; 0 runs until Ctrl-C.")] = 0.0,
    duplicate_window: Annotated[
        int | None, typer.Option(min=1, help="The broker's duplicate window in seconds (for tests).")
    ] = None,
    durability: Annotated[
        str, typer.Option(help="always: a stored fact survives power loss; fast: only kill -9.")
    ] = "always",
    telegram_limits: Annotated[str, typer.Option(help="Limits of the local Telegram: real, off or a factor.")] = "",
    keep_hours: Annotated[  # noqa: FBT002 - an option
        bool, typer.Option("--keep-hours", help="Personas are away outside of their own hours (at the first start).")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not print the chat.")] = False,  # noqa: FBT002 - an option
) -> None:
    """Start servers, services and a local Telegram; print addresses and the chat until Ctrl-C."""
    choices = Choices(
        personas=personas, replicas=replicas, pace=pace, duplicate_window=duplicate_window, durability=durability,
        telegram_limits=telegram_limits or ("real" if pace <= 1 else repr(pace)), keep_hours=keep_hours,
    )  # fmt: skip
    stack = Stack(Layout(home, port_base), choices, say=lambda line: console.print(f"[yellow]{line}[/]"))
    raise typer.Exit(asyncio.run(_run(stack, duration, quiet=quiet)))


async def _run(stack: Stack, duration: float, *, quiet: bool) -> int:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    code = 0
    try:
        started = await _start(stack, stop)
        if started:
            _greet(stack)
            await _until_stopped(stack, stop, duration, quiet=quiet)
    except (DevstackError, SeedRefused, httpx.HTTPError) as error:
        console.print(f"[red]{error}[/]")
        code = 1
    finally:
        console.print("stopping …")
        await stack.stop()
    return code


async def _start(stack: Stack, stop: asyncio.Event) -> bool:
    """Start with a sign of life; False when the user stopped it meanwhile."""
    starting, stopped = asyncio.create_task(stack.start()), asyncio.create_task(stop.wait())
    with console.status("starting servers and services …"):
        await asyncio.wait({starting, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not starting.done():
        starting.cancel()
        await asyncio.gather(starting, return_exceptions=True)
        return False
    starting.result()
    return True


def _greet(stack: Stack) -> None:
    chats = ", ".join(stack.seeded.chats) if stack.seeded is not None else ""
    console.print(
        f"[bold]Piyasa is running.[/] Type into the group at [bold]{stack.telegram_url}/[/]\n"
        f"  admin API  {stack.admin_url}  (key in {stack.layout.admin_key})\n"
        f"  broker     {stack.nats.url}   monitoring {stack.nats.monitor_url}\n"
        f"  chats      {chats}\n"
        f"  logs       {stack.layout.logs}/\n"
        "Ctrl-C stops everything; the next run goes on from here.\n"
    )


async def _until_stopped(stack: Stack, stop: asyncio.Event, duration: float, *, quiet: bool) -> None:
    following = None if quiet else asyncio.create_task(follow_chat(stack, console))
    try:
        async with asyncio.timeout(duration or None):
            await stop.wait()
    except TimeoutError:
        pass
    finally:
        if following is not None:
            following.cancel()
            await asyncio.gather(following, return_exceptions=True)
