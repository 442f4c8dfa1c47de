"""`/_local/groups/*`: groups, their members, and what people do in them."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from aiohttp import web

from piyasa.devstack.telegram.backstage import Backstage
from piyasa.devstack.telegram.domain.refusals import bad_request
from piyasa.devstack.telegram.http.live import LiveFeed
from piyasa.devstack.telegram.http.wishes import (
    act_of,
    bot_of,
    emoji_of,
    group_of,
    number_of,
    person_of,
    text_of,
    wish_of,
)
from piyasa.devstack.telegram.store import Store
from piyasa.devstack.telegram.views import group_view, members_view, messages_view, page_view

_GROUP = r"/groups/{group:-?\d+}"
_MESSAGE = _GROUP + r"/messages/{message:\d+}"


def _shown(content: object) -> web.Response:
    return web.Response(body=orjson.dumps(content), content_type="application/json")


class LocalGroups:
    """Handlers of the group interfaces."""

    def __init__(self, store: Store, backstage: Backstage, feed: LiveFeed) -> None:
        self._store, self._backstage, self._feed = store, backstage, feed

    def routes(self) -> Iterable[web.RouteDef]:
        """The routes, relative to `/_local`."""
        return [
            web.get("/groups", self._list),
            web.post("/groups", self._create),
            web.patch(_GROUP, self._set_rules),
            web.delete(_GROUP, self._delete),
            web.post(_GROUP + "/migrate", self._migrate),
            web.get(_GROUP + "/members", self._members),
            web.post(_GROUP + "/members", self._seat),
            web.get(_GROUP + "/messages", self._messages),
            web.post(_GROUP + "/messages", self._say),
            web.patch(_MESSAGE, self._edit),
            web.delete(_MESSAGE, self._take_back),
            web.post(_GROUP + "/reactions", self._react),
            web.get(_GROUP + "/view", self._view),
            web.get(_GROUP + "/live", self._live),
        ]

    async def _list(self, _request: web.Request) -> web.Response:
        world = self._store.world
        alive = [group for group in world.groups.values() if not group.deleted and group.migrated_to is None]
        return _shown([group_view(world, group) for group in alive])

    async def _create(self, request: web.Request) -> web.Response:
        """`{"title", "type"?, "id"?, "bots"?}`; the bots named are added."""
        wish, world = await wish_of(request), self._store.world
        bots = wish.get("bots") or []
        if not isinstance(bots, list):
            raise bad_request("bots is a list of usernames or ids")
        named = [world.bot_named(bot) for bot in bots]
        match wish.get("type", "supergroup"):
            case "supergroup" | "group" as kind:
                group = self._backstage.create_group(text_of(wish, "title"), kind=kind, chat_id=number_of(wish, "id"))
            case _:
                raise bad_request("type is supergroup or group")
        for bot in named:
            self._backstage.seat_bot(group, bot)
        return _shown(group_view(world, group))

    async def _set_rules(self, request: web.Request) -> web.Response:
        """`{"writable"?, "available_reactions"?}`."""
        wish, group = await wish_of(request), group_of(self._store.world, request)
        writable, reactions = wish.get("writable"), wish.get("available_reactions")
        if not isinstance(writable, bool | None) or not isinstance(reactions, list | None):
            raise bad_request("writable is true or false, available_reactions a list of emoji")
        self._backstage.set_rules(group, writable=writable, reactions=reactions)
        return _shown(group_view(self._store.world, group))

    async def _delete(self, request: web.Request) -> web.Response:
        self._backstage.delete_group(group_of(self._store.world, request))
        return _shown({"deleted": True})

    async def _migrate(self, request: web.Request) -> web.Response:
        wish = await wish_of(request)
        group = self._backstage.migrate(group_of(self._store.world, request), number_of(wish, "new_id"))
        return _shown(group_view(self._store.world, group))

    async def _members(self, request: web.Request) -> web.Response:
        return _shown(members_view(self._store.world, group_of(self._store.world, request)))

    async def _seat(self, request: web.Request) -> web.Response:
        """`{"bot": …, "action": "add"}` or `{"person": {…}, "action": "join"}`."""
        wish, group = await wish_of(request), group_of(self._store.world, request)
        act = act_of(wish)
        if "person" in wish:
            self._backstage.seat_person(group, person_of(self._store.world, wish["person"]), act)
        else:
            self._backstage.seat_bot(group, bot_of(self._store.world, wish), act)
        return _shown(members_view(self._store.world, group))

    async def _messages(self, request: web.Request) -> web.Response:
        """Oldest first; `after` leaves out ids up to it, `limit` keeps the newest."""
        after, limit = int(request.query.get("after", "0")), int(request.query.get("limit", "0"))
        group = group_of(self._store.world, request)
        return _shown(messages_view(self._store.world, group, after=after, limit=limit or None))

    async def _say(self, request: web.Request) -> web.Response:
        wish, group = await wish_of(request), group_of(self._store.world, request)
        person = person_of(self._store.world, wish.get("from"))
        reply_to = number_of(wish, "reply_to_message_id")
        return _shown(self._backstage.say(group, person, text_of(wish, "text"), reply_to))

    async def _edit(self, request: web.Request) -> web.Response:
        wish, group = await wish_of(request), group_of(self._store.world, request)
        return _shown(self._backstage.edit(group, int(request.match_info["message"]), text_of(wish, "text")))

    async def _take_back(self, request: web.Request) -> web.Response:
        self._backstage.delete(group_of(self._store.world, request), int(request.match_info["message"]))
        return _shown({"deleted": True})

    async def _react(self, request: web.Request) -> web.Response:
        """`{"from": {…}, "message_id": 7, "emoji": "👍"}`."""
        wish, group = await wish_of(request), group_of(self._store.world, request)
        person, message = person_of(self._store.world, wish.get("from")), number_of(wish, "message_id")
        if message is None:
            raise bad_request("message_id is missing")
        self._backstage.react(group, person, message, emoji_of(wish))
        return _shown({"ok": True})

    async def _view(self, request: web.Request) -> web.Response:
        return _shown(page_view(self._store.world, group_of(self._store.world, request), self._store.clock()))

    async def _live(self, request: web.Request) -> web.StreamResponse:
        return await self._feed.stream(request, group_of(self._store.world, request))
