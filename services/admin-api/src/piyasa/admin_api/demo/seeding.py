"""Sets the demonstration up through the API, as an operator would; again, it changes nothing that operators changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from piyasa.cast import CastMember, members

if TYPE_CHECKING:
    import httpx

_TRIES, _PAUSE = 40, 0.5
"""How often, and after how many seconds, a service that is not ready yet is asked again."""


@dataclass(frozen=True, slots=True)
class TelegramBot:
    """A Telegram account for a persona."""

    username: str
    token: str = field(repr=False)
    hears_all: bool = False
    """Its privacy mode is off, so it can take in what people say."""


@dataclass(frozen=True, slots=True)
class TelegramGroup:
    """The supergroup of the demonstration, and its id here."""

    chat_id: str
    telegram_id: int
    title: str
    topics: tuple[str, ...] = ("BIST", "FX", "Kripto", "Makro")


class SeedRefused(Exception):
    """The API would not set up a part of the demonstration."""

    code = "SEED_REFUSED"

    def __init__(self, request: str, status: int, reason: str) -> None:
        super().__init__(f"{request} was answered with {status}: {reason}")
        self.request, self.status, self.reason = request, status, reason


async def seed(
    client: httpx.AsyncClient,
    bots: Sequence[TelegramBot],
    chat: TelegramGroup,
    *,
    after: int = 0,
    always_active: bool = True,
) -> list[str]:
    """Register a persona for each account, in one chat, and let them talk; returns their ids.

    Every wish has a key of its own: what was carried out once is not carried out again, so that an operator's changes
    stay, and what was broken off is finished. ``after`` skips personas that sit in other chats. With ``always_active``
    personas keep no hours. Accounts that hear all listen; the first one does when none does. Raises ``SeedRefused``,
    and httpx's errors when nobody answers.
    """
    asking = _Asking(client)
    group = {"chat_id": chat.chat_id, "telegram_id": chat.telegram_id, "title": chat.title, "topics": list(chat.topics)}
    await asking.once("POST", "/chats", group, but=("CHAT_EXISTS",))
    somebody_hears = any(bot.hears_all for bot in bots)
    chosen = members(after + len(bots))[after:]
    for number, (persona, bot) in enumerate(zip(chosen, bots, strict=True)):
        listener = bot.hears_all or (number == 0 and not somebody_hears)
        if await _registered(asking, persona, bot, listener=listener, always_active=always_active):
            await _opinions(asking, persona)
            seat = {"bot_id": persona.bot_id}
            await asking.once("POST", f"/chats/{chat.chat_id}/members", seat, but=("CHAT_NOT_FOUND", "BOTS_TOO_MANY"))
    await asking.once("POST", f"/chats/{chat.chat_id}/enable", {"why": "demo"}, but=("CHAT_NOT_FOUND",))
    await asking.once("POST", "/control/start", None)
    return [persona.bot_id for persona in chosen]


async def _registered(
    asking: _Asking, persona: CastMember, bot: TelegramBot, *, listener: bool, always_active: bool
) -> bool:
    """Register a persona, or give it its account when that is another now; False when an operator removed it."""
    body = persona.registration() | {"token": bot.token, "username": bot.username, "listener": listener}
    if always_active:
        body["active_hours"] = []
    made = await asking.once("POST", "/bots", body, but=("BOT_EXISTS",))
    if made is not None:
        return "bot_id" in made
    known = await asking.once("GET", f"/bots/{persona.bot_id}", None)
    if known is not None and str(known["telegram_id"]) != bot.token.partition(":")[0]:
        await asking.once("PUT", f"/bots/{persona.bot_id}/token", {"token": bot.token})
    return True


async def _opinions(asking: _Asking, persona: CastMember) -> None:
    for stance in persona.stances:
        body = {"text": stance.text, "direction": stance.direction, "confidence": stance.confidence, "reason": "demo"}
        await asking.once("PUT", f"/bots/{persona.bot_id}/stances/{quote(stance.topic)}", body)
    for holding in persona.holdings:
        position = {
            "side": holding.side,
            "size_label": holding.size_label,
            "horizon": holding.horizon,
            "note": holding.note,
        }
        await asking.once("PUT", f"/bots/{persona.bot_id}/holdings/{quote(holding.symbol)}", position)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks the API, patiently while it starts."""

    client: httpx.AsyncClient

    async def once(
        self, method: str, path: str, body: dict[str, Any] | None, *, but: tuple[str, ...] = ()
    ) -> dict[str, Any] | None:
        """Carry a request out once; None when it is refused with one of the codes in ``but``."""
        wish = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
        key = f"demo {method} {path} {wish[:16]}"
        for attempt in range(1, _TRIES + 1):
            answer = await self.client.request(method, path, json=body, headers={"Idempotency-Key": key})
            if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE or attempt == _TRIES:
                break
            await asyncio.sleep(_PAUSE)
        told: dict[str, Any] = answer.json()
        if answer.is_success:
            return told
        if told.get("code") in but:
            return None
        raise SeedRefused(f"{method} {path}", answer.status_code, str(told.get("message")))
