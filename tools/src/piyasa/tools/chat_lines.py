"""The chat as it happens, one line a message."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.markup import escape

from piyasa.contracts.conversation import MessageReceived
from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.errors import ContractError
from piyasa.eventlog.direct import DirectReader, RawMessage, ReadFailed
from piyasa.tools.message import fact_in

if TYPE_CHECKING:
    from rich.console import Console

    from piyasa.devstack.stack import Stack

_LOOK_EVERY = 0.3


async def follow_chat(stack: Stack, console: Console) -> None:
    """Print what is said from now on, until cancelled."""
    client = await stack.operator()
    try:
        await _follow(DirectReader(client), console)
    finally:
        await client.close()


async def _follow(reader: DirectReader, console: Console) -> None:
    position = await reader.last()
    while True:
        try:
            batch = await reader.read(position)
        except (ReadFailed, OSError):
            await asyncio.sleep(1.0)
            continue
        for raw in batch.messages:
            position = raw.position
            line = line_of(raw)
            if line:
                console.print(line, soft_wrap=True)
        if batch.at_end:
            await asyncio.sleep(_LOOK_EVERY)


def line_of(raw: RawMessage) -> str:
    """A said message as a line of rich markup; empty for every other fact."""
    if not raw.subject.endswith((".message-sent", ".message-received")):
        return ""
    try:
        event = fact_in(raw)
    except ContractError:
        return ""
    clock = event.time.astimezone().strftime("%H:%M:%S")
    match event.data:
        case MessageSent(bot_id=who, text=text, chat_id=chat):
            return f"[dim]{clock} {chat}[/] [cyan]{who}[/]: {escape(text)}"
        case MessageReceived(display_name=who, text=text, chat_id=chat):
            return f"[dim]{clock} {chat}[/] [bold green]{escape(who)}[/]: {escape(text)}"
        case _:
            return ""
