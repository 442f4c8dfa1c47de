"""What a persona goes through."""

from piyasa.projections.life_events.projection import LifeEvents
from piyasa.projections.life_events.state import Life, LifeEvent

__all__ = ["Life", "LifeEvent", "LifeEvents"]
