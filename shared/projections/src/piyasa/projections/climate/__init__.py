"""How people speak of each topic, day by day."""

from piyasa.projections.climate.projection import Climates
from piyasa.projections.climate.state import Climate, Tally

__all__ = ["Climate", "Climates", "Tally"]
