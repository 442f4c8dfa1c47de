"""Every setting operators may change: its key, default, rule and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import JsonValue

from piyasa.admin_api.domain.chats import MAX_BOTS, MOST_BOTS
from piyasa.admin_api.domain.refusals import SettingInvalid, SettingUnknown
from piyasa.admin_api.domain.setting_rules import Bounds, Dates, Flag, Number, OneOf, Ranges, Rule, Whole, Wrong
from piyasa.cast.beginnings import DEFAULT_HOURS
from piyasa.projections.directory.settings import TOPIC_STRATEGIES


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
_ALL = (
    Known("simulation_active", default=False, rule=Flag(), meaning="personas talk on their own"),
    Known("scale_factor", 1.0, Number(0.1, 20), "divides the time between ticks"),
    Known("base_delay_seconds", 30, Number(1, 600), "seconds between ticks at scale 1"),
    Known(
        "bot_hourly_msg_limit",
        {"min": 10, "max": 20},
        Bounds(1, 200, missing_max=12),
        "messages of one persona in an hour, drawn anew for each hour",
    ),
    Known("max_msgs_per_min", 20, Whole(1, 20), "messages of all personas in one chat in a minute"),
    Known("prime_hours_boost", default=False, rule=Flag(), meaning="personas are livelier in prime hours"),
    Known("prime_hours", ["09:40-11:30", "14:00-18:10"], Ranges(), "prime hours on weekdays"),
    Known("prime_boost_factor", 1.5, Number(1, 3), "how much livelier"),
    Known("default_active_hours", list(DEFAULT_HOURS), Ranges(), "active hours of personas without their own"),
    Known("min_gap_same_bot_seconds", 120, Number(0, _DAY), "seconds between two messages of a persona in a chat"),
    Known("persona_run_limit", 6, Whole(1, 1000), "messages of personas in a row before they wait for people"),
    Known("persona_run_silence_seconds", 600, Number(0, _DAY), "silence after which such a row may begin anew"),
    Known("persona_share_limit", 0.6, Number(0.05, 1), "share of a chat's talk that personas keep below among people"),
    Known("answer_within_seconds", 60, Number(5, 900), "seconds within which a person who asked a persona is answered"),
    Known("topic_strategy", "keywords", OneOf(TOPIC_STRATEGIES), "how personas find what to begin to talk about"),
    Known("consensus_limit", 3, Whole(1, 1000), "opinions with one direction on one symbol in a chat and hour"),
    Known("turn_hold_seconds", 90, Number(0, _DAY), "seconds a turn is kept for whoever was addressed"),
    Known("market_holidays", [], Dates(), "days on which the exchange stays closed, besides weekends"),
    Known("typing_enabled", default=True, rule=Flag(), meaning="typing is shown before a message"),
    Known("reactions_enabled", default=True, rule=Flag(), meaning="personas react with emoji"),
    Known("life_events_enabled", default=True, rule=Flag(), meaning="things happen in personas' fictional lives"),
    Known("drift_enabled", default=True, rule=Flag(), meaning="temperaments move slowly"),
    Known("dedup_similarity", 0.92, Number(0, 1), "likeness from which a draft counts as said before"),
    Known("persona_refresh_messages", 20, Whole(1, 1000), "messages after which a persona is reminded of who it is"),
    Known("persona_refresh_hours", 6, Number(0.1, 168), "hours after which a persona is reminded of who it is"),
    Known("history_limit", 20, Whole(1, 200), "lines of conversation in a prompt"),
    Known("memory_recall_limit", 5, Whole(0, 50), "memories recalled for a draft"),
    Known("llm_daily_token_budget", 0, Whole(0, 1_000_000_000), "tokens a day over all providers; 0 is without limit"),
    Known("retention_days_human_messages", 90, Whole(1, 3650), "days after which people's words are deleted"),
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
