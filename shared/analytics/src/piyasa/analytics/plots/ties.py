"""Who is what to whom, as a graph on a circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import cos, pi, sin

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from piyasa.projections.relationships import Kind, Ties

_COLORS: Mapping[Kind, str] = {
    "acquaintance": "#bbbbbb",
    "friend": "#5aa469",
    "close_friend": "#1b6e33",
    "rival": "#c0392b",
    "mentor": "#3b7dd8",
    "student": "#8e6bbf",
    "stranger": "#dddddd",
}
"""Strangers are drawn only where nobody is more to anybody."""
_NODES_AT_MOST, _TIES_AT_MOST, _STRANGERS_AT_MOST = 40, 200, 20
_Tie = tuple[str, str, Kind, float]


def relationships(axes: Axes, ties: Mapping[str, Ties]) -> None:
    """Personas and people on a circle, an arrow for what the one thinks of the other.

    Only the forty with the most ties and the two hundred ties of greatest familiarity are drawn. Where nobody is more
    than a stranger, the twenty most familiar of the strangers are.
    """
    drawn, names = _drawn(ties)
    places = {name: _place(at, len(names)) for at, name in enumerate(names)}
    for one, other, kind, _ in drawn:
        arrow = {"arrowstyle": "->", "color": _COLORS[kind], "connectionstyle": "arc3,rad=0.12", "alpha": 0.8}
        axes.annotate("", xy=places[other], xytext=places[one], arrowprops=arrow)
    for name, (right, up) in places.items():
        axes.plot(right, up, marker="o" if name.startswith("b:") else "s", color="#333333", markersize=5)
        side = "left" if right >= 0 else "right"
        axes.annotate(name[2:], (right * 1.05, up * 1.05), ha=side, va="center", fontsize=7)
    kinds = sorted({kind for _, _, kind, _ in drawn}, key=[*_COLORS].index)
    if kinds:
        marks = [Line2D([], [], color=_COLORS[kind], label=kind.replace("_", " ")) for kind in kinds]
        axes.legend(handles=marks, frameon=False, loc="lower left", fontsize="small")
    title = "Relationships (circles are personas, squares people)"
    if all(kind == "stranger" for _, _, kind, _ in drawn):
        title += "\nNobody is more than a stranger to anybody" if drawn else "\nNobody has met anybody"
    axes.set(title=title, xlim=(-1.6, 1.6), ylim=(-1.3, 1.3))
    axes.set_axis_off()


def _drawn(ties: Mapping[str, Ties]) -> tuple[list[_Tie], list[str]]:
    met = [
        (f"b:{bot}", other, known.kind, known.familiarity)
        for bot in sorted(ties)
        for other, known in sorted(ties[bot].towards.items())
    ]
    every = [tie for tie in met if tie[2] != "stranger"]
    if not every:
        every = sorted(met, key=lambda tie: (-tie[3], tie[:2]))[:_STRANGERS_AT_MOST]
    counts = Counter(name for one, other, _, _ in every for name in (one, other))
    kept = {name for name, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:_NODES_AT_MOST]}
    among = [tie for tie in every if tie[0] in kept and tie[1] in kept]
    strongest = sorted(among, key=lambda tie: (-tie[3], tie[:2]))[:_TIES_AT_MOST]
    return strongest, sorted(kept)


def _place(at: int, of: int) -> tuple[float, float]:
    angle = 2 * pi * at / max(1, of)
    return cos(angle), sin(angle)
