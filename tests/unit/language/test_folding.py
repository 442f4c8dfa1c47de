"""The comparable form of texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language import fold, normal_form, same_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("THYAO'da", "thyao"),
        ("THYAO’yu  SATTIM", "thyao sattim"),
        ("Çığ gibi büyüyen ŞÖVALYE", "cig gibi buyuyen sovalye"),
        ("kâr, îmâ, sükûn", "kar, ima, sukun"),
        ("I\u0307zmir\tİZMİR", "izmir izmir"),
        ("don't worry", "dont worry"),
        ("ti\u200bre", "tire"),
        ("%5'ten", "%5"),
    ],
)
def test_spellings_of_one_word_fold_alike(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_the_normal_form_drops_signs_but_keeps_a_text_of_signs() -> None:
    assert normal_form("Bence yükselir!!! 🚀") == "bence yukselir"
    assert normal_form("🚀🚀") == "🚀🚀"


def test_casing_letters_and_signs_do_not_make_another_text() -> None:
    assert same_text("Haklısın, çok doğru!", "haklisin cok dogru")
    assert not same_text("🚀", "😢")
    assert not same_text("düşer", "düşmez")
