"""Reactions: which emoji exist, and what a bot or a person may set."""

from __future__ import annotations

from collections.abc import Sequence

from piyasa.devstack.telegram.domain.calls import Call, Outcome, always_true
from piyasa.devstack.telegram.domain.facts import ReactionSet
from piyasa.devstack.telegram.domain.groups import Group, Message
from piyasa.devstack.telegram.domain.refusals import bad_request

# None carries U+FE0F: Telegram refuses the emoji that do.
_EMOJI = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 "
    "🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 "
    "😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
ALLOWED = frozenset(_EMOJI.split(" "))
MAX_DISTINCT = 11
NOT_FOUND = "message to react not found"


def set_message_reaction(call: Call) -> Outcome:
    """At most one reaction of a bot to a message; an empty list takes it back."""
    group, _ = call.world.chat_for(call.bot, call.arguments.chat_id())
    emoji = _wanted(call.arguments.sequence("reaction") or [])
    message = _target(call, group)
    if len(emoji) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    check_reactions(group, message, call.bot.id, emoji)
    return Outcome(
        always_true,
        (ReactionSet(group.id, message.id, call.bot.id, emoji),),
        chat=group.id,
        message_id=message.id,
        detail=" ".join(emoji),
    )


def _target(call: Call, group: Group) -> Message:
    # In a basic group every account numbers messages for itself: what one bot saw, another cannot find.
    if group.kind == "group":
        raise bad_request(NOT_FOUND)
    return call.world.message(group, call.arguments.integer("message_id"), NOT_FOUND)


def _wanted(reaction: Sequence[object]) -> tuple[str, ...]:
    emoji: list[str] = []
    for one in reaction:
        match one:
            case {"type": "emoji", "emoji": str(symbol)}:
                emoji.append(symbol)
            case {"type": "custom_emoji" | "paid"}:
                raise bad_request("REACTION_INVALID")
            case {"type": str()}:
                raise bad_request("can't parse reaction type: invalid reaction type specified")
            case _:
                raise bad_request("can't parse reaction type: expected an Object")
    return tuple(emoji)


def check_reactions(group: Group, message: Message, user: int, emoji: Sequence[str]) -> None:
    """Refuse service messages, emoji that are not allowed here, and a twelfth kind on one message."""
    if message.service is not None:
        raise bad_request(NOT_FOUND)
    allowed = ALLOWED if group.available_reactions is None else ALLOWED & set(group.available_reactions)
    if not allowed.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    by_user = group.reactions.get(message.id, {})
    present = {symbol for other, symbols in by_user.items() if other != user for symbol in symbols}
    if len(present | set(emoji)) > MAX_DISTINCT:
        raise bad_request("REACTIONS_TOO_MANY")
