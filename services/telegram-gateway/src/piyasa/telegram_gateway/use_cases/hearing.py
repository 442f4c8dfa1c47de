"""What people do in the chats becomes facts on the log, before Telegram is told that it was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from pydantic import ValidationError

from piyasa.contracts.envelope import NewEvent
from piyasa.contracts.event import Event
from piyasa.contracts.values import Speaker, speaker_of_bot, speaker_of_person
from piyasa.projections.conversations.reading import line_of
from piyasa.projections.directory.state import Bot, Chat
from piyasa.telegram_gateway.domain import endings, updates
from piyasa.telegram_gateway.domain.commands import command_in, is_command
from piyasa.telegram_gateway.domain.heard import (
    Account,
    Allowed,
    Came,
    Edited,
    Heard,
    JsonObject,
    Moved,
    Reacted,
    Said,
    Target,
    Titled,
    Went,
    read,
)
from piyasa.telegram_gateway.domain.updates import Place
from piyasa.telegram_gateway.ports import Log, Outlook, People, Tally
from piyasa.telegram_gateway.use_cases.answering import Answering
from piyasa.telegram_gateway.use_cases.understanding import Understanding

logger = structlog.get_logger(__name__)
Facts = Sequence[NewEvent[Event]]
_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError)
"""What reading an update raises for what is in it; trouble with the broker is none of these."""


@dataclass(slots=True)
class Hearing:
    """Takes in what one listener was told."""

    log: Log
    outlook: Outlook
    people: People
    understanding: Understanding
    answering: Answering
    tally: Tally

    async def __call__(self, bot_id: str, told: Sequence[JsonObject]) -> None:
        """Put everything new on the log, in order; once this returns, the updates may be confirmed.

        An update that cannot be read, or of which no fact can be made, is logged and passed over: it would come again
        for ever.
        """
        facts: list[NewEvent[Event]] = []
        for update in told:
            for heard in self._read(bot_id, update):
                if isinstance(heard, Said) and is_command(heard.text):
                    await self._publish(facts)
                    facts = []
                    await self._command(bot_id, heard)
                else:
                    facts += await self._readable(bot_id, update, heard)
        await self._publish(facts)

    def _read(self, bot_id: str, update: JsonObject) -> Sequence[Heard]:
        try:
            return read(update)
        except _UNREADABLE as error:
            self._pass_over(bot_id, update, error)
            return []

    async def _readable(self, bot_id: str, update: JsonObject, heard: Heard) -> Facts:
        try:
            return await self._facts(heard)
        except _UNREADABLE as error:
            self._pass_over(bot_id, update, error)
            return []

    def _pass_over(self, bot_id: str, update: JsonObject, error: Exception) -> None:
        # Neither the update nor the error's text: both may hold a person's words.
        reason = type(error).__name__
        fields = [each["loc"] for each in error.errors()] if isinstance(error, ValidationError) else []
        logger.warning(
            "update cannot be read", bot_id=bot_id, update_id=update.get("update_id"), reason=reason, fields=fields
        )
        self.tally.passed_over()

    async def _publish(self, facts: Facts) -> None:
        new = [fact for fact in facts if not self.outlook.knows(fact.id)]
        if new:
            acks = await self.log.publish(*new)
            # The next batch is judged on what this one said: who was answered, what was seen already.
            try:
                await self.outlook.reached(acks[-1].sequence)
            except TimeoutError:
                logger.warning("the view is behind what was just published", position=acks[-1].sequence)

    async def _command(self, bot_id: str, said: Said) -> None:
        chat = self.outlook.chat_by_telegram_id(said.chat)
        listener = self.outlook.bot(bot_id)
        ours = self.outlook.members(chat.chat_id) if chat is not None else []
        usernames = [bot.username or bot.handle for bot in (*ours, listener) if bot is not None]
        command = command_in(said.text, usernames=usernames)
        if command is not None and (chat is not None or said.private):
            await self.answering(bot_id, command, said, chat)

    async def _facts(self, heard: Heard) -> Facts:
        if isinstance(heard, Moved):
            chat = self.outlook.chat_by_telegram_id(heard.old)
            return [] if chat is None else [endings.migrated(chat.chat_id, heard.old, heard.new)]
        said = heard.said if isinstance(heard, Edited) else heard
        chat = self.outlook.chat_by_telegram_id(said.chat)
        if chat is None:
            return []
        return await self._in_chat(heard, chat, Place(chat.chat_id, chat.telegram_id))

    async def _in_chat(self, heard: Heard, chat: Chat, place: Place) -> Facts:
        match heard:
            case Said():
                return await self._said(heard, chat, place)
            case Edited():
                person = await self._person(heard.said.author)
                return [updates.edited(heard, place, person, self.understanding.of(chat))]
            case Reacted():
                return updates.reactions(heard, place, await self._person(heard.author))
            case Titled():
                return [updates.titled(heard, place)]
            case Came() | Went() | Allowed():
                return await self._member(heard, place)
            case Moved():
                return []

    async def _said(self, said: Said, chat: Chat, place: Place) -> Facts:
        conversation = self.outlook.conversation(chat.chat_id)
        if said.telegram_message_id in conversation.seen:
            return []
        person = await self._person(said.author)
        author = await self._author(said.reply_to, chat)
        return [updates.received(said, place, person, author, self.understanding.of(chat))]

    async def _member(self, change: Came | Went | Allowed, place: Place) -> Facts:
        bot = self._bot(change.account)
        if isinstance(change, Allowed):
            return [] if bot is None else [updates.rights(change, place, bot.bot_id)]
        if not change.account.is_bot:
            return [updates.membership(change, place, person_id=await self._person(change.account))]
        return [] if bot is None else [updates.membership(change, place, bot_id=bot.bot_id)]

    async def _author(self, target: Target | None, chat: Chat) -> Speaker | None:
        """Who wrote the message that is answered: what we said ourselves the log knows best."""
        if target is None:
            return None
        line = line_of(self.outlook.conversation(chat.chat_id), target.telegram_message_id)
        if line is not None:
            return line.speaker
        if target.author is None:
            return None
        if target.author.is_bot:
            bot = self._bot(target.author)
            return None if bot is None else speaker_of_bot(bot.bot_id)
        person = await self.people.known_slug_of(target.author.id)
        return None if person is None else speaker_of_person(person)

    async def _person(self, account: Account) -> str:
        return await self.people.slug_of(account.id, forgotten=self.outlook.installation.forgotten)

    def _bot(self, account: Account) -> Bot | None:
        return self.outlook.bot_by_account(account.id, account.username)
