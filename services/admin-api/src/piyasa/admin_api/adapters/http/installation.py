"""Routes of the whole system: control, settings, people's wishes."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from piyasa.admin_api.adapters.http.bodies import EmergencyReason, Scale, SettingValue
from piyasa.admin_api.adapters.http.desk import ReadingOf, WritingOf
from piyasa.admin_api.adapters.http.shapes import ControlShown, Recorded, SettingShown
from piyasa.admin_api.domain import installation
from piyasa.admin_api.domain.known_settings import SETTINGS, known_setting
from piyasa.admin_api.domain.origin import Origin
from piyasa.admin_api.use_cases.changing import Decide
from piyasa.admin_api.use_cases.wishes import to_system
from piyasa.contracts.event import Event
from piyasa.contracts.values import PersonId
from piyasa.projections.directory import Directory

control = APIRouter(prefix="/control", tags=["control"])
settings = APIRouter(prefix="/settings", tags=["settings"])
people = APIRouter(prefix="/people", tags=["people"])

_SIMULATION, _SETTINGS, _PEOPLE = "simulation", "settings", "people"
_OWN_FACTS = frozenset({"simulation_active", "scale_factor"})
"""Settings that are facts of the simulation."""
NOT_GIVEN = EmergencyReason()


@control.get("")
async def show_control(reading: ReadingOf) -> ControlShown:
    """Show whether personas talk, how often, and whether an emergency stop is in force."""
    state = reading.directory.installation
    reading.tagged(state.position)
    return ControlShown.of(state)


@control.post("/start")
async def start(writing: WritingOf) -> ControlShown | Recorded:
    """Let personas talk."""
    return await _controlled("control.start", installation.start, writing)


@control.post("/stop")
async def stop(writing: WritingOf) -> ControlShown | Recorded:
    """Let personas answer sincere questions only."""
    return await _controlled("control.stop", installation.stop, writing)


@control.post("/scale")
async def scale(body: Scale, writing: WritingOf) -> ControlShown | Recorded:
    """Let personas talk more or less often."""
    return await _controlled("control.scale", partial(installation.scale, body.scale_factor), writing)


@control.post("/emergency-stop")
async def emergency_stop(writing: WritingOf, body: EmergencyReason = NOT_GIVEN) -> ControlShown | Recorded:
    """Let nothing leave any more, from the next call on; done at once, also while the database is away."""

    def decide(_: Directory, origin: Origin) -> list[Event]:
        return installation.emergency_stop(body.reason, origin)

    return await writing.make(to_system("control.emergency-stop", _SIMULATION, decide, urgent=True), _show_control)


@control.post("/emergency-release")
async def emergency_release(writing: WritingOf, body: EmergencyReason = NOT_GIVEN) -> ControlShown | Recorded:
    """End the emergency."""
    decide = partial(installation.emergency_release, body.reason)
    return await _controlled("control.emergency-release", decide, writing)


@settings.get("")
async def list_settings(reading: ReadingOf) -> list[SettingShown]:
    """List every setting with its value in force and where that comes from."""
    state = reading.directory.installation
    reading.tagged(state.position)
    return [SettingShown.of(known, state) for known in SETTINGS.values()]


@settings.get("/{key}")
async def show_setting(key: str, reading: ReadingOf) -> SettingShown:
    """Show one setting."""
    known, state = known_setting(key), reading.directory.installation
    reading.tagged(state.position)
    return SettingShown.of(known, state)


@settings.put("/{key}")
async def put_setting(key: str, body: SettingValue, writing: WritingOf) -> SettingShown | Recorded:
    """Give a setting a value."""
    known = known_setting(key)
    part = _SIMULATION if key in _OWN_FACTS else _SETTINGS
    decide = partial(installation.change_setting, key, body.value)
    change = to_system("setting.change", part, decide, target=f"setting/{key}")
    return await writing.make(change, lambda directory: SettingShown.of(known, directory.installation))


@people.post("/{person_id}/forget")
async def forget(person_id: Annotated[PersonId, Path()], writing: WritingOf) -> Recorded:
    """Forget a person, everywhere and for good."""

    def decide(directory: Directory, _: Origin) -> list[Event]:
        return installation.forget(person_id, directory)

    change = to_system("person.forget", _PEOPLE, decide, target=f"person/{person_id}")
    return await writing.make(change, _nothing)


async def _controlled(action: str, decide: Decide, writing: WritingOf) -> ControlShown | Recorded:
    return await writing.make(to_system(action, _SIMULATION, decide), _show_control)


def _show_control(directory: Directory) -> ControlShown:
    return ControlShown.of(directory.installation)


def _nothing(_: Directory) -> Recorded | None:
    return None
