"""What a persona feels."""

from piyasa.projections.emotions.projection import Emotions
from piyasa.projections.emotions.state import Feelings

__all__ = ["Emotions", "Feelings"]
