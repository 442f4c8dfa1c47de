"""What people do in a chat: they speak, change and take back what they said, and may wish to be forgotten."""

from __future__ import annotations

from bisect import bisect_left

from piyasa.contracts.conversation import MessageEdited, MessageReceived, MessageRemoved
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.membership import ChatMigrated
from piyasa.contracts.system import UserForgotten
from piyasa.contracts.values import Meaning
from piyasa.projections.conversations.flow import author_of, said
from piyasa.projections.conversations.questions import about_others, with_question
from piyasa.projections.conversations.state import OUTCOMES_KEPT, Armed, Conversation, Line, Uncertain
from piyasa.projections.replacing import replace
from piyasa.projections.rules import Rules

RULES: Rules[Conversation] = Rules()
_NOWHERE = 0
"""No message has this Telegram id."""


@RULES.on(MessageReceived)
def _received(conversation: Conversation, event: Recorded[MessageReceived]) -> Conversation:
    data = event.data
    if data.edit_of is not None:
        return _reworded(conversation, data.edit_of, data.text, data.meaning)
    seen = _with_seen(conversation.seen, data.telegram_message_id)
    if seen is conversation.seen:
        return conversation
    line = Line(
        position=event.position,
        time=event.time,
        speaker=f"p:{data.person_id}",
        name=data.display_name,
        text=data.text,
        meaning=data.meaning,
        telegram_message_id=data.telegram_message_id,
        reply_to=None if data.reply_to is None else data.reply_to.telegram_message_id,
        reply_author=author_of(conversation, data.reply_to),
        person_ids=data.person_ids,
    )
    return said(conversation, line, event.id, seen=seen, unanswered=with_question(conversation, event, line))


@RULES.on(MessageEdited)
def _edited(conversation: Conversation, event: Recorded[MessageEdited]) -> Conversation:
    return _reworded(conversation, event.data.telegram_message_id, event.data.text, event.data.meaning)


@RULES.on(MessageRemoved)
def _removed(conversation: Conversation, event: Recorded[MessageRemoved]) -> Conversation:
    gone = event.data.telegram_message_id
    return replace(
        conversation,
        lines=tuple(line for line in conversation.lines if line.telegram_message_id != gone),
        unanswered=about_others(conversation, gone),
    )


@RULES.on(ChatMigrated)
def _migrated(conversation: Conversation, _event: Recorded[ChatMigrated]) -> Conversation:
    # Telegram counts messages anew in the new chat: an old id would be taken for another message.
    return replace(
        conversation,
        lines=tuple(replace(line, telegram_message_id=_NOWHERE, reply_to=None) for line in conversation.lines),
        seen=(),
        ticks=tuple(replace(each, reply_to=None, moved=True) for each in conversation.ticks),
        armed=tuple(replace(each, reply_to=None) for each in conversation.armed),
        unanswered=(),
        uncertain=tuple(
            replace(each, message=None if each.message is None else replace(each.message, reply_to=None))
            for each in conversation.uncertain
        ),
    )


@RULES.on(UserForgotten)
def _forgotten(conversation: Conversation, event: Recorded[UserForgotten]) -> Conversation:
    person_id = event.data.person_id
    speaker = f"p:{person_id}"
    if not _knows(conversation, person_id, speaker):
        return conversation
    turn = conversation.turn
    return replace(
        conversation,
        lines=tuple(_line_without(line, person_id) for line in conversation.lines if line.speaker != speaker),
        last_speaker=None if conversation.last_speaker == speaker else conversation.last_speaker,
        participants=tuple(each for each in conversation.participants if each != speaker),
        turn=None if turn is not None and turn.expected == speaker else turn,
        armed=tuple(_wordless(each, person_id) for each in conversation.armed),
        unanswered=tuple(each for each in conversation.unanswered if each.person_id != person_id),
        uncertain=tuple(_uncertain_without(each, person_id) for each in conversation.uncertain),
    )


def _with_seen(seen: tuple[int, ...], telegram_message_id: int) -> tuple[int, ...]:
    """The highest ids, this one included; the same tuple when it is known."""
    if not seen or telegram_message_id > seen[-1]:
        return (*seen, telegram_message_id)[-OUTCOMES_KEPT:]
    at = bisect_left(seen, telegram_message_id)
    if seen[at] == telegram_message_id:
        return seen
    return (*seen[:at], telegram_message_id, *seen[at:])[-OUTCOMES_KEPT:]


def _knows(conversation: Conversation, person_id: str, speaker: str) -> bool:
    messages = (*conversation.armed, *(each.message for each in conversation.uncertain if each.message is not None))
    return (
        speaker in conversation.participants
        or any(line.speaker == speaker or person_id in line.person_ids for line in conversation.lines)
        or any(person_id in message.person_ids for message in messages)
        or any(each.person_id == person_id for each in conversation.unanswered)
        or (conversation.turn is not None and conversation.turn.expected == speaker)
    )


def _line_without(line: Line, person_id: str) -> Line:
    return replace(line, name="", text="", meaning=Meaning()) if person_id in line.person_ids else line


def _wordless(message: Armed, person_id: str) -> Armed:
    if person_id not in message.person_ids:
        return message
    return replace(message, text="", sketch="", meaning=Meaning())


def _uncertain_without(uncertain: Uncertain, person_id: str) -> Uncertain:
    if uncertain.message is None:
        return uncertain
    return replace(uncertain, message=_wordless(uncertain.message, person_id))


def _reworded(conversation: Conversation, telegram_message_id: int, text: str, meaning: Meaning) -> Conversation:
    """The line says something else now; what it had set in motion stays."""
    for index, line in enumerate(conversation.lines):
        if line.telegram_message_id == telegram_message_id:
            lines = list(conversation.lines)
            lines[index] = replace(line, text=text, meaning=meaning)
            return replace(conversation, lines=tuple(lines))
    return conversation
