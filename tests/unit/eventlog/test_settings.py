"""Settings may be shown to anybody."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from piyasa.eventlog.settings import ServiceSettings
from support.events import NOON


def test_what_shows_settings_shows_no_password() -> None:
    settings = ServiceSettings(
        nats_url="nats://user:geheim@broker:4222",
        database_url="postgresql://user:geheim@db/piyasa",  # pragma: allowlist secret
    )
    assert "geheim" not in f"{settings!r} {settings}"
    assert "pace=1.0" in repr(settings)


def test_the_clock_starts_at_the_hour_that_was_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ServiceSettings().clock_shift(NOON) == timedelta(0)
    monkeypatch.setenv("PIYASA_CLOCK_START", "09:30")
    assert ServiceSettings().clock_shift(NOON) == timedelta(hours=-2, minutes=-30)


def test_the_day_stays_the_same_whatever_the_hour_it_starts_at() -> None:
    for hour in range(24):
        shift = ServiceSettings(clock_start=time(hour, 45)).clock_shift(NOON)
        there = (NOON + shift).astimezone(ZoneInfo("Europe/Istanbul"))
        assert (there.date(), there.time()) == (NOON.date(), time(hour, 45))
