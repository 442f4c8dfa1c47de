"""One message that fell due: what the view says of it now, and how its end is recorded."""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from piyasa.contracts.conversation import ANSWERS_PEOPLE, MessageReady, MessageSuppressed
from piyasa.contracts.delivery import DeliveryUncertain, MessageSent
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.values import ReplyTarget
from piyasa.projections.conversations.reading import armed as armed_in
from piyasa.projections.conversations.reading import line_of
from piyasa.projections.conversations.state import Armed
from piyasa.telegram_gateway.domain import endings
from piyasa.telegram_gateway.domain.release import Decision, release
from piyasa.telegram_gateway.use_cases.claims import Progress
from piyasa.telegram_gateway.use_cases.desk import Desk

logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Case:
    """A message on the desk."""

    desk: Desk
    ready: Recorded[MessageReady]
    moved_to: int | None = None
    """Where Telegram said just now that the chat is."""

    @property
    def message_id(self) -> str:
        """The message."""
        return self.ready.data.message_id

    @property
    def armed(self) -> Armed | None:
        """The message as the view has it; None once it has its end."""
        return armed_in(self.desk.outlook.conversation(self.ready.data.chat_id), self.message_id)

    @property
    def progress(self) -> Progress | None:
        """How far this process got with it."""
        return self.desk.claims.progress(self.message_id)

    @property
    def telegram_chat(self) -> int | None:
        """Telegram's id of the chat: what it said just now, else what the log says."""
        chat = self.desk.outlook.chat(self.ready.data.chat_id)
        return self.moved_to or (None if chat is None else chat.telegram_id)

    @property
    def reply_to(self) -> ReplyTarget | None:
        """What it answers; None once the chat has moved: there the id belongs to another message."""
        armed = self.armed
        if armed is None or armed.reply_to is None or self.moved_to is not None:
            return None
        return self.ready.data.reply_to

    @property
    def seconds_left(self) -> float:
        """Until its moment; negative when that has passed."""
        return (self.ready.data.send_at - self.desk.clock.now()).total_seconds()

    def decide(self, armed: Armed) -> Decision:
        """Ask once more whether it may go out."""
        outlook, said = self.desk.outlook, self.ready.data
        return release(
            armed,
            outlook.chat(said.chat_id),
            outlook.bot(said.bot_id),
            outlook.conversation(said.chat_id),
            outlook.voice(said.bot_id),
            outlook.installation,
            now=self.desk.clock.now(),
            pace=self.desk.pace,
        )

    async def conclude(self, *facts: NewEvent[Event]) -> None:
        """Publish the message's end, and let the view see it before the chat's next message is decided on.

        Until the log has taken them, the facts are remembered: whoever in this process is handed the message again
        publishes the same ones.
        """
        if not isinstance(self.progress, tuple):
            self._count(facts[0])
        self.desk.claims.ended(self.message_id, facts)
        await self.publish(*facts)
        self.desk.claims.recorded(self.message_id)

    async def conclude_in_doubt(self, cause: str) -> None:
        """Nobody can say whether Telegram took it."""
        await self.conclude(endings.uncertain(self.ready, cause))

    async def publish(self, *facts: NewEvent[Event]) -> None:
        """Put facts on the log and wait until the view has them."""
        acks = await self.desk.log.publish(*facts)
        try:
            await self.desk.outlook.reached(acks[-1].sequence)
        except TimeoutError:
            logger.warning("the view is behind what was just published", position=acks[-1].sequence)

    def _count(self, end: NewEvent[Event]) -> None:
        said, tally = self.ready.data, self.desk.tally
        if isinstance(end.data, MessageSent):
            tally.sent(said.bot_id, said.chat_id)
            self._count_answer()
        elif isinstance(end.data, MessageSuppressed):
            tally.suppressed(end.data.reason)
        elif isinstance(end.data, DeliveryUncertain):
            tally.uncertain()

    def _count_answer(self) -> None:
        said = self.ready.data
        target = self.reply_to
        if said.reason not in ANSWERS_PEOPLE or target is None:
            return
        question = line_of(self.desk.outlook.conversation(said.chat_id), target.telegram_message_id)
        if question is not None:
            self.desk.tally.answered((self.desk.clock.now() - question.time).total_seconds())
