"""Sketches are read here as the language package writes them; this test tells when they drift apart."""

from __future__ import annotations

import pytest

from piyasa.language import sketches
from piyasa.projections.conversations.repetition import REPETITIVE_FROM, is_repetitive
from piyasa.projections.conversations.state import Line
from support.events import NOON, meaning

TEXTS = (
    "THYAO bugün yine tavan yaptı",
    "thyao bugun yine tavan yapti!",
    "THYAO bugün yine tavan yaptı arkadaşlar",
    "THYAO dün de tavan yapmıştı, bugün yine yaptı",
    "dolar 32,50 oldu, faiz kararı bekleniyor",
    "dolar 32,50 oldu, faiz kararı beklenmiyor artık",
    "bence beklemek lazım",
    "bence biraz beklemek lazım",
    "tamam",
    "",
)


def line(text: str) -> Line:
    return Line(1, NOON, "p:aa", "", text, meaning(sketch=sketches.sketch(text)), 1)


@pytest.mark.parametrize("first", TEXTS)
def test_lines_are_alike_exactly_when_the_language_says_so(first: str) -> None:
    for second in TEXTS:
        likeness = sketches.similarity(sketches.sketch(first), sketches.sketch(second))
        worded = bool(first and second)
        assert is_repetitive(line(first), [line(second)]) == (worded and likeness >= REPETITIVE_FROM)


def test_the_texts_tell_alike_from_unlike() -> None:
    pairs = [(a, b) for a in TEXTS for b in TEXTS if a < b]
    found = {is_repetitive(line(a), [line(b)]) for a, b in pairs}
    assert found == {True, False}
