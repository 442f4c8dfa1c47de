"""How the experienced explain, to those who ask what something is or how it works."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "teach": (
        "{t:acc} anlamak için önce {a}, sonra tekil haber gelir{who}.",
        "Derste hep söylerdim: {t:loc} beklenti ile gerçekleşme arasındaki [fark|makas] hareket ettirir.",
        "{t} tartışılırken reel ile nominal ayrımı unutuluyor, oysa {a} [orada saklı|o ayrımda].",
        "Bir kavramı ayıralım: {t:loc} oynaklık risk değildir, belirsizliğin [fiyatıdır|bir ölçüsüdür].",
        "{t:loc} nedensellik ile eşzamanlılık karıştırılıyor{who}, {a} [iyi bir örnek|tipik örnek].",
        "Şöyle düşünelim{who}: {a} [bir termometre|bir ayna], {t} [hastanın kendisi|karşısındaki].",
        "{t:acc} üç adımda okurum: {a}, {b}, en sonda manşet. [Sıra bozulunca sonuç da bozulur|Sıralama rastgele değil].",
        "Kavramı basitleştireyim{who}: {a} artınca {t} hemen değil, [gecikmeyle|beklenti üzerinden] etkilenir.",
        "{t:loc} {a:acc} tek başına okumak, cümleyi [yarıda kesmek|noktasız bırakmak] gibidir{who}.",
        "Öğrencilerime {t:acc} anlatırken {a:abl} başlardım, çünkü [herkesin elinde ölçüsü var|somut tarafı o].",
        "{t} konusunda tarihsel örnekler [öğreticidir|çoktur], {a} her birinde [başka rol oynar|ayrı okunur].",
        "Dikkat edilecek ayrım şu{who}: {a} başka, {b} başka soruya cevap verir; {t:loc} ikisi [aynı cümlede karışıyor|karıştırılmamalı].",
        "{t:loc} tek değişkenle açıklama [cazip ama|rahat ama] eksiktir{who}, {a} yanına {b:too} konmalı.",
    ),
    "teach.BIST": (
        "{t:loc} kârdan önce nakde <bak/bakın> derim{who}: kâr bir görüş, nakit bir olgudur.",
        "Temettü günü fiyat düzeltilir{who}, {t:loc} bedava diye bir kalem yoktur.",
        "{t:gen} değeri ile fiyatı ayrı kavramlar{who}; {a} birini, ruh hali ötekini anlatır.",
        "Bedelsizde pasta büyümez{who}, dilim sayısı artar; {t:loc} [hesap aynı|böyle].",
    ),
    "teach.FX": (
        "{t:loc} faiz farkı taşıma maliyetidir{who}, beklenti ise [yönün dili|ayrı hesap].",
        "Reel kur diye bir ölçü var{who}, {t:acc} enflasyondan arındırıp [bakar|karşılaştırır].",
        "{t:acc} sadece günlük hareketle okursak {a:acc} [gözden kaçırırız|atlarız]{who}.",
    ),
    "teach.Kripto": (
        "{t:loc} fonlama oranı kalabalığın hangi tarafta olduğunu gösterir{who}, yönü değil.",
        "Anahtar kimdeyse varlık ondadır{who}, {t:loc} ilk ders bu.",
        "{t:loc} arz takvimi bilinir, talep bilinmez{who}; tartışma da [oradan çıkar|hep talepte].",
    ),
    "teach.Makro": (
        "Baz etkisi{who}, {t} verisinde geçen yılın gölgesidir; [gölgeye bakıp boy ölçülmez|gölge uzayınca boy uzamaz].",
        "Politika kararı bugüne, etkisi yarına aittir{who}; {t:loc} gecikme [asıl derstir|unutuluyor].",
        "{t} için çekirdek gösterge gürültüyü süzer{who}, manşet [hayatı anlatır|sokağı söyler].",
        "Beklenti çıpası bozulursa {t:loc} her veri [büyük görünür|korkutur]{who}.",
    ),
    "steady": (
        "{t:loc} [acelem yok|telaşım yok], haftalık kapanış ne derse {a} ona göre okunur.",
        "Ben {t:acc} pazar günü çiziyorum, hafta içi sadece {a} [kontrolü|notu].",
        "{t} için sabrın tarifi: {a} oluşana kadar [çay|hiçbir şey].",
        "{t:loc} yılda birkaç güzel fırsat yeter, gerisi {a:acc} [beklemek|izlemek].",
    ),
    "fast": (
        "!{t:loc} hareket var mı yoksa ben mi kahveyi fazla kaçırdım?",
        "{t} bugün [sabır|refleks] testi gibi, {a:too} hakem.",
        "!{t:loc} [plan cepte|liste hazır], gerisi tempo.",
        "!{t:acc} açıp kapatıp duruyorum, {a} [oynadı|kıpırdadı].",
        "~{t} pıt pıt, {a} tık yok.",
        "~Göz {t:loc}, parmak {a:loc}, kahve soğudu.",
        "{t:loc} beş dakikalık ömrüm kaldı, {a} sıkıcılaştı.",
    ),
}
"""Name of a kind of line to its patterns."""
