"""Whether a message speaks to a persona it names, or of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from piyasa.language.folding import tidy
from piyasa.language.lexicon import word_list
from piyasa.language.mentions import Mention, is_endearment
from piyasa.language.tokens import Token

_SECOND_PERSON: Final = re.compile(
    r"\w+(?:[dt][iu]n|yo(?:r?s[iu]n|n)|[aeiu]rs[iu]n|m[ae]zs[iu]n|c[ae]ks[iu]n|m[iu]ss[iu]n|[dt][iu]g[iu]n|s[ae]n[ae])"
)
_SECOND_PERSONS: Final = re.compile(
    r"\w+(?:[dt][iu]n[iu]z|s[iu]n[iu]z|s[ae]n[iu]z|[iu]n[iu]z|m[ae]y[iu]n|(?<![aeiou])[iu]y?[iu]n)"
)
"""Several people, or one with an honorific: ``gitmeyin``, ``dediniz``."""
_HEARSAY: Final = re.compile(r"\w+m[iu]s(?:t[iu])?")
_REPORTED: Final = re.compile(r"\w+(?:[dt][iu]|yor|yorlar|m[ae]z|yo|[iu]r)")
_CALL: Final = re.compile(r"[,:!?.…)]")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word_list("words")[name])


def addressed_in(text: str, tokens: Sequence[Token], mentions: Sequence[Mention], *, is_question: bool) -> str | None:
    """Name the first persona that is spoken to.

    A name in a case (``Ayşe'ye sordum``), compared (``Zeynep gibi``) or introduced (``bence Mehmet``) is spoken of.
    Endearments and vocatives (``hocam``) call; so does a name in a message to a second person, and a name that stands
    at the beginning, at the end or before a comma of one that reports nothing about a third.
    """
    for mention in mentions:
        if _is_addressed(text, tokens, mention, is_question=is_question):
            return mention.bot_id
    return None


def _is_addressed(text: str, tokens: Sequence[Token], mention: Mention, *, is_question: bool) -> bool:
    if is_endearment(mention.suffix):
        return True
    if mention.suffix or _is_told_of(tokens, mention):
        return False
    return mention.honorific in _words("vocatives") or _is_called(text, tokens, mention, is_question=is_question)


def _is_called(text: str, tokens: Sequence[Token], mention: Mention, *, is_question: bool) -> bool:
    rest = [token.word for token in (*tokens[: mention.begin], *tokens[mention.end :])]
    ends, set_off = mention.end == len(tokens), _is_set_off(text, tokens, mention)
    several = any(word in _words("spoken_to_several") or _is_plural(word) for word in rest)
    if any(_is_singular(word) for word in rest) or (several and (ends or set_off or mention.honorific)):
        return True
    if several or (_is_reported(rest, is_question=is_question) and not (ends or set_off)):
        return False
    return ends or set_off or mention.begin == 0 or _is_greeted(tokens, mention)


def _is_told_of(tokens: Sequence[Token], mention: Mention) -> bool:
    before, after = tokens[: mention.begin][-1:], tokens[mention.end :][:1]
    introduced = any(token.word in _words("introduced") for token in before)
    return introduced or any(token.word in _words("told_of") for token in after)


def _is_singular(word: str) -> bool:
    if word in _words("spoken_to"):
        return True
    return _SECOND_PERSON.fullmatch(word) is not None and word not in _words("not_second_person")


def _is_plural(word: str) -> bool:
    return _SECOND_PERSONS.fullmatch(word) is not None


def _is_reported(words: Sequence[str], *, is_question: bool) -> bool:
    """Tell whether something is told of a third person; a question may ask what happened, but not by hearsay."""
    if any(_HEARSAY.fullmatch(word) for word in words):
        return True
    return not is_question and any(_REPORTED.fullmatch(word) for word in words)


def _is_set_off(text: str, tokens: Sequence[Token], mention: Mention) -> bool:
    """Tell whether a sign follows a name."""
    if mention.end == len(tokens):
        return False
    seen = tidy(text)
    last = tokens[mention.end - 1]
    return _CALL.search(seen, last.start + len(last.written), tokens[mention.end].start) is not None


def _is_greeted(tokens: Sequence[Token], mention: Mention) -> bool:
    return any(token.word in _words("greetings") for token in tokens[: mention.begin][-2:])
