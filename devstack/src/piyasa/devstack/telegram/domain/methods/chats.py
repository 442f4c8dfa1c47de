"""What a bot can learn about a group, and leaving it."""

from __future__ import annotations

from piyasa.devstack.telegram.domain.calls import Call, Outcome, always_true
from piyasa.devstack.telegram.domain.facts import MemberSet, MessagePosted
from piyasa.devstack.telegram.domain.groups import Member
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.domain.rendering import full_chat_object, member_object


def get_chat(call: Call) -> Outcome:
    """Title, rights, allowed reactions, pinned message."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    return Outcome(lambda: full_chat_object(call.world, group))


def get_chat_member(call: Call) -> Outcome:
    """One account's place; an account that was never here has left."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    user = call.arguments.integer("user_id")
    if user is None or (user not in call.world.bots and user not in call.world.people):
        raise bad_request("user not found")
    member = group.members.get(user) or Member(user, "left")
    return Outcome(lambda: member_object(call.world, member))


def get_chat_administrators(call: Call) -> Outcome:
    """The people who administer the group, and the asking bot if it does."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    shown = [
        member
        for member in group.members.values()
        if member.admin() and (member.user not in call.world.bots or member.user == call.bot.id)
    ]
    return Outcome(lambda: [member_object(call.world, member) for member in shown])


def get_chat_member_count(call: Call) -> Outcome:
    """How many accounts are in the group."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    return Outcome(lambda: sum(member.present() for member in group.members.values()))


def leave_chat(call: Call) -> Outcome:
    """Go; others learn of it, and calls into the chat fail from now on."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    left = MemberSet(group.id, call.bot.id, call.bot.id, "left", hears_all=False, can_write=True)
    notice = MessagePosted(group.id, group.last_id + 1, call.bot.id, service={"left_chat_member": call.bot.id})
    return Outcome(always_true, (left, notice), chat=group.id)
