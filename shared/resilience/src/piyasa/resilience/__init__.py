"""What keeps a service from hammering at something that does not answer."""

from piyasa.resilience.breaker import Breaker, BreakerReport, State

__all__ = ["Breaker", "BreakerReport", "State"]
