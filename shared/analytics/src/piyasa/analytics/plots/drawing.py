"""All plots of a stretch of the log, written to one folder: the same lines give the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from piyasa.analytics.lives import Feeling
from piyasa.analytics.plots.activity import activity, intervals
from piyasa.analytics.plots.feelings import feelings_over_a_day
from piyasa.analytics.plots.ties import relationships
from piyasa.analytics.utterances import Utterance
from piyasa.projections.relationships import Ties

_SIZE, _SQUARE = (8.0, 4.5), (8.0, 8.0)
NAMES = frozenset({"activity.svg", "intervals.svg", "emotions.svg", "relationships.svg"})
"""Of every plot there is."""


def draw(
    folder: Path,
    lines: Sequence[Utterance],
    *,
    feelings: Mapping[str, Sequence[Feeling]] | None = None,
    ties: Mapping[str, Ties] | None = None,
    timezone: str = "Europe/Istanbul",
    pace: float = 1.0,
) -> tuple[Path, ...]:
    """Write every plot there is something to draw for; returns their paths.

    Plots of an earlier time that there is nothing to draw for now are removed; other files stay as they are.
    """
    plots: list[tuple[str, tuple[float, float], Callable[[Axes], None]]] = []
    if lines:
        plots.append(("activity.svg", _SIZE, lambda axes: activity(axes, lines, timezone)))
    if len(lines) > 1:
        plots.append(("intervals.svg", _SIZE, lambda axes: intervals(axes, lines, pace)))
    if feelings:
        plots.append(("emotions.svg", _SIZE, lambda axes: feelings_over_a_day(axes, feelings, timezone)))
    if ties:
        plots.append(("relationships.svg", _SQUARE, lambda axes: relationships(axes, ties)))
    folder.mkdir(parents=True, exist_ok=True)
    for name in NAMES - {name for name, _, _ in plots}:
        (folder / name).unlink(missing_ok=True)
    return tuple(_written(folder / name, size, plot) for name, size, plot in plots)


def _written(path: Path, size: tuple[float, float], plot: Callable[[Axes], None]) -> Path:
    with mpl.rc_context({"svg.hashsalt": "piyasa", "svg.fonttype": "none", "font.size": 10}):
        figure = Figure(figsize=size, layout="constrained")
        plot(figure.subplots())
        figure.savefig(path, format="svg", metadata={"Date": None})
    return path
