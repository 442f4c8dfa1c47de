"""The scheduler's settings, from the environment."""

from __future__ import annotations

from piyasa.eventlog.settings import ServiceSettings


class SchedulerSettings(ServiceSettings):
    """The scheduler needs what every service needs."""
