"""Plots of a report as SVG files; needs matplotlib, which nothing else here does."""

from piyasa.analytics.plots.drawing import draw

__all__ = ["draw"]
