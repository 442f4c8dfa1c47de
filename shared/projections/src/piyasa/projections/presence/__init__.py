"""Where each persona was when something was said."""

from piyasa.projections.presence.projection import Presences
from piyasa.projections.presence.state import Presence, Stay

__all__ = ["Presence", "Presences", "Stay"]
