"""Texts read through their disguises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language.disguise import undisguise


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("B O T  M U S U N", "bot musun"),
        ("b.o.t", "bot"),
        ("b0t", "bot"),
        ("b\u043et", "bot"),
        ("b\u200bo\u00adt", "bot"),
        ("\U0001d41b\U0001d428\U0001d42d", "bot"),
        ("\U0001f171\U0001f17e\U0001f183", "bot"),
        ("garantiiii", "garanti"),
        ("gar*anti", "garanti"),
        ("ÇIĞLIK, İşte!", "ciglik iste."),
        ("THYAO'yu", "thyaoyu"),
        ("10.500,75", "1050075"),
        ("%20 olur", "%20 olur"),
        ("xu100 ve 5x", "xu100 ve 5x"),
        ("go all in", "go all in"),
        ("bir. iki? üç", "bir. iki? uc"),
    ],
)
def test_a_text_is_read_as_it_sounds(text: str, heard: str) -> None:
    assert undisguise(text).text == heard


def test_a_stretch_leads_back_to_the_text_as_written() -> None:
    text = "  ya b.o.t musun"
    plain = undisguise(text)
    at = plain.text.index("bot")
    start, end = plain.span(at, at + 3)
    assert text[start:end] == "b.o.t"


@given(st.text())
def test_every_character_has_its_origin(text: str) -> None:
    plain = undisguise(text)
    assert len(plain.text) == len(plain.origin)
    assert list(plain.origin) == sorted(plain.origin)
    assert all(0 <= at < len(text) for at in plain.origin)
