"""What comes back to a persona for what it says, and the words of a chat: what the jobs of night and week go by."""

from piyasa.projections.weekly.echoes import EchoesOfAll
from piyasa.projections.weekly.state import Echoes, Tally, Vocabulary, Word
from piyasa.projections.weekly.vocabulary import Vocabularies

__all__ = ["Echoes", "EchoesOfAll", "Tally", "Vocabularies", "Vocabulary", "Word"]
