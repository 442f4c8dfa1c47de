"""What a bot says about itself: name, descriptions, commands."""

from __future__ import annotations

import re

import orjson

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.calls import Call, Outcome, always_true
from piyasa.devstack.telegram.domain.facts import BotCommandsSet, BotTextSet
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.domain.rendering import me_object

_LENGTHS = {"name": 64, "description": 512, "short_description": 120}
_TOO_LONG = {
    "name": "BOT_TITLE_INVALID",
    "description": "BOT_DESCRIPTION_TOO_LONG",
    "short_description": "BOT_SHORT_DESCRIPTION_TOO_LONG",
}
_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_DESCRIPTION = 256
_MAX_COMMANDS = 100


def get_me(call: Call) -> Outcome:
    """The bot's own account."""
    return Outcome(lambda: me_object(call.bot))


def set_my_name(call: Call) -> Outcome:
    """The name others see; empty goes back to the name given at creation."""
    return _set(call, "name")


def get_my_name(call: Call) -> Outcome:
    """The name in a language."""
    name = call.bot.text("name", call.arguments.text("language_code")) or call.bot.name
    return Outcome(lambda: {"name": name})


def set_my_description(call: Call) -> Outcome:
    """What is shown before the first message."""
    return _set(call, "description")


def get_my_description(call: Call) -> Outcome:
    """The description in a language."""
    return Outcome(lambda: {"description": call.bot.text("description", call.arguments.text("language_code"))})


def set_my_short_description(call: Call) -> Outcome:
    """What the profile page shows."""
    return _set(call, "short_description")


def get_my_short_description(call: Call) -> Outcome:
    """The short description in a language."""
    text = call.bot.text("short_description", call.arguments.text("language_code"))
    return Outcome(lambda: {"short_description": text})


def _set(call: Call, what: str) -> Outcome:
    value = call.arguments.text(what).strip()
    if len(value) > _LENGTHS[what]:
        raise bad_request(_TOO_LONG[what])
    fact = BotTextSet(call.bot.id, what, call.arguments.text("language_code"), value)
    return Outcome(always_true, (fact,), text=value)


def set_my_commands(call: Call) -> Outcome:
    """The list of commands for a scope and language."""
    commands = tuple(_command(one) for one in call.arguments.sequence("commands") or [])
    if len(commands) > _MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return _set_commands(call, commands)


def _command(one: object) -> JsonObject:
    match one:
        case {"command": str(command), "description": str(description)}:
            if not _COMMAND.fullmatch(command):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(description) <= _DESCRIPTION:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
            return {"command": command.removeprefix("/"), "description": description}
        case _:
            raise bad_request("can't parse commands: expected BotCommand objects")


def _set_commands(call: Call, commands: tuple[JsonObject, ...]) -> Outcome:
    scope, language = _scope(call)
    return Outcome(always_true, (BotCommandsSet(call.bot.id, scope, language, commands),))


def delete_my_commands(call: Call) -> Outcome:
    """Remove the list of a scope and language."""
    return _set_commands(call, ())


def get_my_commands(call: Call) -> Outcome:
    """The list of exactly this scope and language."""
    commands = call.bot.commands.get(_scope(call), ())
    return Outcome(lambda: commands)


def _scope(call: Call) -> tuple[str, str]:
    scope = call.arguments.mapping("scope") or {"type": "default"}
    return orjson.dumps(scope, option=orjson.OPT_SORT_KEYS).decode(), call.arguments.text("language_code")
