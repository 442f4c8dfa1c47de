"""Routes of chats and of who sits in them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path

from piyasa.admin_api.adapters.http.bodies import ChatChanges, NewChat, NewMember, Reason
from piyasa.admin_api.adapters.http.bots import NO_REASON, BotInPath, Limit, Offset
from piyasa.admin_api.adapters.http.desk import ReadingOf, WritingOf
from piyasa.admin_api.adapters.http.shapes import ChatList, ChatShown, MemberShown, Recorded
from piyasa.admin_api.domain import chats
from piyasa.admin_api.domain.bots import Switch
from piyasa.admin_api.use_cases.wishes import ANY_BOT, ANY_REGISTERED_CHAT, to_bot, to_chat
from piyasa.contracts.values import ChatId
from piyasa.projections.directory import Directory

router = APIRouter(prefix="/chats", tags=["chats"])
ChatInPath = Annotated[ChatId, Path(description="the chat's id")]


def show_chat(chat_id: str, directory: Directory) -> ChatShown | None:
    """The chat as it is now; None when it is gone."""
    chat = directory.chat(chat_id)
    return None if chat is None else ChatShown.of(chat, directory)


def show_member(chat_id: str, bot_id: str, directory: Directory) -> MemberShown | None:
    """The seated persona; None when it has no seat."""
    bot = directory.bot(bot_id)
    return MemberShown.of(bot, chat_id) if bot is not None and chat_id in bot.chats else None


@router.post("", status_code=201, responses={202: {"model": Recorded}})
async def register(body: NewChat, writing: WritingOf) -> ChatShown | Recorded:
    """Register a chat."""
    wish = chats.Registration(**{name: getattr(body, name) for name in NewChat.model_fields})
    change = to_chat(
        "register",
        body.chat_id,
        partial(chats.register, wish),
        watch=ANY_REGISTERED_CHAT,
        resume=lambda _, origin: chats.registration_facts(wish, origin),
    )
    writing.response.headers["Location"] = f"/chats/{body.chat_id}"
    return await writing.make(change, partial(show_chat, body.chat_id), made=201)


@router.get("")
async def listed(reading: ReadingOf, limit: Limit = 100, offset: Offset = 0, *, enabled_only: bool = False) -> ChatList:
    """List chats by id."""
    directory = reading.directory
    found = [chat for _, chat in sorted(directory.chats.items()) if chat.enabled or not enabled_only]
    items = [ChatShown.of(chat, directory) for chat in found[offset : offset + limit]]
    return ChatList(total=len(found), limit=limit, offset=offset, items=items)


@router.get("/{chat_id}")
async def shown(chat_id: ChatInPath, reading: ReadingOf) -> ChatShown:
    """Show one chat, and whether its people are told about AI."""
    chat = chats.known_chat(reading.directory, chat_id)
    reading.tagged(chat.position)
    return ChatShown.of(chat, reading.directory)


@router.patch("/{chat_id}")
async def change(chat_id: ChatInPath, body: ChatChanges, writing: WritingOf) -> ChatShown | Recorded:
    """Change what is known of a chat; what is left out stays."""
    decide = partial(chats.update, chat_id, body.told("why"), body.why)
    return await writing.make(to_chat("update", chat_id, decide), partial(show_chat, chat_id))


@router.post("/{chat_id}/enable")
async def enable(chat_id: ChatInPath, writing: WritingOf, body: Reason = NO_REASON) -> ChatShown | Recorded:
    """Open a chat for personas; the notice that they are AI is posted first."""
    return await _switched(chat_id, "enable", body, writing)


@router.post("/{chat_id}/disable")
async def disable(chat_id: ChatInPath, writing: WritingOf, body: Reason = NO_REASON) -> ChatShown | Recorded:
    """Close a chat for personas."""
    return await _switched(chat_id, "disable", body, writing)


@router.post("/{chat_id}/pause")
async def pause(chat_id: ChatInPath, writing: WritingOf, body: Reason = NO_REASON) -> ChatShown | Recorded:
    """Keep personas quiet in a chat for now."""
    return await _switched(chat_id, "pause", body, writing)


@router.post("/{chat_id}/resume")
async def resume(chat_id: ChatInPath, writing: WritingOf, body: Reason = NO_REASON) -> ChatShown | Recorded:
    """End a chat's pause."""
    return await _switched(chat_id, "resume", body, writing)


@router.delete("/{chat_id}")
async def remove(chat_id: ChatInPath, writing: WritingOf, why: str = "") -> Recorded:
    """Serve a chat no longer; its seats are given up."""
    change = to_chat(
        "remove",
        chat_id,
        partial(chats.remove, chat_id, why),
        resume=partial(chats.remove_rest, chat_id, why),
    )
    return await writing.make(change, _nothing)


@router.get("/{chat_id}/members")
async def members(chat_id: ChatInPath, reading: ReadingOf) -> list[MemberShown]:
    """List who sits in a chat, by seat."""
    chats.known_chat(reading.directory, chat_id)
    return [MemberShown.of(bot, chat_id) for bot in reading.directory.members(chat_id)]


@router.post("/{chat_id}/members", status_code=201, responses={202: {"model": Recorded}})
async def seat(chat_id: ChatInPath, body: NewMember, writing: WritingOf) -> MemberShown | Recorded:
    """Seat a persona. If-Match is about the persona: its seats are facts about it."""
    decide = partial(chats.seat, chat_id, body.bot_id, body.seat)
    change = to_bot("seat", body.bot_id, decide, watch=ANY_BOT)
    return await writing.make(change, partial(show_member, chat_id, body.bot_id), made=201)


@router.delete("/{chat_id}/members/{bot_id}")
async def unseat(chat_id: ChatInPath, bot_id: BotInPath, writing: WritingOf) -> Recorded:
    """Take a persona's seat away. If-Match is about the persona."""
    change = to_bot("unseat", bot_id, partial(chats.unseat, chat_id, bot_id))
    return await writing.make(change, _nothing)


async def _switched(chat_id: str, to: Switch, body: Reason, writing: WritingOf) -> ChatShown | Recorded:
    change = to_chat(to, chat_id, partial(chats.switch, chat_id, to, body.why))
    return await writing.make(change, partial(show_chat, chat_id))


def _nothing(_: Directory) -> Recorded | None:
    return None
