"""Whether a draft does what somebody's message ordered a model to do, instead of what a persona does."""

from __future__ import annotations

import re
from typing import Final, Literal

from piyasa.language.disguise import undisguise
from piyasa.language.folding import normal_form
from piyasa.language.phrases import phrases
from piyasa.language.symbols import symbol_list

Obedience = Literal["recital", "submission", "other_role", "out_of_character", "advert", "markup", "shouting"]

_WORDED: Final[tuple[Obedience, ...]] = ("recital", "submission", "other_role", "out_of_character", "advert")
_MARKUP: Final = re.compile(
    r"```|</?[a-zA-Z][^<>\n]{0,80}>|\{\s*[\"'“][^{}]*:|^\s*\{|^\s*[\[{]\s*[\"{]|<\||\|>|^\s*#{1,6}\s\w|^\s*\|.*\|\s*$"
    r"|\*\*\w|\]\(|\b(?:def|function|print|console\.log)\b ?\w*\(|\b(?:const|let|var) \w+ ?=|\bSELECT\b.*\bFROM\b|&lt;"
    r"|\bpersona\s*=|^\[[A-Za-zçğıöşü]{2,12}\]",
    re.MULTILINE,
)
_KEYWORD: Final = re.compile(r"(?<!\w)[A-ZÇĞİÖŞÜ]{3,}(?:[-_][A-ZÇĞİÖŞÜ0-9]{2,}){2,}(?!\w)")
_SHOUTED: Final = re.compile(r"(?<!\w)[A-ZÇĞİÖŞÜ]{4,}(?!\w)")
_SHOUTS_ENOUGH: Final = 3
_DEMANDED: Final = 0.8
"""Share of a draft's words, in order, that stand in the message it would echo."""
_WORDS_ENOUGH: Final = 3


def obeys(draft: str) -> Obedience | None:
    """Give the first way in which a draft leaves its persona, None when it is what a member might write.

    It recites rules, gives in to new ones, takes another name or role, talks as an assistant does, advertises, prints
    markup or code, or shouts a keyword. To admit being an AI persona is none of it.
    """
    plain = undisguise(draft).text
    if _MARKUP.search(draft):
        return "markup"
    for kind in _WORDED:
        if phrases("obedience")[kind].search(plain):
            return kind
    return "shouting" if _shouts(draft) else None


def echoes(draft: str, message: str) -> bool:
    """Tell whether a draft says little but what stands in a message: what repeating after somebody comes to.

    Meant for messages that were taken for an attempt at injection; people quote one another without harm.
    """
    said, heard = normal_form(draft).split(), normal_form(message).split()
    if not said:
        return False
    if len(said) < _WORDS_ENOUGH:
        return f" {' '.join(said)} " in f" {' '.join(heard)} "
    return _in_common(said, heard) >= _DEMANDED * len(said)


def _in_common(said: list[str], heard: list[str]) -> int:
    """Count the words of the longest common run with gaps."""
    lengths = [0] * (len(heard) + 1)
    for word in said:
        before = 0
        for at, other in enumerate(heard, 1):
            before, lengths[at] = lengths[at], before + 1 if word == other else max(lengths[at], lengths[at - 1])
    return lengths[-1]


def _shouts(draft: str) -> bool:
    known = symbol_list()
    shouted = [word for word in _SHOUTED.findall(draft) if known.spelt(normal_form(word)) is None]
    is_all_shouted = draft == draft.upper() and len(shouted) >= _SHOUTS_ENOUGH
    return is_all_shouted or _KEYWORD.search(draft) is not None
