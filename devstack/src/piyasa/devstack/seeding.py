"""What a first start finds: accounts and groups in the local Telegram, and the demonstration's personas in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import JsonValue

from piyasa.admin_api.demo import TelegramBot, TelegramGroup
from piyasa.admin_api.demo import seed as seed_chat
from piyasa.cast import CastMember, members

BOTS_PER_GROUP = 20
GROUPS = (
    ("bist-sohbet", "BIST Sohbet"),
    ("kripto-kahvesi", "Kripto Kahvesi"),
    ("doviz-masasi", "Döviz Masası"),
    ("makro-kosesi", "Makro Köşesi"),
)
LIVELY: dict[str, JsonValue] = {
    "base_delay_seconds": 12,
    "bot_hourly_msg_limit": {"min": 40, "max": 60},
    "min_gap_same_bot_seconds": 45,
    "persona_run_limit": 200,
    "persona_share_limit": 0.95,
}
"""A demonstration is watched by one person: personas talk more than they should among people."""
LIVELY_SCALE = 2.0
"""How much more often they look for something to say, and how much less long they think."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """Chats by slug, with their Telegram ids."""

    chats: dict[str, int]


async def seed(
    http: httpx.AsyncClient, *, telegram: str, admin: str, key: str, count: int, keep_hours: bool = False
) -> Seeded:
    """Make what is missing and start the simulation; a second start finds everything as it was left.

    Twenty personas sit in one group, as many as Telegram allows; the first of each group listens. With ``keep_hours``
    they are away outside of their own hours.
    """
    town = _Town(http, telegram)
    everybody = members(count)
    chats: dict[str, int] = {}
    async with httpx.AsyncClient(base_url=admin, headers={"X-API-Key": key}, timeout=60) as operators:
        for number, start in enumerate(range(0, count, BOTS_PER_GROUP)):
            slug, title = group_name(number)
            sitting = everybody[start : start + BOTS_PER_GROUP]
            bots = [await town.bot(persona, hears_all=at == 0) for at, persona in enumerate(sitting)]
            chats[slug] = await town.group(title, bots)
            group = TelegramGroup(slug, chats[slug], title)
            await seed_chat(operators, bots, group, after=start, always_active=not keep_hours)
        for setting, value in LIVELY.items():
            once = {"Idempotency-Key": f"local {setting}"}
            answer = await operators.put(f"/settings/{setting}", json={"value": value}, headers=once)
            answer.raise_for_status()
        once = {"Idempotency-Key": "local scale"}
        answer = await operators.post("/control/scale", json={"scale_factor": LIVELY_SCALE}, headers=once)
        answer.raise_for_status()
    return Seeded(chats)


def group_name(number: int) -> tuple[str, str]:
    """Slug and title of the demonstration's groups, counted from 0."""
    return GROUPS[number] if number < len(GROUPS) else (f"piyasa-{number + 1}", f"Piyasa {number + 1}")


@dataclass(slots=True)
class _Town:
    """The local Telegram's back door."""

    http: httpx.AsyncClient
    url: str

    async def bot(self, persona: CastMember, *, hears_all: bool) -> TelegramBot:
        """A persona's account, made when missing; Telegram wants names that end in ``bot``."""
        username = f"{persona.handle}_bot"
        found = await self._get("bots")
        token = next((str(bot["token"]) for bot in found if bot["username"] == username), None)
        if token is None:
            account = {"name": f"{persona.name} (AI)", "username": username, "privacy": not hears_all}
            token = str((await self._post("bots", account))["token"])
        return TelegramBot(username, token, hears_all=hears_all)

    async def group(self, title: str, bots: list[TelegramBot]) -> int:
        """The id of a group with all its bots in it, the listener as admin."""
        groups = await self._get("groups")
        found = next((group for group in groups if group["title"] == title), None)
        if found is None:
            found = await self._post("groups", {"title": title})
        seats = f"groups/{found['id']}/members"
        for bot in bots:
            await self._post(seats, {"bot": bot.username, "action": "add"})
            if bot.hears_all:
                await self._post(seats, {"bot": bot.username, "action": "promote"})
        return int(found["id"])

    async def _get(self, path: str) -> list[dict[str, Any]]:
        answer = await self.http.get(f"{self.url}/_local/{path}")
        answer.raise_for_status()
        return list(answer.json())

    async def _post(self, path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
        answer = await self.http.post(f"{self.url}/_local/{path}", json=body)
        answer.raise_for_status()
        return answer.json()
