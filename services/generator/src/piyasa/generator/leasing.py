"""Leases for work that one replica of the generator does for all."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.contracts.topology import LEASES
from piyasa.eventlog.leases import Leases
from piyasa.eventlog.parts import Parts
from piyasa.generator.settings import GeneratorSettings


@dataclass(frozen=True, slots=True)
class Errand:
    """Work of one replica; apart from other errands, so that each is given to whoever has a hand free."""

    what: str
    key: str


SOURCES = Errand("sources", "watch")
EMBEDDINGS = Errand("embeddings", "fill")


async def leases_for(errand: Errand, settings: GeneratorSettings, parts: Parts) -> Leases:
    """What tells whether this replica does it; it is on the caller to hold them."""
    return Leases(
        bucket=await parts.bucket(LEASES.name),
        kind=f"generator.{errand.what}",
        keys=[errand.key],
        instance=parts.settings.instance,
        ttl=settings.lease_seconds,
        on_held=parts.telemetry.metrics.pipeline.leases_held.of(f"generator-{errand.what}").set,
    )
