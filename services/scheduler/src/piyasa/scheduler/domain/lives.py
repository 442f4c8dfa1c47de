"""What happens in personas' fictional lives: random events, birthdays, and their ends (behaviour 6.3)."""

from __future__ import annotations

from calendar import isleap
from datetime import date, datetime, time, timedelta

from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.identity import outside_id
from piyasa.contracts.persona import LifeEventEnded, LifeEventStarted
from piyasa.projections.emotions.circadian import zone_of
from piyasa.projections.life_events.catalogue import BIRTHDAY, RANDOM_TYPES, EventType
from piyasa.projections.life_events.reading import active, last_of, overdue
from piyasa.scheduler.domain.persona_scene import PersonaScene
from piyasa.scheduler.domain.windows import Window, life_window

HAPPENS = 1 / 84
GATE = 0.30
"""Both draws of a window pass: 0.3 events in a week on average (F-17)."""
ACTIVE_AT_MOST = 2
SAME_TYPE_AFTER = timedelta(days=30)
_LEAP_MONTH, _LEAP_DAY = 2, 29


def endings(scene: PersonaScene, now: datetime) -> list[NewEvent[LifeEventEnded]]:
    """The ends that are not told yet; when life events are switched off, of everything that goes on."""
    over = list(overdue(scene.life, now))
    if not scene.settings.life_events_enabled:
        over += active(scene.life, now)
    bot_id = scene.bot.bot_id
    ends = (
        LifeEventEnded(bot_id=bot_id, life_event_id=each.life_event_id, event_type=each.event_type) for each in over
    )
    return [from_outside(end, bot_id, end.life_event_id) for end in ends]


def beginnings(scene: PersonaScene, now: datetime) -> list[NewEvent[LifeEventStarted]]:
    """What happens in the newest window: a birthday on its day, and now and then something by chance."""
    if not (scene.lives_on and scene.settings.life_events_enabled):
        return []
    return [each for each in (_birthday(scene, now), _by_chance(scene, now)) if each is not None]


def _birthday(scene: PersonaScene, now: datetime) -> NewEvent[LifeEventStarted] | None:
    """The birthday of this year, on the local date; of the 29th of February on the 28th when there is none."""
    born = scene.bot.birth_date
    zone = zone_of(scene.bot.timezone)
    today = now.astimezone(zone).date()
    if born is None or _celebrated(born, today.year) != today:
        return None
    midnight = datetime.combine(today + timedelta(days=1), time(0), zone)
    window = Window(f"birthday/{today.year}", now, midnight)
    return None if _happened(scene, window) else _started(scene, BIRTHDAY, window, midnight, days=1)


def _celebrated(born: date, year: int) -> date:
    if (born.month, born.day) == (_LEAP_MONTH, _LEAP_DAY) and not isleap(year):
        return date(year, _LEAP_MONTH, _LEAP_DAY - 1)
    return born.replace(year=year)


def _by_chance(scene: PersonaScene, now: datetime) -> NewEvent[LifeEventStarted] | None:
    window = life_window(now)
    if scene.fate(window.name, "life-event") >= HAPPENS or scene.fate(window.name, "life-event-gate") >= GATE:
        return None
    if _happened(scene, window) or len(active(scene.life, now)) >= ACTIVE_AT_MOST:
        return None
    kind = _drawn(scene, window)
    if kind is None:
        return None
    shortest, longest = kind.days
    days = shortest + int(scene.fate(window.name, "life-event-days") * (longest - shortest + 1))
    return _started(scene, kind, window, window.began + timedelta(days=days), days=days)


def _drawn(scene: PersonaScene, window: Window) -> EventType | None:
    """A type by weight, of those that did not happen lately."""
    since = window.began - SAME_TYPE_AFTER
    lately = {kind.name: last_of(scene.life, kind.name) for kind in RANDOM_TYPES}
    possible = [kind for kind in RANDOM_TYPES if (at := lately[kind.name]) is None or at < since]
    left = scene.fate(window.name, "life-event-type") * sum(kind.weight for kind in possible)
    for kind in possible:
        left -= kind.weight
        if left < 0:
            return kind
    return possible[-1] if possible else None


def _happened(scene: PersonaScene, window: Window) -> bool:
    known = _id_of(scene, window)
    return scene.life is not None and any(each.life_event_id == known for each in scene.life.events)


def _started(
    scene: PersonaScene, kind: EventType, window: Window, ends_at: datetime, *, days: int
) -> NewEvent[LifeEventStarted]:
    contexts = kind.contexts.get(scene.language) or kind.contexts["tr"]
    sign = 1.0 if scene.fate(window.name, "life-event-sign") < 0.5 else -1.0  # noqa: PLR2004 - a fair coin
    fact = LifeEventStarted(
        bot_id=scene.bot.bot_id,
        life_event_id=_id_of(scene, window),
        event_type=kind.name,
        description=contexts[int(scene.fate(window.name, "life-event-words") * len(contexts))],
        days=days,
        impacts=kind.signed(sign),
        availability_multiplier=kind.availability,
        frequency_multiplier=kind.frequency,
        public=kind.public,
        ends_at=ends_at,
    )
    return from_outside(fact, fact.bot_id, window.name)


def _id_of(scene: PersonaScene, window: Window) -> str:
    return outside_id("life-event", scene.bot.bot_id, window.name)
