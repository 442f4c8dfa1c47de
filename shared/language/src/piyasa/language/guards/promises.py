"""Promised returns and claimed certainty about prices."""

from __future__ import annotations

from collections.abc import Iterator

from piyasa.language.disguise import Plain
from piyasa.language.guards.denied import is_taken_back, is_warned_of
from piyasa.language.phrases import phrases


def promises_in(plain: Plain) -> Iterator[tuple[int, int]]:
    """Find the stretches that promise a return or claim certainty about a price.

    A pledge promises whatever softens it; a certainty only when nothing makes it an opinion.
    """
    known = phrases("promises")
    for found in known["pledges"].finditer(plain.text):
        by_a_state = found[0].startswith("garanti") and known["pledged_by_states"].search(plain.before(found.start()))
        if not by_a_state and not _is_harmless(plain, *found.span()):
            yield found.span()
    for found in known["certainties"].finditer(plain.text):
        is_opinion = known["hedged"].search(plain.sentence(*found.span()))
        if not is_opinion and not _is_harmless(plain, *found.span()):
            yield found.span()


def _is_harmless(plain: Plain, start: int, end: int) -> bool:
    asked = phrases("promises")["asked"].match(plain.text, end) is not None
    return asked or is_taken_back(plain, start, end) or is_warned_of(plain, start, end)
