"""What operators may do with the whole system: run it, stop it, set it, and forget people."""

from __future__ import annotations

from pydantic import JsonValue

from piyasa.admin_api.domain.known_settings import Known, known_setting
from piyasa.admin_api.domain.origin import Origin
from piyasa.contracts.event import Event
from piyasa.contracts.system import (
    EmergencyReleased,
    EmergencyStopped,
    SettingChanged,
    SimulationScaled,
    SimulationStarted,
    SimulationStopped,
    UserForgotten,
)
from piyasa.projections.directory import Directory, Installation

OPERATOR, DEFAULT = "operator", "default"
"""Origins of a setting's value."""


def start(directory: Directory, origin: Origin) -> list[Event]:
    """Let personas talk."""
    return [] if directory.installation.simulation_active else [SimulationStarted(by=origin.by)]


def stop(directory: Directory, origin: Origin) -> list[Event]:
    """Let personas answer sincere questions only."""
    return [SimulationStopped(by=origin.by)] if directory.installation.simulation_active else []


def scale(factor: float, directory: Directory, origin: Origin) -> list[Event]:
    """Let personas talk more or less often."""
    if directory.installation.scale_factor == factor:
        return []
    return [SimulationScaled(scale_factor=factor, by=origin.by)]


def emergency_stop(reason: str, origin: Origin) -> list[Event]:
    """Let nothing leave any more. Said again when said already: whoever presses twice wants to be sure."""
    return [EmergencyStopped(by=origin.by, reason=reason)]


def emergency_release(reason: str, directory: Directory, origin: Origin) -> list[Event]:
    """End the emergency."""
    if directory.installation.emergency is None:
        return []
    return [EmergencyReleased(by=origin.by, reason=reason)]


def change_setting(key: str, value: JsonValue, directory: Directory, origin: Origin) -> list[Event]:
    """Set a value; raises ``SettingUnknown`` or ``SettingInvalid``. Nothing follows when it is so already.

    What has a fact of its own (the simulation and its scale) becomes that fact.
    """
    checked = known_setting(key).checked(value)
    match key:
        case "simulation_active":
            return start(directory, origin) if checked else stop(directory, origin)
        case "scale_factor":
            return scale(float(str(checked)), directory, origin)
        case _:
            if key in directory.installation.settings and directory.installation.settings[key] == checked:
                return []
            return [SettingChanged(key=key, value=checked, origin=OPERATOR, by=origin.by)]


def effective(known: Known, installation: Installation) -> tuple[JsonValue, str]:
    """A setting's value now, and where it comes from."""
    match known.key:
        case "simulation_active":
            value: JsonValue = installation.simulation_active
        case "scale_factor":
            value = installation.scale_factor
        case key if key in installation.settings:
            return installation.settings[key], OPERATOR
        case _:
            return known.default, DEFAULT
    return value, DEFAULT if value == known.default else OPERATOR


def forget(person_id: str, directory: Directory) -> list[Event]:
    """Forget a person everywhere; nothing follows when that is wished already."""
    if person_id in directory.installation.forgotten:
        return []
    return [UserForgotten(person_id=person_id)]
