"""Levels in headlines, and everything that is none."""

from __future__ import annotations

import pytest

from piyasa.generator.domain.market.headlines import Level, level_in
from piyasa.generator.domain.market.numbers import numbers_in, readings_of, spelt_in


@pytest.mark.parametrize(
    ("headline", "level"),
    [
        ("BIST 100 endeksi günü yüzde 1,2 yükselişle 10.950,35 puandan kapattı", Level("XU100", 10_950.35, "puan")),
        (
            "Borsa İstanbul'da BIST 100 endeksi %0,4 değer kaybıyla 10.950 puana geriledi",
            Level("XU100", 10_950.0, "puan"),
        ),
        ("XU100 10.950,35 puan", Level("XU100", 10_950.35, "puan")),
        ("Dolar 41,25 TL'ye çıktı", Level("USDTRY", 41.25, "TRY")),
        ("Euro 48,1040 TL", Level("EURTRY", 48.104, "TRY")),
        ("Dolar/TL 41,2510 TL", Level("USDTRY", 41.251, "TRY")),
        ("Bitcoin 68,400 USD", Level("BTC", 68_400.0, "USD")),
        ("Bitcoin rises to $68,400", Level("BTC", 68_400.0, "USD")),
        ("Bitcoin 68.400 dolar", Level("BTC", 68_400.0, "USD")),
        ("THYAO 318,25 TL", Level("THYAO", 318.25, "TRY")),
        ("Aselsan hisseleri 198,40 TL'den kapandı", Level("ASELS", 198.4, "TRY")),
        ("Türk Hava Yolları hissesi 318 TL", Level("THYAO", 318.0, "TRY")),
        ("Gram altın 4.250 TL oldu", Level("XAUTRY", 4_250.0, "TRY")),
        ("Ons altın 2.650 dolar seviyesinde", Level("XAUUSD", 2_650.0, "USD")),
    ],
)
def test_a_headline_about_one_symbol_and_one_level_is_read(headline: str, level: Level) -> None:
    assert level_in(headline) == level


@pytest.mark.parametrize(
    "headline",
    [
        "BIST 100 200 puan arttı",
        "THYAO yüzde 3 yükseldi",
        "ASELS %1,2",
        "Bitcoin rises $400",
        "Dolar ve euro 41 TL",
        "BTC 68.400 dolar, ETH 3.400 dolar",
        "Dolar 41,25 TL, euro 48,10 TL",
        "Dolar 42 TL olabilir",
        "Analist: THYAO için hedef 400 TL",
        "Dolar 41,25 TL mi oldu?",
        "THY 5 milyar dolar yatırım yapacak",
        "THYAO hisse başı 3,44 TL temettü dağıtacak",
        "EURUSD 1.084 USD",
        "XRP 2,650 dolar",
        "Dolar 41.250 TL",
        "Altın 4.250 TL",
        "Endeks güne yükselişle başladı",
        "THYAO 318,25 puan",
        "XU100 10.950 TL",
        "USDTRY 41,25 dolar",
        "Bitcoin 100 bin TL ceza",
        "Dolar dünkü 41,10 TL seviyesinde",
        "BIST 100 endeksinde destek 10.800 puan",
        "Ekonomi haberleri 41,25 TL",
        "",
    ],
)
def test_what_is_doubtful_is_left_out(headline: str) -> None:
    assert level_in(headline) is None


@pytest.mark.parametrize(
    ("digits", "values"),
    [
        ("10.950,35", [10_950.35]),
        ("10,950.35", [10_950.35]),
        ("41,25", [41.25]),
        ("68,400", [68_400.0, 68.4]),
        ("10.950", [10_950.0, 10.95]),
        ("1.234.567", [1_234_567.0]),
        ("0.618", [0.618]),
        ("1,2,3", []),
        ("1.2,3.4", []),
        ("318", [318.0]),
    ],
)
def test_digits_are_read_every_way_they_may_be_meant(digits: str, values: list[float]) -> None:
    assert [value for value, _ in readings_of(digits)] == values


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        ("41TL'ye", 41, 1),
        ("68k", 68_000, 1_000),
        ("10,9 bin", 10_900, 100),
        ("104 bini", 104_000, 1_000),
        ("5 bina", 5, 1),
    ],
)
def test_multipliers_make_the_last_digit_coarser(text: str, value: float, step: float) -> None:
    (number,) = numbers_in(text)
    assert number.readings[0] == pytest.approx((value, step))


@pytest.mark.parametrize("text", ["XU100", "https://a.b/c1", "BTC2"])
def test_a_number_within_a_word_is_none(text: str) -> None:
    assert list(numbers_in(text)) == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("iki bucuk", 2.5),
        ("on bin dokuz yuz elli", 10_950),
        ("kirkbir", 41),
        ("bes yuz", 500),
        ("yuz", 100),
        ("uc bucuk milyon", 3_500_000),
    ],
)
def test_numbers_in_words_add_up(words: str, value: float) -> None:
    (number,) = spelt_in(words)
    assert number.readings[0].value == value
