"""Puts the generator together."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from piyasa.contracts.topology import draft_durable
from piyasa.contracts.values import LANES
from piyasa.database.stores import stores_at
from piyasa.eventlog.log import utc_now
from piyasa.eventlog.service import Parts, Service
from piyasa.generator.adapters.engines import engine_for
from piyasa.generator.adapters.offline import OfflineEngine
from piyasa.generator.adapters.openai_compatible import OpenAICompatible
from piyasa.generator.adapters.tally import PrometheusTally
from piyasa.generator.ports import TextEngine
from piyasa.generator.settings import GeneratorSettings
from piyasa.generator.use_cases.drafting import Drafting
from piyasa.generator.use_cases.remembering import Remembering
from piyasa.projections.catalogue import projections_for
from piyasa.projections.pace import Pace
from piyasa.telemetry import Finding, Gate, degraded, healthy

SERVICE = "generator"
REWRITES = "generator-rewrite"
HEARD = "generator-remember"
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Composition:
    """What is made once the broker is reached."""

    settings: GeneratorSettings

    async def build(self, parts: Parts) -> None:
        """Choose the engine and serve every lane."""
        tally = PrometheusTally(parts.telemetry.metrics)
        engine = engine_for(self.settings, tally, utc_now)
        if isinstance(engine, OpenAICompatible):
            parts.on_close(engine.close)
        (logger.warning if isinstance(engine, OfflineEngine) else logger.info)("text engine", engine=engine.status())
        parts.telemetry.health.add("engine", lambda: engine_health(engine), gate=Gate.NONE)
        parts.telemetry.health.add("semantic_recall", semantic_recall, gate=Gate.NONE)
        drafting = Drafting(
            parts.view,
            engine,
            tally,
            now=utc_now,
            release=self.settings.release,
            spare=OfflineEngine("the model failed") if self.settings.generator_offline_fallback else None,
            pace=Pace(self.settings.pace),
            clock_shift=self.settings.clock_shift(utc_now()),
        )
        for lane in LANES:
            parts.handle(draft_durable(lane), drafting.on_tick, concurrency=self.settings.generator_concurrency)
        parts.handle(REWRITES, drafting.on_rewrite, concurrency=self.settings.generator_concurrency)
        remembering = Remembering(parts.view, utc_now)
        parts.handle(HEARD, remembering.on_heard, concurrency=self.settings.generator_concurrency)


def engine_health(engine: TextEngine) -> Finding:
    """Says which engine speaks; degraded after a call that failed for good."""
    failing = isinstance(engine, OpenAICompatible) and engine.last_failure
    return degraded(engine.status()) if failing else healthy(engine.status())


def semantic_recall() -> Finding:
    """Says that memories are compared without embeddings: it must never be switched off silently (behaviour 4.5).

    Healthy, because this is how every installation runs for now; an operator can do nothing about it.
    """
    return healthy("degraded: memories are compared by the beginnings of words, there is no embedding model")


def generator_service(settings: GeneratorSettings) -> Service:
    """The generator as a service."""
    stores = stores_at(settings.database_url, application=f"piyasa-{SERVICE}")
    return Service(
        SERVICE,
        settings,
        Composition(settings).build,
        projections=projections_for(SERVICE, Pace(settings.pace)),
        snapshots=stores.snapshots,
        archive=stores.archive,
    )
