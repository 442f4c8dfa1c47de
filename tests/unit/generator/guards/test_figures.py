"""Market figures in drafts: what is one, and which of them may be said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from piyasa.generator.domain.composing import compose
from piyasa.generator.domain.guards.figures import figure_violations, ungrounded_figure
from piyasa.generator.domain.scene import Scene
from piyasa.projections.figures import Figure

AT = datetime(2026, 3, 4, 8, 55, tzinfo=UTC)
OBSERVED = (
    Figure("XU100", 10_950.35, "puan", "borsa", AT),
    Figure("USDTRY", 41.25, "TRY", "merkez", AT),
    Figure("THYAO", 318.5, "TRY", "borsa", AT),
    Figure("BTC", 68_400.0, "USD", "kripto", AT),
    Figure("POLITIKA", 42.5, "%", "merkez", AT),
)
FIGURES = (
    "dolar 45 olur bu yıl",
    "Dolar 41,90'ı gördü",
    "THYAO 320 TL'yi geçerse konuşuruz",
    "endeks 11.200 seviyesini test ediyor",
    "endekste 11.200 direnci var",
    "destek 10.500, direnç 11.300",
    "bugün %2,4 yükseldi THYAO",
    "yüzde 3 düştük yine",
    "yüzde iki buçuk artış güzel",
    "enflasyon %38 geldi",
    "faiz 45'e çıkar",
    "faiz 250 baz puan indirilir",
    "TCMB 100 bps indirim yapar",
    "bitcoin 70 bin oldu",
    "BTC 70k üstünde",
    "bitcoin 70.000 dolar",
    "btc $70,000",
    "gram altın 4.300 lira",
    "ons 2700'ü kırdı",
    "euro 48,20",
    "parite 1,0950",
    "hedef fiyatım 350 TL",
    "THYAO'da hedef 350",
    "kırk beş lira dolar",
    "on iki bin puan üstünde kapanış lazım",
    "elli dolar oldu petrol",
    "CDS 280 baz puan",
    "EREGL 52'ye iner",
    "GARAN 140 olur mu?",
    "ASELS'te 210 civarı alım bölgesi gibi duruyor",
    "Endeks 200 puan geriledi",
    "hacim 120 milyar TL",
    "10.950'den 11.100'e yürür",
    "Deniz dediğin gibi 11.500 olur",
    "rsi 72 aşırı alım",
    "stop 305",
    "dolar/tl 42,10",
    "the index is at 11,200",
    "up 3% today",
    "THYAO trades at 325 lira",
    "%5 düşerse bakarım",
    "Geçen hafta %4,1 kazandırdı endeks",
    "fiyat 320 üstü kalıcı olmaz",
    "portföyüm %12 arttı",
    "THYAO 318,75",
    "dolar 41,26",
    "endeks 10.951",
    "endeks 12 bin",
    "euro 41,25 TL",
    "USDTRY %41,25",
    "BIST 100 11.300 puan",
    "3,5 milyar dolar çıkış olmuş",
    "fibo 0,618 çalıştı",
    "bitcoin gece 104 bini gördü",
    "92'ye kadar boşluk var",
    "TUPRS için tek soru var: 200'e ne zaman gider",
    "hedef 95'i geçmek",
    "dolar için 46 demiştim",
)
HARMLESS = (
    "iki üç gün bekleyelim",
    "5 dakikalık grafik gürültü dolu",
    "200 günlük ortalamaya bakıyorum",
    "4 saatlikte yapı bozulmadı",
    "%100 katılıyorum",
    "yüzde yüz haklısın",
    "yüzde 99 eminim ki çay soğudu",
    "%50 ihtimalle yatay kalır",
    "BIST 100 bugün sakin",
    "XU100 için acele etmem",
    "BIST30 tarafı daha sakin",
    "S&P 500 dün akşam konuşuldu",
    "2024 yılı zordu",
    "2023'te de aynısını konuşmuştuk",
    "saat 14:30'da veri var",
    "14:30 verisini bekliyorum",
    "12 Mart'ta toplantı var",
    "04.03.2026 tarihli not",
    "3. çeyrek bilançosu geldi",
    "2. çeyrekte görürüz",
    "THYAO'da 3 sebep sayarım",
    "bunu 1000 kere yazdım",
    "10 yıldır bu işe bakıyorum",
    "2 kahve içtim, hâlâ uykum var",
    "EMA 50 üzerinde durmayı severim",
    "RSI 14 ile bakıyorum",
    "portföyün %2'sinden fazlasını riske atmam",
    "nakit oranım %30, öyle rahatım",
    "kahve 120 TL olmuş, ona şaşırdım",
    "kira 25.000 lira, ev sahibi sağ olsun",
    "1 dolar kaç oldu bilmiyorum",
    "ilk 5 hisse hangisi sizce?",
    "son 3 seans yordu",
    "31 yaşındayım, yoruldum",
    "3-5 gün sonra bakarım",
    "2 ile 3 hafta sürer",
    "50/50 diyelim",
    "10 üzerinden 7",
    "şarjım %15 kaldı",
    "Covid 19 döneminde başladım",
    "THYAO hakkında 2 satır yazdım",
    "bir dolar bile harcamam",
    "üç kuruşluk adamız",
    "kafam bin parça",
    "on numara yorum",
    "altı üstü bir hisse",
    "yüz yüze konuşalım",
    "1. madde: sabır",
    "2 kez düşün",
    "G20 toplantısı var",
    "24 saat uyumadım",
    "haftada 2 gün bakıyorum",
    "40 yıllık hatırı var kahvenin",
    "7/24 açık kripto",
    "5 kişi aynı şeyi söyledi",
    "THYAO'yu 3 yıldır izliyorum",
    "dolar için 2 senaryom var",
    "https://ornek.example/haber/11200 okudum",
    "#2024 hedefleri",
    "the 200 day average matters",
    "I read 3 charts",
    "100% agree",
    "dün 14.30'da yazmıştım",
    "What is your take on USDTRY carry?",
    "ayın 28'inde toplantı var",
    "5 bina gördüm bugün",
)
BACKED = (
    "endeks 10.950,35 puan",
    "endeks 10.950 civarında",
    "endeks 11 bin sularında",
    "BIST 100 10.950 puanda",
    "dolar 41,25 TL",
    "dolar 41,3",
    "dolar 41 lira",
    "kırk bir lira dolar",
    "THYAO 318,5 TL",
    "THYAO 318,50",
    "bitcoin 68.400 dolar",
    "BTC 68,4 bin dolar",
    "btc $68,400",
    "BTC 68k",
    "faiz %42,5",
    "politika faizi yüzde 42,5",
    "şu an 10.950 puan",
)


@pytest.fixture
def market(scene: Callable[..., Scene]) -> Scene:
    return scene("endeks 11.500 oldu, THYAO 400 TL", figures=OBSERVED)


@pytest.mark.parametrize("line", FIGURES)
def test_a_figure_that_was_not_observed_is_held(line: str, market: Scene) -> None:
    assert figure_violations(line, market) != ()


@pytest.mark.parametrize("line", HARMLESS)
def test_counts_durations_dates_and_turns_of_phrase_are_no_figures(line: str, scene: Callable[..., Scene]) -> None:
    assert figure_violations(line, scene()) == ()


@pytest.mark.parametrize("line", BACKED)
def test_an_observed_figure_may_be_said_as_far_as_it_is_rounded(line: str, market: Scene) -> None:
    assert figure_violations(line, market) == ()


@pytest.mark.parametrize("line", BACKED)
def test_nothing_may_be_said_of_figures_without_an_observation(line: str, scene: Callable[..., Scene]) -> None:
    assert figure_violations(line, scene()) != ()


def test_what_people_said_is_no_licence(market: Scene) -> None:
    assert figure_violations("endeks 11.500, THYAO 400 TL", market) == ("11.500", "400")


def test_a_figure_of_something_else_is_no_licence(market: Scene) -> None:
    assert figure_violations("THYAO 41,25 TL", market) == ("41,25",)


def test_the_reason_holds_no_word_of_the_draft(market: Scene) -> None:
    reason = ungrounded_figure("dolar 45,10 olur, endeks 12.000", market)
    assert reason == "a market figure that no fresh observation backs (2 in the draft)"
    assert ungrounded_figure("dolar sakin bugün", market) is None


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize("topic", ["THYAO", "BTC", "USDTRY", "XAUUSD", "BIST", "FX", "Makro", None])
def test_offline_lines_name_no_figure_that_was_not_observed(
    scene: Callable[..., Scene], topic: str | None, *, is_open: bool
) -> None:
    held = {}
    for heard in (None, "dolar kaç olur?", "endeks 11.500 oldu", "THYAO ne olur sence?", "ben zarar ettim"):
        for character in ({"style": {"formality": "formal"}}, {"tempo": "fast"}):
            at = scene(heard, topic=topic, character=character, market_open=is_open, figures=OBSERVED)
            for seed in range(25):
                line = compose(at, Random(seed))
                if found := figure_violations(line, at):
                    held[line] = found
    assert held == {}
