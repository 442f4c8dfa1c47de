"""What happens to a persona whether or not anybody speaks, and when to look again."""

from __future__ import annotations

from datetime import datetime

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.projections.life_events.reading import active
from piyasa.scheduler.domain.lessons import lessons
from piyasa.scheduler.domain.lives import beginnings, endings
from piyasa.scheduler.domain.persona_scene import PersonaScene
from piyasa.scheduler.domain.temperament import drifts
from piyasa.scheduler.domain.windows import life_window, night_window, week_window


def persona_facts(scene: PersonaScene, now: datetime) -> list[NewEvent[Event]]:
    """The facts that are due now; worked out again, by whomever, they have the same ids."""
    return [*endings(scene, now), *beginnings(scene, now), *drifts(scene, now), *lessons(scene, now)]


def next_due(scene: PersonaScene, now: datetime) -> datetime | None:
    """When to look again if nothing changes meanwhile; None when nothing is going to happen."""
    ends = [each.ends_at for each in active(scene.life, now)]
    if not scene.lives_on:
        return min(ends, default=None)
    timezone = scene.bot.timezone
    windows = (life_window(now), night_window(now, timezone), week_window(now, timezone))
    return min([*(window.ends for window in windows), *ends])
