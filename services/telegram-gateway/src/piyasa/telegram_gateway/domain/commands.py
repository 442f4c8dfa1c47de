"""The service commands that people may give, in a group or to the listener alone."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final, Literal

Command = Literal["start", "bilgi", "privacy", "unut", "sessiz", "sesli"]
_KNOWN: Final[dict[str, Command]] = {
    "start": "start",
    "help": "start",
    "bilgi": "bilgi",
    "info": "bilgi",
    "privacy": "privacy",
    "gizlilik": "privacy",
    "unut": "unut",
    "forget": "unut",
    "sessiz": "sessiz",
    "sesli": "sesli",
}
_FORM: Final = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]{4,32}))?(?:\s|$)")


def is_command(text: str) -> bool:
    """Whether a text is meant for some bot's machinery and not for the conversation."""
    return _FORM.match(text) is not None


def command_in(text: str, *, usernames: Collection[str]) -> Command | None:
    """The service command that a text gives; None when it gives none or names a bot that is not ours.

    ``usernames`` are those of our bots in the chat, without the at sign.
    """
    found = _FORM.match(text)
    if found is None:
        return None
    name, addressee = found.groups()
    ours = {username.casefold() for username in usernames}
    if addressee is not None and addressee.casefold() not in ours:
        return None
    return _KNOWN.get(name.casefold())
