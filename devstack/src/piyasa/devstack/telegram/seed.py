"""The bots and groups a first start finds already there."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict

from piyasa.devstack.telegram.backstage import Backstage
from piyasa.devstack.telegram.domain.accounts import Bot
from piyasa.devstack.telegram.domain.groups import Group


class SeededBot(BaseModel):
    """A bot to create; `token` is made up when missing."""

    model_config = ConfigDict(extra="forbid")

    name: str
    username: str
    token: str | None = None
    privacy: bool = True


class SeededSeat(BaseModel):
    """A bot's place in a group."""

    model_config = ConfigDict(extra="forbid")

    bot: str
    admin: bool = False


class SeededGroup(BaseModel):
    """A group to create with its bots."""

    model_config = ConfigDict(extra="forbid")

    title: str
    id: int | None = None
    bots: list[SeededSeat | str] = []


class Seed(BaseModel):
    """The content of a seed file."""

    model_config = ConfigDict(extra="forbid")

    bots: list[SeededBot] = []
    groups: list[SeededGroup] = []

    @classmethod
    def read(cls, path: Path) -> Seed:
        """Parse a JSON file; pydantic's ValidationError names what is wrong."""
        return cls.model_validate_json(path.read_bytes())


def plant(seed: Seed, backstage: Backstage) -> None:
    """Create what is missing; bots are known by username, groups by title. Planting twice changes nothing."""
    for wanted in seed.bots:
        if _bot(backstage, wanted.username) is None:
            backstage.create_bot(wanted.name, wanted.username, privacy=wanted.privacy, token=wanted.token)
    for wished in seed.groups:
        group = _group(backstage, wished.title)
        if group is None:
            group = backstage.create_group(wished.title, chat_id=wished.id)
        for seat in wished.bots:
            _seat(backstage, group, SeededSeat(bot=seat) if isinstance(seat, str) else seat)


def _bot(backstage: Backstage, username: str) -> Bot | None:
    try:
        return backstage.world.bot_named(username)
    except LookupError:
        return None


def _group(backstage: Backstage, title: str) -> Group | None:
    return next((group for group in backstage.world.groups.values() if group.title == title), None)


def _seat(backstage: Backstage, group: Group, seat: SeededSeat) -> None:
    bot = backstage.world.bot_named(seat.bot)
    if bot.id in group.members:
        return
    backstage.seat_bot(group, bot)
    if seat.admin:
        backstage.seat_bot(group, bot, "promote")
