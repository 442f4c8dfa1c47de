"""What a persona brings up when nobody has asked it."""

from __future__ import annotations

from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.leaning import Lean, lean_on, spent_signs
from piyasa.generator.domain.manners import Manner
from piyasa.generator.domain.names import group_of, theme_of
from piyasa.generator.domain.recollection import any_memory
from piyasa.generator.domain.roles import Role
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.weighing import Weighted, weighed

_HELLO_SHARE: Final = 0.5
"""How often the first words of a day are a greeting (behaviour 9.4)."""
_UNSURE_BELOW: Final = 42.0
_SATURDAY, _MONDAY, _FRIDAY = 5, 0, 4
_NEUTRAL: Final[tuple[Weighted, ...]] = ((3, "view.spent"), (1.5, "view.flat"), (2, "ask.group"), (1, "ask.news"))
_CHARACTER: Final[dict[Role, tuple[Weighted, ...]]] = {
    "teacher": ((3, "teach"),),
    "newcomer": ((3, "ask.newcomer"), (1, "view.unsure")),
    "fast": ((2.5, "fast"),),
    "steady": ((2.5, "steady"),),
    "member": (),
}


def unprompted(scene: Scene, subject: str | None, manner: Manner, role: Role, chance: Chance) -> tuple[str, ...]:
    """Kinds of line that serve alike."""
    fixed = _asked_for(scene)
    if fixed is not None:
        return fixed
    if scene.first_of_day and chance.random() < _HELLO_SHARE:
        return ("hello",)
    if subject is None:
        return (weighed([(3, "chat"), (1, "change.open"), (1, "ask.group")], chance),)
    if spent_signs(scene, subject):
        return (weighed(_NEUTRAL, chance),)
    kind = weighed(manner.to_taste(_menu(scene, subject, manner, role)), chance)
    return kind, f"{kind}.{group_of(subject)}"


def _asked_for(scene: Scene) -> tuple[str, ...] | None:
    if scene.reason == "life_event" and (scene.mention_event or scene.events):
        return (f"life.{(scene.mention_event or scene.events[0]).event_type}",)
    if scene.reason in {"self_correction", "continuation"}:
        return ("correct",) if scene.reason == "self_correction" else ("continue",)
    return ("change", "change.open") if scene.change_topic else None


def _menu(scene: Scene, subject: str, manner: Manner, role: Role) -> list[Weighted]:
    persona, style = scene.bot.persona, scene.bot.emotion_profile.reaction_style
    playful = style == "playful"
    menu: list[Weighted] = [
        (2.5, "view.own"),
        *_views(lean_on(scene, subject)),
        (2.5, f"view.{theme_of(subject)}"),
        (1.8, "ask.group"),
        (2.2, "ask.named"),
        (0.7, "ask.news"),
        (2.0 if playful else 1.2, manner.field),
        (1.5 if persona.risk_profile == "cautious" else 0.6, "view.risk"),
        (1.2 if playful else 0.3, "joke"),
        (1.4, moment_of(scene)),
        (0.4, "chat"),
        (0.4, "change.open"),
        *_CHARACTER[role],
    ]
    if scene.bot.holdings:
        menu.append((0.6, "view.holding"))
    if any_memory(scene) is not None:
        menu.append((0.6, "memory.any"))
    if scene.feelings.confidence < _UNSURE_BELOW:
        menu.append((1.2, "view.unsure"))
    return menu


def _views(lean: Lean) -> tuple[Weighted, ...]:
    if lean.sign == 0:
        return ((2.0, "view.flat"),)
    return ((3.0, "view.up" if lean.sign > 0 else "view.down"),)


def moment_of(scene: Scene) -> str:
    """The kind of line that belongs to the hour: market hours are never claimed while the exchange is closed."""
    hour, weekday = scene.local.hour, scene.local.weekday()
    if weekday >= _SATURDAY:
        return "hour.weekend"
    if weekday == _MONDAY and hour < 12:  # noqa: PLR2004 - hours of the day
        return "hour.monday"
    if weekday == _FRIDAY and hour >= 15:  # noqa: PLR2004
        return "hour.friday"
    return _by_hour(hour, is_open=scene.market_open)


def _by_hour(hour: int, *, is_open: bool) -> str:
    if hour < 6 or hour >= 22:  # noqa: PLR2004 - hours of the day
        return "hour.night"
    if hour < 10:  # noqa: PLR2004
        return "hour.morning"
    if is_open:
        return "hour.closing" if hour >= 16 else "hour.noon" if 12 <= hour < 14 else "hour.day"  # noqa: PLR2004
    return "hour.evening" if hour >= 18 else "hour.closed"  # noqa: PLR2004
