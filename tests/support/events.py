"""Plain facts for tests: builders with sensible values, and a log that gives positions and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from piyasa.contracts import conversation, delivery, membership, persona, system
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.event import Event
from piyasa.contracts.identity import outside_id
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.values import Meaning, ReplyTarget, Why

NOON = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
"""A Wednesday, twelve o'clock in Istanbul."""
CHAT = "bist-sohbet"
MEHMET = "mehmet-trader"
AYSE = "ayse-scalp"
PERSON = "kind-otter"
WHY = Why(as_of=0, seed="00", release="test")


def uid(name: object) -> str:
    """An id of 36 characters that belongs to a name."""
    return outside_id("test", name)


def meaning(**known: Any) -> Meaning:
    """What a text says; only what is told differs from nothing."""
    return Meaning(**known)


def reply(telegram_message_id: int, author: str | None = None) -> ReplyTarget:
    """A message that is answered."""
    return ReplyTarget(telegram_message_id=telegram_message_id, author=author)


def received(telegram_message_id: int, **known: Any) -> conversation.MessageReceived:
    """A person speaks; ``meaning`` may be given as a dict."""
    person_id = known.pop("person_id", PERSON)
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "person_id": person_id,
        "person_ids": (person_id,),
        "display_name": "Deniz",
        "telegram_message_id": telegram_message_id,
        "text": f"line {telegram_message_id}",
        "meaning": Meaning(),
        "via": "polling",
        "said_at": NOON,
    }
    return conversation.MessageReceived(**values | known)


def reacted(
    telegram_message_id: int, author: str | None, sentiment: float, **known: Any
) -> conversation.ReactionReceived:
    """A person reacts to somebody's words."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "telegram_message_id": telegram_message_id,
        "person_id": PERSON,
        "emoji": "👍",
        "author": author,
        "sentiment": sentiment,
    }
    return conversation.ReactionReceived(**values | known)


def encoded(memory_id: str, **known: Any) -> MemoryEncoded:
    """A persona will remember something."""
    values: dict[str, Any] = {
        "bot_id": MEHMET,
        "memory_id": memory_id,
        "memory_type": "past_event",
        "content": f"bir zamanlar {memory_id}",
        "source": "event",
    }
    return MemoryEncoded(**values | known)


def requested(tick: object, **known: Any) -> conversation.TickRequested:
    """A persona is asked to speak."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "tick_id": uid(tick),
        "bot_id": MEHMET,
        "lane": "normal",
        "reason": "proactive",
        "wait_seconds": 0,
        "expires_at": NOON + timedelta(hours=1),
        "why": WHY,
    }
    return conversation.TickRequested(**values | known)


def abandoned(tick: object, **known: Any) -> conversation.TickAbandoned:
    """A tick ends without a draft."""
    values: dict[str, Any] = {"chat_id": CHAT, "tick_id": uid(tick), "bot_id": MEHMET, "reason": "expired"}
    return conversation.TickAbandoned(**values | known)


def drafted(tick: object, **known: Any) -> conversation.DraftGenerated:
    """A persona has words."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "tick_id": uid(tick),
        "bot_id": MEHMET,
        "draft_id": uid((tick, "draft")),
        "text": "bence yatay",
        "meaning": Meaning(),
        "reason": "proactive",
        "provider": "offline",
        "model": "offline",
        "prompt_sha256": "0" * 64,
        "why": WHY,
    }
    return conversation.DraftGenerated(**values | known)


def rejected(tick: object, **known: Any) -> conversation.DraftRejected:
    """No words came."""
    values: dict[str, Any] = {"chat_id": CHAT, "tick_id": uid(tick), "bot_id": MEHMET, "reason": "empty"}
    return conversation.DraftRejected(**values | known)


def rewrite(tick: object, attempt: int = 2, **known: Any) -> conversation.RewriteRequested:
    """Other words are wanted."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "tick_id": uid(tick),
        "bot_id": MEHMET,
        "draft_id": uid((tick, "draft")),
        "attempt": attempt,
        "reason": "duplicate",
    }
    return conversation.RewriteRequested(**values | known)


