"""The fold of what each persona sent."""

from __future__ import annotations

from datetime import timedelta

from piyasa.contracts.delivery import MessageSent
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.persona import BotRemoved, PersonaRefreshed
from piyasa.contracts.system import UserForgotten
from piyasa.projections.fold import EVERY
from piyasa.projections.pace import LIFE, Pace
from piyasa.projections.replacing import replace
from piyasa.projections.voices.reading import HOUR
from piyasa.projections.voices.state import SENDS_KEPT, UTTERANCES_KEPT, Utterance, Voice


class Voices:
    """What each persona said lately, over all chats."""

    name = "voices"
    state = Voice
    facts = frozenset({MessageSent.fact, PersonaRefreshed.fact, BotRemoved.fact, UserForgotten.fact})

    def __init__(self, pace: Pace = LIFE) -> None:
        """Take the pace of time that the hour is divided by."""
        self.version = f"2@{pace.factor:g}"
        self._silent = Voice(time_lapse=pace.factor)

    def keys(self, event: Recorded[Event]) -> tuple[str, ...]:
        """The persona that spoke; a person's wish to be forgotten concerns every persona."""
        data = event.data
        return (data.bot_id,) if isinstance(data, (MessageSent, PersonaRefreshed, BotRemoved)) else (EVERY,)

    def evolve(self, state: Voice | None, event: Recorded[Event]) -> Voice | None:
        """A persona's first message begins its voice, its removal ends it."""
        data = event.data
        if isinstance(data, MessageSent):
            return _said(state or self._silent, event, data)
        if isinstance(data, UserForgotten) and state is not None:
            return _without(state, data.person_id)
        if isinstance(data, PersonaRefreshed):
            return state if state is None or not state.since_refresh else replace(state, since_refresh=0)
        return None


def _said(voice: Voice, event: Recorded[Event], data: MessageSent) -> Voice:
    if any(each.message_id == data.message_id for each in voice.said):
        return voice
    utterance = Utterance(event.time, data.chat_id, data.meaning.sketch, data.message_id, data.person_ids)
    since = event.time - timedelta(seconds=HOUR / voice.time_lapse)
    hour = (*(moment for moment in voice.hour if moment > since), event.time)
    return Voice(
        said=(*voice.said, utterance)[-UTTERANCES_KEPT:],
        hour=hour[-SENDS_KEPT:],
        since_refresh=voice.since_refresh + 1,
        time_lapse=voice.time_lapse,
    )


def _without(voice: Voice, person_id: str) -> Voice:
    if all(person_id not in each.person_ids for each in voice.said):
        return voice
    said = tuple(replace(each, sketch="") if person_id in each.person_ids else each for each in voice.said)
    return replace(voice, said=said)
