"""Folds what concerns the whole system: the simulation, settings, and people's wishes."""

from __future__ import annotations

from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.system import (
    EmergencyReleased,
    EmergencyStopped,
    PersonSilenced,
    PersonUnsilenced,
    SettingChanged,
    SimulationScaled,
    SimulationStarted,
    SimulationStopped,
    UserForgotten,
)
from piyasa.projections.directory.state import Installation
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

SYSTEM = "system"
"""The one key of the installation."""
_RULES: Rules[Installation] = Rules()


class Installations:
    """How the whole system is set."""

    name = "installation"
    version = "1"
    state = Installation
    facts = frozenset[str]()

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:  # noqa: ARG002 - one aggregate, whatever the fact
        """The installation."""
        return (SYSTEM,)

    def evolve(self, state: Installation | None, event: Recorded[Event]) -> Installation | None:
        """The installation has no beginning and no end."""
        before = state or Installation()
        after = _RULES.apply(before, event)
        return state if after is None or after is before else replace(after, position=event.position)


@_RULES.on(SettingChanged)
def _setting(system: Installation, event: Recorded[SettingChanged]) -> Installation:
    return replace(system, settings={**system.settings, event.data.key: event.data.value})


@_RULES.on(SimulationStarted)
def _started(system: Installation, _event: Recorded[SimulationStarted]) -> Installation:
    return replace(system, simulation_active=True)


@_RULES.on(SimulationStopped)
def _stopped(system: Installation, _event: Recorded[SimulationStopped]) -> Installation:
    return replace(system, simulation_active=False)


@_RULES.on(SimulationScaled)
def _scaled(system: Installation, event: Recorded[SimulationScaled]) -> Installation:
    return replace(system, scale_factor=event.data.scale_factor)


@_RULES.on(EmergencyStopped)
def _emergency(system: Installation, event: Recorded[EmergencyStopped]) -> Installation:
    return replace(system, emergency=event.data.reason)


@_RULES.on(EmergencyReleased)
def _released(system: Installation, _event: Recorded[EmergencyReleased]) -> Installation:
    return replace(system, emergency=None)


@_RULES.on(PersonSilenced)
def _silenced(system: Installation, event: Recorded[PersonSilenced]) -> Installation:
    return replace(system, silenced=system.silenced | {event.data.person_id})


@_RULES.on(PersonUnsilenced)
def _unsilenced(system: Installation, event: Recorded[PersonUnsilenced]) -> Installation:
    return replace(system, silenced=system.silenced - {event.data.person_id})


@_RULES.on(UserForgotten)
def _forgotten(system: Installation, event: Recorded[UserForgotten]) -> Installation:
    return replace(system, forgotten=system.forgotten | {event.data.person_id})


Installations.facts = _RULES.facts
