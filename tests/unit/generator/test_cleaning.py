"""What is taken off a model's answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.generator.domain.cleaning import LONGEST, cleaned

NAMES = ("Mehmet Yatırımcı", "Mehmet", "mehmet_trader", "")


@pytest.mark.parametrize(
    "answer",
    [
        "Acelem yok.",
        "  Acelem yok.\n",
        '"Acelem yok."',
        "“Acelem yok.”",
        "Mehmet Yatırımcı: Acelem yok.",
        "**Mehmet**: Acelem yok.",
        '@mehmet_trader: "Acelem yok."',
        "```\nAcelem yok.\n```",
        "```text\nMehmet: Acelem yok.\n```",
        "Tabii ki! İşte mesajın: Acelem yok.",
        "Elbette, işte bir cevap: “Acelem yok.”",
        "Cevap: Acelem yok.",
        "<think>kısa yazmalıyım</think>\nAcelem yok.",
        "Acelem yok.\x00\u202e",
        "**Acelem** yok.",
        "__Acelem yok.__",
    ],
)
def test_only_the_message_is_left(answer: str) -> None:
    assert cleaned(answer, NAMES) == "Acelem yok."


@pytest.mark.parametrize(
    "answer", ['"Acele" diyen de "sabır" diyen de haklı', "İşte böyle, sabır.", "Mehmet haklı: acele yok."]
)
def test_what_belongs_to_the_message_stays(answer: str) -> None:
    assert cleaned(answer, NAMES) == answer


def test_an_unfinished_thought_is_no_message() -> None:
    assert cleaned("<think>hmm, ne yazsam", NAMES) == ""


def test_a_long_answer_is_cut_at_a_sentence() -> None:
    text = cleaned("Kısa cümle. " * 200, NAMES)
    assert len(text) <= LONGEST
    assert text.endswith(".")


@given(st.text(max_size=300))
def test_cleaning_never_fails_and_is_done_in_one_go(answer: str) -> None:
    text = cleaned(answer, NAMES)
    assert text == text.strip()
    assert "\x00" not in text
