"""Puts the generator together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import stamina.instrumentation
import structlog

from piyasa.contracts.topology import BUDGETS, draft_durable
from piyasa.contracts.values import LANES
from piyasa.database.stores import stores_at
from piyasa.eventlog.log import utc_now
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.generator.adapters.engines import offline_engine_for, providers_for, require_readable, require_usable
from piyasa.generator.adapters.models.ledger import BucketLedger
from piyasa.generator.adapters.models.listening import LoggedBudgets
from piyasa.generator.adapters.offline import OfflineEngine
from piyasa.generator.adapters.tally import PrometheusCacheTally, PrometheusCallTally, PrometheusTally
from piyasa.generator.domain.models.budgets import Limits
from piyasa.generator.market_app import watch_market
from piyasa.generator.ports import MODEL_CHECK, Judge, TextEngine
from piyasa.generator.recall_app import remembrance_of
from piyasa.generator.settings import GeneratorSettings
from piyasa.generator.use_cases.drafting import Drafting
from piyasa.generator.use_cases.judging import ModelJudge
from piyasa.generator.use_cases.lanes import Lane
from piyasa.generator.use_cases.remembering import Remembering
from piyasa.generator.use_cases.routing import Router
from piyasa.generator.use_cases.wording import ModelWords
from piyasa.projections.catalogue import projections_for
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.fold import TableSet
from piyasa.projections.pace import Pace
from piyasa.resilience import Breaker
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
        engine, judge = await self._engine(parts)
        parts.telemetry.health.add("engine", lambda: engine_health(engine), gate=Gate.NONE)
        remembrance = await remembrance_of(self.settings, parts)
        drafting = Drafting(
            parts.view,
            engine,
            tally,
            now=utc_now,
            release=self.settings.release,
            spare=OfflineEngine("the model failed") if self.settings.generator_offline_fallback else None,
            judge=judge,
            thorough=self.settings.generator_judge == "always",
            recalling=remembrance.recalling,
            pace=Pace(self.settings.pace),
            clock_shift=self.settings.clock_shift(utc_now()),
        )
        for lane in LANES:
            parts.handle(draft_durable(lane), drafting.on_tick, concurrency=self.settings.generator_concurrency)
        parts.handle(REWRITES, drafting.on_rewrite, concurrency=self.settings.generator_concurrency)
        remembering = Remembering(parts.view, utc_now, remembrance.embedder)
        parts.handle(HEARD, remembering.on_heard, concurrency=self.settings.generator_concurrency)
        await watch_market(self.settings, parts)

    async def _engine(self, parts: Parts) -> tuple[TextEngine, Judge | None]:
        """Where words come from, and who judges them where rules are not sure."""
        offline = offline_engine_for(self.settings)
        if offline is not None:
            logger.warning("text engine", engine=offline.status())
            return offline, None
        router = await self._router(parts)
        parts.on_close(router.close)
        engine = ModelWords(router)
        for lane in router.lanes:
            check = partial(model_health, engine, lane.name)
            parts.telemetry.health.add(f"{MODEL_CHECK}{lane.name}", check, gate=Gate.NONE)
        logger.info("text engine", engine=engine.status())
        judge = ModelJudge(
            router,
            PrometheusCacheTally(parts.telemetry.metrics),
            lambda: len(Directory(parts.view.tables).installation.forgotten),
        )
        return engine, None if self.settings.generator_judge == "never" else judge

    async def _router(self, parts: Parts) -> Router:
        # What is tried again is logged by the router, without what an endpoint says: that may quote a prompt.
        stamina.instrumentation.set_on_retry_hooks([])
        providers = providers_for(self.settings, parts.telemetry.traces)
        await require_usable(providers)
        tally = PrometheusCallTally(parts.telemetry.metrics)
        for provider in providers:
            tally.pool(provider.offer.name, provider.offer.concurrency)
            tally.circuit(provider.offer.name, "closed")
        return Router.over(
            [Lane(provider, self._breaker()) for provider in providers],
            BucketLedger(await parts.bucket(BUDGETS.name), parts.settings.instance),
            LoggedBudgets(parts.log),
            tally,
            utc_now,
            overall=lambda: budget_of_all(parts.view.tables),
        )

    def _breaker(self) -> Breaker:
        return Breaker(self.settings.llm_circuit_breaker_threshold, self.settings.llm_circuit_breaker_timeout)


def budget_of_all(tables: TableSet) -> Limits:
    """What operators allow all providers together."""
    tokens = Settings.of(Directory(tables).installation).llm_daily_token_budget
    return Limits(tokens=tokens or None)


def engine_health(engine: TextEngine) -> Finding:
    """Says which engine speaks; degraded while no provider answers as it should."""
    if isinstance(engine, ModelWords) and all(trouble for _, trouble in engine.router.report().values()):
        return degraded(engine.status())
    return healthy(engine.status())


def model_health(words: ModelWords, name: str) -> Finding:
    """How one provider is; degraded while it does not answer as it should."""
    trouble = words.router.report()[name][1]
    return degraded(words.status_of(name)) if trouble else healthy(words.status_of(name))


def generator_service(settings: GeneratorSettings) -> Service:
    """The generator as a service; raises ``ValueError`` and ``OSError`` when its providers cannot be read."""
    require_readable(settings)
    stores = stores_at(settings.database_url, application=f"piyasa-{SERVICE}")
    return Service(
        SERVICE,
        settings,
        Composition(settings).build,
        projections=projections_for(SERVICE, Pace(settings.pace)),
        snapshots=stores.snapshots,
        archive=stores.archive,
    )
