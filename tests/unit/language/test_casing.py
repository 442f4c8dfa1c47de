"""Turkish casing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language import tr_capitalize, tr_lower, tr_upper


@pytest.mark.parametrize(
    ("upper", "lower"),
    [("IŞIK", "ışık"), ("İZMİR", "izmir"), ("ISPARTA'DA İŞ", "ısparta'da iş"), ("ÇĞÖŞÜ", "çğöşü")],
)
def test_i_pairs_with_dotted_and_undotted_capitals(upper: str, lower: str) -> None:
    assert tr_lower(upper) == lower
    assert tr_upper(lower) == upper


def test_a_decomposed_dot_above_leaves_no_trace() -> None:
    assert tr_lower("I\u0307stanbul") == "istanbul"
    assert tr_lower("i\u0307stanbul") == "istanbul"
    assert tr_upper("i\u0307") == "İ"


def test_capitalising_raises_only_the_first_character() -> None:
    assert tr_capitalize("istanbul THYAO aldı") == "İstanbul THYAO aldı"
    assert tr_capitalize("ılık") == "Ilık"
    assert tr_capitalize("") == ""


@given(st.text(alphabet="abcçdefgğhıijklmnoöprsştuüvyzIİABCÇ '0123\u0307"))
def test_lowering_after_raising_gives_the_lower_form(text: str) -> None:
    assert tr_lower(tr_upper(text)) == tr_lower(text)
