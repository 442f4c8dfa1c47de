"""Market figures in a draft: only observed ones, within the rounding they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from piyasa.generator.domain.guards.mentions import Mention, mentions_in
from piyasa.generator.domain.market.symbols import families_in, family_of
from piyasa.generator.domain.scene import Scene
from piyasa.projections.figures import Figure

REASON: Final = "a market figure that no fresh observation backs"
_DOLLARS: Final = frozenset({"USD", "USDT"})
_SLACK: Final = 1e-9


def ungrounded_figure(text: str, scene: Scene) -> str | None:
    """Why a draft may not be said, without any word of it; None when it names no figure but observed ones."""
    count = len(figure_violations(text, scene))
    return f"{REASON} ({count} in the draft)" if count else None


def figure_violations(text: str, scene: Scene) -> tuple[str, ...]:
    """The figures of a text that none of the scene's observed figures backs, as written, from left to right.

    What people said is no licence, nor is a figure of something else than the text is about.
    """
    return tuple(text[mention.start : mention.end] for mention in _unbacked(text, scene.figures))


def _unbacked(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    named: frozenset[str] | None = None
    for mention in mentions_in(text):
        if named is None:
            named = families_in(text)
        if not any(_backs(figure, mention, named) for figure in figures):
            yield mention


def _backs(figure: Figure, mention: Mention, named: frozenset[str]) -> bool:
    if named and family_of(figure.symbol) not in named:
        return False
    return _measures(figure.unit, mention.unit) and any(
        abs(abs(figure.value) - value) <= step / 2 + _SLACK for value, step in mention.readings
    )


def _measures(unit: str, written: str | None) -> bool:
    """Whether a figure's unit is the one that was written; without one, any but a percentage may be meant."""
    if written is None:
        return unit != "%"
    return unit == written or {unit, written} <= _DOLLARS
