"""What a service says about itself: whether it has begun, reaches the broker, and sees the log as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from piyasa.telemetry import Gate, degraded, healthy, unhealthy

if TYPE_CHECKING:
    from piyasa.eventlog.service import Service
    from piyasa.telemetry.health import Finding

STALE_AFTER = 15.0
"""Seconds without a confirmed view after which a service is not ready."""


@dataclass(frozen=True, slots=True)
class ServiceHealth:
    """Looks at a service for its health pages."""

    service: Service

    def watch(self, *, view: bool) -> None:
        """Add the checks; ``view`` says whether the service folds anything."""
        health = self.service.telemetry.health
        health.add("started", self.started)
        health.add("broker", self.broker)
        if view:
            health.add("view", self.view)
        health.add("connection", self.connection, gate=Gate.LIVE)

    def started(self) -> Finding:
        """Whether work has begun."""
        return healthy() if self.service.started else unhealthy("starting: waiting for the broker, the log or the view")

    def broker(self) -> Finding:
        """Whether the broker is reached now."""
        parts = self.service.parts
        connected = parts is not None and parts.client.is_connected
        return healthy() if connected else unhealthy("not connected to the broker")

    def connection(self) -> Finding:
        """Whether there is still a connection that may come back."""
        parts = self.service.parts
        closed = parts is not None and parts.client.is_closed and not self.service.stopping.is_set()
        return unhealthy("the broker connection is closed for good") if closed else healthy()

    def view(self) -> Finding:
        """Whether the view was at the log's end lately, and folded all of it."""
        if self.service.parts is None or not self.service.parts.view.ready.is_set():
            return unhealthy("the view has not caught up yet")
        view = self.service.parts.view
        if not view.confirmed_within(STALE_AFTER):
            return unhealthy(f"the view was not confirmed current for {STALE_AFTER:g} s")
        failures = view.tables.failures
        if failures or view.undecodable:
            return degraded(f"{len(failures)} folds failed, {view.undecodable} events could not be read")
        return healthy(f"at position {view.position}")
