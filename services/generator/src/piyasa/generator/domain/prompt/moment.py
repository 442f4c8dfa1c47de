"""The hour, the exchange, the place, the subject, and the figures that may be named (part 9)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from piyasa.generator.domain.names import group_of
from piyasa.generator.domain.prompt.fitting import within
from piyasa.generator.domain.prompt.quoting import Quoting, plain, quoted
from piyasa.generator.domain.prompt.section import Section
from piyasa.generator.domain.prompt.words import Words
from piyasa.generator.domain.scene import Scene
from piyasa.projections.exchange import part_of_day
from piyasa.projections.figures import Figure

_SYMBOLS: Final = 4
"""Symbols on which no side may be taken, at most."""
_TITLE, _TOPIC, _SYMBOL, _UNIT, _SOURCE, _VALUE = 24, 12, 10, 8, 16, 16
"""Tokens at most."""
_FIGURES: Final = 230
"""Tokens at most of all figures together: about five."""
_CLOCK: Final = "%H:%M"


def moment(scene: Scene, words: Words, quoting: Quoting) -> list[Section]:
    """Part 9: what the clock says, where and about what is talked, and which figures there are."""
    return [Section("moment", "\n".join(_told(scene, words, quoting))), _figures(scene, words)]


def _told(scene: Scene, words: Words, quoting: Quoting) -> list[str]:
    told = [_clause(scene, words)]
    if scene.chat_title:
        title = quoted({words.keys.chat: quoting.said(scene.chat_title, _TITLE)})
        told.append(words.moment.chat.format(line=title))
    if scene.topic is not None:
        group = plain(group_of(scene.topic), _TOPIC)
        told.append(words.moment.topic.format(topic=plain(scene.topic, _TOPIC), group=group))
    return told


def _clause(scene: Scene, words: Words) -> str:
    """The time, whether the exchange trades, and what the talk should do now."""
    said, local = words.moment, scene.local
    parts = [
        said.time.format(
            time=f"{local:{_CLOCK}}",
            day=local.day,
            month=said.months[local.month - 1],
            weekday=said.weekdays[local.weekday()],
            band=said.bands[part_of_day(local)],
            market=said.market[scene.market_open],
        ),
        said.first_of_day if scene.first_of_day else "",
        said.change_topic if scene.change_topic else "",
    ]
    if scene.spent:
        symbols = sorted({symbol for symbol, _ in scene.spent})[:_SYMBOLS]
        parts.append(said.spent.format(symbols=", ".join(plain(each, _SYMBOL) for each in symbols)))
    return " ".join(part for part in parts if part)


def _figures(scene: Scene, words: Words) -> Section:
    if not scene.figures:
        return Section("figures", words.moment.no_figures)
    lines = within(_FIGURES, (_figure(each, scene, words) for each in scene.figures))
    return Section("figures", words.moment.figures, words.keys.figures, tuple(lines))


def _figure(figure: Figure, scene: Scene, words: Words) -> str:
    """One observed figure; the time is the persona's."""
    keys, held = words.keys, figure.as_of.astimezone(scene.local.tzinfo)
    value = f"{Decimal(repr(figure.value)):f}".removesuffix(".0").replace(".", words.moment.decimal)
    return quoted(
        {
            keys.symbol: plain(figure.symbol, _SYMBOL),
            keys.value: f"{plain(value, _VALUE)} {plain(figure.unit, _UNIT)}",
            keys.source: plain(figure.source, _SOURCE),
            keys.as_of: f"{held:%d.%m} {held:{_CLOCK}}",
        }
    )
