"""Turkish case suffixes."""

import pytest

from piyasa.generator.domain.names import names_of, narrowed
from piyasa.generator.domain.suffixes import common, ticker


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (common("borsa"), "borsada borsadan borsaya borsayı borsanın borsayla"),
        (common("dolar"), "dolarda dolardan dolara doları doların dolarla"),
        (common("euro"), "euroda eurodan euroya euroyu euronun euroyla"),
        (common("endeks"), "endekste endeksten endekse endeksi endeksin endeksle"),
        (common("gümüş"), "gümüşte gümüşten gümüşe gümüşü gümüşün gümüşle"),
        (
            common("makro görünüm"),
            "makro görünümde makro görünümden makro görünüme makro görünümü makro görünümün makro görünümle",
        ),
        (ticker("THYAO"), "THYAO'da THYAO'dan THYAO'ya THYAO'yu THYAO'nun THYAO'yla"),
        (ticker("ASELS"), "ASELS'te ASELS'ten ASELS'e ASELS'i ASELS'in ASELS'le"),
        (ticker("TUPRS"), "TUPRS'ta TUPRS'tan TUPRS'a TUPRS'u TUPRS'un TUPRS'la"),
        (ticker("XU100"), "XU100'de XU100'den XU100'e XU100'ü XU100'ün XU100'le"),
        (ticker("XU030"), "XU030'da XU030'dan XU030'a XU030'u XU030'un XU030'la"),
        (ticker("BTC"), "BTC'de BTC'den BTC'ye BTC'yi BTC'nin BTC'yle"),
        (ticker("KRDMD"), "KRDMD'de KRDMD'den KRDMD'ye KRDMD'yi KRDMD'nin KRDMD'yle"),
    ],
    ids=lambda value: getattr(value, "text", ""),
)
def test_suffixes_follow_vowel_harmony(name: object, forms: str) -> None:
    cases = ("loc", "abl", "dat", "acc", "gen", "ins")
    assert " ".join(name.in_case(case) for case in cases) == forms  # type: ignore[attr-defined]


def test_pairs_are_called_by_what_they_price() -> None:
    assert names_of("USDTRY")[0].text == "dolar"
    assert {name.text for name in names_of("BTCUSDT")} == {name.text for name in names_of("BTC")}
    assert names_of("no such thing") == ()


def test_everyday_words_name_their_instrument_within_the_group() -> None:
    assert narrowed("FX", "dolar ne olur") == "USDTRY"
    assert narrowed("BIST", "endekste panik var") == "XU100"
    assert narrowed("BIST", "dolar bazında hisseler") == "BIST"
