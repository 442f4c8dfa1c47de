"""Tables of prices: a file that somebody writes, or an address that answers with one."""

from __future__ import annotations

import asyncio
import stat
from dataclasses import dataclass
from pathlib import Path

from piyasa.generator.adapters.sources.asking import HttpSource
from piyasa.generator.adapters.sources.fetching import MOST_BYTES, Fetched, Fetcher
from piyasa.generator.domain.market.tables import TableUnreadable, read_table
from piyasa.generator.market_ports import SourceReading, SourceTrouble

Mark = tuple[int, int, int]


@dataclass(slots=True)
class FilePrices:
    """A file, JSON or CSV, read again whenever it changed."""

    path: Path
    kind: str = "file"
    _seen: Mark | None = None

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def anew(self) -> None:
        """Read it again next time, changed or not."""
        self._seen = None

    async def read(self) -> SourceReading:
        """What it says now; raises ``SourceTrouble``."""
        mark, text = await asyncio.to_thread(self._text)
        if text is None:
            return SourceReading(changed=False)
        reading = _reading(text, self.name)
        self._seen = mark
        return reading

    def _text(self) -> tuple[Mark, str | None]:
        try:
            about = self.path.stat()
            mark = (about.st_mtime_ns, about.st_size, about.st_ino)
            if mark == self._seen:
                return mark, None
            if not stat.S_ISREG(about.st_mode):
                raise SourceTrouble("content", f"{self.path.name} is no file")
            with self.path.open("rb") as file:
                body = file.read(MOST_BYTES + 1)
        except OSError as error:
            raise SourceTrouble("unreachable", f"{self.path.name} cannot be read: {error.strerror}") from None
        if len(body) > MOST_BYTES:
            raise SourceTrouble("too_large", f"{self.path.name} is larger than {MOST_BYTES} bytes")
        return mark, _decoded(body)


def http_prices(url: str, fetcher: Fetcher) -> HttpSource:
    """An address that answers with a table."""

    async def understand(fetched: Fetched, name: str) -> SourceReading:
        return _reading(_decoded(fetched.body), name)

    return HttpSource("http", url, fetcher, understand)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SourceTrouble("content", "it is no text in UTF-8") from None


def _reading(text: str, name: str) -> SourceReading:
    try:
        table = read_table(text, name)
    except TableUnreadable as error:
        raise SourceTrouble("content", str(error)) from None
    return SourceReading(table.quotes, table.problems)
