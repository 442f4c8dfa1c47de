"""Market figures: what was last observed of each symbol, and the opinions that wait for their outcome."""

from piyasa.projections.figures.calls import Calls
from piyasa.projections.figures.observed import Figures
from piyasa.projections.figures.state import CALLS_KEPT, Call, CallBook, Figure

__all__ = ["CALLS_KEPT", "Call", "CallBook", "Calls", "Figure", "Figures"]
