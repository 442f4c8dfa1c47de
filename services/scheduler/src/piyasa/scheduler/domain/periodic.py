"""What nobody says and yet happens: a chat fell silent, a persona was ignored (behaviour 3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from piyasa.contracts.conversation import FellSilent, PersonaIgnored
from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.values import format_time, is_person
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Line
from piyasa.scheduler.domain.scene import Scene

SILENT_AFTER = 1800.0
SILENT_EVERY = 3600.0
IGNORED_AFTER = 600.0
IGNORED_NO_LATER = 1200.0
"""What was said longer ago is not judged any more: after an outage only the newest window counts."""
OTHERS_SPOKE = 5
_ECHOES = frozenset({"mention", "positive_interaction", "negative_interaction"})


def due_facts(scene: Scene) -> list[NewEvent[Event]]:
    """The facts that are due now; worked out again they have the same ids."""
    if not _awake(scene):
        return []
    silence = _silence(scene)
    ignored = [_ignored(scene, line) for line in _judged(scene) if _found_no_echo(scene, line)]
    return [*silence, *(event for event in ignored if not _was_told(scene, event))]


def next_due(scene: Scene) -> datetime | None:
    """When to look again if nothing is said meanwhile; None when there is nothing to look for."""
    last = reading.last_line(scene.conversation)
    if last is None or not _awake(scene):
        return None
    silent_at = last.time + scene.pace.span(SILENT_AFTER)
    if scene.now >= silent_at:
        silent_at += scene.pace.span(SILENT_EVERY) * (_window(scene, silent_at) + 1)
    oldest = next(_said_by_personas(scene, IGNORED_AFTER), None)
    return silent_at if oldest is None else min(silent_at, oldest.time + scene.pace.span(IGNORED_AFTER))


def _awake(scene: Scene) -> bool:
    system = scene.installation
    return scene.chat.open_for_talk and system.simulation_active and system.emergency is None


def _silence(scene: Scene) -> list[NewEvent[Event]]:
    last = reading.last_line(scene.conversation)
    if last is None or scene.now < (silent_at := last.time + scene.pace.span(SILENT_AFTER)):
        return []
    window = f"{format_time(last.time)}/{_window(scene, silent_at)}"
    fact = FellSilent(chat_id=scene.chat.chat_id, since=last.time, window=window)
    return [from_outside(fact, fact.chat_id, window)]


def _window(scene: Scene, silent_at: datetime) -> int:
    """How many whole hours of behaviour the silence has lasted since it was first noticed."""
    return int((scene.now - silent_at) / scene.pace.span(SILENT_EVERY))


def _judged(scene: Scene) -> Iterator[Line]:
    """What personas said that is old enough to be judged, and not too old."""
    until = scene.now - scene.pace.span(IGNORED_AFTER)
    return (line for line in _said_by_personas(scene, IGNORED_NO_LATER) if line.time <= until)


def _said_by_personas(scene: Scene, seconds: float) -> Iterator[Line]:
    lines = reading.lines_within(scene.conversation, scene.now, seconds)
    return (line for line in lines if not is_person(line.speaker) and line.message_id is not None)


def _found_no_echo(scene: Scene, line: Line) -> bool:
    """Whether others talked on and nobody replied to the line, mentioned its author or reacted to it."""
    until = line.time + scene.pace.span(IGNORED_AFTER)
    followed = [each for each in reading.lines_after(scene.conversation, line.position) if each.time <= until]
    others = [each for each in followed if each.speaker != line.speaker]
    if len(others) < OTHERS_SPOKE or any(_echoes(each, line) for each in others):
        return False
    feelings = scene.feelings.get(line.speaker[2:])
    if feelings is None:
        return True
    return not any(felt.trigger in _ECHOES and line.time <= felt.time <= until for felt in feelings.recent)


def _echoes(line: Line, said: Line) -> bool:
    return (
        line.reply_to == said.telegram_message_id
        or said.speaker[2:] in line.meaning.mentions
        or line.meaning.addressed_to == said.speaker[2:]
    )


def _ignored(scene: Scene, line: Line) -> NewEvent[Event]:
    window = format_time(line.time + timedelta(seconds=scene.pace.seconds(IGNORED_AFTER)))
    fact = PersonaIgnored(
        chat_id=scene.chat.chat_id, bot_id=line.speaker[2:], message_id=line.message_id or "", window=window
    )
    return from_outside(fact, fact.chat_id, line.message_id)


def _was_told(scene: Scene, event: NewEvent[Event]) -> bool:
    bot_id = getattr(event.data, "bot_id", "")
    feelings = scene.feelings.get(bot_id)
    return feelings is not None and event.id in feelings.told
