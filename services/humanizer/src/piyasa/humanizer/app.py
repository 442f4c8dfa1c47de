"""Puts the humanizer together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from piyasa.database.stores import stores_at
from piyasa.eventlog.log import utc_now
from piyasa.eventlog.parts import Parts
from piyasa.eventlog.service import Service
from piyasa.humanizer.adapters.tally import PrometheusTally
from piyasa.humanizer.settings import HumanizerSettings
from piyasa.humanizer.use_cases.styling import Styling
from piyasa.projections.catalogue import projections_for
from piyasa.projections.pace import Pace

SERVICE: Final = "humanizer"
STYLE = "humanizer-style"


@dataclass(frozen=True, slots=True)
class Composition:
    """What is made once the broker is reached."""

    settings: HumanizerSettings

    async def build(self, parts: Parts) -> None:
        """Style every draft."""
        styling = Styling(
            parts.view,
            PrometheusTally(parts.telemetry.metrics),
            now=utc_now,
            release=self.settings.release,
            pace=Pace(self.settings.pace),
            clock_shift=self.settings.clock_shift(utc_now()),
        )
        parts.handle(STYLE, styling.on_draft, concurrency=self.settings.humanizer_concurrency)


def humanizer_service(settings: HumanizerSettings) -> Service:
    """The humanizer as a service."""
    stores = stores_at(settings.database_url, application=f"piyasa-{SERVICE}")
    return Service(
        SERVICE,
        settings,
        Composition(settings).build,
        projections=projections_for(SERVICE, Pace(settings.pace)),
        snapshots=stores.snapshots,
        archive=stores.archive,
    )