def ready(tick: object, part: int = 1, **known: Any) -> conversation.MessageReady:
    """A part of a tick's message has its form and moment."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "message_id": uid((tick, part)),
        "tick_id": uid(tick),
        "bot_id": MEHMET,
        "text": "bence yatay",
        "meaning": Meaning(),
        "reason": "proactive",
        "part": part,
        "send_at": NOON,
        "typing_seconds": 1,
        "why": WHY,
    }
    return conversation.MessageReady(**values | known)


def suppressed(tick: object, part: int | None = None, **known: Any) -> conversation.MessageSuppressed:
    """A message, or all that a tick might have said, is not said."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "message_id": None if part is None else uid((tick, part)),
        "tick_id": uid(tick),
        "bot_id": MEHMET,
        "reason": "overtaken",
    }
    return conversation.MessageSuppressed(**values | known)


def sent(tick: object, telegram_message_id: int, part: int = 1, **known: Any) -> delivery.MessageSent:
    """Telegram takes a message."""
    values: dict[str, Any] = {
        "chat_id": CHAT,
        "message_id": uid((tick, part)),
        "tick_id": uid(tick),
        "bot_id": MEHMET,
        "telegram_message_id": telegram_message_id,
        "text": "bence yatay",
        "reason": "proactive",
        "part": part,
        "meaning": Meaning(),
        "sent_at": NOON,
    }
    return delivery.MessageSent(**values | known)


def failed(tick: object, part: int = 1, **known: Any) -> delivery.MessageFailed:
    """Telegram refuses a message."""
    values = _message(tick, part) | {"error_class": "forbidden", "code": 403, "description": "kicked"}
    return delivery.MessageFailed(**values | known)


def uncertain(tick: object, part: int = 1, **known: Any) -> delivery.DeliveryUncertain:
    """Nobody knows whether Telegram took a message."""
    return delivery.DeliveryUncertain(**_message(tick, part) | {"cause": "timeout"} | known)


def settled(tick: object, telegram_message_id: int | None, part: int = 1, **known: Any) -> delivery.DeliverySettled:
    """It was found out: sent under this Telegram id, or not sent."""
    values = _message(tick, part) | {
        "outcome": "not_sent" if telegram_message_id is None else "sent",
        "evidence": "seen in the chat",
        "telegram_message_id": telegram_message_id,
    }
    return delivery.DeliverySettled(**values | known)


def retracted(tick: object, telegram_message_id: int, part: int = 1) -> delivery.MessageRetracted:
    """A sent message is taken back."""
    return delivery.MessageRetracted(
        chat_id=CHAT, message_id=uid((tick, part)), telegram_message_id=telegram_message_id, by="admin"
    )


def registered(bot_id: str = MEHMET, **known: Any) -> persona.BotRegistered:
    """A persona is made known."""
    values: dict[str, Any] = {
        "bot_id": bot_id,
        "name": bot_id.title(),
        "handle": bot_id.replace("-", "_"),
        "active_hours": (),
        "by": "admin",
    }
    return persona.BotRegistered(**values | known)


def chat_registered(chat_id: str = CHAT, **known: Any) -> membership.ChatRegistered:
    """A chat is made known."""
    values: dict[str, Any] = {"chat_id": chat_id, "telegram_id": -100123, "title": "Sohbet", "by": "admin"}
    return membership.ChatRegistered(**values | known)


def joined(bot_id: str = MEHMET, seat: int = 1, chat_id: str = CHAT) -> persona.JoinedChat:
    """A persona takes a seat."""
    return persona.JoinedChat(bot_id=bot_id, chat_id=chat_id, seat=seat, by="admin")


def forgotten(person_id: str = PERSON) -> system.UserForgotten:
    """A person wishes to be forgotten."""
    return system.UserForgotten(person_id=person_id, person_ids=(person_id,))


def _message(tick: object, part: int) -> dict[str, Any]:
    return {"chat_id": CHAT, "message_id": uid((tick, part)), "tick_id": uid(tick), "bot_id": MEHMET}


@dataclass
class Log:
    """Gives facts their positions, times and ids, as the broker would."""

    now: datetime = NOON
    position: int = 0
    step: timedelta = timedelta(seconds=1)
    events: list[Recorded[Any]] = field(default_factory=list)

    def add(self, *facts: Event, after: float | None = None) -> list[Recorded[Any]]:
        """Record facts, each ``after`` seconds (or one step) later than what went before."""
        added = []
        for fact in facts:
            self.position += 1
            self.now += self.step if after is None else timedelta(seconds=after)
            event_id = outside_id("recorded", self.position)
            added.append(Recorded(self.position, self.now, fact.subject, fact, event_id))
        self.events += added
        return added


def log_of(facts: Iterable[Event], *, step: float = 1.0) -> list[Recorded[Any]]:
    """Record facts one step of seconds apart."""
    log = Log(step=timedelta(seconds=step))
    return log.add(*facts)
