"""What a persona remembers."""

from piyasa.projections.memories.projection import Memories
from piyasa.projections.memories.state import Memory, Remembered, Use

__all__ = ["Memories", "Memory", "Remembered", "Use"]
