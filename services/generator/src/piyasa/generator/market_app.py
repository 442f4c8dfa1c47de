"""Puts together what watches the market: sources, lease, rounds, health."""

from __future__ import annotations

from collections.abc import Callable

from piyasa.eventlog.log import utc_now
from piyasa.eventlog.parts import Parts
from piyasa.generator.adapters.market_tally import PrometheusMarketTally
from piyasa.generator.adapters.sources.configured import sources_of
from piyasa.generator.adapters.sources.fetching import Fetcher
from piyasa.generator.leasing import SOURCES, leases_for
from piyasa.generator.settings import GeneratorSettings
from piyasa.generator.use_cases.observing import Observing
from piyasa.generator.use_cases.watching import Watch
from piyasa.telemetry import Finding, Gate, degraded, healthy


async def watch_market(settings: GeneratorSettings, parts: Parts) -> None:
    """Watch the sources in one replica; without any, only say so."""
    fetcher = Fetcher(settings.allowed_hosts)
    sources = sources_of(settings, fetcher, utc_now)
    if not sources:
        await fetcher.close()
        parts.telemetry.health.add("market_sources", no_sources, gate=Gate.NONE)
        return
    leases = await leases_for(SOURCES, settings, parts)
    tally = PrometheusMarketTally(parts.telemetry.metrics)
    observing = Observing(sources, parts.view, parts.log, tally, utc_now)
    watch = Watch(observing, lambda: leases.holds(SOURCES.key), settings.generator_sources_seconds)
    finding: Callable[[], Finding] = lambda: sources_health(observing, holds=leases.holds(SOURCES.key))  # noqa: E731
    parts.telemetry.health.add("market_sources", finding, gate=Gate.NONE)
    parts.run(lambda: watch.run(parts.stopping))
    parts.on_close(fetcher.close)
    parts.hold(leases)


def no_sources() -> Finding:
    """Healthy: an installation needs none."""
    return healthy("no source is configured: personas name no figures, and calls are not graded")


def sources_health(observing: Observing, *, holds: bool) -> Finding:
    """Degraded while a source is in trouble; which one, and why."""
    if not holds:
        return healthy("standing by: another replica asks the sources, or is about to")
    if observing.troubles:
        return degraded("; ".join(f"source {name}: {trouble}" for name, trouble in sorted(observing.troubles.items())))
    return healthy(f"{len(observing.sources)} sources")
