"""A message that fell due is typed, asked about once more, and said once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.envelope import NewEvent, Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.values import ReplyTarget
from piyasa.eventlog.errors import Later
from piyasa.projections.conversations.state import Armed
from piyasa.telegram_gateway.domain import endings
from piyasa.telegram_gateway.domain.outcome import Migrated, Outcome, Refused, RetryAfter, SafeRetry, Sent, Unknown
from piyasa.telegram_gateway.domain.overdue import HOLD_AT_MOST
from piyasa.telegram_gateway.domain.release import Hold, Suppress, awaits_approval
from piyasa.telegram_gateway.ports import Rest
from piyasa.telegram_gateway.use_cases.case import Case
from piyasa.telegram_gateway.use_cases.desk import Desk
from piyasa.telegram_gateway.use_cases.typing_shown import type_until_due

SOON = 0.5
"""Seconds after which to look again when only this process is not ready."""
WAITED_FOR = 5.0
"""Seconds that are waited for under a claim; for longer ones the claim is given back."""
FIRST_RETRY, LONGEST_RETRY = 0.2, 5.0
RESENDS = 2
LOOK_AGAIN = 2.0
SILENT_FOR = 8.0
"""Seconds after which a process that nothing is heard of has died; after an outage of the broker all are silent."""


@dataclass(slots=True)
class Sending:
    """Handles what falls due in one shard; ``rest`` ends when the shard is given up."""

    desk: Desk
    rest: Rest

    async def __call__(self, ready: Recorded[MessageReady]) -> list[NewEvent[Event]]:
        """Give the message its one end, or raise ``Later`` when its time has not come.

        The facts are published here and not by the caller: the chat's next message is decided on a view that has them.
        """
        message_id = ready.data.message_id
        if message_id in self.desk.busy:
            raise Later(SOON, "this process is at it already")
        self.desk.busy.add(message_id)
        try:
            await _Turn(Case(self.desk, ready), self.rest).run()
        finally:
            self.desk.busy.discard(message_id)
        return []


@dataclass(slots=True)
class _Turn:
    """One handling of one message."""

    case: Case
    rest: Rest
    claimed_at: float = 0.0
    retry_pause: float = FIRST_RETRY
    resends: int = 0
    migrations: int = 0

    async def run(self) -> None:
        await type_until_due(self.case, self.rest)
        while True:
            async with self.case.desk.lanes.of(self.case.ready.data.chat_id):
                wait = await self._try()
            if wait is None:
                return
            await self._wait(wait)

    async def _try(self) -> float | None:
        """One look and at most one call; None when the message has its end, else the seconds to wait."""
        case = self.case
        if not case.desk.outlook.is_current():
            raise Later(SOON, "the view is not known to be current")
        armed = case.armed
        if armed is None:
            return None
        if await self._concluded_before():
            return None
        decision = case.decide(armed)
        if isinstance(decision, Hold):
            await self._hold(armed, decision)
        if isinstance(decision, Suppress):
            if await self._claim():
                await case.conclude(endings.suppressed(case.ready, decision.reason))
            return None
        wait = self._limit()
        if wait > 0:
            case.desk.tally.waited()
            return wait
        return await self._call() if await self._claim() else None

    async def _concluded_before(self) -> bool:
        """An end that this process knows and the log does not is published; a call that was cut off is in doubt."""
        known = self.case.progress
        if isinstance(known, tuple):
            await self.case.conclude(*known)
        elif known == "called":
            await self.case.conclude_in_doubt("interrupted")
        return isinstance(known, tuple) or known == "called"

    async def _hold(self, armed: Armed, hold: Hold) -> NoReturn:
        if awaits_approval(hold) and not armed.held:
            await self.case.publish(endings.held(self.case.ready))
        await self.case.desk.claims.give_back(armed.message_id)
        raise Later(hold.seconds, hold.why)

    def _limit(self) -> float:
        chat, desk = self.case.telegram_chat, self.case.desk
        if chat is None:
            return 0.0
        return desk.limits.wait_to_send(self.case.ready.data.bot_id, chat, desk.clock.monotonic())

    async def _claim(self) -> bool:
        """Whether the message is ours; one that stands under another's claim is in doubt."""
        case, claims = self.case, self.case.desk.claims
        if case.progress is None:
            self.claimed_at = case.desk.clock.monotonic()
        holder = await claims.take(case.message_id)
        if holder is None:
            return True
        await self._wait_for(holder)
        if case.armed is None:
            return False
        if case.desk.on_uncertain == "resend":
            return await claims.seize(case.message_id)
        await case.conclude_in_doubt("claimed_without_outcome")
        return False

    async def _wait_for(self, holder: str) -> None:
        """A holder that lives records the outcome; one that is silent is given time to be heard of again."""
        desk = self.case.desk
        if await desk.processes.lives(holder) or desk.met_for(self.case.message_id) < SILENT_FOR:
            raise Later(LOOK_AGAIN, "another process holds the claim")
        try:
            await desk.outlook.caught_up()
        except TimeoutError:
            raise Later(SOON, "the view is behind") from None

    async def _call(self) -> float | None:
        case, desk, said = self.case, self.case.desk, self.case.ready.data
        chat = case.telegram_chat
        if chat is None:
            await case.conclude(endings.suppressed(case.ready, "disabled"))
            return None
        desk.claims.calling(said.message_id)
        desk.limits.sent(said.bot_id, chat, desk.clock.monotonic())
        target = case.reply_to
        reply_to = None if target is None else target.telegram_message_id
        outcome = await desk.telegram.send(said.bot_id, chat, said.text, reply_to=reply_to)
        return await self._after(outcome, chat, target)

    async def _after(self, outcome: Outcome, chat: int, target: ReplyTarget | None) -> float | None:
        ready = self.case.ready
        match outcome:
            case Sent(telegram_message_id):
                now = self.case.desk.clock.now()
                await self.case.conclude(endings.sent(ready, telegram_message_id, now=now, reply_to=target))
            case Refused():
                await self.case.conclude(*endings.refused(ready, outcome))
            case RetryAfter(seconds):
                return self._flooded(chat, seconds)
            case Migrated(new_telegram_id):
                return await self._migrated(chat, new_telegram_id)
            case SafeRetry():
                return self._retried()
            case Unknown(cause):
                return await self._unknown(cause)
            case _:
                await self.case.conclude_in_doubt("unreadable")
        return None

    def _flooded(self, chat: int, seconds: float) -> float:
        desk = self.case.desk
        desk.claims.not_sent(self.case.message_id)
        desk.tally.waited()
        wait = seconds + desk.jitter()
        desk.limits.flooded(self.case.ready.data.bot_id, chat, wait, desk.clock.monotonic())
        return wait

    async def _migrated(self, old: int, new: int) -> float:
        """Say where the chat is now and try there once."""
        self.case.desk.claims.not_sent(self.case.message_id)
        self.case.moved_to, self.migrations = new, self.migrations + 1
        await self.case.publish(endings.migrated(self.case.ready.data.chat_id, old, new))
        return 0.0 if self.migrations == 1 else LONGEST_RETRY

    def _retried(self) -> float:
        self.case.desk.claims.not_sent(self.case.message_id)
        pause, self.retry_pause = self.retry_pause, min(self.retry_pause * 2, LONGEST_RETRY)
        return pause

    async def _unknown(self, cause: str) -> float | None:
        if self.case.desk.on_uncertain == "resend" and self.resends < RESENDS:
            self.resends += 1
            return self._retried()
        await self.case.conclude_in_doubt(cause)
        return None

    async def _wait(self, seconds: float) -> None:
        """Wait under the claim for a moment; for longer, or when told to leave, give the claim back first."""
        claims, message_id = self.case.desk.claims, self.case.message_id
        held_for = self.case.desk.clock.monotonic() - self.claimed_at if self.case.progress == "claimed" else 0.0
        if seconds > WAITED_FOR or held_for + seconds > HOLD_AT_MOST:
            await claims.give_back(message_id)
            raise Later(seconds, "waiting to be let through")
        try:
            await self.rest.sleep(seconds)
        except Later:
            await claims.give_back(message_id)
            raise
