"""Whether a draft still fits the talk it was written for (behaviour 10)."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from piyasa.contracts.conversation import ANSWERS_PEOPLE, DraftGenerated
from piyasa.projections.conversations.flow import topic_of
from piyasa.projections.conversations.reading import OVERTAKEN_BY, lines_after, lines_since
from piyasa.projections.conversations.state import Conversation, Line
from piyasa.projections.pace import Pace

OLD_AFTER: Final = 180.0
"""Seconds of behaviour after which a draft is looked at again."""
_STILL_IN_SIGHT: Final = 20
"""Lines among which the answered message must stand."""


def outdated(
    draft: DraftGenerated,
    drafted_at: datetime,
    target: Line | None,
    conversation: Conversation,
    *,
    now: datetime,
    pace: Pace,
) -> Literal["stale", "overtaken"] | None:
    """Why a draft does not fit any more, if so: it is old or overtaken, and the talk is about something else now.

    What answers a person fits for as long as its tick lives.
    """
    if draft.reason in ANSWERS_PEOPLE:
        return None
    overtaken = lines_since(conversation, draft.why.as_of) >= OVERTAKEN_BY
    old = now - drafted_at > pace.span(OLD_AFTER)
    if not (overtaken or old) or _still_fits(draft, target, conversation):
        return None
    return "stale" if old else "overtaken"


def _still_fits(draft: DraftGenerated, target: Line | None, conversation: Conversation) -> bool:
    """Whether its topic is still talked about, and nobody else has answered what it answers."""
    if draft.reply_to is not None:
        if target is None or lines_since(conversation, target.position) >= _STILL_IN_SIGHT:
            return False
        since = lines_after(conversation, draft.why.as_of)
        if any(line.reply_to == target.telegram_message_id for line in since):
            return False
    about = topic_of(draft.meaning)
    return about is None or about == conversation.topic or conversation.topic in draft.meaning.symbols
