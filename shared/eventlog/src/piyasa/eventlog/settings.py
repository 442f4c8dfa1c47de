"""What every service must know to find the broker and to be observed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import AliasChoices, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_ISTANBUL = ZoneInfo("Europe/Istanbul")


class ServiceSettings(BaseSettings):
    """Settings shared by all services, from the environment or from files in ``PIYASA_SECRETS_DIR``."""

    model_config = SettingsConfigDict(env_prefix="PIYASA_", frozen=True, extra="ignore", populate_by_name=True)

    nats_url: str = Field(
        "nats://127.0.0.1:4222",
        validation_alias=AliasChoices("PIYASA_NATS_URL", "NATS_URL"),
        description="the broker",
        repr=False,  # an address may hold a password, and what holds settings may be written into a traceback
    )
    nats_seed_file: Path | None = Field(None, description="file with this service's nkey seed; none: no authentication")
    http_host: str = Field("127.0.0.1", description="address of health and metrics")
    http_port: int = Field(0, ge=0, le=65535, description="port of health and metrics; 0 takes a free one")
    database_url: str | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_DATABASE_URL", "DATABASE_URL"),
        description="PostgreSQL; without it a service replays the stream from its beginning at start",
        repr=False,
    )
    pace: float = Field(1.0, gt=0, description="how many times faster than life personas live")
    clock_start: time | None = Field(
        None,
        description="hour of day (HH:MM, Istanbul) that personas take this process's start for; none: the real one",
    )
    instance: str = Field("", description="name of this replica; drawn when empty")
    release: str = Field("0.1.0", description="written into every decision")
    log_level: str = Field(
        "INFO", validation_alias=AliasChoices("PIYASA_LOG_LEVEL", "LOG_LEVEL"), description="least severe level logged"
    )
    otlp_endpoint: str | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"),
        description="where traces go; none: trace ids run, nothing is exported",
    )
    otlp_protocol: str | None = Field(
        None,
        validation_alias=AliasChoices("PIYASA_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"),
        description="grpc or http/protobuf; by default what the endpoint's port suggests",
    )
    trace_ratio: float = Field(0.1, ge=0, le=1, description="share of traces that are recorded")
    grace_seconds: float = Field(20.0, gt=0, description="how long running work may take to finish at shutdown")
    max_attempts: int = Field(5, ge=1, description="failures after which an event is parked")
    lease_seconds: int = Field(6, ge=2, description="a lease that is not renewed moves after this long")

    def clock_shift(self, started_at: datetime) -> timedelta:
        """What is added to the clock for the hour of day that personas live in, and for nothing else."""
        if self.clock_start is None:
            return timedelta(0)
        local = started_at.astimezone(_ISTANBUL)
        return datetime.combine(local.date(), self.clock_start.replace(tzinfo=None), _ISTANBUL) - local
