"""Turkish case suffixes."""

import pytest

from piyasa.generator.domain.names import METALS, names_of, narrowed, theme_of
from piyasa.generator.domain.suffixes import Name, bare, common, compound, proper, ticker


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


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (common("saat"), "saatte saatten saate saati saatin saatle"),
        (common("petrol"), "petrolde petrolden petrole petrolü petrolün petrolle"),
        (common("sinyal"), "sinyalde sinyalden sinyale sinyali sinyalin sinyalle"),
        (common("dikkat"), "dikkatte dikkatten dikkate dikkati dikkatin dikkatle"),
        (common("cari açık"), "cari açıkta cari açıktan cari açığa cari açığı cari açığın cari açıkla"),
        (common("oynaklık"), "oynaklıkta oynaklıktan oynaklığa oynaklığı oynaklığın oynaklıkla"),
        (common("hesap"), "hesapta hesaptan hesaba hesabı hesabın hesapla"),
        (common("borç"), "borçta borçtan borca borcu borcun borçla"),
        (common("renk"), "renkte renkten renge rengi rengin renkle"),
        (common("risk"), "riskte riskten riske riski riskin riskle"),
        (common("sepet"), "sepette sepetten sepete sepeti sepetin sepetle"),
        (common("kâğıt"), "kâğıtta kâğıttan kâğıda kâğıdı kâğıdın kâğıtla"),
        (common("hukuk"), "hukukta hukuktan hukuka hukuku hukukun hukukla"),
        (common("hacim"), "hacimde hacimden hacme hacmi hacmin hacimle"),
        (common("nakit"), "nakitte nakitten nakde nakdi nakdin nakitle"),
        (common("kâr"), "kârda kârdan kâra kârı kârın kârla"),
        (common("çarpanlar"), "çarpanlarda çarpanlardan çarpanlara çarpanları çarpanların çarpanlarla"),
        (common("temiz su"), "temiz suda temiz sudan temiz suya temiz suyu temiz suyun temiz suyla"),
        (
            compound("faiz kararı"),
            "faiz kararında faiz kararından faiz kararına faiz kararını faiz kararının faiz kararıyla",
        ),
        (
            compound("banka hisseleri"),
            (
                "banka hisselerinde banka hisselerinden banka hisselerine banka hisselerini banka hisselerinin"
                " banka hisseleriyle"
            ),
        ),
        (compound("borç yükü"), "borç yükünde borç yükünden borç yüküne borç yükünü borç yükünün borç yüküyle"),
        (proper("Ayşe"), "Ayşe'de Ayşe'den Ayşe'ye Ayşe'yi Ayşe'nin Ayşe'yle"),
        (proper("Ali Hoca"), "Ali Hoca'da Ali Hoca'dan Ali Hoca'ya Ali Hoca'yı Ali Hoca'nın Ali Hoca'yla"),
        (proper("Mehmet"), "Mehmet'te Mehmet'ten Mehmet'e Mehmet'i Mehmet'in Mehmet'le"),
        (proper("Burak"), "Burak'ta Burak'tan Burak'a Burak'ı Burak'ın Burak'la"),
        (proper("Kemal"), "Kemal'de Kemal'den Kemal'e Kemal'i Kemal'in Kemal'le"),
        (proper("Ümit"), "Ümit'te Ümit'ten Ümit'e Ümit'i Ümit'in Ümit'le"),
        (
            proper("Merkez Bankası"),
            (
                "Merkez Bankası'nda Merkez Bankası'ndan Merkez Bankası'na Merkez Bankası'nı Merkez Bankası'nın"
                " Merkez Bankası'yla"
            ),
        ),
        (proper("CDS", "sidies"), "CDS'te CDS'ten CDS'e CDS'i CDS'in CDS'le"),
        (proper("TÜFE"), "TÜFE'de TÜFE'den TÜFE'ye TÜFE'yi TÜFE'nin TÜFE'yle"),
        (proper("Fed"), "Fed'de Fed'den Fed'e Fed'i Fed'in Fed'le"),
        (proper("BIST", "bist"), "BIST'te BIST'ten BIST'e BIST'i BIST'in BIST'le"),
        (ticker("SISE"), "SISE'de SISE'den SISE'ye SISE'yi SISE'nin SISE'yle"),
        (ticker("TCELL"), "TCELL'de TCELL'den TCELL'e TCELL'i TCELL'in TCELL'le"),
        (ticker("KCHOL"), "KCHOL'da KCHOL'dan KCHOL'a KCHOL'u KCHOL'un KCHOL'la"),
        (common("altın"), "altın tarafında altın tarafından altına altını altının altınla"),
    ],
    ids=lambda value: getattr(value, "text", ""),
)
def test_exceptions_softening_and_apostrophes(name: Name, forms: str) -> None:
    assert " ".join(name.in_case(case) for case in ("loc", "abl", "dat", "acc", "gen", "ins")) == forms


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        (common("borsa"), "borsadaki, borsa da, borsa mı"),
        (common("dolar"), "dolardaki, dolar da, dolar mı"),
        (common("euro"), "eurodaki, euro da, euro mu"),
        (ticker("THYAO"), "THYAO'daki, THYAO da, THYAO mu"),
        (compound("faiz farkı"), "faiz farkındaki, faiz farkı da, faiz farkı mı"),
    ],
    ids=lambda value: getattr(value, "text", ""),
)
def test_what_stands_apart_follows_harmony_too(name: Name, forms: str) -> None:
    assert ", ".join(name.in_case(case) for case in ("rel", "too", "ask")) == forms


def test_ready_made_words_never_bend() -> None:
    assert bare(", Deniz").in_case("dat") == ", Deniz"


def test_metals_are_a_theme_of_their_own() -> None:
    assert [theme_of(each) for each in ("XAUTRY", "USDTRY", "THYAO", "Makro")] == [METALS, "FX", "BIST", "Makro"]


def test_pairs_are_called_by_what_they_price() -> None:
    assert names_of("USDTRY")[0].text == "dolar"
    assert {name.text for name in names_of("BTCUSDT")} == {name.text for name in names_of("BTC")}
    assert names_of("no such thing") == ()


def test_everyday_words_name_their_instrument_within_the_group() -> None:
    assert narrowed("FX", "dolar ne olur") == "USDTRY"
    assert narrowed("BIST", "endekste panik var") == "XU100"
    assert narrowed("BIST", "dolar bazında hisseler") == "BIST"
