"""What is known of the market at a moment: figures that may be spoken of."""

from __future__ import annotations

from datetime import datetime

from piyasa.generator.domain.market.bearing import bearing
from piyasa.generator.domain.market.freshness import Freshness
from piyasa.generator.domain.market.symbols import families_in
from piyasa.generator.use_cases.moments import Moment
from piyasa.projections.directory import Directory
from piyasa.projections.directory.settings import Settings
from piyasa.projections.figures import Figure
from piyasa.projections.fold import TableSet


def fresh_figures(tables: TableSet, now: datetime, *, in_session: bool) -> tuple[Figure, ...]:
    """All figures that may be spoken of; ``in_session`` says what personas' clocks say of the exchange."""
    settings = Settings.of(Directory(tables).installation)
    rule = Freshness(now, settings.figure_fresh_minutes, settings.market_holidays, session=in_session)
    figures: dict[str, Figure] = tables.tables["figures"].rows
    return tuple(figure for figure in figures.values() if rule.is_fresh(figure))


def bearing_figures(moment: Moment, *, in_session: bool) -> tuple[Figure, ...]:
    """Those of what is talked about, of the answered line and of the persona's watchlist, nearest first."""
    fresh = fresh_figures(moment.tables, moment.now, in_session=in_session)
    if not fresh:
        return ()
    target = moment.target
    heard = (
        () if target is None else (*target.meaning.symbols, *sorted(families_in(target.text)), *target.meaning.topics)
    )
    talked_of = () if moment.topic is None else (moment.topic,)
    return bearing(fresh, tuple(dict.fromkeys((*talked_of, *heard, *moment.bot.persona.watchlist))))
