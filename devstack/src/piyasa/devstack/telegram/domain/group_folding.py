"""How facts about groups become state, and which updates they leave in the bots' mailboxes."""

from __future__ import annotations

from dataclasses import replace

from piyasa.devstack.telegram.domain import facts as f
from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.groups import ACTION_SECONDS, Group, Member, Message
from piyasa.devstack.telegram.domain.hearing import hears
from piyasa.devstack.telegram.domain.rendering import (
    chat_object,
    member_object,
    message_object,
    reaction_object,
    user_object,
)
from piyasa.devstack.telegram.domain.world import World


def group_created(world: World, fact: f.GroupCreated, _now: float) -> None:
    """Open the group with its owner in it."""
    group = Group(fact.id, fact.title, fact.kind, fact.owner)
    group.members[fact.owner] = Member(fact.owner, "creator", hears_all=True)
    world.groups[fact.id] = group


def group_migrated(world: World, fact: f.GroupMigrated, _now: float) -> None:
    """Go on under the new id, with the same members and a new run of message ids."""
    old = world.groups[fact.id]
    old.migrated_to = fact.new_id
    new = Group(fact.new_id, old.title, "supergroup", old.owner, dict(old.members))
    new.available_reactions, new.writable, new.migrated_from = old.available_reactions, old.writable, old.id
    world.groups[fact.new_id] = new


def group_deleted(world: World, fact: f.GroupDeleted, _now: float) -> None:
    """Leave a mark, so that later calls hear what became of it."""
    world.groups[fact.id].deleted = True


def group_rules_set(world: World, fact: f.GroupRulesSet, _now: float) -> None:
    """Change what members may do."""
    group = world.groups[fact.chat]
    group.available_reactions, group.writable = fact.available_reactions, fact.writable


def member_set(world: World, fact: f.MemberSet, now: float) -> None:
    """Seat, unseat or change a member, and tell those who are told."""
    group = world.groups[fact.chat]
    old = group.members.get(fact.user) or Member(fact.user, "left")
    new = Member(fact.user, fact.status, fact.hears_all, fact.can_write)
    group.members[fact.user] = new
    if not new.present():
        group.actions.pop(fact.user, None)
    payload: JsonObject = {
        "chat": chat_object(group),
        "from": user_object(world, fact.by),
        "date": int(now),
        "old_chat_member": member_object(world, old),
        "new_chat_member": member_object(world, new),
    }
    if fact.user in world.bots:
        world.put_mail(world.bots[fact.user], "my_chat_member", group.id, payload, now)
    for seat in group.members.values():
        if seat.admin() and seat.user in world.bots and seat.user != fact.user:
            world.put_mail(world.bots[seat.user], "chat_member", group.id, payload, now)


def message_posted(world: World, fact: f.MessagePosted, now: float) -> None:
    """Put the message into the group and into the mailboxes of the bots that hear it."""
    group = world.groups[fact.chat]
    message = Message(
        fact.message_id, fact.sender, int(now), fact.text, fact.entities, fact.reply_to, fact.quote, fact.service
    )
    group.messages[message.id] = message
    group.last_id = message.id
    group.actions.pop(fact.sender, None)
    if fact.sender not in world.bots:
        _tell(world, group, message, "message", now)
    elif fact.service is None:
        group.last_bot = fact.sender


def message_edited(world: World, fact: f.MessageEdited, now: float) -> None:
    """Change the words."""
    group = world.groups[fact.chat]
    old = group.messages[fact.message_id]
    new = replace(old, text=fact.text, entities=fact.entities, edited=int(now))
    group.messages[new.id] = new
    if new.sender not in world.bots:
        _tell(world, group, new, "edited_message", now)


def _tell(world: World, group: Group, message: Message, kind: str, now: float) -> None:
    payload: JsonObject | None = None
    for seat in group.members.values():
        bot = world.bots.get(seat.user)
        if bot is not None and seat.present() and hears(bot, seat, group, message):
            payload = payload or message_object(world, group, message)
            world.put_mail(bot, kind, group.id, payload, now)


def message_deleted(world: World, fact: f.MessageDeleted, _now: float) -> None:
    """Take the message out of the group; bots are not told."""
    group = world.groups[fact.chat]
    group.messages.pop(fact.message_id, None)
    group.reactions.pop(fact.message_id, None)
    group.pins = [pin for pin in group.pins if pin != fact.message_id]


def reaction_set(world: World, fact: f.ReactionSet, now: float) -> None:
    """Replace the account's reactions; administrators among the bots hear of people's."""
    group = world.groups[fact.chat]
    by_user = group.reactions.setdefault(fact.message_id, {})
    old = by_user.pop(fact.user, ())
    if fact.emoji:
        by_user[fact.user] = fact.emoji
    if fact.user in world.bots:
        return
    payload: JsonObject = {
        "chat": chat_object(group),
        "message_id": fact.message_id,
        "user": user_object(world, fact.user),
        "date": int(now),
        "old_reaction": [reaction_object(emoji) for emoji in old],
        "new_reaction": [reaction_object(emoji) for emoji in fact.emoji],
    }
    for seat in group.members.values():
        if seat.admin() and seat.user in world.bots:
            world.put_mail(world.bots[seat.user], "message_reaction", group.id, payload, now)


def message_pinned(world: World, fact: f.MessagePinned, _now: float) -> None:
    """Put the message on top of the pins."""
    group = world.groups[fact.chat]
    group.pins = [pin for pin in group.pins if pin != fact.message_id] + [fact.message_id]


def message_unpinned(world: World, fact: f.MessageUnpinned, _now: float) -> None:
    """Loosen one pin, or all."""
    group = world.groups[fact.chat]
    group.pins = [] if fact.message_id is None else [pin for pin in group.pins if pin != fact.message_id]


def action_shown(world: World, fact: f.ActionShown, now: float) -> None:
    """Show the action until it fades or the bot speaks."""
    world.groups[fact.chat].actions[fact.bot] = (fact.action, now + ACTION_SECONDS)
