"""Market figures: what was last observed of each symbol, where and when."""

from piyasa.projections.figures.state import Figure

__all__ = ["Figure"]
