"""What the styled parts of a draft say: their meaning, worked out once for each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from piyasa.contracts.values import Meaning, is_person
from piyasa.humanizer.domain.styling import Styled
from piyasa.humanizer.ports import Seen
from piyasa.humanizer.use_cases.assignment import Assignment
from piyasa.language import Analysis, PersonaName, analyse, sketch
from piyasa.projections.directory import Directory

_ANALYSED = tuple(field.name for field in fields(Analysis))


@dataclass(frozen=True, slots=True)
class Worded:
    """One part of a message, and what it says."""

    text: str
    meaning: Meaning


def worded(work: Assignment, said: Styled, view: Seen) -> tuple[Worded, ...]:
    """The parts with their meanings.

    Styling changes looks, not sense: the draft's meaning stays, but for the length, the sketch and a name that was
    put in front. Only what says less than the draft, or says it in two parts, is read again.
    """
    draft = work.draft
    if said.parts == (draft.text,):
        return (Worded(draft.text, draft.meaning),)
    if said.says_all and (len(said.parts) == 1 or said.corrects):
        first = Worded(said.parts[0], _as_drafted(work, said))
        return (first, *(Worded(part, _looks(part)) for part in said.parts[1:]))
    members = Directory(view.tables).members(draft.chat_id)
    personas = [PersonaName(bot.bot_id, bot.name, bot.handle, bot.username) for bot in members]
    return tuple(Worded(part, _meaning(part, draft.meaning.language, personas)) for part in said.parts)


def _as_drafted(work: Assignment, said: Styled) -> Meaning:
    meaning, text = work.draft.meaning, said.parts[0]
    changes: dict[str, Any] = {"length": len(text)}
    if not (said.same_words and meaning.sketch):
        changes["sketch"] = sketch(text)
    if said.named and work.target is not None and not is_person(work.target.speaker):
        named = work.target.speaker.removeprefix("b:")
        changes["mentions"] = tuple(dict.fromkeys((named, *meaning.mentions)))
        changes["addressed_to"] = named
    return meaning.model_copy(update=changes)


def _looks(text: str) -> Meaning:
    """A correction says nothing of its own."""
    return Meaning(length=len(text), sketch=sketch(text))


def _meaning(text: str, language: str, personas: list[PersonaName]) -> Meaning:
    found = analyse(text, personas=personas, language=language)
    return Meaning(**{name: getattr(found, name) for name in _ANALYSED})
