"""All that this Telegram knows, and how to find it."""

from __future__ import annotations

from dataclasses import dataclass, field

from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject, Person
from piyasa.devstack.telegram.domain.facts import CallAccepted
from piyasa.devstack.telegram.domain.groups import Group, Member, Message
from piyasa.devstack.telegram.domain.mailbox import Mailbox
from piyasa.devstack.telegram.domain.refusals import RefusalError, bad_request, forbidden, migrated

MAX_TOKEN = 80


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An accepted call and when (Unix seconds) it was accepted."""

    seq: int
    time: float
    call: CallAccepted


@dataclass(slots=True)
class World:
    """The folded state; `folding.apply` changes it and nothing else does."""

    bots: dict[int, Bot] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    mail: dict[int, Mailbox] = field(default_factory=dict)
    by_token: dict[str, int] = field(default_factory=dict)
    ledger: list[LedgerLine] = field(default_factory=list)
    fresh_mail: set[int] = field(default_factory=set)

    def bot_of(self, token: str) -> Bot:
        """The bot that owns `token`; 401 otherwise."""
        known = self.by_token.get(token)
        if known is not None:
            return self.bots[known]
        number, colon, rest = token.partition(":")
        wellformed = number.isdecimal() and colon and rest and len(token) <= MAX_TOKEN
        raise RefusalError(401, "" if wellformed else "invalid token specified")

    def bot_named(self, name: str | int) -> Bot:
        """A bot by id, username (with or without @) or token; LookupError otherwise."""
        key = str(name).removeprefix("@").casefold()
        for bot in self.bots.values():
            if key in {str(bot.id), bot.username.casefold(), bot.token.casefold()}:
                return bot
        raise LookupError(f"no bot {name!r}; GET /_local/bots lists them")

    def group(self, chat_id: int) -> Group:
        """A living group by id, as an operator sees it; LookupError otherwise."""
        found = self.groups.get(chat_id)
        if found is None or found.deleted:
            raise LookupError(f"no group {chat_id}; GET /_local/groups lists them")
        return found

    def chat_for(self, bot: Bot, chat_id: int | None) -> tuple[Group, Member]:
        """The group, and the bot's place in it, for a call that needs membership."""
        if chat_id is None:
            raise bad_request("chat_id is empty")
        group = self.groups.get(chat_id)
        member = group.members.get(bot.id) if group is not None else None
        if group is None or member is None:
            raise bad_request("chat not found")
        if group.migrated_to is not None:
            raise migrated(group.migrated_to)
        if group.deleted:
            raise forbidden("the group chat was deleted")
        if member.status == "kicked":
            raise forbidden(f"bot was kicked from the {group.kind} chat")
        if not member.present():
            raise forbidden(f"bot is not a member of the {group.kind} chat")
        return group, member

    def message(self, group: Group, message_id: int | None, refusal: str) -> Message:
        """A message of the group that is still there; `refusal` is the wording of the 400."""
        found = group.messages.get(message_id) if message_id is not None else None
        if found is None:
            raise bad_request(refusal)
        return found

    def put_mail(self, bot: Bot, kind: str, lane: int, payload: JsonObject, now: float) -> None:
        """Let an update wait for `bot`, when it asked for that kind."""
        if kind in bot.updates:
            self.mail[bot.id].put(kind, lane, payload, now)
            self.fresh_mail.add(bot.id)
