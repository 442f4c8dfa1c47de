"""Routes of personas: register, list, change, switch, remove."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import SecretStr

from piyasa.admin_api.adapters.http.bodies import BotChanges, NewBot, NewToken, Reason
from piyasa.admin_api.adapters.http.desk import DeskOf, ReadingOf, WritingOf
from piyasa.admin_api.adapters.http.shapes import BotList, BotShown, Recorded
from piyasa.admin_api.domain import bots
from piyasa.admin_api.ports import TokenVault
from piyasa.admin_api.use_cases.wishes import ANY_BOT, to_bot
from piyasa.contracts.values import BotId
from piyasa.projections.directory import Directory

router = APIRouter(prefix="/bots", tags=["bots"])
BotInPath = Annotated[BotId, Path(description="the persona's id")]
Limit = Annotated[int, Query(ge=1, le=500)]
Offset = Annotated[int, Query(ge=0)]
NO_REASON = Reason()


def show_bot(bot_id: str, directory: Directory) -> BotShown | None:
    """The persona as it is now; None when it is gone."""
    bot = directory.bot(bot_id)
    return None if bot is None else BotShown.of(bot)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """Puts a token into the vault when its turn comes."""

    vault: TokenVault
    bot_id: str
    token: SecretStr

    async def __call__(self) -> None:
        await self.vault.store(self.bot_id, self.token)


@router.post("", status_code=201, responses={202: {"model": Recorded}})
async def register(body: NewBot, writing: WritingOf) -> BotShown | Recorded:
    """Register a persona; its token goes into the vault and is never shown again."""
    wish = bots.Registration(
        telegram_id=telegram_id_of(body.token),
        **{name: getattr(body, name) for name in NewBot.model_fields if name != "token"},
    )
    change = to_bot(
        "register",
        body.bot_id,
        partial(bots.register, wish),
        watch=ANY_BOT,
        resume=partial(bots.registration_facts, wish),
        meanwhile=_Keeping(writing.desk.vault, body.bot_id, body.token),
    )
    writing.response.headers["Location"] = f"/bots/{body.bot_id}"
    return await writing.make(change, partial(show_bot, body.bot_id), made=201)


@router.get("")
async def listed(reading: ReadingOf, limit: Limit = 100, offset: Offset = 0, *, enabled_only: bool = False) -> BotList:
    """List personas by id."""
    found = [bot for _, bot in sorted(reading.directory.bots.items()) if bot.enabled or not enabled_only]
    items = [BotShown.of(bot) for bot in found[offset : offset + limit]]
    return BotList(total=len(found), limit=limit, offset=offset, items=items)


@router.get("/{bot_id}")
async def shown(bot_id: BotInPath, reading: ReadingOf) -> BotShown:
    """Show one persona."""
    bot = bots.known_bot(reading.directory, bot_id)
    reading.tagged(bot.position)
    return BotShown.of(bot)


@router.patch("/{bot_id}")
async def change(bot_id: BotInPath, body: BotChanges, writing: WritingOf) -> BotShown | Recorded:
    """Change what is known of a persona; what is left out stays."""
    decide = partial(bots.update, bot_id, body.told())
    watch = ANY_BOT if "handle" in body.model_fields_set else None
    return await writing.make(to_bot("update", bot_id, decide, watch=watch), partial(show_bot, bot_id))


@router.put("/{bot_id}/token")
async def give_token(bot_id: BotInPath, body: NewToken, writing: WritingOf) -> BotShown | Recorded:
    """Give a persona another token."""
    change = to_bot(
        "give-token",
        bot_id,
        partial(bots.give_token, bot_id, telegram_id_of(body.token)),
        watch=ANY_BOT,
        beforehand=_Keeping(writing.desk.vault, bot_id, body.token),
    )
    return await writing.make(change, partial(show_bot, bot_id))


@router.post("/{bot_id}/enable")
async def enable(bot_id: BotInPath, writing: WritingOf, body: Reason = NO_REASON) -> BotShown | Recorded:
    """Let a persona talk; also forgets what Telegram refused it."""
    return await _switched(bot_id, "enable", body, writing)


@router.post("/{bot_id}/disable")
async def disable(bot_id: BotInPath, writing: WritingOf, body: Reason = NO_REASON) -> BotShown | Recorded:
    """Let a persona talk no more."""
    return await _switched(bot_id, "disable", body, writing)


@router.post("/{bot_id}/pause")
async def pause(bot_id: BotInPath, writing: WritingOf, body: Reason = NO_REASON) -> BotShown | Recorded:
    """Keep a persona quiet for now."""
    return await _switched(bot_id, "pause", body, writing)


@router.post("/{bot_id}/resume")
async def resume(bot_id: BotInPath, writing: WritingOf, body: Reason = NO_REASON) -> BotShown | Recorded:
    """End a persona's pause."""
    return await _switched(bot_id, "resume", body, writing)


@router.delete("/{bot_id}")
async def remove(bot_id: BotInPath, writing: WritingOf, desk: DeskOf, why: str = "") -> Recorded:
    """Remove a persona with its seats and its token."""

    async def forget() -> None:
        await desk.vault.forget(bot_id)

    change = to_bot("remove", bot_id, partial(bots.remove, bot_id, why), beforehand=forget)
    return await writing.make(change, _nothing)


def telegram_id_of(token: SecretStr) -> int:
    """The account a token is for: Telegram writes it before the colon."""
    return int(token.get_secret_value().partition(":")[0])


async def _switched(bot_id: str, to: bots.Switch, body: Reason, writing: WritingOf) -> BotShown | Recorded:
    change = to_bot(to, bot_id, partial(bots.switch, bot_id, to, body.why))
    return await writing.make(change, partial(show_bot, bot_id))


def _nothing(_: Directory) -> Recorded | None:
    return None
