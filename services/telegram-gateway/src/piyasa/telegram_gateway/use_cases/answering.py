"""Service commands: a wish is recorded first and answered then, at most once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

import structlog

from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.contracts.system import PersonSilenced, PersonUnsilenced, UserForgotten
from piyasa.projections.directory.state import Chat
from piyasa.telegram_gateway.domain.commands import Command
from piyasa.telegram_gateway.domain.heard import Said
from piyasa.telegram_gateway.domain.notices import Notices
from piyasa.telegram_gateway.domain.outcome import Outcome, SafeRetry, Sent
from piyasa.telegram_gateway.ports import Bucket, Outlook, People, Rest
from piyasa.telegram_gateway.use_cases.desk import Desk

logger = structlog.get_logger(__name__)
TRIES = 3
LONGEST_WAIT = 5.0
"""Seconds that people's next messages are kept waiting for an answer to a command."""


@dataclass(slots=True)
class Answering:
    """Speaks for the service, by the listener; this is no persona's message and stands outside their caps."""

    desk: Desk
    people: People
    sends: Bucket
    notices: Notices
    rest: Rest
    new_id: Callable[[], str]

    async def __call__(self, bot_id: str, command: Command, said: Said, chat: Chat | None) -> None:
        """Record what a person wishes, then answer it. Told twice, the wish is one and the answer is not repeated.

        Nothing is answered in an emergency, nor in a group whose people are not told about AI. Raises ``TimeoutError``
        when the view cannot say so: the command is then told again.
        """
        await self._record(command, said)
        await self.desk.outlook.caught_up()
        if not self._may_answer(said):
            return
        # Hashed: a private chat's id is its person's, and those stand among the people only.
        key = f"answer.{outside_id('answer', said.chat, said.telegram_message_id)}"
        if await self.sends.create(key, self.new_id().encode()) is not None:
            await self._say(bot_id, said, self._text(command, chat))

    def _may_answer(self, said: Said) -> bool:
        outlook = self.desk.outlook
        if outlook.installation.emergency is not None:
            return False
        chat = outlook.chat_by_telegram_id(said.chat)
        return said.private if chat is None else chat.disclosure is not None and chat.disclosure.pinned

    async def _record(self, command: Command, said: Said) -> None:
        if command == "unut":
            await self._forget(said)
        elif command in {"sessiz", "sesli"}:
            kind = PersonSilenced if command == "sessiz" else PersonUnsilenced
            person = await self._person(said)
            await self._publish(from_outside(kind(person_id=person), person, said.chat, said.telegram_message_id))

    async def _forget(self, said: Said) -> None:
        """Publish before cutting the link: once it is cut, nobody could say any more who is to be forgotten.

        After a crash in between, the durable that handles the fact cuts the link.
        """
        person = await self.people.known_slug_of(said.author.id)
        if person is not None:
            await self._publish(from_outside(UserForgotten(person_id=person), person))
            await self.people.forget(person)

    async def _person(self, said: Said) -> str:
        return await self.people.slug_of(said.author.id, forgotten=self.desk.outlook.installation.forgotten)

    async def _publish(self, wish: NewEvent[Event]) -> None:
        if not self.desk.outlook.knows(wish.id):
            await self.desk.log.publish(wish)

    def _text(self, command: Command, chat: Chat | None) -> str:
        match command:
            case "start":
                return self.notices.greeting()
            case "bilgi":
                return self.notices.about(accounts_in(chat, self.desk.outlook))
            case "privacy":
                return self.notices.privacy()
            case "unut":
                return self.notices.forgotten()
            case "sessiz":
                return self.notices.silenced()
            case "sesli":
                return self.notices.unsilenced()
            case _:
                assert_never(command)

    async def _say(self, bot_id: str, said: Said, text: str) -> None:
        """Only what certainly was not sent is tried again; an answer that got lost is not worth a second one."""
        desk = self.desk
        outcome: Outcome = SafeRetry("not_tried")
        for _ in range(TRIES):
            wait = desk.limits.wait_to_send(bot_id, said.chat, desk.clock.monotonic())
            await self.rest.sleep(min(LONGEST_WAIT, wait))
            desk.limits.sent(bot_id, said.chat, desk.clock.monotonic())
            outcome = await desk.telegram.send(bot_id, said.chat, text, reply_to=said.telegram_message_id)
            if not isinstance(outcome, SafeRetry):
                break
        if not isinstance(outcome, Sent):
            logger.warning("a service command was not answered", bot_id=bot_id, outcome=repr(outcome))


def accounts_in(chat: Chat | None, outlook: Outlook) -> list[str]:
    """The personas of a chat as its people see them."""
    if chat is None:
        return []
    return [f"@{bot.username}" if bot.username else bot.name for bot in outlook.members(chat.chat_id)]
