"""What a chat still needs so that its people are told about AI."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal

from piyasa.projections.directory.state import Bot, Chat, Installation
from piyasa.telegram_gateway.domain.notices import TEXT_VERSION

REPOST_AFTER: Final = timedelta(days=7)
"""Wall time after which a notice is posted anew, so that newcomers see it (behaviour 1.2)."""

Need = Literal["post", "pin"]


def need_of(chat: Chat, listener: Bot | None, installation: Installation, *, now: datetime) -> Need | None:
    """Whether a notice must be posted, the posted one pinned, or nothing done.

    Nothing is done in a chat that is off, without a listener to speak, or in an emergency: then nothing goes out.
    """
    if not chat.enabled or listener is None or installation.emergency is not None:
        return None
    notice = chat.disclosure
    if notice is None or notice.text_version != TEXT_VERSION or now - notice.disclosed_at >= REPOST_AFTER:
        return "post"
    return None if notice.pinned else "pin"
