"""A group as Telegram keeps it: members, one run of message ids, reactions, pins, who is typing."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import Literal

from piyasa.devstack.telegram.domain.accounts import JsonObject

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
Kind = Literal["supergroup", "group"]
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
MAX_BOTS = 20
ACTION_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Member:
    """One account's place in a group.

    `hears_all` is the privacy setting at the moment of joining: changing it needs re-adding the bot.
    """

    user: int
    status: Status
    hears_all: bool = False
    can_write: bool = True

    def present(self) -> bool:
        """Whether the account is in the group now."""
        return self.status in PRESENT

    def admin(self) -> bool:
        """Whether the account administers the group."""
        return self.status in {"creator", "administrator"}


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `service` holds what a service message announces, None for what somebody said."""

    id: int
    sender: int
    date: int
    text: str = ""
    entities: tuple[JsonObject, ...] = ()
    reply_to: int | None = None
    quote: str = ""
    service: JsonObject | None = None
    edited: int | None = None


@dataclass(slots=True)
class Group:
    """The state of one group; changed by folding facts and by nothing else."""

    id: int
    title: str
    kind: Kind
    owner: int
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    reactions: dict[int, dict[int, tuple[str, ...]]] = field(default_factory=dict)
    pins: list[int] = field(default_factory=list)
    actions: dict[int, tuple[str, float]] = field(default_factory=dict)
    available_reactions: tuple[str, ...] | None = None
    writable: bool = True
    deleted: bool = False
    migrated_to: int | None = None
    migrated_from: int | None = None
    last_id: int = 0
    last_bot: int | None = None

    def seated_bots(self, bots: Container[int]) -> list[int]:
        """The bots that are in the group now, in the order in which they came."""
        return [member.user for member in self.members.values() if member.present() and member.user in bots]

    def present(self, user: int) -> bool:
        """Whether the account is in the group now."""
        member = self.members.get(user)
        return member is not None and member.present()

    def acting(self, now: float) -> dict[int, str]:
        """Who shows a chat action, such as typing, at `now` (Unix seconds)."""
        return {user: action for user, (action, until) in self.actions.items() if until > now}
