"""Asks models in order until one answers: circuits, budgets, retries, and who is next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import random
from typing import Final, Self

import stamina
import structlog

from piyasa.contracts.conversation import Tokens
from piyasa.generator.domain.models.budgets import MICRO, Limits, Spent
from piyasa.generator.domain.models.calls import Answer, Broken, Call
from piyasa.generator.domain.models.failures import BLAMES_PROVIDER, NEEDS_OPERATOR, PASSING, UNREAD, CallFailed
from piyasa.generator.ports import BudgetListener, CallTally, Ledger, WordsUnavailable
from piyasa.generator.use_cases.accounts import Accounts
from piyasa.generator.use_cases.lanes import Lane, PassedOver, Wish
from piyasa.resilience import BreakerReport

logger = structlog.get_logger(__name__)

TRIES: Final = 3
"""Calls to one provider before the next one is asked."""
LONGEST_WAIT: Final = 8.0
"""Seconds a provider may ask to be left alone for while we wait; for longer we ask the next one."""
FIRST_WAIT, JITTER = 0.4, 0.6
UNTOLD_QUIET: Final = 5.0
"""Seconds for which a provider that is too busy and does not say how long is passed over."""
LONGEST_QUIET: Final = 900.0
"""Seconds for which a provider is left alone at most, whatever it asks for."""
HUNG_AFTER: Final = 8.0
"""Seconds without an answer after which a call that its tick has no more time for counts as a time-out."""
MISTAKE_QUIET: Final = 60.0
"""Seconds for which a provider that needs its operator is passed over: asking on would change nothing."""


@dataclass(slots=True)
class Router:
    """All providers of a process. Circuits are the process's own, budgets are everybody's."""

    lanes: Sequence[Lane]
    accounts: Accounts
    tally: CallTally
    now: Callable[[], datetime]
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random
    """0..1, for who comes back first."""

    @classmethod
    def over(
        cls,
        lanes: Sequence[Lane],
        ledger: Ledger,
        listener: BudgetListener,
        tally: CallTally,
        now: Callable[[], datetime],
        *,
        overall: Callable[[], Limits] = Limits,
        clock: Callable[[], float] = time.monotonic,
    ) -> Self:
        """A router over providers; ``overall`` is the budget of all of them together at the moment."""
        return cls(lanes, Accounts(ledger, listener, tally, now, overall), tally, now, clock)

    async def close(self) -> None:
        """Let go of all connections."""
        for lane in self.lanes:
            await lane.provider.close()

    def report(self) -> dict[str, tuple[BreakerReport, str]]:
        """The circuit of each provider, and how its last call failed."""
        return {lane.name: (lane.breaker.report(self.clock()), lane.trouble) for lane in self.lanes}

    async def ask(self, call: Call, wish: Wish, *, broken: Broken | None = None) -> Answer:
        """The first answer that a provider gives.

        Raises ``WordsUnavailable`` when none does, and ``TimeoutError`` when ``wish.until`` passes first.
        """
        said: list[PassedOver] = []
        names: list[str] = []
        async with asyncio.timeout((wish.until - self.now()).total_seconds()):
            for lane in self._in_order(wish):
                try:
                    return await self._ask(lane, call, wish, broken)
                except PassedOver as reason:
                    said.append(reason)
                    names.append(lane.name)
        soonest = [each.again_in for each in said if each.again_in is not None]
        raise WordsUnavailable(
            ", ".join(names) or "no provider",
            "; ".join(map(str, said)) or "none is configured",
            again_in=min(soonest) if soonest else None,
            budget=bool(said) and all(each.budget for each in said),
        )

    def _in_order(self, wish: Wish) -> list[Lane]:
        """As wished for, then as configured; for a person, providers with a full pool come after all others."""
        known = {lane.name: lane for lane in self.lanes}
        wanted = [known[name] for name in dict.fromkeys(wish.order) if name in known]
        ordered = [*wanted, *(lane for lane in self.lanes if lane not in wanted)]
        return sorted(ordered, key=lambda lane: lane.slots.locked()) if wish.urgent else ordered

    async def _ask(self, lane: Lane, call: Call, wish: Wish, broken: Broken | None) -> Answer:
        tries = stamina.retry_context(
            on=lambda error: self._wait_after(lane, error), attempts=TRIES, timeout=None,
            wait_initial=FIRST_WAIT, wait_max=LONGEST_WAIT, wait_jitter=JITTER,
        )  # fmt: skip
        try:
            async for attempt in tries:
                with attempt:
                    if attempt.num > 1:
                        self.tally.retried(lane.name)
                    self._require_reachable(lane)
                    async with lane.slots:
                        await self._require_willing(lane, wish)
                        return await self._call(lane, call, broken)
        except CallFailed as failure:
            raise self._given_up(lane, failure) from failure
        raise PassedOver("no call was made")  # pragma: no cover - the loop returns or raises

    def _require_reachable(self, lane: Lane) -> None:
        """Raise ``PassedOver`` when the provider is left alone or its circuit is open: then nobody waits for it."""
        now = self.clock()
        if now < lane.quiet_until:
            self.tally.held_back(lane.name, lane.quiet_after)
            raise PassedOver("left alone for a while", again_in=lane.quiet_until - now)
        if lane.breaker.state(now) == "open":
            self.tally.held_back(lane.name, "circuit")
            raise PassedOver("its circuit is open", again_in=lane.breaker.closed_in(now))

    async def _require_willing(self, lane: Lane, wish: Wish) -> None:
        """Raise ``PassedOver`` when the provider cannot be reached, may cost no more, or is tried by somebody else."""
        now = self.clock()
        self._require_reachable(lane)
        await self.accounts.require(lane, wish)
        allowed = lane.breaker.allows(now)
        self._tell_circuit(lane)
        if not allowed:
            self.tally.held_back(lane.name, "circuit")
            raise PassedOver("its circuit is open", again_in=lane.breaker.closed_in(now))

    async def _call(self, lane: Lane, call: Call, broken: Broken | None) -> Answer:
        begun, status = self.clock(), "cancelled"
        offer = lane.provider.offer
        model, tokens = offer.model_for(call.purpose), Tokens(prompt=call.prompt_tokens)
        lane.in_flight += 1
        self.tally.in_flight(lane.name, lane.in_flight)
        try:
            answer = await lane.provider.complete(call, broken=broken)
            status, tokens = "ok", answer.tokens
        except CallFailed as failure:
            status = failure.kind
            tokens = Tokens() if failure.kind in UNREAD else failure.taken or tokens
            self._failed(lane, failure)
            raise
        except asyncio.CancelledError:
            self._given_up_after(lane, self.clock() - begun)
            raise
        finally:
            lane.in_flight -= 1
            self.tally.in_flight(lane.name, lane.in_flight)
            self.tally.called(lane.name, model, status, self.clock() - begun)
            taken = Spent(tokens.prompt + tokens.completion, round(offer.prices.cost(tokens) * MICRO), 1)
            await asyncio.shield(self.accounts.charge(lane, taken))
        lane.trouble = ""
        lane.breaker.succeeded()
        self._tell_circuit(lane)
        self.tally.answered(lane.name, model, answer)
        return answer

    def _given_up_after(self, lane: Lane, seconds: float) -> None:
        """The tick ended first: whoever was waited for that long hangs, of anybody else nothing is known."""
        if seconds >= HUNG_AFTER:
            self._failed(lane, CallFailed("timeout", "given up by the tick"))
        else:
            lane.breaker.given_up()

    def _failed(self, lane: Lane, failure: CallFailed) -> None:
        lane.trouble = str(failure)
        logger.warning("a call failed", provider=lane.name, reason=lane.trouble)
        if failure.kind in BLAMES_PROVIDER:
            lane.breaker.failed(self.clock())
        else:
            lane.breaker.answered()
        self._tell_circuit(lane)

    def _tell_circuit(self, lane: Lane) -> None:
        self.tally.circuit(lane.name, lane.breaker.state(self.clock()))

    def _wait_after(self, lane: Lane, error: Exception) -> bool | float:
        """Whether the same provider is asked again, and after how many seconds; True leaves that to chance."""
        if not isinstance(error, CallFailed) or error.kind not in PASSING:
            return False
        if error.kind in BLAMES_PROVIDER and lane.breaker.state(self.clock()) != "closed":
            return False
        if error.retry_after is None:
            return True
        return error.retry_after + self.chance() * JITTER if error.retry_after <= LONGEST_WAIT else False

    def _given_up(self, lane: Lane, failure: CallFailed) -> PassedOver:
        """Leave the provider alone for a while, if that is what it needs."""
        now = self.clock()
        if failure.kind == "rate_limit":
            lane.quiet_after = "rate_limit"
            asked_for = UNTOLD_QUIET if failure.retry_after is None else failure.retry_after
            lane.quiet_until = now + min(asked_for, LONGEST_QUIET)
        elif failure.kind in NEEDS_OPERATOR:
            lane.quiet_after, lane.quiet_until = "mistake", now + MISTAKE_QUIET
            logger.error("a provider needs its operator", provider=lane.name, reason=str(failure))
        again_in = max(lane.quiet_until - now, lane.breaker.closed_in(now)) if failure.kind != "refused" else None
        # What an endpoint says may quote what it was sent: its words go no further than this process.
        return PassedOver(failure.kind.replace("_", " "), again_in=again_in)
