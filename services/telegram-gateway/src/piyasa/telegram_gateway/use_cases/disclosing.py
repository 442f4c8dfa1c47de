"""Every chat with personas in it is told so: the notice is posted, pinned, and looked after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from piyasa.contracts.delivery import ChatDisclosed, DisclosureLost
from piyasa.contracts.envelope import NewEvent, from_outside
from piyasa.contracts.event import Event
from piyasa.projections.directory.state import Bot, Chat, Disclosure
from piyasa.telegram_gateway.domain import endings
from piyasa.telegram_gateway.domain.disclosure import need_of
from piyasa.telegram_gateway.domain.notices import TEXT_VERSION, Notices
from piyasa.telegram_gateway.domain.outcome import Done, Migrated, Outcome, Refused, Sent, Unknown
from piyasa.telegram_gateway.use_cases.answering import accounts_in
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.notes import Note, Notes

logger = structlog.get_logger(__name__)

CHECK_SECONDS = 300.0
"""Wall seconds between two looks at whether a notice is still pinned; Telegram tells nobody when it is not."""
RETRY_SECONDS = 30.0
DOUBT_SECONDS = 120.0
"""After this long a notice that may or may not have been posted is posted again: twice is better than never."""


@dataclass(slots=True)
class Disclosing:
    """Looks after the notices of the chats that this process sends for."""

    desk: Desk
    notes: Notes
    notices: Notices
    mine: Callable[[str], bool]
    _not_before: dict[str, float] = field(default_factory=dict)
    _checked: dict[str, float] = field(default_factory=dict)

    async def __call__(self) -> None:
        """One round over all chats."""
        outlook = self.desk.outlook
        for chat in list(outlook.chats.values()):
            # Asked for each: a chat before this one may have taken its time.
            if not outlook.is_current():
                return
            if not self.mine(chat.chat_id):
                # Whoever gets the chat back looks at once: nobody may have looked in between.
                self._checked.pop(chat.chat_id, None)
            elif self._not_before.get(chat.chat_id, 0.0) <= self.desk.clock.monotonic():
                await self._attend(chat)

    async def _attend(self, chat: Chat) -> None:
        listener = self.desk.outlook.listener(chat.chat_id)
        need = need_of(chat, listener, self.desk.outlook.installation, now=self.desk.clock.now())
        if listener is None or self.desk.outlook.installation.emergency is not None:
            return
        if need == "post":
            await self._post(chat, listener)
        elif need == "pin" and chat.disclosure is not None:
            await self._pin(chat, listener, chat.disclosure.telegram_message_id)
        elif chat.disclosure is not None and chat.disclosure.pinned and chat.enabled:
            await self._check(chat, listener, chat.disclosure)

    async def _post(self, chat: Chat, listener: Bot) -> None:
        """Post once: the note on the broker says who is at it, and which message it has become."""
        note = await self._own_note(chat)
        if note is None:
            return
        if note.telegram_message_id is not None:
            await self._pin(chat, listener, note.telegram_message_id)
            return
        if self._wait_for_limits(chat, listener):
            return
        text = self.notices.pinned(accounts_in(chat, self.desk.outlook))
        outcome = await self.desk.telegram.send(listener.bot_id, chat.telegram_id, text)
        if isinstance(outcome, Sent):
            await self.notes.posted(note, outcome.telegram_message_id)
            await self._pin(chat, listener, outcome.telegram_message_id)
            return
        if not isinstance(outcome, Unknown):
            await self.notes.clear(chat.chat_id)
        await self._setback(chat, listener, outcome, "the notice was not posted")

    async def _own_note(self, chat: Chat) -> Note | None:
        """The note when it is ours to go on; None while somebody else is at it or a post of ours is in doubt."""
        now = self.desk.clock.now()
        note = await self.notes.find(chat.chat_id)
        if note is None:
            return await self.notes.begin(chat.chat_id, now)
        if note.telegram_message_id is not None:
            return note
        if (now - note.since).total_seconds() < DOUBT_SECONDS:
            self._later(chat, RETRY_SECONDS / 10)
            return None
        logger.warning("a notice may have been posted before; it is posted again", chat_id=chat.chat_id)
        return await self.notes.renew(note, now)

    async def _pin(self, chat: Chat, listener: Bot, telegram_message_id: int) -> None:
        outcome = await self._pinned(chat, listener, telegram_message_id)
        if isinstance(outcome, Done):
            await self._disclosed(chat, telegram_message_id, pinned=True)
            await self.notes.clear(chat.chat_id)
            return
        if isinstance(outcome, Refused):
            if outcome.error_class == "notice_gone":
                await self.notes.clear(chat.chat_id)
                if chat.disclosure is not None:
                    await self._lost(chat, outcome.error_class)
            elif chat.disclosure is None:
                await self._disclosed(chat, telegram_message_id, pinned=False)
                await self.notes.clear(chat.chat_id)
        await self._setback(chat, listener, outcome, "the notice was not pinned")

    async def _pinned(self, chat: Chat, listener: Bot, telegram_message_id: int) -> Outcome:
        self.desk.limits.called(listener.bot_id, self.desk.clock.monotonic())
        outcome = await self.desk.telegram.pin(listener.bot_id, chat.telegram_id, telegram_message_id)
        if isinstance(outcome, Refused) and "not_modified" in outcome.description.casefold():
            return Done()
        return outcome

    async def _check(self, chat: Chat, listener: Bot, notice: Disclosure) -> None:
        """Whether the notice is still pinned; when another message covers it, pinning again tells and mends."""
        now, before = self.desk.clock.monotonic(), self._checked.get(chat.chat_id)
        if before is not None and now - before < CHECK_SECONDS:
            return
        self._checked[chat.chat_id] = now
        shown = await self.desk.telegram.pinned(listener.bot_id, chat.telegram_id)
        if shown == notice.telegram_message_id:
            return
        found: Outcome = (
            await self._pinned(chat, listener, notice.telegram_message_id)
            if shown is None or isinstance(shown, int)
            else shown
        )
        if isinstance(found, Refused):
            await self._lost(chat, found.error_class)
        elif not isinstance(found, Done):
            del self._checked[chat.chat_id]
            await self._setback(chat, listener, found, "the notice could not be looked at")

    async def _disclosed(self, chat: Chat, telegram_message_id: int, *, pinned: bool) -> None:
        fact = ChatDisclosed(
            chat_id=chat.chat_id,
            telegram_message_id=telegram_message_id,
            text_version=TEXT_VERSION,
            pinned=pinned,
            disclosed_at=self.desk.clock.now(),
        )
        await self._publish(from_outside(fact, chat.telegram_id, telegram_message_id, pinned, chat.position))
        self._checked[chat.chat_id] = self.desk.clock.monotonic()

    async def _lost(self, chat: Chat, cause: str) -> None:
        fact = DisclosureLost(chat_id=chat.chat_id, cause=cause)
        await self._publish(from_outside(fact, chat.telegram_id, cause, chat.position))
        logger.error("the notice is gone, nothing is said here until it is back", chat_id=chat.chat_id, reason=cause)

    async def _setback(self, chat: Chat, listener: Bot, outcome: Outcome, what: str) -> None:
        if isinstance(outcome, Migrated):
            await self._publish(endings.migrated(chat.chat_id, chat.telegram_id, outcome.new_telegram_id))
            return
        logger.warning(what, chat_id=chat.chat_id, bot_id=listener.bot_id, reason=repr(outcome))
        self._later(chat, RETRY_SECONDS)

    async def _publish(self, fact: NewEvent[Event]) -> None:
        acks = await self.desk.log.publish(fact)
        await self.desk.outlook.reached(acks[-1].sequence)

    def _wait_for_limits(self, chat: Chat, listener: Bot) -> bool:
        now = self.desk.clock.monotonic()
        wait = self.desk.limits.wait_to_send(listener.bot_id, chat.telegram_id, now)
        if wait > 0:
            self._later(chat, wait)
            return True
        self.desk.limits.sent(listener.bot_id, chat.telegram_id, now)
        return False

    def _later(self, chat: Chat, seconds: float) -> None:
        self._not_before[chat.chat_id] = self.desk.clock.monotonic() + seconds
