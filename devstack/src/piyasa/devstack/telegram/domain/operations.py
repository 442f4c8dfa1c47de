"""What people and operators do in this Telegram, apart from the Bot API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from piyasa.devstack.telegram.domain.accounts import Bot, Person
from piyasa.devstack.telegram.domain.facts import (
    Fact,
    GroupCreated,
    GroupMigrated,
    MemberSet,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonMet,
    ReactionSet,
)
from piyasa.devstack.telegram.domain.formatting import formatted
from piyasa.devstack.telegram.domain.groups import MAX_BOTS, PRESENT, Group, Kind, Member, Message, Status
from piyasa.devstack.telegram.domain.methods.messages import require_writing
from piyasa.devstack.telegram.domain.methods.reactions import NOT_FOUND, check_reactions
from piyasa.devstack.telegram.domain.refusals import bad_request, forbidden
from piyasa.devstack.telegram.domain.world import World

Seat = Literal["add", "promote", "demote", "restrict", "remove", "kick", "leave"]
_STATUS: dict[Seat, Status] = {
    "add": "member",
    "promote": "administrator",
    "demote": "member",
    "restrict": "restricted",
    "remove": "left",
    "kick": "kicked",
    "leave": "left",
}
ACTS: tuple[Seat, ...] = tuple(_STATUS)
_SUPERGROUPS = -1_001_000_000_000
"""Ids of supergroups are at most this."""


def meet(world: World, person: Person) -> tuple[Fact, ...]:
    """Note a person's account when it is new or has changed."""
    if person.id in world.bots:
        raise bad_request(f"account {person.id} is a bot")
    if world.people.get(person.id) == person:
        return ()
    return (PersonMet(person.id, person.first_name, person.last_name, person.username),)


@dataclass(frozen=True, slots=True)
class Words:
    """What a person says: text, and the message it answers."""

    text: str
    reply_to: int | None = None


def speak(world: World, group: Group, person: Person, words: Words) -> tuple[Fact, ...]:
    """A person writes into the group, joining it first when needed."""
    text, entities = formatted(words.text)
    member = group.members.get(person.id)
    if member is not None and member.status == "kicked":
        raise forbidden("user was kicked from the chat")
    if member is not None:
        require_writing(group, member)
    if words.reply_to is not None and words.reply_to not in group.messages:
        raise bad_request("message to be replied not found")
    seat = MemberSet(group.id, person.id, person.id, "member", hears_all=True, can_write=True)
    joined = () if group.present(person.id) else (seat,)
    said = MessagePosted(group.id, group.last_id + 1, person.id, text, entities, words.reply_to)
    return (*meet(world, person), *joined, said)


def rewrite(group: Group, message: Message, text: str) -> tuple[Fact, ...]:
    """A person changes their message."""
    words, entities = formatted(text)
    return (MessageEdited(group.id, message.id, words, entities),)


def take_back(group: Group, message: Message) -> tuple[Fact, ...]:
    """A message disappears for everyone."""
    return (MessageDeleted(group.id, message.id),)


def react(world: World, group: Group, person: Person, reaction: tuple[int, tuple[str, ...]]) -> tuple[Fact, ...]:
    """A person sets reactions on a message, or takes them back with an empty tuple."""
    message_id, emoji = reaction
    message = world.message(group, message_id, NOT_FOUND)
    check_reactions(group, message, person.id, emoji)
    return (*meet(world, person), ReactionSet(group.id, message_id, person.id, emoji))


def seat_bot(world: World, group: Group, bot: Bot, act: Seat) -> tuple[Fact, ...]:
    """Add, promote, demote, restrict, remove or kick a bot; the owner of the group does it.

    A bot's privacy is looked at when it comes in, and not again while it stays.
    """
    old = group.members.get(bot.id) or Member(bot.id, "left")
    if not old.present() and _STATUS[act] in PRESENT and len(group.seated_bots(world.bots)) >= MAX_BOTS:
        raise bad_request("BOTS_TOO_MUCH")
    hears_all = old.hears_all if old.present() else not bot.privacy
    new = Member(bot.id, _STATUS[act], hears_all, act != "restrict")
    return _reseat(group, old, new, by=bot.id if act == "leave" else group.owner)


def seat_person(world: World, group: Group, person: Person, act: Seat) -> tuple[Fact, ...]:
    """A person joins, leaves, is removed, kicked, restricted or made administrator."""
    old = group.members.get(person.id) or Member(person.id, "left")
    new = Member(person.id, _STATUS[act], hears_all=True, can_write=act != "restrict")
    by = person.id if act in {"add", "leave"} else group.owner
    return (*meet(world, person), *_reseat(group, old, new, by=by))


def _reseat(group: Group, old: Member, new: Member, *, by: int) -> tuple[Fact, ...]:
    """The change, with a service message about coming or going; nothing when all stays as it is."""
    if old.status == new.status:
        return ()
    if old.status == "creator":
        raise bad_request("can't remove chat owner")
    change = MemberSet(group.id, new.user, by, new.status, new.hears_all, new.can_write)
    if old.present() == new.present():
        return (change,)
    what = "new_chat_members" if new.present() else "left_chat_member"
    who: object = [new.user] if new.present() else new.user
    return (change, MessagePosted(group.id, group.last_id + 1, by, service={what: who}))


def open_group(world: World, new: GroupCreated, owner: Person) -> tuple[Fact, ...]:
    """A new group with its owner."""
    if new.id in world.groups:
        raise bad_request(f"chat {new.id} exists")
    return (*meet(world, owner), new)


def migrate(world: World, group: Group, new_id: int) -> tuple[Fact, ...]:
    """The group becomes (another) supergroup under `new_id`; both ends announce it."""
    if new_id in world.groups:
        raise bad_request(f"chat {new_id} exists")
    leave = MessagePosted(group.id, group.last_id + 1, group.owner, service={"migrate_to_chat_id": new_id})
    arrive = MessagePosted(new_id, 1, group.owner, service={"migrate_from_chat_id": group.id})
    return (leave, GroupMigrated(group.id, new_id), arrive)


def next_group_id(world: World, kind: Kind) -> int:
    """The next free id: supergroups below -100…, basic groups as short negative numbers."""
    first = -1_001_000_000_001 if kind == "supergroup" else -4_000_001
    taken = [group for group in world.groups if (group <= _SUPERGROUPS) == (kind == "supergroup")]
    return min(taken) - 1 if taken else first
