"""The scheduler's settings, from the environment."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from piyasa.eventlog.settings import ServiceSettings

_ISTANBUL = ZoneInfo("Europe/Istanbul")


class SchedulerSettings(ServiceSettings):
    """What the scheduler needs beyond what every service needs."""

    clock_start: time | None = Field(
        None,
        description="hour of day (HH:MM, Istanbul) that personas take this process's start for; none: the real one",
    )

    def clock_shift(self, started_at: datetime) -> timedelta:
        """What is added to the clock for the hour of day that personas live in."""
        if self.clock_start is None:
            return timedelta(0)
        local = started_at.astimezone(_ISTANBUL)
        return datetime.combine(local.date(), self.clock_start.replace(tzinfo=None), _ISTANBUL) - local
