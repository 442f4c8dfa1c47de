"""Puts the scheduler together."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from piyasa.contracts.topology import LEASES
from piyasa.database.stores import stores_at
from piyasa.eventlog.leases import Leases
from piyasa.eventlog.log import new_id, utc_now
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.projections.catalogue import projections_for
from piyasa.projections.pace import Pace
from piyasa.scheduler.adapters.measures import PrometheusMeasures
from piyasa.scheduler.adapters.newest_tick import DirectNewestTick
from piyasa.scheduler.settings import SchedulerSettings
from piyasa.scheduler.use_cases.agenda import Agenda
from piyasa.scheduler.use_cases.moderator import Moderator
from piyasa.scheduler.use_cases.personas import Personas
from piyasa.scheduler.use_cases.scenes import Scenes
from piyasa.scheduler.use_cases.shard import AFTER_ERROR
from piyasa.scheduler.use_cases.shards import KEYS, KIND, Shards

SERVICE: Final = "scheduler"


@dataclass(slots=True)
class Composition:
    """The parts that are made once the broker is reached."""

    settings: SchedulerSettings

    async def build(self, parts: Parts) -> None:
        """Serve the shards whose leases this replica holds."""
        measures = PrometheusMeasures(parts.telemetry.metrics)
        shards = self._shards(parts, measures)
        leases = Leases(
            bucket=await parts.bucket(LEASES.name),
            kind=KIND,
            keys=KEYS,
            instance=parts.settings.instance,
            ttl=self.settings.lease_seconds,
            on_gained=shards.gained,
            on_lost=shards.lost,
            on_held=measures.leases_held,
        )
        shards.leases = leases
        shards.start()
        parts.hold(leases)
        parts.on_close(shards.close)

    def _shards(self, parts: Parts, measures: PrometheusMeasures) -> Shards:
        pace = Pace(self.settings.pace)
        shift = self.settings.clock_shift(utc_now())
        moderator = Moderator(
            scenes=Scenes(parts.view, utc_now, self.settings.release, pace, shift),
            log=parts.log,
            view=parts.view,
            newest_tick=DirectNewestTick(parts.client),
            tracing=parts.telemetry.traces,
            measures=measures,
            draw=Random,
            new_id=new_id,
        )
        personas = Personas(parts.view, parts.log, utc_now)
        return Shards(
            view=parts.view,
            moderator=moderator,
            personas=personas,
            measures=measures,
            new_agenda=lambda: Agenda(utc_now),
            after_error=pace.seconds(AFTER_ERROR),
            pace=pace,
        )


def scheduler_service(settings: SchedulerSettings) -> Service:
    """The scheduler as a service; without a database it reads the whole stream at start."""
    stores = stores_at(settings.database_url, application=f"piyasa-{SERVICE}")
    return Service(
        SERVICE,
        settings,
        Composition(settings).build,
        projections=projections_for(SERVICE, Pace(settings.pace)),
        snapshots=stores.snapshots,
        archive=stores.archive,
    )
