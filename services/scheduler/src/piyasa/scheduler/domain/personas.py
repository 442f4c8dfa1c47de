"""Which personas may speak now, and how likely each is chosen: filter first, then weigh (behaviour 12.2, 12.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from piyasa.projections.directory.state import Bot
from piyasa.projections.exchange import in_prime_hours
from piyasa.projections.life_events.reading import availability, frequency
from piyasa.projections.voices.reading import sent_within_hour
from piyasa.scheduler.domain.absences import away_for
from piyasa.scheduler.domain.activity import behaviour_variance
from piyasa.scheduler.domain.chance import Chance, fixed, weighted
from piyasa.scheduler.domain.hours import opens_in
from piyasa.scheduler.domain.limits import hour_is_full
from piyasa.scheduler.domain.scene import Scene
from piyasa.scheduler.domain.topics import affinity

AVAILABLE_FOR = 1800.0
"""Seconds of behaviour for which it is decided whether a life event lets a persona be there."""
_NOW = timedelta(0)
_AT_LEAST = 0.5
"""What energy and affinity are raised by in the weight, so that nobody weighs nothing."""


def awake_at(scene: Scene, bot: Bot) -> datetime | None:
    """When a persona that may not answer now may be asked again; None when it may."""
    absent = opens_in(bot, scene.now, scene.clock_shift) or away_for(bot, scene.now, scene.clock_shift)
    if absent > _NOW:
        return scene.now + absent
    if hour_is_full(scene, bot):
        return scene.in_seconds(60)
    return back_at(scene, bot)


def back_at(scene: Scene, bot: Bot) -> datetime | None:
    """When a persona whose life keeps it away draws anew whether it is there; None when it is (behaviour 6.4).

    It is there with the probability of its availability, drawn once for each half hour, not at each look at a chat:
    the more that is said the surer it would be found there.
    """
    chance = availability(scene.life_of(bot), scene.now)
    if chance >= 1:
        return None
    seconds = scene.pace.seconds(AVAILABLE_FOR)
    window = int(scene.now.timestamp() // seconds)
    if fixed(f"{bot.bot_id}|{window}", "availability") < chance:
        return None
    return datetime.fromtimestamp((window + 1) * seconds, UTC)


def free_at(scene: Scene, bot: Bot) -> datetime | None:
    """When a persona that may not start to talk now may be asked again; None when it may."""
    if bot.bot_id in scene.busy or bot.bot_id in scene.about_to_speak:
        return scene.in_seconds(scene.settings.tick_seconds)
    return awake_at(scene, bot) or scene.quiet_until(bot)


def choose(scene: Scene, chance: Chance, bots: Sequence[Bot], topic: str | None) -> Bot:
    """One of several personas, by weight; raises ``IndexError`` when there are none."""
    return weighted(chance, [(bot, weight(scene, bot, topic)) for bot in bots])


def weight(scene: Scene, bot: Bot, topic: str | None) -> float:
    """How likely a persona speaks next, compared with others: lively, close to the topic, not just talking a lot.

    ``frequency * variance * (0.5 + energy / 100) * (0.5 + affinity) * boost / (1 + said / mean limit)``.
    """
    settings = scene.settings
    boost = 1.0
    on_the_wall = scene.now + scene.clock_shift
    if settings.prime_hours_boost and in_prime_hours(on_the_wall, bot.timezone, settings.prime_hours):
        boost = settings.prime_boost_factor
    said = sent_within_hour(scene.voice_of(bot), scene.now)
    energy = scene.mood_of(bot).energy
    lately = said / max(1.0, settings.bot_hourly_msg_limit.mean)
    variance = behaviour_variance(bot, scene.now, scene.clock_shift)
    often = frequency(scene.life_of(bot), scene.now)
    return often * variance * (_AT_LEAST + energy / 100) * (_AT_LEAST + affinity(bot, topic)) * boost / (1 + lately)
