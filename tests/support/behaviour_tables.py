"""The long tables of docs/behaviour.md, made from the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from piyasa.cast.starters import STARTERS
from piyasa.contracts.persona import DIMENSIONS
from piyasa.projections.emotions import triggers
from piyasa.projections.emotions.passing import DEFAULT_BASELINE, HALF_LIFE
from piyasa.projections.life_events.catalogue import TYPES
from piyasa.projections.memories.fading import FADES
from piyasa.projections.relationships import interactions
from piyasa.projections.relationships.reading import effects
from piyasa.projections.relationships.state import Relationship

_IMPACTS = ("mood", "energy", "stress")
_KINDS = ("stranger", "acquaintance", "friend", "close_friend", "rival", "mentor", "student")


def behaviour_tables() -> str:
    """Levels, triggers, memories, interactions, kinds and life events with all their numbers."""
    parts = [
        ("Levels and triggers (3.1, 3.2, 3.3)", _feelings()),
        ("Memories (4.1, 4.9)", _memories()),
        ("Interactions (5.2)", _interactions()),
        ("Kinds of relationships (5.4)", _kinds()),
        ("Life events (6.2)", _life_events()),
    ]
    return "\n\n".join(["## 16. Tables", *(f"### {title}\n\n{chr(10).join(rows)}" for title, rows in parts)])


def _feelings() -> Iterator[str]:
    yield from _table("", *(each.replace("_", " ") for each in DIMENSIONS))
    yield _row("rests at", (f"{DEFAULT_BASELINE[each]:g}" for each in DIMENSIONS))
    yield _row("half is gone in, minutes", (f"{HALF_LIFE[each]:g}" for each in DIMENSIONS))
    for name, effect in triggers.EFFECTS.items():
        yield _row(name, (_signed(effect.get(each, 0.0)) for each in DIMENSIONS))


def _memories() -> Iterator[str]:
    yield from _table("", "fades a day by", "from the start")
    for kind, fades in FADES.items():
        yield _row(kind, (f"{fades:g}", str(STARTERS[kind])))


def _interactions() -> Iterator[str]:
    yield from _table("", *interactions.Effect._fields)
    for kind, effect in interactions.EFFECTS.items():
        yield _row(kind, map(_signed, effect))


def _kinds() -> Iterator[str]:
    yield from _table("", "mention ×", "delay ×", "tone", "bias", "emoji ×")
    for kind in _KINDS:
        given = effects(Relationship(kind=kind))  # type: ignore[arg-type]
        bias = _signed(given.agreement_bias)
        yield _row(kind, (f"{given.mention:g}", f"{given.delay:g}", given.tone, bias, f"{given.emoji:g}"))


def _life_events() -> Iterator[str]:
    yield from _table("", "weight", "days", *_IMPACTS, "availability", "frequency", "told")
    for each in TYPES.values():
        impacts: Mapping[str, float] = {str(name): impact for name, impact in each.impacts.items()}
        shown = [_signed(impacts.get(name, 0.0)) for name in _IMPACTS]
        if each.mood_may_fall:
            shown[0] = f"±{abs(impacts['mood']):g}"
        days = "–".join(dict.fromkeys(map(str, each.days)))
        often = f"{each.weight:g}" if each.weight else "yearly"
        yield _row(
            each.name,
            (often, days, *shown, f"{each.availability:g}", f"{each.frequency:g}", "yes" if each.public else "no"),
        )


def _table(*heads: str) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"


def _row(name: str, cells: Iterable[str]) -> str:
    return f"| {name.replace('_', ' ')} | {' | '.join(cells)} |"


def _signed(number: float) -> str:
    return f"{number:+g}" if number else ""
