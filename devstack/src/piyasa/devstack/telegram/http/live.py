"""Server-sent events: what happens in a group, as it happens, for the page."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import orjson
from aiohttp import web

from piyasa.devstack.telegram.domain import facts as f
from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.groups import ACTION_SECONDS, Group
from piyasa.devstack.telegram.domain.rendering import user_object
from piyasa.devstack.telegram.store import Store
from piyasa.devstack.telegram.views import group_view, members_view, page_message, pinned_view

_BACKLOG = 1000
_HEARTBEAT_SECONDS = 15.0
Viewer = asyncio.Queue[bytes | None]


class LiveFeed:
    """Turns facts into events for those who look at the group; a viewer too slow is disconnected."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._viewers: dict[int, set[Viewer]] = {}
        store.listen(self._on_facts)

    def _on_facts(self, facts: Sequence[f.Fact]) -> None:
        if not self._viewers:
            return
        for fact in facts:
            chat = getattr(fact, "chat", None)
            if isinstance(fact, f.CallAccepted) or chat not in self._viewers:
                continue
            event = self._event(self._store.world.groups[chat], fact)
            if event is not None:
                self._send(chat, b"data: " + orjson.dumps(event) + b"\n\n")

    def _send(self, chat: int, line: bytes) -> None:
        for viewer in self._viewers[chat]:
            if viewer.qsize() >= _BACKLOG:
                viewer.put_nowait(None)
            else:
                viewer.put_nowait(line)

    def _event(self, group: Group, fact: f.Fact) -> JsonObject | None:
        world = self._store.world
        match fact:
            case f.MessagePosted() | f.MessageEdited() | f.ReactionSet() if fact.message_id in group.messages:
                return {"kind": "message", "message": page_message(world, group, fact.message_id)}
            case f.MessageDeleted():
                return {"kind": "deleted", "message_id": fact.message_id, "pinned": pinned_view(world, group)}
            case f.MessagePinned() | f.MessageUnpinned():
                return {"kind": "pinned", "pinned": pinned_view(world, group)}
            case f.ActionShown():
                who = user_object(world, fact.bot)
                return {"kind": "acting", "user": who, "action": fact.action, "seconds": ACTION_SECONDS}
            case f.MemberSet():
                members = members_view(world, group)
                return {"kind": "members", "members": members, "group": group_view(world, group)}
            case _:
                return None

    async def stream(self, request: web.Request, group: Group) -> web.StreamResponse:
        """Keep the answer open and write events into it until the viewer goes."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        viewer: Viewer = asyncio.Queue()
        viewers = self._viewers.setdefault(group.id, set())
        viewers.add(viewer)
        try:
            await response.prepare(request)
            await response.write(b"retry: 1000\n\n")
            while (line := await self._next(viewer)) is not None:
                await response.write(line)
        finally:
            viewers.discard(viewer)
            if not viewers:
                self._viewers.pop(group.id, None)
        return response

    @staticmethod
    async def _next(viewer: Viewer) -> bytes | None:
        try:
            async with asyncio.timeout(_HEARTBEAT_SECONDS):
                return await viewer.get()
        except TimeoutError:
            return b": still here\n\n"

    def release(self) -> None:
        """Let all viewers go, for the end of the server is near."""
        for viewers in self._viewers.values():
            for viewer in viewers:
                viewer.put_nowait(None)
