"""What is said in a prompt, a table for each language."""

from piyasa.generator.domain.prompt.words.english import ENGLISH
from piyasa.generator.domain.prompt.words.shapes import Words
from piyasa.generator.domain.prompt.words.turkish import TURKISH

__all__ = ["Words", "words_of"]


def words_of(language: str) -> Words:
    """The table of a language; Turkish for every one that is not English."""
    return ENGLISH if language == "en" else TURKISH
