"""What is done behind Telegram's back: creating bots and groups, and people doing things."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable

from piyasa.devstack.telegram.domain import operations
from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject, Person
from piyasa.devstack.telegram.domain.facts import BotCreated, BotPrivacySet, GroupCreated, GroupDeleted, GroupRulesSet
from piyasa.devstack.telegram.domain.groups import Group, Kind
from piyasa.devstack.telegram.domain.operations import Seat, Words
from piyasa.devstack.telegram.domain.refusals import RefusalError, bad_request
from piyasa.devstack.telegram.domain.rendering import message_object
from piyasa.devstack.telegram.domain.world import World
from piyasa.devstack.telegram.store import Store

OWNER = Person(900, "Yönetici")
_FIRST_BOT = 7_000_000_001
_USERNAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
_TURKISH = str.maketrans("çğıöşüÇĞİÖŞÜ", "cgiosuCGIOSU")


class Backstage:
    """Acts of owners, operators and people; each is one recorded change."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def world(self) -> World:
        """The state as it is now."""
        return self._store.world

    def create_bot(
        self, name: str, username: str | None = None, *, privacy: bool = True, token: str | None = None
    ) -> Bot:
        """A new bot; username and token are made up when not given. RefusalError 400 when taken."""
        number = int(token.partition(":")[0]) if token else max(self.world.bots, default=_FIRST_BOT - 1) + 1
        token = token or f"{number}:{secrets.token_urlsafe(32)[:35]}"
        username = username or self._free_username(name)
        if not name or not _USERNAME.fullmatch(username):
            raise bad_request("a bot needs a name, and a username of 4 to 32 latin letters, digits and _")
        taken = {bot.username.casefold() for bot in self.world.bots.values()}
        if username.casefold() in taken or number in self.world.bots or number in self.world.people:
            raise bad_request(f"username {username} or id {number} is taken")
        first_update = secrets.randbelow(900_000_000) + 1
        self._store.record((BotCreated(number, token, username, name, privacy, first_update),))
        return self.world.bots[number]

    def _free_username(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name.translate(_TURKISH)).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")[:24]
        stem = stem if stem[:1].isalpha() else f"bot_{stem}".rstrip("_")
        taken = {bot.username.casefold() for bot in self.world.bots.values()}
        candidates = (f"{stem}_bot" if number == 1 else f"{stem}{number}_bot" for number in range(1, 10_000))
        return next(username for username in candidates if username not in taken)

    def set_privacy(self, bot: Bot, *, privacy: bool) -> Bot:
        """Switch privacy; groups notice when the bot is added again."""
        self._store.record((BotPrivacySet(bot.id, privacy),))
        return self.world.bots[bot.id]

    def create_group(self, title: str, *, kind: Kind = "supergroup", chat_id: int | None = None) -> Group:
        """A new group, owned by a person."""
        if not title:
            raise bad_request("a group needs a title")
        chat = operations.next_group_id(self.world, kind) if chat_id is None else chat_id
        if chat >= 0:
            raise bad_request("a group's id is negative")
        self._store.record(operations.open_group(self.world, GroupCreated(chat, title, kind, OWNER.id), OWNER))
        return self.world.groups[chat]

    def set_rules(self, group: Group, *, writable: bool | None = None, reactions: Iterable[str] | None = None) -> Group:
        """Whether members may write, and which emoji they may react with; None leaves as it is."""
        allowed = group.available_reactions if reactions is None else tuple(reactions)
        may_write = group.writable if writable is None else writable
        self._store.record((GroupRulesSet(group.id, allowed, may_write),))
        return group

    def seat_bot(self, group: Group, bot: Bot, act: Seat = "add") -> None:
        """Add, promote, demote, restrict, remove or kick a bot."""
        self._store.record(operations.seat_bot(self.world, group, bot, act))

    def seat_person(self, group: Group, person: Person, act: Seat = "add") -> None:
        """Let a person join or leave, or change their rights."""
        self._store.record(operations.seat_person(self.world, group, person, act))

    def say(self, group: Group, person: Person, text: str, reply_to: int | None = None) -> JsonObject:
        """A person writes; the Bot API message."""
        self._store.record(operations.speak(self.world, group, person, Words(text, reply_to)))
        return message_object(self.world, group, group.messages[group.last_id])

    def edit(self, group: Group, message_id: int, text: str) -> JsonObject:
        """The author, a person, changes a message."""
        message = self.world.message(group, message_id, "message to edit not found")
        if message.sender in self.world.bots or message.service is not None:
            raise RefusalError(400, "message can't be edited")
        self._store.record(operations.rewrite(group, message, text))
        return message_object(self.world, group, group.messages[message_id])

    def delete(self, group: Group, message_id: int) -> None:
        """An administrator of the group, or the author, deletes a message."""
        message = self.world.message(group, message_id, "message to delete not found")
        self._store.record(operations.take_back(group, message))

    def react(self, group: Group, person: Person, message_id: int, emoji: Iterable[str]) -> None:
        """A person sets their reactions to a message."""
        self._store.record(operations.react(self.world, group, person, (message_id, tuple(emoji))))

    def migrate(self, group: Group, new_id: int | None = None) -> Group:
        """The group goes on as a supergroup under another id."""
        chat = operations.next_group_id(self.world, "supergroup") if new_id is None else new_id
        self._store.record(operations.migrate(self.world, group, chat))
        return self.world.groups[chat]

    def delete_group(self, group: Group) -> None:
        """The group disappears for everyone."""
        self._store.record((GroupDeleted(group.id),))
