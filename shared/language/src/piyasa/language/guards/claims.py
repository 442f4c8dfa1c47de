"""Claims of inside knowledge, of a track record, and of being human."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from piyasa.language.disguise import Plain
from piyasa.language.guards.denied import is_warned_of
from piyasa.language.phrases import phrases

_WORDS_BEFORE: Final = 4
_WORDS_AFTER: Final = 5


def insider_claims_in(plain: Plain) -> Iterator[tuple[int, int]]:
    """Find the stretches that claim inside knowledge or a record of being right."""
    known = phrases("claims")
    for found in known["inside"].finditer(plain.text):
        begin, end = plain.sentence_around(*found.span())
        precedes = " ".join(plain.text[begin : found.start()].split()[-_WORDS_BEFORE:])
        follows = " ".join(plain.text[found.start() : end].split()[: len(found[0].split()) + _WORDS_AFTER])
        # "Tell nobody" negates nothing: it makes the claim stronger.
        claimed = known["secrecy"].sub("", follows)
        if not known["not_claimed"].search(claimed) and not known["not_claimed_before"].search(precedes):
            yield found.span()
    for found in known["record"].finditer(plain.text):
        _, end = plain.sentence_around(*found.span())
        taken_back = known["record_taken_back"].match(plain.text[found.end() : end])
        if not taken_back and not is_warned_of(plain, *found.span()):
            yield found.span()


def denials_in(plain: Plain) -> Iterator[tuple[int, int]]:
    """Find the stretches in which the speaker denies being a machine or claims to be human."""
    known = phrases("claims")
    for found in known["denials"].finditer(plain.text):
        _, end = plain.sentence_around(*found.span())
        admitted = known["admitted"].match(plain.text[found.end() : end])
        if not admitted and not known["admitted_before"].search(plain.before(found.start())):
            yield found.span()
