"""When a persona without a model names a figure, and what it calls its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.market.symbols import is_of_exchange, prices
from piyasa.generator.domain.market.wording import day_of, said, when
from piyasa.generator.domain.names import names_of
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.suffixes import Name, bare, ticker
from piyasa.language import fold
from piyasa.projections.figures import Figure

NAMES: Final = 0.12
"""How often what is said of a subject is its figure, when there is a fresh one."""
NAMES_WHEN_ASKED: Final = 0.8
_ASKED: Final = re.compile(r"\b(?:kac|ne kadar|fiyat\w*|kacta|kacti|how much|price|level)\b")


def figure_on(scene: Scene, subject: str | None) -> Figure | None:
    """The figure of a subject that may be spoken of."""
    if subject is None:
        return None
    return next((figure for figure in scene.figures if prices(subject, figure.symbol)), None)


def kind_of_figure(scene: Scene, subject: str | None, chance: Chance) -> str | None:
    """The kind of line that names the subject's figure; None when it is not named this time.

    Nothing is drawn where there is no figure: without a source of prices everybody speaks as before.
    """
    figure = figure_on(scene, subject)
    if figure is None:
        return None
    target = scene.target
    asked = target is not None and target.meaning.is_question and _ASKED.search(fold(target.text)) is not None
    if chance.random() >= (NAMES_WHEN_ASKED if asked else NAMES):
        return None
    return "figure.closing" if is_of_exchange(figure.symbol) and not scene.market_open else "figure"


def figure_slots(scene: Scene, subject: str | None) -> Mapping[str, Name]:
    """The names of a figure's parts: what, how much, where from, when, on which day."""
    figure = figure_on(scene, subject)
    if figure is None:
        return {}
    language, local = scene.language, scene.local
    return {
        "ft": next(iter(names_of(figure.symbol, language)), ticker(figure.symbol)),
        "fig": bare(said(figure, language)),
        "src": bare(figure.source),
        "when": bare(when(figure, local, language)),
        "fday": bare(day_of(figure, local, language)),
    }
