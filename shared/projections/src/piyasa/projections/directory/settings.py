"""The settings of behaviour 12.1: what was never set, or set to nonsense, is as in a new installation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import JsonValue

from piyasa.contracts.persona import DEFAULT_HOURS
from piyasa.projections.conversations.state import TURN_HELD
from piyasa.projections.directory.state import Installation

TOPIC_STRATEGIES = ("keywords", "similarity")
HOURLY_MAX_WHEN_MISSING = 12
"""The maximum of ``bot_hourly_msg_limit`` when only its minimum was set."""


@dataclass(frozen=True, slots=True)
class HourlyLimit:
    """How many messages a persona may say in an hour, over all chats; each hour's number lies in between."""

    min: int = 10
    max: int = 20

    @property
    def mean(self) -> float:
        """The limit of an average hour."""
        return (self.min + self.max) / 2


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting by its key; durations in seconds of behaviour, shares and probabilities 0..1."""

    base_delay_seconds: float = 30.0
    bot_hourly_msg_limit: HourlyLimit = HourlyLimit()
    max_msgs_per_min: int = 20
    """Per chat, all personas together."""
    prime_hours_boost: bool = False
    prime_hours: tuple[str, ...] = ("09:40-11:30", "14:00-18:10")
    prime_boost_factor: float = 1.5
    default_active_hours: tuple[str, ...] = DEFAULT_HOURS
    """Of personas that are registered without hours of their own; each is moved a little."""
    min_gap_same_bot_seconds: float = 120.0
    persona_run_limit: int = 6
    """Messages of personas in a row, without a person, after which they wait for silence."""
    persona_run_silence_seconds: float = 600.0
    persona_share_limit: float = 0.6
    """Share of the last half hour's messages that personas keep below while people are active."""
    answer_within_seconds: float = 60.0
    """Within which a person who addressed a persona is to have an answer."""
    topic_strategy: str = "keywords"
    """How a persona finds what to begin with, of ``TOPIC_STRATEGIES``."""
    consensus_limit: int = 3
    """Messages of personas with the same direction on the same symbol in a chat and hour."""
    turn_hold_seconds: float = TURN_HELD
    """How long a turn is kept for whoever is to speak."""
    market_holidays: tuple[str, ...] = ()
    """Dates, as ``2026-10-29``, on which the exchange stays closed."""
    figure_fresh_minutes: float = 30.0
    """For how long after its moment an observed figure may be spoken of, on the wall clock."""
    typing_enabled: bool = True
    reactions_enabled: bool = True
    life_events_enabled: bool = True
    drift_enabled: bool = True
    dedup_similarity: float = 0.92
    persona_refresh_messages: int = 20
    persona_refresh_hours: float = 6.0
    history_limit: int = 20
    memory_recall_limit: int = 5
    llm_daily_token_budget: int = 0
    llm_provider_order: tuple[str, ...] = ()
    """Providers of language models that are asked first; the others follow as they are configured."""
    llm_provider_overrides: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same for one persona (``bot:<id>``) or one chat (``chat:<id>``)."""
    retention_days_human_messages: int = 90
    scale_factor: float = 1.0
    """How much more often personas talk; set by its own fact, not by a setting."""

    @property
    def tick_seconds(self) -> float:
        """Seconds of behaviour between two looks at whether somebody in a chat should speak."""
        return self.base_delay_seconds / self.scale_factor

    def providers_for(self, bot_id: str, chat_id: str) -> tuple[str, ...]:
        """The providers to ask first: what is set for the persona, else for the chat, else for all."""
        own = self.llm_provider_overrides
        return own.get(f"bot:{bot_id}") or own.get(f"chat:{chat_id}") or self.llm_provider_order

    @classmethod
    def of(cls, installation: Installation) -> Settings:
        """The effective settings of an installation."""
        known = installation.settings
        values: dict[str, Any] = {}
        for key, read in _READERS.items():
            if key in known:
                value = read(known[key])
                if value is not None:
                    values[key] = value
        return cls(scale_factor=installation.scale_factor, **values)


def _number(low: float, high: float) -> Callable[[JsonValue], float | None]:
    def read(value: JsonValue) -> float | None:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return None
        return float(min(high, max(low, value)))

    return read


def _whole(low: int, high: int) -> Callable[[JsonValue], int | None]:
    def read(value: JsonValue) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return min(high, max(low, value))

    return read


def _flag(value: JsonValue) -> bool | None:
    return value if isinstance(value, bool) else None


def _one_of(*names: str) -> Callable[[JsonValue], str | None]:
    return lambda value: value if isinstance(value, str) and value in names else None


def _texts(value: JsonValue) -> tuple[str, ...] | None:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else None


def _texts_by(value: JsonValue) -> Mapping[str, tuple[str, ...]] | None:
    if not isinstance(value, dict):
        return None
    return {key: found for key, listed in value.items() if (found := _texts(listed)) is not None}


def _hourly(value: JsonValue) -> HourlyLimit | None:
    if not isinstance(value, dict):
        return None
    whole = _whole(0, 1000)
    most = whole(value.get("max"))
    most = HOURLY_MAX_WHEN_MISSING if most is None else most
    least = whole(value.get("min"))
    return HourlyLimit(min(most, HourlyLimit().min if least is None else least), most)


_SHARE = _number(0.0, 1.0)
_READERS: Mapping[str, Callable[[JsonValue], object]] = {
    "base_delay_seconds": _number(1, 600),
    "bot_hourly_msg_limit": _hourly,
    "max_msgs_per_min": _whole(1, 20),
    "prime_hours_boost": _flag,
    "prime_hours": _texts,
    "prime_boost_factor": _number(1, 3),
    "default_active_hours": _texts,
    "min_gap_same_bot_seconds": _number(0, 86_400),
    "persona_run_limit": _whole(1, 1000),
    "persona_run_silence_seconds": _number(0, 86_400),
    "persona_share_limit": _SHARE,
    "answer_within_seconds": _number(5, 900),
    "topic_strategy": _one_of(*TOPIC_STRATEGIES),
    "consensus_limit": _whole(1, 1000),
    "turn_hold_seconds": _number(0, 86_400),
    "market_holidays": _texts,
    "figure_fresh_minutes": _number(1, 1440),
    "typing_enabled": _flag,
    "reactions_enabled": _flag,
    "life_events_enabled": _flag,
    "drift_enabled": _flag,
    "dedup_similarity": _SHARE,
    "persona_refresh_messages": _whole(1, 10_000),
    "persona_refresh_hours": _number(0.1, 8760),
    "history_limit": _whole(0, 200),
    "memory_recall_limit": _whole(0, 50),
    "llm_daily_token_budget": _whole(0, 10**12),
    "llm_provider_order": _texts,
    "llm_provider_overrides": _texts_by,
    "retention_days_human_messages": _whole(1, 36_500),
}
