"""People who ask what to do with their money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.language import asks_for_advice

ASKING = (
    "alayım mı",
    "THYAO alayım mı",
    "satayım mı",
    "gireyim mi",
    "çıkayım mı",
    "alalım mı",
    "alsam mı",
    "satsam mı",
    "girilir mi",
    "alınır mı",
    "almalı mıyım",
    "ne yapayım",
    "ne yapmalıyım",
    "hangi hisseyi alayım",
    "ne alayım",
    "nereye yatırayım",
    "paramı nereye koyayım",
    "önerin var mı",
    "hisse tavsiyen var mı",
    "önerir misin",
    "tavsiye eder misiniz",
    "alırmıyım sence",
    "alim mi",
    "alıyım mı",
    "aliyim mi",
    "satiyim mi",
    "beklemeli miyim",
    "tutayım mı",
    "elimdeki THYAO'yu ne yapayım",
    "almak mantıklı mı",
    "almak için geç mi",
    "alım zamanı mı",
    "girsem olur mu",
    "kaç lot alayım",
    "should i buy",
    "should I sell my BTC?",
    "is it a good time to buy",
    "what should i buy",
    "worth buying?",
    "bana bir hisse öner",
    "alayimmi",
    "ekleme yapayım mı",
    "zararına satayım mı",
    "şimdi dolar alınır mı sizce",
    "THYAO alınır mı şu an",
    "Bugün ne alsak",
    "dolar mı altın mı",
    "almaya değer mi",
    "hangisine girelim",
    "elde tutmalı mı satmalı mı",
    "btc ye girsem batar mıyım",
    "ne önerirsiniz",
    "50 bin liram var ne yapayım",
    "param var nereye yatırsam",
    "alma vakti mi geldi mi",
    "buradan maliyet düşüreyim mi",
    "stop olayım mı",
    "kademeli alım yapayım mı",
    "al mı sat mı",
    "tutalım mı satalım mı",
    "sat mı bekle mi",
    "alsam pişman olur muyum",
    "altın alınmalı mı",
    "bu fiyattan alınabilir mi",
    "thyao için fikriniz alalım mı",
    "napayım",
    "naapim",
    "çıksam mı kalsam mı",
    "kredi çekip alayım mı",
    "sence alim mi thy",
    "ben şimdi ne yapmalıyım bu hisselerle",
    "hedef ne olur alayım mı",
    "can you recommend a stock",
    "is thyao a buy",
    "good entry?",
    "buy now or wait",
    "should we sell?",
    "what would you buy",
)
ASKING_SOMETHING_ELSE = (
    "aldın mı",
    "çay alayım mı",
    "kahve alayım mı size",
    "ne yapıyorsun",
    "sattın mı",
    "alındı mı temettü",
    "ne düşünüyorsun",
    "yükselir mi",
    "bilanço ne zaman",
    "faiz artar mı",
    "bot musun",
    "satışlar arttı mı",
    "ne oldu böyle",
    "should be fine",
    "alırım belki",
    "girdi mi haber",
    "kahvaltıya gidelim mi",
    "maçı izleyelim mi",
    "yürüyüşe çıkalım mı",
    "telefon alayım mı yenisini",
    "alındı mı kararlar",
    "faiz indirilir mi",
    "bilançoyu beğendin mi",
    "ne zaman açıklanır",
    "sence yükselir mi",
    "ne dersin gündeme",
    "tavan olur mu",
    "kim aldı",
    "dolar kaç oldu",
)


@pytest.mark.parametrize("text", ASKING)
def test_asking_whether_to_trade_is_asking_for_advice(text: str) -> None:
    assert asks_for_advice(text)


@pytest.mark.parametrize("text", ASKING_SOMETHING_ELSE)
def test_other_questions_are_not(text: str) -> None:
    assert not asks_for_advice(text)


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert asks_for_advice(text) in {True, False}
