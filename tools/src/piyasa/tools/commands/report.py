"""`piyasa report`: what was measured of the conversations, against what was aimed at."""

from __future__ import annotations

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from piyasa.analytics import LineUnreadable, exported
from piyasa.tools.connections import AsJson, Home, System, broker, database, find
from piyasa.tools.errors import ToolError
from piyasa.tools.log_reading import LogReader
from piyasa.tools.measuring import Reading, show
from piyasa.tools.output import err, print_json, progress
from piyasa.tools.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from piyasa.contracts.envelope import Recorded
    from piyasa.contracts.event import Event

_DAY = 24.0
_YEARS = 10 * 366 * _DAY
"""Ten; further back than any log goes."""


class FileUnreadable(ToolError):
    """A file holds no log."""

    code = "FILE_UNREADABLE"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be read: {reason}")
        self.path, self.reason = path, reason


def report(
    *,
    chat: Annotated[list[str] | None, typer.Option(help="Only this chat (its id); may be given several times.")] = None,
    hours: Annotated[float, typer.Option(min=0.1, max=_YEARS, help="Over the newest so many hours.")] = _DAY,
    events: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Read a file of `piyasa events --json` or of a rehearsal."),
    ] = None,
    pace: Annotated[
        float, typer.Option(min=0.1, max=1000, help="How many times faster than life the system of FILE ran.")
    ] = 1.0,
    folder: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write plots (SVG) there.")] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Measure conversations: quality, flow, repetition, timing, voices and promises, and each target met or missed."""

    async def work() -> int:
        if events is None:
            system = find(home)
            until = datetime.now(UTC)
            reading = Reading.over(until - timedelta(hours=hours), system.pace, chat or ())
            await _read_log(system, reading)
        else:
            until, reading = _read_file(events, hours, pace, chat or ())
        _show(reading, (until - timedelta(hours=hours), until), as_json=as_json, folder=folder)
        return 0

    run(work())


def _show(
    reading: Reading,
    window: tuple[datetime, datetime],
    *,
    as_json: bool,
    folder: Path | None,
) -> None:
    found = reading.report(*window)
    silent = [chat for chat in reading.chats if chat not in found.chats]
    if silent:
        err.print(f"[yellow]nothing was said in {escape(', '.join(silent))}; --chat takes the id of a chat[/]")
    if reading.unread:
        err.print(f"[yellow]{reading.unread} messages of the log are no facts this release understands[/]")
    if as_json:
        print_json(found.to_json())
    else:
        show(found)
    if folder is not None:
        reading.draw(found, folder)


async def _read_log(system: System, reading: Reading) -> None:
    async with AsyncExitStack() as opened:
        client = await opened.enter_async_context(broker(system))
        engine = None if system.database_url is None else await opened.enter_async_context(database(system))
        reader = LogReader(client, engine)
        end = (await reader.bounds()).last
        with progress("reading the log") as tell:
            async for batch in reader.batches(0):
                reading.take_messages(batch)
                tell(batch[-1].position, end)


def _read_file(path: Path, hours: float, pace: float, chats: Sequence[str]) -> tuple[datetime, Reading]:
    """Raises FileUnreadable."""
    try:
        until = _last_moment(path)
        reading = Reading.over(until - timedelta(hours=hours), pace, chats)
        for event in _facts(path, reading.wanted):
            reading.take(event)
    except LineUnreadable as error:
        raise FileUnreadable(path, str(error)) from None
    except OSError as error:
        raise FileUnreadable(path, f"{error.strerror}; name a file of events") from None
    return until, reading


def _last_moment(path: Path) -> datetime:
    """When the last fact of a file was told; the moment 0 of an empty file."""
    last, at = b"", 1
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                last, at = line, number
    found = list(exported([last], first=at))
    return found[0].time if found else datetime.fromtimestamp(0, UTC)


def _facts(path: Path, wanted: frozenset[str]) -> Iterator[Recorded[Event]]:
    with path.open("rb") as file:
        yield from exported(file, facts=wanted)
