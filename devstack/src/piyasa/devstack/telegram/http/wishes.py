"""Reading what the local interfaces are asked: bodies, people, bots, groups."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from aiohttp import web

from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject, Person
from piyasa.devstack.telegram.domain.groups import Group
from piyasa.devstack.telegram.domain.operations import ACTS, Seat
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.domain.world import World


async def wish_of(request: web.Request) -> JsonObject:
    """The JSON object in the body; empty when there is no body."""
    body = await request.read()
    try:
        wish = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError as error:
        raise bad_request(f"the body is not JSON: {error}") from None
    if not isinstance(wish, dict):
        raise bad_request("the body is a JSON object")
    return wish


def group_of(world: World, request: web.Request) -> Group:
    """The group in the path; LookupError when there is none."""
    return world.group(int(request.match_info["group"]))


def bot_of(world: World, wish: Mapping[str, object]) -> Bot:
    """The bot a wish names by id, username or token."""
    named = wish.get("bot")
    if not isinstance(named, str | int):
        raise bad_request('name the bot: {"bot": "username"}')
    return world.bot_named(named)


def person_of(world: World, given: object) -> Person:
    """The person a wish describes; an id alone is enough for somebody known."""
    match given:
        case {"id": int(number), "first_name": str(first_name), **rest} if number > 0 and first_name.strip():
            last_name, username = str(rest.get("last_name") or ""), str(rest.get("username") or "")
            return Person(number, first_name.strip(), last_name, username)
        case {"id": int(number)} if number in world.people:
            return world.people[number]
        case _:
            raise bad_request('say who: {"from": {"id": 1001, "first_name": "Deniz"}}')


def number_of(wish: Mapping[str, object], name: str) -> int | None:
    """A whole number or nothing."""
    value = wish.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise bad_request(f"{name} is a whole number or null")


def text_of(wish: Mapping[str, object], name: str) -> str:
    """A text that must be there."""
    value = wish.get(name)
    if not isinstance(value, str):
        raise bad_request(f"{name} is missing or is no text")
    return value


def act_of(wish: Mapping[str, object]) -> Seat:
    """What is to happen to a member; `join` is another word for `add`."""
    named = wish.get("action", "add")
    for act in ACTS:
        if named == act or (named, act) == ("join", "add"):
            return act
    raise bad_request(f"action is one of {', '.join(ACTS)}")


def emoji_of(wish: Mapping[str, object]) -> tuple[str, ...]:
    """One emoji, or a list of them."""
    match wish.get("emoji"):
        case str(symbol):
            return (symbol,) if symbol else ()
        case list(symbols):
            return tuple(str(symbol) for symbol in symbols)
        case _:
            raise bad_request('emoji is "👍" or a list; an empty list takes the reactions back')
