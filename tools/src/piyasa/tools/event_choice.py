"""Which facts of the log are wanted, and the broker's filter that finds them fastest."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import orjson

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.envelope import CE_TYPE
from piyasa.contracts.topology import ALL_EVENTS
from piyasa.contracts.values import SLUG_PATTERN
from piyasa.tools.errors import FactUnknown, SlugUnusable
from piyasa.tools.message import Message

_TYPE = re.compile(r"(?:piyasa\.)?([a-z0-9-]+?)(?:\.(v[0-9]+))?")
_SUBJECT_PARTS = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted; empty parts want everything."""

    types: tuple[tuple[str, str], ...] = ()
    """Fact and version; a version that is empty means all."""
    chat: str = ""
    bot: str = ""

    @property
    def filter(self) -> str:
        """The narrowest subject filter that covers all that is wanted."""
        if self.chat and len(self.types) == 1:
            return _with_lanes(f"evt.chat.{self.chat}.{self.types[0][0]}")
        if self.chat:
            return f"evt.chat.{self.chat}.>"
        if len(self.types) == 1:
            return _with_lanes(CATALOGUE[self.types[0][0]].filter())
        return ALL_EVENTS

    def takes(self, message: Message) -> bool:
        """Whether a message is wanted."""
        parts = message.subject.split(".")
        if len(parts) < _SUBJECT_PARTS:
            return not (self.types or self.chat or self.bot)
        _, aggregate, aggregate_id, fact = parts[:4]
        if self.types and not self._of_type(fact, message.headers):
            return False
        if self.chat and (aggregate, aggregate_id) != ("chat", self.chat):
            return False
        return not self.bot or (aggregate, aggregate_id) == ("bot", self.bot) or self._names_bot(message.body)

    def _of_type(self, fact: str, headers: Mapping[str, str]) -> bool:
        version = headers.get(CE_TYPE, "").rpartition(".")[2]
        return any(fact == wanted and suffix in {"", version} for wanted, suffix in self.types)

    def _names_bot(self, body: bytes) -> bool:
        if self.bot.encode() not in body:
            return False
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError:
            return False
        return isinstance(data, dict) and data.get("bot_id") == self.bot


def choice(types: Collection[str] = (), chat: str | None = None, bot: str | None = None) -> Choice:
    """What a person asked for: facts as ``message-sent``, ``piyasa.message-sent`` or ``piyasa.message-sent.v1``.

    Raises:
        FactUnknown, SlugUnusable: there is no such thing.
    """
    for slug in (chat, bot):
        if slug is not None and not re.fullmatch(SLUG_PATTERN, slug):
            raise SlugUnusable(slug)
    return Choice(tuple(_type(each) for each in types), chat or "", bot or "")


def _type(text: str) -> tuple[str, str]:
    found = _TYPE.fullmatch(text.strip())
    fact, version = (found[1], found[2] or "") if found else (text, "")
    if fact not in CATALOGUE:
        raise FactUnknown(text, difflib.get_close_matches(fact, [kind.fact for kind in CATALOGUE]))
    return fact, version


def _with_lanes(subject: str) -> str:
    return f"{subject}.*" if subject.endswith(".tick-requested") else subject
