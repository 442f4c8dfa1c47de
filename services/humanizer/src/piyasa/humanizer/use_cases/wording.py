"""What the styled parts of a draft say: their meaning, worked out once for each."""

from __future__ import annotations

from dataclasses import dataclass, fields

from piyasa.contracts.values import Meaning
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

    Styling changes looks, not sense: the draft's meaning stays, but for the length and the sketch, unless words were
    added or left out.
    """
    draft = work.draft
    if said.parts == (draft.text,):
        return (Worded(draft.text, draft.meaning),)
    if said.means_the_draft:
        looks = {"length": len(said.text), "sketch": sketch(said.text)}
        return (Worded(said.text, draft.meaning.model_copy(update=looks)),)
    members = Directory(view.tables).members(draft.chat_id)
    personas = [PersonaName(bot.bot_id, bot.name, bot.handle, bot.username) for bot in members]
    return tuple(Worded(part, _meaning(part, draft.meaning.language, personas)) for part in said.parts)


def _meaning(text: str, language: str, personas: list[PersonaName]) -> Meaning:
    found = analyse(text, personas=personas, language=language)
    return Meaning(**{name: getattr(found, name) for name in _ANALYSED})
