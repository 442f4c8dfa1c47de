"""Looks personas over before they talk: rules they would break, contradictions, and what two of them may not share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from piyasa.cast.consistency import contradictions
from piyasa.cast.member import CastMember
from piyasa.cast.styles import combination
from piyasa.language.guards.violations import violations
from piyasa.language.symbols import symbol_list


def faults(member: CastMember) -> Iterator[str]:
    """What is wrong with one persona, one sentence each."""
    for text in member.texts():
        for violation in violations(text):
            yield f"{violation.kind.replace('_', ' ')} ({violation.matched!r}) in: {text}"
    yield from contradictions(member)
    if not member.persona.style.emojis and member.writing_style.emoji_frequency != "none":
        yield (
            "persona.style.emojis is false, but writing_style.emoji_frequency is "
            f"{member.writing_style.emoji_frequency}; set it to none"
        )


def doubts(member: CastMember) -> Iterator[str]:
    """What may be meant so, but often is not."""
    known = symbol_list().group
    named = (*member.persona.watchlist, *(each.symbol for each in member.holdings))
    for symbol in dict.fromkeys(named):
        if symbol not in known:
            yield f"{symbol} is on no list: messages about it are found only as ${symbol}"
    if not member.stances:
        yield "has no stances: it will agree with everybody"


def clashes(members: Iterable[CastMember]) -> Iterator[str]:
    """Ids, handles and names that several personas share; writing styles too, as long as there are enough for all."""
    everybody = list(members)
    for what in ("bot_id", "handle", "name"):
        yield from _shared(what, ((getattr(each, what).lower(), each.bot_id) for each in everybody))
    yield from _shared(
        "writing style", (("/".join(combination(each.writing_style)), each.bot_id) for each in everybody)
    )


def _shared(what: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    owners: dict[str, list[str]] = defaultdict(list)
    for value, bot_id in pairs:
        owners[value].append(bot_id)
    for value, ids in owners.items():
        if len(ids) > 1:
            yield f"{what} {value} is shared by {', '.join(ids)}"
