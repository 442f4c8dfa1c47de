"""The sources that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from piyasa.generator.adapters.sources.feed import feed_source
from piyasa.generator.adapters.sources.fetching import Fetcher
from piyasa.generator.adapters.sources.price_tables import FilePrices, http_prices
from piyasa.generator.market_ports import QuoteSource
from piyasa.generator.settings import GeneratorSettings


def sources_of(settings: GeneratorSettings, fetcher: Fetcher, now: Callable[[], datetime]) -> tuple[QuoteSource, ...]:
    """Prices first: what they say of a symbol is told before what headlines say."""
    found: list[QuoteSource] = []
    if settings.generator_prices_file is not None:
        found.append(FilePrices(settings.generator_prices_file))
    if settings.generator_prices_url is not None:
        found.append(http_prices(settings.generator_prices_url.get_secret_value(), fetcher))
    found += [feed_source(url, fetcher, now) for url in settings.feeds]
    return tuple(found)
