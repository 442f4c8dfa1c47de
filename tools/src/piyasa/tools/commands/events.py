"""`piyasa events`: the log, listed or followed."""

from __future__ import annotations

from collections import deque
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from piyasa.contracts.topology import ALL_EVENTS
from piyasa.tools.connections import AsJson, Home, System, broker, database, find
from piyasa.tools.derived import Deriving
from piyasa.tools.event_choice import Choice, choice
from piyasa.tools.event_lines import cloud_event, event_line
from piyasa.tools.log_reading import LogReader
from piyasa.tools.output import err, flush, out, print_json, progress
from piyasa.tools.running import run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from piyasa.tools.message import Message


@dataclass(slots=True)
class Listing:
    """Prints what is wanted, up to a limit, and knows how far it came."""

    choice: Choice
    as_json: bool = False
    limit: int | None = None
    printed: int = 0
    position: int = 0
    deriving: Deriving | None = None
    """Shows what follows from the facts instead of them."""
    beyond: int = 0
    """The position after which to print; what lies before is folded only."""

    @property
    def full(self) -> bool:
        """Whether the limit is reached."""
        return self.limit is not None and self.printed >= self.limit

    def take(self, batch: Iterable[Message]) -> None:
        """Print the wanted ones of a batch."""
        for message in batch:
            if self.full:
                break
            self.position = message.position
            for each in self.wanted([message]):
                self.show(each)
        flush()

    def wanted(self, batch: Iterable[Message]) -> list[Message]:
        """What of a batch, or of what follows from it, is to be printed."""
        found = batch if self.deriving is None else self.deriving.of(batch)
        return [each for each in found if each.position > self.beyond and self.choice.takes(each)]

    def show(self, message: Message) -> None:
        """Print one message."""
        self.printed += 1
        if self.as_json:
            print_json(cloud_event(message))
        else:
            out.print(event_line(message), soft_wrap=not out.is_terminal)


def events(  # noqa: PLR0913 - a command has options
    *,
    type: Annotated[  # noqa: A002 - the option's name
        list[str] | None, typer.Option("--type", help="Fact, such as message-sent; may be given several times.")
    ] = None,
    chat: Annotated[str | None, typer.Option(help="Only facts of this chat (its id, such as bist-sohbet).")] = None,
    bot: Annotated[str | None, typer.Option(help="Only facts of or about this persona.")] = None,
    after: Annotated[int, typer.Option(min=0, help="Begin after this position.")] = 0,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many, the oldest first.")] = None,
    last: Annotated[int | None, typer.Option(min=0, help="Only the newest so many of what is there.")] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what comes, until Ctrl-C.")] = False,
    derived: Annotated[
        bool, typer.Option("--derived", help="Instead of facts, how relationships changed because of them.")
    ] = False,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """List the facts of the log, oldest first, to its end or for ever."""
    if derived and (type or chat):
        message = "relationships are a persona's, over all chats and facts: narrow --derived with --bot only"
        raise typer.BadParameter(message, param_hint="--derived")

    async def work() -> int:
        system = find(home)
        wanted = choice(type or (), chat, bot)
        if derived:
            listing = Listing(wanted, as_json, limit, deriving=Deriving.at(system.pace), beyond=after)
        else:
            listing = Listing(wanted, as_json, limit, position=after)
        return await _events(system, listing, last=last, follow=follow)

    run(work())


async def _events(system: System, listing: Listing, *, last: int | None, follow: bool) -> int:
    async with AsyncExitStack() as opened:
        subjects = listing.choice.filter if listing.deriving is None else ALL_EVENTS
        reader = await _reader(system, subjects, opened, patient=follow)
        lost = await reader.out_of_reach(listing.position)
        if lost:
            err.print(
                f"[yellow]{lost} older positions are in the archive only; set PIYASA_DATABASE_URL to read them[/]"
            )
        if last is None:
            await _list(reader, listing)
        else:
            await _list_last(reader, listing, last)
        if follow and not listing.full:
            async for batch in reader.followed(listing.position):
                listing.take(batch)
                if listing.full:
                    break
    return 0


async def _reader(system: System, subjects: str, opened: AsyncExitStack, *, patient: bool) -> LogReader:
    client = await opened.enter_async_context(broker(system, patient=patient))
    engine = None if system.database_url is None else await opened.enter_async_context(database(system))
    return LogReader(client, engine, filter=subjects)


async def _list(reader: LogReader, listing: Listing) -> None:
    async for batch in reader.batches(listing.position):
        listing.take(batch)
        if listing.full:
            return


async def _list_last(reader: LogReader, listing: Listing, last: int) -> None:
    """Keep the newest while reading; nothing is printed before the end is reached."""
    kept: deque[Message] = deque(maxlen=last)
    end = (await reader.bounds()).last
    with progress("reading the log") as report:
        async for batch in reader.batches(listing.position):
            kept.extend(listing.wanted(batch))
            listing.position = batch[-1].position
            report(listing.position, end)
    for message in kept:
        if not listing.full:
            listing.show(message)
    flush()
