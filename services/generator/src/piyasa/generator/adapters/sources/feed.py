"""A feed, RSS or Atom: its headlines that name one level of one symbol."""

from __future__ import annotations

import asyncio
import io
from calendar import timegm
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import feedparser

from piyasa.generator.adapters.sources.asking import HttpSource
from piyasa.generator.adapters.sources.fetching import Fetched, Fetcher
from piyasa.generator.domain.market.headlines import level_in
from piyasa.generator.domain.market.quotes import Quote, is_of_today
from piyasa.generator.market_ports import SourceReading, SourceTrouble

MOST_ENTRIES: Final = 200
LONGEST_HEADLINE: Final = 300
_FORGIVEN: Final = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)


def feed_source(url: str, fetcher: Fetcher, now: Callable[[], datetime]) -> HttpSource:
    """A feed that is asked for the levels of its entries of the last day."""

    async def understand(fetched: Fetched, name: str) -> SourceReading:
        return SourceReading(await asyncio.to_thread(_quotes, fetched, name, now()))

    return HttpSource("feed", url, fetcher, understand)


def _quotes(fetched: Fetched, source: str, now: datetime) -> tuple[Quote, ...]:
    # A stream, never a text or bytes: the parser would take those for an address or the name of a file.
    found = feedparser.parse(
        io.BytesIO(fetched.body),
        response_headers={"content-type": fetched.content_type},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if found.get("bozo") and not isinstance(found.get("bozo_exception"), _FORGIVEN):
        raise SourceTrouble("content", "it is no well-formed feed")
    if not found.get("version"):
        raise SourceTrouble("content", "it is neither RSS nor Atom")
    return tuple(quote for quote in _levels(found.entries[:MOST_ENTRIES], source) if is_of_today(quote, now))


def _levels(entries: list[Any], source: str) -> Iterator[Quote]:
    for entry in entries:
        headline, published = entry.get("title"), entry.get("published_parsed") or entry.get("updated_parsed")
        if not isinstance(headline, str) or len(headline) > LONGEST_HEADLINE or published is None:
            continue
        level = level_in(headline)
        if level is not None:
            moment = datetime.fromtimestamp(timegm(published), UTC)
            yield Quote(level.symbol, level.value, level.unit, source, moment)
