"""What an installation promises, against which its log is measured."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.projections.directory.settings import Settings

_STANDARD = Settings()


@dataclass(frozen=True, slots=True)
class Terms:
    """Limits and promises; durations in seconds of behaviour."""

    answer_within: float = _STANDARD.answer_within_seconds
    """A person's direct question is to be answered in this time (product, human first)."""
    bot_share: float = _STANDARD.persona_share_limit
    """Personas' share of the lines that they stay below while people are active (behaviour 8.4)."""
    per_hour: int = _STANDARD.bot_hourly_msg_limit.max
    """Messages of one persona in any 60 minutes (behaviour 12.4)."""
    per_minute: int = _STANDARD.max_msgs_per_min
    """Messages of personas in one chat in any 60 seconds (behaviour 12.4)."""
    gap: float = _STANDARD.min_gap_same_bot_seconds
    timezone: str = "Europe/Istanbul"
    pace: float = 1.0
    """How many times faster than life personas live: seconds of the log times this are seconds of behaviour."""

    @classmethod
    def of(cls, settings: Settings, *, pace: float = 1.0, timezone: str = "Europe/Istanbul") -> Terms:
        """The terms under which an installation runs."""
        return cls(
            answer_within=settings.answer_within_seconds,
            bot_share=settings.persona_share_limit,
            per_hour=settings.bot_hourly_msg_limit.max,
            per_minute=settings.max_msgs_per_min,
            gap=settings.min_gap_same_bot_seconds,
            pace=pace,
            timezone=timezone,
        )
