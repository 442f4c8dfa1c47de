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
