"""`piyasa report`: what was measured of the conversations, against what was aimed at."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piyasa.analytics import Collector, LineUnreadable, Report, Terms, exported
from piyasa.analytics import report as measured
from piyasa.analytics.lives import Lives
from piyasa.contracts.catalogue import fact_of
from piyasa.contracts.envelope import decode
from piyasa.contracts.errors import ContractError
from piyasa.projections.pace import Pace
from piyasa.tools.connections import AsJson, Home, System, broker, database, find
from piyasa.tools.errors import ToolError
from piyasa.tools.log_reading import LogReader
from piyasa.tools.output import err, out, print_json, progress
from piyasa.tools.report_page import tables_of
from piyasa.tools.running import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from piyasa.contracts.envelope import Recorded
    from piyasa.contracts.event import Event
    from piyasa.tools.message import Message

_DAY = 24.0


class FileUnreadable(ToolError):
    """A file holds no log."""

    code = "FILE_UNREADABLE"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be read: {reason}")
        self.path, self.reason = path, reason


@dataclass(slots=True)
class Reading:
    """The log on its way into what is measured."""

    collector: Collector
    lives: Lives
    unread: int = 0
    """Messages that no fact could be made of."""

    @classmethod
    def over(cls, since: datetime | None, pace: float) -> Reading:
        """Count from a moment on."""
        return cls(Collector(since=since), Lives(Pace(pace), since=since))

    @property
    def wanted(self) -> frozenset[str]:
        """The facts that change anything."""
        return Collector.wanted() | self.lives.wanted

    def take(self, event: Recorded[Event]) -> None:
        """Take one fact."""
        self.collector.take(event)
        self.lives.take(event)

    def take_messages(self, batch: Sequence[Message]) -> None:
        """Take what of a batch is wanted."""
        wanted = self.wanted
        for each in batch:
            try:
                if fact_of(each.subject) in wanted:
                    self.take(
                        decode(
                            position=each.position,
                            time=each.time,
                            subject=each.subject,
                            headers=each.headers,
                            body=each.body,
                        )
                    )
            except ContractError:
                self.unread += 1


def report(
    *,
    chat: Annotated[list[str] | None, typer.Option(help="Only this chat (its id); may be given several times.")] = None,
    hours: Annotated[float, typer.Option(min=0.1, help="Over the newest so many hours.")] = _DAY,
    events: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="Read a file of `piyasa events --json` or of a rehearsal."),
    ] = None,
    folder: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Write plots (SVG) there.")] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """Measure conversations: quality, flow, repetition, timing, voices and promises, and each target met or missed."""

    async def work() -> int:
        if events is None:
            system = find(home)
            until = datetime.now(UTC)
            reading = Reading.over(until - timedelta(hours=hours), system.pace)
            await _read_log(system, reading)
            pace = system.pace
        else:
            until, reading, pace = *_read_file(events, hours), 1.0
        _show(reading, chat or (), (until - timedelta(hours=hours), until), pace, as_json=as_json, folder=folder)
        return 0

    run(work())


def _show(
    reading: Reading,
    chats: Sequence[str],
    window: tuple[datetime, datetime],
    pace: float,
    *,
    as_json: bool,
    folder: Path | None,
) -> None:
    since, until = window
    lines = reading.collector.utterances
    terms = Terms.of(reading.lives.settings, pace=pace)
    facts = reading.lives.added_to(reading.collector.facts)
    found = measured(lines, facts=facts, terms=terms, since=since, until=until, chats=chats)
    if reading.unread:
        err.print(f"[yellow]{reading.unread} messages of the log are no facts this release understands[/]")
    if as_json:
        print_json(found.to_json())
    else:
        _print(found)
    if folder is not None:
        _draw(reading, found, chats, terms, folder)


def _print(found: Report) -> None:
    for table in tables_of(found):
        out.print(table)


def _draw(reading: Reading, found: Report, chats: Sequence[str], terms: Terms, folder: Path) -> None:
    # Importing matplotlib takes most of a second; who wants no plots does not wait for it.
    from piyasa.analytics.plots import draw  # noqa: PLC0415

    lines = [
        line
        for line in reading.collector.utterances
        if (found.since is None or line.time >= found.since) and (not chats or line.chat_id in chats)
    ]
    lives = reading.lives
    drawn = draw(folder, lines, feelings=lives.feelings, ties=lives.ties, timezone=terms.timezone, pace=terms.pace)
    for path in drawn:
        err.print(f"wrote {path}", soft_wrap=True)


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


def _read_file(path: Path, hours: float) -> tuple[datetime, Reading]:
    """Raises FileUnreadable."""
    try:
        until = _last_moment(path)
        reading = Reading.over(until - timedelta(hours=hours), 1.0)
        for event in _facts(path, reading.wanted):
            reading.take(event)
    except LineUnreadable as error:
        raise FileUnreadable(path, str(error)) from None
    except OSError as error:
        raise FileUnreadable(path, f"{error.strerror}; name a file of events") from None
    return until, reading


def _last_moment(path: Path) -> datetime:
    """When the last fact of a file was told; the moment 0 of an empty file."""
    last = b""
    with path.open("rb") as file:
        for line in file:
            last = line if line.strip() else last
    found = list(exported([last]))
    return found[0].time if found else datetime.fromtimestamp(0, UTC)


def _facts(path: Path, wanted: frozenset[str]) -> Iterator[Recorded[Event]]:
    with path.open("rb") as file:
        yield from exported(file, facts=wanted)
