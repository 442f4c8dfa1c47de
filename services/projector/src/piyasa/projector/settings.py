"""The projector's settings, from the environment."""

from __future__ import annotations

from pydantic import Field

from piyasa.eventlog.settings import ServiceSettings
from piyasa.projector.domain.rhythm import Rhythm


class ProjectorSettings(ServiceSettings):
    """What the projector needs beyond what every service needs; times in seconds."""

    projector_batch: int = Field(default=1000, ge=1, le=10_000, description="facts in one transaction at most")
    projector_gather_seconds: float = Field(
        default=0.2, gt=0, le=60, description="pause at the log's end, in which facts gather for one transaction"
    )
    projector_flush_seconds: float = Field(
        default=5.0, ge=0, le=60, description="age that changes of read models reach before they are written"
    )
    projector_snapshot_facts: int = Field(default=10_000, ge=1, description="facts after which a snapshot is due")
    projector_snapshot_seconds: float = Field(default=300.0, gt=0, description="time after which a snapshot is due")

    @property
    def rhythm(self) -> Rhythm:
        """How often things are done."""
        return Rhythm(
            batch=self.projector_batch,
            gather=self.projector_gather_seconds,
            flush=self.projector_flush_seconds,
            snapshot_facts=self.projector_snapshot_facts,
            snapshot=self.projector_snapshot_seconds,
        )
