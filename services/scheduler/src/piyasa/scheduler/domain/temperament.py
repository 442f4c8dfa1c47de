"""How a temperament follows what a persona feels over the weeks, a little and within bounds (behaviour 3.6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import cast

from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.persona import Dimension, TemperamentDrifted
from piyasa.projections.emotions.circumstances import DRIFT_AT_MOST
from piyasa.projections.emotions.passing import DEFAULT_BASELINE
from piyasa.projections.emotions.state import Feelings
from piyasa.projections.emotions.weeks import FOLLOWED, week_means
from piyasa.scheduler.domain.persona_scene import PersonaScene
from piyasa.scheduler.domain.windows import week_window

FOLLOWS = 0.05
"""Share of the distance to the week's mean that a baseline moves."""
A_WEEK_AT_MOST = 1.5
_TAKEN_BACK = "taken back after "


def drifts(scene: PersonaScene, now: datetime) -> list[NewEvent[TemperamentDrifted]]:
    """The drift of the newest week, once; when drift is switched off, the taking back of all there was."""
    feelings = scene.feelings
    if feelings is None or scene.echoes is None:
        return []
    if not scene.settings.drift_enabled:
        return _taken_back(scene, feelings, scene.echoes.drifted)
    window = week_window(now, scene.bot.timezone)
    if not scene.lives_on or scene.echoes.drifted == window.name or not _felt_before(feelings, window.began):
        return []
    means = week_means(feelings, now)
    deltas = {dimension: _delta(feelings, dimension, means[dimension]) for dimension in FOLLOWED}
    fact = TemperamentDrifted(bot_id=scene.bot.bot_id, deltas=deltas, window=window.name)
    return [from_outside(fact, fact.bot_id, fact.window)]


def _delta(feelings: Feelings, dimension: Dimension, mean: float) -> float:
    configured = cast("Mapping[str, float]", feelings.profile.baseline).get(dimension, DEFAULT_BASELINE[dimension])
    drift = feelings.circumstances.drift.get(dimension, 0.0)
    delta = _within(FOLLOWS * (mean - (configured + drift)), A_WEEK_AT_MOST)
    return round(_within(drift + delta, DRIFT_AT_MOST) - drift, 4)


def _felt_before(feelings: Feelings, began: datetime) -> bool:
    """Whether anything is known of the time before the window: a persona that is new has no week behind it."""
    if not feelings.days:
        return False
    return feelings.days[0].number < int(began.astimezone(UTC).timestamp() // 86_400)


def _taken_back(scene: PersonaScene, feelings: Feelings, after: str) -> list[NewEvent[TemperamentDrifted]]:
    drift = cast("Mapping[Dimension, float]", feelings.circumstances.drift)
    deltas: dict[Dimension, float] = {dimension: -moved for dimension, moved in drift.items() if moved}
    if not deltas:
        return []
    fact = TemperamentDrifted(
        bot_id=scene.bot.bot_id, deltas=deltas, window=f"{_TAKEN_BACK}{after.removeprefix(_TAKEN_BACK)}"
    )
    return [from_outside(fact, fact.bot_id, fact.window, *sorted(deltas.items()))]


def _within(number: float, bound: float) -> float:
    return min(bound, max(-bound, number))
