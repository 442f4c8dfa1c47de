"""Facts about the whole installation: settings, the simulation, people's wishes, figures, the log itself."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from piyasa.contracts.conversation import GATEWAY, GENERATOR
from piyasa.contracts.delivery import ADMIN
from piyasa.contracts.event import Personal, Service, SystemEvent
from piyasa.contracts.values import PersonId, Text, Time


class SettingChanged(SystemEvent):
    """A setting has another value."""

    topic: ClassVar = "settings"
    publishers: ClassVar = ADMIN
    key: str
    value: JsonValue
    origin: str
    by: str


class SimulationStarted(SystemEvent):
    """Personas talk."""

    topic: ClassVar = "simulation"
    publishers: ClassVar = ADMIN
    by: str


class SimulationStopped(SystemEvent):
    """Personas only answer sincere questions."""

    topic: ClassVar = "simulation"
    publishers: ClassVar = ADMIN
    by: str


class SimulationScaled(SystemEvent):
    """Personas talk more or less often."""

    topic: ClassVar = "simulation"
    publishers: ClassVar = ADMIN
    scale_factor: Annotated[float, Field(ge=0.1, le=20)]
    by: str


class EmergencyStopped(SystemEvent):
    """Nothing leaves the gateway, from the next call on."""

    topic: ClassVar = "simulation"
    publishers: ClassVar = ADMIN
    by: str
    reason: Text


class EmergencyReleased(SystemEvent):
    """The emergency is over."""

    topic: ClassVar = "simulation"
    publishers: ClassVar = ADMIN
    by: str
    reason: Text


_PEOPLE: tuple[Service, ...] = (*GATEWAY, *ADMIN)


class UserForgotten(Personal, SystemEvent):
    """A person wishes to be forgotten, everywhere."""

    topic: ClassVar = "people"
    publishers: ClassVar = _PEOPLE
    personal: ClassVar = True
    person_id: PersonId
    scope: str = "all"


class PersonSilenced(Personal, SystemEvent):
    """A person wishes not to be addressed or quoted."""

    topic: ClassVar = "people"
    publishers: ClassVar = _PEOPLE
    personal: ClassVar = True
    person_id: PersonId
    scope: str = "all"


class PersonUnsilenced(Personal, SystemEvent):
    """A person may be addressed again."""

    topic: ClassVar = "people"
    publishers: ClassVar = _PEOPLE
    personal: ClassVar = True
    person_id: PersonId
    scope: str = "all"


class FigureObserved(SystemEvent):
    """A market figure, with where and when it was seen."""

    topic: ClassVar = "market"
    publishers: ClassVar = GENERATOR
    symbol: str
    value: float
    unit: str
    source: str
    as_of: Time


class BudgetCrossed(SystemEvent):
    """A provider's daily budget reached a step."""

    topic: ClassVar = "budget"
    publishers: ClassVar = GENERATOR
    provider: str
    day: str
    percent: Annotated[float, Field(ge=0)]
    step: str


class _LogFact(SystemEvent):
    topic: ClassVar = "log"
    publishers: ClassVar = ADMIN
    checksum: str
    positions: tuple[int, int]
    by: str


class ProjectionRebuilt(_LogFact):
    """A projection was made anew from the archive."""

    projection: str


class LogRepaired(_LogFact):
    """The stream was re-created beyond the archive."""


class BackupMade(_LogFact):
    """A backup was taken."""


class RestoreDone(_LogFact):
    """A backup was put back."""
