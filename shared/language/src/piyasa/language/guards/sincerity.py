"""Whether somebody asks if they talk to a machine; in doubt they do."""

from __future__ import annotations

from functools import cache
from typing import Final

from piyasa.language.disguise import Plain, undisguise
from piyasa.language.guards.linear import takes
from piyasa.language.lexicon import word_list
from piyasa.language.phrases import phrases

_WORDS_ALONE: Final = 5
"""A question this short is about the one it is put to, unless it names a market."""


def sincere_ai_question(text: str) -> bool:
    """Tell whether a message asks, or doubts, if the one who speaks is a machine.

    Turkish and English, through misspelling and disguise. In doubt it does; talk about trading bots, robot funds, AI
    shares and the truth of news does not. Found by phrases or by the classifier, whichever notices.
    """
    return _is_worded_so(undisguise(text)) or takes("sincerity", text)


def _is_worded_so(plain: Plain) -> bool:
    known = phrases("sincerity")
    if known["certain"].search(plain.text):
        return True
    if known["named"].search(plain.text) and known["certain_of_named"].search(plain.text):
        return True
    if known["possible_of_you"].search(plain.text) and not known["about_markets"].search(plain.text):
        return True
    return any(
        _is_about_a_speaker(plain.sentence(*found.span()), found[0]) for found in known["possible"].finditer(plain.text)
    )


@cache
def _given_names() -> frozenset[str]:
    return frozenset(word_list("words")["given_names"])


def _is_about_a_speaker(sentence: str, asked: str) -> bool:
    """Take ``bot mu`` and the like for a question about us only in the right company."""
    known = phrases("sincerity")
    if known["about_markets"].search(sentence):
        return False
    words = sentence.strip(" .?").split()
    if known["about_a_speaker"].search(sentence) or not _given_names().isdisjoint(words):
        return True
    return len(words) <= _WORDS_ALONE and not known["bare_real"].fullmatch(asked)
