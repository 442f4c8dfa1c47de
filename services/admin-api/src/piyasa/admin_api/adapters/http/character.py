"""Routes of what a persona is like: character, temperament, writing style, opinions, fictional positions."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import StringConstraints

from piyasa.admin_api.adapters.http.bodies import GivenPersona, HoldingBody, StanceBody
from piyasa.admin_api.adapters.http.bots import BotInPath, show_bot
from piyasa.admin_api.adapters.http.desk import ReadingOf, WritingOf
from piyasa.admin_api.adapters.http.shapes import BotShown, HoldingShown, Recorded, StanceShown
from piyasa.admin_api.domain import bots, opinions
from piyasa.admin_api.domain.origin import Origin
from piyasa.admin_api.use_cases.wishes import to_bot
from piyasa.contracts.event import Event
from piyasa.contracts.persona import EmotionProfile, WritingStyle
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Holding, Stance

router = APIRouter(prefix="/bots/{bot_id}", tags=["bots"])
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"
TopicInPath = Annotated[str, StringConstraints(pattern=_PRINTABLE, max_length=64), Path(description="group or symbol")]
SymbolInPath = Annotated[str, StringConstraints(pattern=_PRINTABLE, max_length=20), Path(description="symbol")]


@router.put("/persona")
async def put_persona(bot_id: BotInPath, body: GivenPersona, writing: WritingOf) -> BotShown | Recorded:
    """Give a persona a character, whole."""
    decide = partial(bots.change_persona, bot_id, body)
    return await writing.make(to_bot("change-persona", bot_id, decide), partial(show_bot, bot_id))


@router.put("/emotion")
async def put_emotion(bot_id: BotInPath, body: EmotionProfile, writing: WritingOf) -> BotShown | Recorded:
    """Give a persona a temperament, whole."""
    decide = partial(bots.change_emotion, bot_id, body)
    return await writing.make(to_bot("change-emotion", bot_id, decide), partial(show_bot, bot_id))


@router.put("/writing-style")
async def put_style(bot_id: BotInPath, body: WritingStyle, writing: WritingOf) -> BotShown | Recorded:
    """Give a persona a writing style, whole."""

    def decide(directory: Directory, _: Origin) -> list[Event]:
        return bots.change_style(bot_id, body, directory)

    return await writing.make(to_bot("change-style", bot_id, decide), partial(show_bot, bot_id))


@router.get("/stances")
async def stances(bot_id: BotInPath, reading: ReadingOf) -> list[StanceShown]:
    """List a persona's opinions."""
    bot = bots.known_bot(reading.directory, bot_id)
    reading.tagged(bot.position)
    return BotShown.of(bot).stances


@router.put("/stances/{topic:path}")
async def put_stance(
    bot_id: BotInPath, topic: TopicInPath, body: StanceBody, writing: WritingOf
) -> BotShown | Recorded:
    """Give a persona an opinion, in place of what it thought of the topic."""
    stance = Stance(topic, body.direction, body.confidence, body.text, body.cooldown_until)
    decide = partial(opinions.set_stance, bot_id, stance, body.reason)
    return await writing.make(to_bot("set-stance", bot_id, decide), partial(show_bot, bot_id))


@router.delete("/stances/{topic:path}")
async def delete_stance(bot_id: BotInPath, topic: TopicInPath, writing: WritingOf) -> BotShown | Recorded:
    """Take an opinion away."""
    decide = partial(opinions.remove_stance, bot_id, topic)
    return await writing.make(to_bot("remove-stance", bot_id, decide), partial(show_bot, bot_id))


@router.get("/holdings")
async def holdings(bot_id: BotInPath, reading: ReadingOf) -> list[HoldingShown]:
    """List a persona's fictional positions."""
    bot = bots.known_bot(reading.directory, bot_id)
    reading.tagged(bot.position)
    return BotShown.of(bot).holdings


@router.put("/holdings/{symbol:path}")
async def put_holding(
    bot_id: BotInPath, symbol: SymbolInPath, body: HoldingBody, writing: WritingOf
) -> BotShown | Recorded:
    """Give a persona a fictional position, in place of what it held in the symbol."""
    holding = Holding(symbol, body.side, body.size_label, body.horizon, body.note)
    decide = partial(opinions.set_holding, bot_id, holding)
    return await writing.make(to_bot("set-holding", bot_id, decide), partial(show_bot, bot_id))


@router.delete("/holdings/{symbol:path}")
async def delete_holding(bot_id: BotInPath, symbol: SymbolInPath, writing: WritingOf) -> BotShown | Recorded:
    """Close a fictional position."""
    decide = partial(opinions.remove_holding, bot_id, symbol)
    return await writing.make(to_bot("remove-holding", bot_id, decide), partial(show_bot, bot_id))
