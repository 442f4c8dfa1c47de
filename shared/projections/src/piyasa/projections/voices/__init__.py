"""What a persona said lately."""

from piyasa.projections.voices.projection import Voices
from piyasa.projections.voices.state import Voice

__all__ = ["Voice", "Voices"]
