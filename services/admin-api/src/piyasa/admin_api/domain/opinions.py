"""What operators may do with a persona's opinions and fictional positions."""

from __future__ import annotations

from piyasa.admin_api.domain.bots import known_bot
from piyasa.admin_api.domain.origin import Origin
from piyasa.admin_api.domain.refusals import HoldingNotFound, StanceNotFound, StanceReasonMissing
from piyasa.contracts.event import Event
from piyasa.contracts.opinions import HoldingRemoved, HoldingSet, StanceRemoved, StanceSet
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Holding, Stance


def set_stance(bot_id: str, stance: Stance, reason: str, directory: Directory, origin: Origin) -> list[Event]:
    """Give a persona an opinion in place of what it thought of the topic; nothing follows when it thinks so already.

    A persona's first opinion on a topic needs no reason, another one does: changes of mind are accounted for.
    """
    bot = known_bot(directory, bot_id)
    before = bot.stances.get(stance.topic)
    if before == stance:
        return []
    if before is not None and not reason:
        raise StanceReasonMissing(bot_id, stance.topic)
    return [
        StanceSet(
            bot_id=bot_id,
            topic=stance.topic,
            direction=stance.direction,
            confidence=stance.confidence,
            text=stance.text,
            cooldown_until=stance.cooldown_until,
            reason=reason,
            by=origin.by,
        )
    ]


def remove_stance(bot_id: str, topic: str, directory: Directory, origin: Origin) -> list[Event]:
    """Take an opinion away."""
    if topic not in known_bot(directory, bot_id).stances:
        raise StanceNotFound(bot_id, topic)
    return [StanceRemoved(bot_id=bot_id, topic=topic, by=origin.by)]


def set_holding(bot_id: str, holding: Holding, directory: Directory, origin: Origin) -> list[Event]:
    """Give a persona a fictional position; nothing follows when it holds it already."""
    bot = known_bot(directory, bot_id)
    if bot.holdings.get(holding.symbol) == holding:
        return []
    return [
        HoldingSet(
            bot_id=bot_id,
            symbol=holding.symbol,
            side=holding.side,
            size_label=holding.size_label,
            horizon=holding.horizon,
            note=holding.note,
            by=origin.by,
        )
    ]


def remove_holding(bot_id: str, symbol: str, directory: Directory, origin: Origin) -> list[Event]:
    """Close a fictional position."""
    if symbol not in known_bot(directory, bot_id).holdings:
        raise HoldingNotFound(bot_id, symbol)
    return [HoldingRemoved(bot_id=bot_id, symbol=symbol, by=origin.by)]
