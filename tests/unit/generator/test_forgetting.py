"""What people wrote, and what they are called, is not kept for having been read."""

from piyasa.generator.domain.casting import first_name
from piyasa.generator.domain.market.symbols import families_in
from support.forgetting import holds_on


def test_no_text_is_held_once_its_instruments_were_found() -> None:
    assert families_in("dolar 41,25 oldu, THYAO ne olur") == {"USDTRY", "THYAO"}
    assert not holds_on(families_in, "dolar 41,25 oldu, THYAO ne olur", others=0)


def test_no_name_is_held_once_its_first_word_was_found() -> None:
    assert first_name("Ayşe Hanım") == "Ayşe Hanım"
    assert not holds_on(first_name, "Ayşe Hanım", others=0)
