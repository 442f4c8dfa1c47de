"""Puts the projector together."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from piyasa.analytics import Collector
from piyasa.contracts.topology import LEASES
from piyasa.database.archive import ArchiveReader
from piyasa.database.engine import new_engine
from piyasa.database.snapshots import SnapshotStore
from piyasa.eventlog.leases import Leases
from piyasa.eventlog.log import utc_now
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.projections.catalogue import all_projections
from piyasa.projections.pace import Pace
from piyasa.projector.adapters.jetstream_log import JetStreamLog
from piyasa.projector.adapters.lease_turn import KEY, KIND, LeaseTurn
from piyasa.projector.adapters.postgres_reports import PostgresReports
from piyasa.projector.adapters.postgres_snapshots import PostgresSnapshots
from piyasa.projector.adapters.postgres_store import PostgresStore
from piyasa.projector.adapters.report_gauges import ReportGauges
from piyasa.projector.adapters.telemetry_measures import DatabaseMeasures, TelemetryMeasures
from piyasa.projector.settings import ProjectorSettings
from piyasa.projector.use_cases.project import Condition, Projector
from piyasa.projector.use_cases.reporting import Reporting
from piyasa.telemetry import Finding, Gate, Telemetry, degraded, healthy, unhealthy

SERVICE = "projector"


class DatabaseMissing(Exception):
    """The projector has nothing to write to."""

    code = "DATABASE_MISSING"

    def __init__(self) -> None:
        super().__init__("set PIYASA_DATABASE_URL (or DATABASE_URL) to the projector's PostgreSQL address")


@dataclass(slots=True)
class Composition:
    """The parts that are made once the broker is reached."""

    settings: ProjectorSettings

    async def build(self, parts: Parts) -> None:
        """Make the projector and run it beside its lease."""
        if self.settings.database_url is None:
            raise DatabaseMissing
        telemetry = parts.telemetry
        engine = new_engine(
            self.settings.database_url,
            application=f"piyasa-{SERVICE}",
            observer=DatabaseMeasures(telemetry.metrics),
        )
        leases = Leases(
            bucket=await parts.bucket(LEASES.name),
            kind=KIND,
            keys=[KEY],
            instance=parts.settings.instance,
            ttl=self.settings.lease_seconds,
            on_held=telemetry.metrics.pipeline.leases_held.of(KIND).set,
        )
        store = PostgresStore(engine)
        projector = Projector(
            log=JetStreamLog(parts.client),
            store=store,
            archive=ArchiveReader(engine),
            snapshots=PostgresSnapshots(SnapshotStore(engine)),
            turn=LeaseTurn(leases),
            projections=all_projections(Pace(self.settings.pace)),
            measures=TelemetryMeasures(telemetry),
            rhythm=self.settings.rhythm,
        )
        reporting = self._reporting(engine, projector, telemetry)
        telemetry.health.add("projector", lambda: projector_health(projector.condition))
        telemetry.health.add("folds", lambda: folds_health(projector.condition), gate=Gate.NONE)
        telemetry.health.add("database", store.reachable, gate=Gate.NONE)
        parts.run(leases.run)
        parts.run(until_stopped(projector.run, parts.stopping))
        parts.run(lambda: reporting.run(parts.stopping))
        _close(parts, engine, leases, projector)

    def _reporting(self, engine: AsyncEngine, projector: Projector, telemetry: Telemetry) -> Reporting:
        """What measures the conversations, while this replica is the one that writes."""
        condition = projector.condition
        return Reporting(
            archive=ArchiveReader(engine, facts=Collector.wanted()),
            reports=PostgresReports(engine),
            ready=lambda: condition.active and condition.caught_up,
            now=utc_now,
            tell=ReportGauges(telemetry.metrics).show,
            pace=self.settings.pace,
        )


def _close(parts: Parts, engine: AsyncEngine, leases: Leases, projector: Projector) -> None:
    """At the end: finish the batch, let another replica begin, let go of the database."""

    async def finish() -> None:
        async with asyncio.timeout(parts.settings.grace_seconds):
            await projector.stop()

    parts.on_close(engine.dispose)
    parts.on_close(leases.release)
    parts.on_close(finish)


def until_stopped(run: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> Callable[[], Awaitable[None]]:
    """Run, and when that ends early, stay: a projector that halted goes on answering what is wrong."""

    async def work() -> None:
        await run()
        await stopping.wait()

    return work


def projector_health(condition: Condition) -> Finding:
    """Ready when caught up, and when standing by."""
    if condition.halted is not None:
        return unhealthy(f"{condition.halted.code}: {condition.halted}")
    if condition.trouble:
        return unhealthy(condition.trouble)
    if not condition.active:
        return healthy("standing by: another replica holds the lease, or is about to")
    if not condition.caught_up:
        return unhealthy(f"catching up, at position {condition.position}")
    return healthy(f"at position {condition.position}")


def folds_health(condition: Condition) -> Finding:
    """Degraded while facts could not be read or folded."""
    if condition.broken or condition.unreadable:
        return degraded(
            f"{condition.broken} aggregates lack a fact that could not be folded, "
            f"{condition.unreadable} messages are no facts this release understands"
        )
    return healthy()


def projector_service(settings: ProjectorSettings) -> Service:
    """The projector as a service."""
    return Service(SERVICE, settings, Composition(settings).build, projections=())
