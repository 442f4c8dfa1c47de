"""The humanizer's environment."""

from __future__ import annotations

from pydantic import Field

from piyasa.eventlog.settings import ServiceSettings


class HumanizerSettings(ServiceSettings):
    """Shared settings and those of styling."""

    humanizer_concurrency: int = Field(64, ge=1, description="drafts under way at once")
