"""What personas felt over the newest day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter

from piyasa.analytics.lives import Feeling
from piyasa.analytics.spread import mean
from piyasa.contracts.persona import DIMENSIONS

_FULL = 100


def feelings_over_a_day(axes: Axes, feelings: Mapping[str, Sequence[Feeling]], timezone: str) -> None:
    """The mean of all personas in each of the seven dimensions, by time."""
    zone = ZoneInfo(timezone)
    moments = _by_moment(feelings)
    times = [moment.astimezone(zone) for moment in moments]
    for place, name in enumerate(DIMENSIONS):
        levels = [mean([levels[place] for levels in told]) or 0.0 for told in moments.values()]
        axes.plot(times, levels, label=name.replace("_", " "))  # type: ignore[arg-type]  # dates are drawn as well
    axes.set(title=f"Feelings of {len(feelings)} personas, mean", xlabel=timezone, ylabel="level", ylim=(0, _FULL))
    axes.xaxis.set_major_formatter(DateFormatter("%H:%M", tz=zone))  # type: ignore[no-untyped-call]
    axes.legend(frameon=False, ncols=4, fontsize="small")


def _by_moment(feelings: Mapping[str, Sequence[Feeling]]) -> dict[datetime, list[tuple[float, ...]]]:
    moments: dict[datetime, list[tuple[float, ...]]] = {}
    for bot in sorted(feelings):
        for felt in feelings[bot]:
            moments.setdefault(felt.time, []).append(felt.levels)
    return {moment: moments[moment] for moment in sorted(moments)}
