"""Every setting operators may change: its key, default, rule and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

from pydantic import JsonValue

from piyasa.admin_api.domain.chats import MAX_BOTS, MOST_BOTS
from piyasa.admin_api.domain.refusals import SettingInvalid, SettingUnknown
from piyasa.admin_api.domain.setting_rules import (
    Bounds,
    Dates,
    Flag,
    Names,
    NamesBy,
    Number,
    OneOf,
    Ranges,
    Rule,
    Whole,
    Wrong,
)
from piyasa.projections.directory.settings import (
    HOURLY_MAX_WHEN_MISSING,
    TOPIC_STRATEGIES,
    HourlyLimit,
    Settings,
)
from piyasa.projections.directory.state import Installation


@dataclass(frozen=True, slots=True)
class Known:
    """One setting."""

    key: str
    default: JsonValue
    rule: Rule
    meaning: str

    def checked(self, value: JsonValue) -> JsonValue:
        """The value in the form it is stored in; raises ``SettingInvalid``."""
        try:
            return self.rule.checked(value)
        except Wrong as wrong:
            raise SettingInvalid(self.key, wrong.problem, expected=self.rule.expected) from None


_DAY = 86_400
_STANDARD = Settings()


def _setting(key: str, rule: Rule, meaning: str) -> Known:
    """A setting that services read, or will: its default is theirs."""
    return Known(key, _as_json(getattr(_STANDARD, key)), rule, meaning)


def _as_json(value: object) -> JsonValue:
    if isinstance(value, HourlyLimit):
        return {"min": value.min, "max": value.max}
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Mapping):
        return {key: list(names) for key, names in value.items()}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return cast("JsonValue", value)


_ALL = (
    Known("simulation_active", Installation().simulation_active, Flag(), "personas talk on their own"),
    _setting("scale_factor", Number(0.1, 20), "divides the time between ticks"),
    _setting("base_delay_seconds", Number(1, 600), "seconds between ticks at scale 1"),
    _setting(
        "bot_hourly_msg_limit",
        Bounds(1, 200, missing_max=HOURLY_MAX_WHEN_MISSING),
        "messages of one persona in an hour, drawn anew for each hour",
    ),
    _setting("max_msgs_per_min", Whole(1, 20), "messages of all personas in one chat in a minute"),
    _setting("prime_hours_boost", Flag(), "personas are livelier in prime hours"),
    _setting("prime_hours", Ranges(), "prime hours on weekdays"),
    _setting("prime_boost_factor", Number(1, 3), "how much livelier"),
    _setting("default_active_hours", Ranges(), "active hours of personas that are registered without their own"),
    _setting("min_gap_same_bot_seconds", Number(0, _DAY), "seconds between two messages of a persona in a chat"),
    _setting("persona_run_limit", Whole(1, 1000), "messages of personas in a row before they wait for people"),
    _setting("persona_run_silence_seconds", Number(0, _DAY), "silence after which such a row may begin anew"),
    _setting("persona_share_limit", Number(0.05, 1), "share of a chat's talk that personas keep below among people"),
    _setting("answer_within_seconds", Number(5, 900), "seconds within which a person who asked a persona is answered"),
    _setting("topic_strategy", OneOf(TOPIC_STRATEGIES), "how personas find what to begin to talk about"),
    _setting("consensus_limit", Whole(1, 1000), "opinions with one direction on one symbol in a chat and hour"),
    _setting("turn_hold_seconds", Number(0, _DAY), "seconds a turn is kept for whoever was addressed"),
    _setting("market_holidays", Dates(), "days on which the exchange stays closed, besides weekends"),
    _setting("figure_fresh_minutes", Number(1, 1440), "minutes for which an observed figure may be spoken of"),
    _setting("typing_enabled", Flag(), "typing is shown before a message"),
    _setting("reactions_enabled", Flag(), "personas react with emoji"),
    _setting("life_events_enabled", Flag(), "things happen in personas' fictional lives"),
    _setting("drift_enabled", Flag(), "temperaments and interests move slowly"),
    _setting("dedup_similarity", Number(0, 1), "likeness from which a draft counts as said before"),
    _setting("persona_refresh_messages", Whole(1, 1000), "messages after which a persona is reminded of who it is"),
    _setting("persona_refresh_hours", Number(0.1, 168), "hours after which a persona is reminded of who it is"),
    _setting("history_limit", Whole(1, 200), "lines of conversation in a prompt"),
    _setting("memory_recall_limit", Whole(0, 50), "memories recalled for a draft"),
    _setting("llm_daily_token_budget", Whole(0, 1_000_000_000), "tokens a day over all providers; 0 is without limit"),
    _setting("llm_provider_order", Names(), "providers of language models that are asked first, by name"),
    _setting("llm_provider_overrides", NamesBy(("bot", "chat")), "the same for one persona or one chat"),
    _setting("retention_days_human_messages", Whole(1, 3650), "days after which people's words are deleted"),
    Known(MAX_BOTS, MOST_BOTS, Whole(1, MOST_BOTS), "personas in one chat; Telegram allows about twenty"),
)
SETTINGS: dict[str, Known] = {known.key: known for known in _ALL}


def known_setting(key: str) -> Known:
    """The setting of that key; raises ``SettingUnknown``, which names the nearest one."""
    found = SETTINGS.get(key)
    if found is None:
        near = get_close_matches(key.lower(), SETTINGS, n=1, cutoff=0.6)
        raise SettingUnknown(key[:80], near[0] if near else None)
    return found
