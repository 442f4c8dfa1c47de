"""The gateway without Telegram: what is ready waits for its moment, is asked once more, and stands in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.envelope import Recorded
from piyasa.projections.conversations import reading
from piyasa.projections.conversations.state import Conversation
from piyasa.projections.directory import Directory
from piyasa.projections.pace import LIFE
from piyasa.simulation.stage import Stage
from piyasa.telegram_gateway.domain import endings
from piyasa.telegram_gateway.domain.release import Hold, Suppress, release

SOURCE = "telegram-gateway"


@dataclass(slots=True)
class RehearsalGateway:
    """Sends everything that may go out; Telegram never refuses."""

    stage: Stage

    def arm(self, ready: Recorded[MessageReady]) -> None:
        """Wait for the moment of a message."""
        self.stage.agenda.at(ready.data.send_at, partial(self._due, ready))

    def _due(self, ready: Recorded[MessageReady]) -> None:
        said = ready.data
        tables = self.stage.log.tables
        conversation: Conversation = self.stage.log.rows("conversations").get(said.chat_id) or Conversation()
        armed = reading.armed(conversation, said.message_id)
        if armed is None:
            return
        directory = Directory(tables)
        decision = release(
            armed,
            directory.chat(said.chat_id),
            directory.bot(said.bot_id),
            conversation,
            self.stage.log.rows("voices").get(said.bot_id),
            directory.installation,
            now=self.stage.agenda.now,
            pace=LIFE,
        )
        if isinstance(decision, Hold):
            self.stage.agenda.after(decision.seconds, partial(self._due, ready))
        elif isinstance(decision, Suppress):
            self.stage.log.put(endings.suppressed(ready, decision.reason), source=SOURCE)
        else:
            number = self.stage.next_message(said.chat_id)
            self.stage.log.put(
                endings.sent(ready, number, now=self.stage.agenda.now, reply_to=said.reply_to), source=SOURCE
            )
