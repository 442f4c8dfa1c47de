"""Whether it has been said before: in the chat, on its way into it, or by the persona (behaviour 11.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from piyasa.language import Sketch, normal_form
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.voices.state import Voice

CHAT_LINES: Final = 50
REWRITES_AT_MOST: Final = 2
_ACKNOWLEDGEMENT: Final = 14
"""Characters up to which a message may be a mere nod."""
_NODS_AMONG, _NODDERS = 10, 2


@dataclass(frozen=True, slots=True)
class Before:
    """Something said before that says the same."""

    where: str
    """``chat``, ``armed`` or ``persona``."""
    text: str
    """Empty when only its sketch is kept."""
    person_ids: tuple[str, ...] = ()


def said_before(sketches: Iterable[str], conversation: Conversation, voice: Voice) -> Before | None:
    """The first thing that any of the sketches repeats."""
    wanted = [Sketch.parse(each) for each in dict.fromkeys(sketches) if each]
    return next((before for said, before in _said(conversation, voice) if _repeats(wanted, said)), None)


def _said(conversation: Conversation, voice: Voice) -> Iterator[tuple[str, Before]]:
    """Sketches of what was said or is about to be, the newest of each kind first."""
    for line in reversed(conversation.lines[-CHAT_LINES:]):
        speaker = (line.speaker.removeprefix("p:"),) if line.speaker.startswith("p:") else ()
        yield line.meaning.sketch, Before("chat", line.text, tuple(dict.fromkeys((*line.person_ids, *speaker))))
    for armed in conversation.armed:
        yield armed.sketch, Before("armed", armed.text, armed.person_ids)
    for utterance in reversed(voice.said):
        yield utterance.sketch, Before("persona", "", utterance.person_ids)


def is_free_nod(text: str, conversation: Conversation) -> bool:
    """A very short acknowledgement may be repeated, unless two personas have just used it."""
    own = normal_form(text)
    if len(own) > _ACKNOWLEDGEMENT:
        return False
    lately = conversation.lines[-_NODS_AMONG:]
    nodders = {line.speaker for line in lately if line.speaker.startswith("b:") and normal_form(line.text) == own}
    return len(nodders) < _NODDERS


def _repeats(wanted: list[Sketch], other: str) -> bool:
    if not other:
        return False
    said = Sketch.parse(other)
    return any(each.duplicates(said) for each in wanted)
