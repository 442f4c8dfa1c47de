"""Which instruments and topics a message names."""

import pytest

from piyasa.language import analyse


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("THYAO'da yükseliş sürer mi", ("THYAO",)),
        ("thyaoyu sattım", ("THYAO",)),
        ("asels asels, bir de garan", ("ASELS", "GARAN")),
        ("$ABC ve MIATK.IS", ("ABC", "MIATK")),
        ("#eregl tarafı", ("EREGL",)),
        ("bitcoin uçtu", ("BTC",)),
        ("usd/try sakin", ("USDTRY",)),
        ("SOL aldım", ("SOL",)),
        ("HERKES PANİK YAPIYOR", ()),
        ("sol tarafta şişe var", ()),
        ("GARANTİ değil bu", ()),
        ("@asels kim", ()),
        ("btcde boşluk var, ethyi bozdum", ("BTC", "ETH")),
        ("ethe dokunmam, avax mı sol mu", ("ETH", "AVAX", "SOL")),
        ("sol 200 olur", ("SOL",)),
        ("KONYA'da hava güzel, konyada kaldık", ("KONYA",)),
        ("gram altın aldım", ("XAUTRY",)),
        ("ons 2700 oldu", ("XAUUSD",)),
        ("dolar/tl yatay", ("USDTRY",)),
        ("banka endeksi güçlü, bist 100 de öyle", ("XBANK", "XU100")),
        ("solana kadar bekle çiçeği", ()),
        ("bu grupta link var mı", ()),
    ],
)
def test_symbols_are_found_and_everyday_words_are_not(text: str, symbols: tuple[str, ...]) -> None:
    assert analyse(text).symbols == symbols


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("borsa ve hisseler", {"BIST": 2.0}),
        ("halka arz geliyor", {"BIST": 1.0}),
        ("dolar kuru, altın", {"FX": 2.0}),
        ("ons altın kaç", {"FX": 2.0}),
        ("enflasyon faizi zorlar", {"Makro": 2.0}),
        ("btc ve altcoin", {"Kripto": 2.0}),
        ("hissediyorum", {}),
        ("masanın altında", {}),
        ("europa ligi, artık düşünüyorum", {}),
        ("saatini kur", {}),
        ("THYAO'yu faizden önce", {"BIST": 1.0, "Makro": 1.0}),
        ("altın günü var, altın madalya aldı", {}),
        ("euro 2024 finali", {}),
        ("eurovizyon, dolarken taştı", {}),
        ("oyunda coin topladım", {}),
        ("token bitti makinede", {}),
        ("kur ihracatçıyı ezer", {"FX": 1.0, "Makro": 1.0}),
        ("AVAX'ı 60 dolardan aldım", {"Kripto": 1.0}),
        ("100 dolar bozdurdum", {"FX": 1.0}),
        ("beş lira verdim", {}),
        ("the lira is weak", {"FX": 1.0}),
        ("soğuk cüzdan aldım", {"Kripto": 2.0}),
        ("cüzdanım evde kaldı", {}),
        ("satsam mı, define bulduk", {}),
        ("I'm fed up, stock up on snacks", {}),
    ],
)
def test_topics_are_counted_by_group(text: str, topics: dict[str, float]) -> None:
    assert analyse(text).topics == topics


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("aselsan yeni ihale almış", ("ASELS",)),
        ("tüpraş ve petkim güçlü", ("TUPRS", "PETKM")),
        ("thynin ortalaması 285", ("THYAO",)),
        ("türk hava yolları hisseleri", ("THYAO",)),
        ("garanti bankası hissesi", ("GARAN",)),
        ("iş bankası c temettü verdi", ("ISCTR",)),
        ("ford otosan bilançosu", ("FROTO",)),
        ("ereğlide hedef kaç", ("EREGL",)),
        ("bim hissesi defansif", ("BIMAS",)),
        ("migrosta yabancı alımı var", ("MGROS",)),
    ],
)
def test_companies_are_known_by_the_names_people_use(text: str, symbols: tuple[str, ...]) -> None:
    assert analyse(text).symbols == symbols


@pytest.mark.parametrize(
    "text",
    [
        "bime gittim süt kalmamış",
        "migrosa geçtim orda da yok",
        "garanti belgesini kaybettim",
        "thy ile uçtum, bavul kayıp",
        "aselsanda staj yapıyorum",
        "turkcell çekmiyor burda",
        "ford aldım ikinci el",
        "koç burcuyum ben",
    ],
)
def test_shops_banks_and_airlines_are_no_shares(text: str) -> None:
    meaning = analyse(text)
    assert meaning.symbols == ()
    assert meaning.topics == {}
