"""A tick as it is asked for: who, why, to whom, about what, how long to think, and until when it is worth it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pydantic import JsonValue

from piyasa.contracts.conversation import ANSWERS_PEOPLE, TickReason, TickRequested
from piyasa.contracts.identity import seed_of
from piyasa.contracts.values import Lane, ReplyTarget, Why, format_time
from piyasa.projections.directory.state import Bot
from piyasa.scheduler.domain.chance import Chance, Draw
from piyasa.scheduler.domain.scene import Scene

SMALL_TALK_LIVES = timedelta(seconds=180)
ANSWER_LIVES = timedelta(seconds=300)
"""Wall time, whatever the pace: a tick waits for models and machines, which keep their own."""
_HIGH = ANSWERS_PEOPLE | {"held_turn"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One making of a decision: its id becomes the tick's, and its chance comes from it."""

    tick_id: str
    seed: str
    chance: Chance

    @classmethod
    def of(cls, tick_id: str, draw: Draw) -> Attempt:
        """The making that has this id."""
        seed = seed_of(tick_id, "decide")
        return cls(tick_id, seed, draw(seed))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a persona is asked for; ``wait_seconds`` are of behaviour: whoever waits divides them by the pace."""

    bot: Bot
    reason: TickReason
    wait_seconds: float
    reply_to: ReplyTarget | None = None
    topic: str | None = None
    attempt: int = 1
    because: str = ""
    """What brought the reason about, for explanation."""


def lane_of(wish: Wish) -> Lane:
    """High for people and held turns, low for what nobody waits for."""
    if wish.reason in _HIGH:
        return "high"
    return "low" if wish.reason == "proactive" else "normal"


def request(scene: Scene, making: Attempt, wish: Wish, *, choice: list[str]) -> TickRequested:
    """The fact that asks; ``choice`` are the personas it was chosen from, for explanation."""
    lives = ANSWER_LIVES if wish.reason in ANSWERS_PEOPLE else SMALL_TALK_LIVES
    inputs: dict[str, JsonValue] = {"now": format_time(scene.now), "tempo": scene.tempo, "choice": [*choice]}
    if wish.because:
        inputs["because"] = wish.because
    if scene.clock_shift:
        inputs["clock_shift_seconds"] = scene.clock_shift.total_seconds()
    return TickRequested(
        chat_id=scene.chat.chat_id,
        tick_id=making.tick_id,
        bot_id=wish.bot.bot_id,
        lane=lane_of(wish),
        reason=wish.reason,
        reply_to=wish.reply_to,
        topic=wish.topic,
        wait_seconds=round(wish.wait_seconds, 3),
        attempt=wish.attempt,
        expires_at=scene.now + lives,
        why=Why(as_of=scene.as_of, seed=making.seed, release=scene.release, inputs=inputs),
    )
