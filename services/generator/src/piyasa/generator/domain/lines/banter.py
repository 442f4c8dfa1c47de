"""Further ways to go along, to add, to ask back and to differ, in the pictures of everyday speech."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "agree": (
        "{a} kısmına parmak <basman/basmanız> iyi oldu{who}, {t} sohbetinde hep [güme gidiyor|kaynıyor].",
        "Buna ekleyecek tek kelimem yok{who}; {t} budur.",
        "Ben de {t} deyince {a:dat} takılıyorum, [yalnız değilmişim|demek bir tek ben değilim].",
        "Tam isabet{who}, {t:loc} {a} [bir adım önde|lokomotif].",
        "Aklın yolu bir, {t:loc} {a} diyen [iki kişi olduk|çoğalıyoruz].",
        "{t} üstüne okuduğum en [derli toplu|sade] cümle{who}, {a} kısmı bilhassa.",
        "Oyumu <sana/size> veriyorum{who}, {t} konusunda {a} ağır basar.",
        "~Kulağına küpe olsun herkesin: {t:loc} {a}.",
    ),
    "partial": (
        "{t:loc} evet de{who}, {a} olmadan bu hikâye [topal|yarım] kalıyor.",
        "Ufak bir şerh{who}: {t:acc} {a} ile okuyunca [renk değişiyor|başka kapıya çıkıyor].",
        "Çoğuna varım, {a:dat} gelince [frene basıyorum|duraksıyorum]; {t} o kadar düz değil.",
        "<Eline/Elinize> sağlık ama {t} denkleminde {a:acc} [sabit <almışsın/almışsınız>|<unutmuşsun/unutmuşsunuz>] gibi.",
        "Hem haklı hem eksik{who}: {t:loc} bir ayak sağlam, öbürü {a}.",
        "{b} açısından doğru, {a} açısından [tartışılır|havada]; {t} ikisinin ortası.",
        "Zamanlamaya takıldım{who}, {t:loc} {a} [henüz sırasını bekliyor|daha sıra gelmedi gibi].",
        "Genelde öyle, {t} istisna olabilir{who}; {a} [alışılmadık|bu sefer farklı] duruyor.",
        "Cümlenin ilk yarısı benim, ikinci yarısı {a} bilmecesi{who}; {t} kolay lokma değil.",
    ),
    "disagree": (
        "{t} için tersini savunayım{who}: {a} bu kadar [masum|parlak] değil.",
        "Aynı filmi izlemiyoruz galiba, {t:loc} benim gördüğüm {a} [başrolde|sahnenin ortasında].",
        "{a} varken {t} için bu cümleyi [kuramam|altına yazamam]{who}.",
        "Dostça karşı çıkıyorum{who}; {t:loc} {a} tartıya konunca [ibre dönüyor|kefe değişiyor].",
        "Bir dakika{who}, {t} hakkında {a:abl} hiç söz etmedik; etsek sonuç [başka çıkardı|dönerdi].",
        "{t} için öyle düşünmüyorum{who}, {b} haklı çıkarır belki ama {a} [çıkarmaz|tersini söyler].",
    ),
    "follow_up": (
        "{a:dat} hiç <değinmedin/değinmediniz>{who}, {t:loc} önemsiz mi <buluyorsun/buluyorsunuz>?",
        "Kaynağı merak ettim{who}, {t} için {a:acc} nereden <okudun/okudunuz>?",
        "{t} diye diye aklıma takıldı, {a} hep böyle miydi{who}?",
        "Diyelim {a} düzeldi{who}, {t:loc} ilk neye bakılır?",
        "Bu düşünce yeni mi{who}, yoksa {t:loc} [baştan beri|eskiden beri] mi böyle?",
        "{t:acc} {a:abl} ayırınca geriye ne kalıyor{who}, [onu çözemedim|merakım bu]?",
        "{b:ask} <seni/sizi> ikna eden{who}, yoksa {t:loc} {a:ask}?",
        "Sayfayı çevirsek{who}: {t:loc} {a} olmasaydı yine böyle mi <derdin/derdiniz>?",
        "Kaç yıllık gözlem bu{who}, {t:loc} {a} kaç kez [sınandı|şaşırttı]?",
    ),
    "ack": (
        "{t} için bunu cebime koydum{who}.",
        "Bak {a} kısmı güzelmiş{who}, {t} sayfasına geçti.",
        "Hmm, {t} ve {a}, [üzerine düşüneceğim|bir gece üstüne yatayım].",
        "<Güldürdün/Güldürdünüz>, ama {t:loc} {a} [gerçek|doğru].",
    ),
    "question": (
        "Yarım bilgiyle konuşmayayım{who}, {t:loc} {a:acc} [okuyup döneyim|bir daha bakıp yazayım].",
        "{t} deyince cevap {a:loc} saklı gibi{who}, ama [elimde kanıt yok|bu bir sezgi].",
        "İki cümlelik cevap: {t:loc} {a} belirler. {b:too} onu izler.",
        "Soru güzel, cevabı {a} bilir{who}; {t} o gelmeden [konuşmaz|susar].",
        "{t} için [üç kişiye sorsan dört cevap çıkar|herkesin cevabı ayrı]{who}, benimki {a}.",
        "Sanmam diyecektim, {a:acc} görünce sustum{who}; {t:loc} kapı [aralık|ne açık ne kapalı].",
    ),
    "opinion": (
        "{t} için cümlem hazır: {a} netleşmeden [heves yok|acele yok]{who}.",
        "Bana {t} sorulunca {a} diyorum, [plak gibi|ezber değil ama]{who}.",
        "{t:loc} beni heyecanlandıran şey {a}, uykumu kaçıran {b}.",
        "Ne âşığım ne düşmanım {t:dat}{who}; {a} konuşsun, ben dinleyeyim.",
        "Ortalama bir {t} gözlemcisiyim{who}, {a:acc} kaçırmam, gerisini [akşama bırakırım|kaçırırım].",
    ),
    "view.own": (
        "{a} ile kahve içilse {t} hakkında çok şey [öğrenirdik|duyardık].",
        "Kimse sormadı ama {t:loc} {a:acc} takip eden [huzurlu oluyor|az uyuyor çok okuyor].",
        "{t} sohbetini {a:abl} başlatmayan [yarı yolda kayboluyor|sonunda oraya dönüyor].",
        "Üç yıl önceki ben {t} deyince fiyat derdi, şimdiki ben {a} diyor.",
        "{t:acc} anlatan on kişiden dokuzu {a:acc} [atlıyor|ağzına almıyor].",
        "Bir kâğıda {t}, arkasına {a} yazdım; [cüzdanda duruyor|buzdolabına astım].",
        "{a} kıpırdamadan {t} kıpırdamıyor, [ya da bana öyle geliyor|defterime göre öyle].",
        "Yıllar geçti, {t:loc} hâlâ en çok {a} [şaşırtıyor|yanıltıyor] beni.",
    ),
    "view.flat": (
        "{t} bugün bana ne soğuk ne sıcak, {a} ılık su gibi.",
        "Hüküm yok, gözlem var: {t:loc} {a} [bir ileri bir geri|yerinde sayıyor].",
        "{t} için [jüri dışarıda|karar defteri boş], {a} şahit, {b} bilirkişi.",
        "Ağırlık hangisinde bilemedim, {t:loc} bir kefede {a}, öbüründe {b}.",
    ),
    "ask.group": (
        "Elinizde tek bir {t} grafiği hakkı olsa yanına neyi eklerdiniz, {a:ask}?",
        "{t:loc} {a} bu kadar konuşulmayı hak ediyor mu sizce?",
        "{a} hakkında içi rahat olan var mı, {t} başlığında [sesi çıkmıyor|el kaldırsın]?",
        "{t:loc} son bir ayda fikri değişen oldu mu, sebep {a:ask} {b:ask}?",
        "Kim {t:acc} benim gibi {a} yüzünden izliyor?",
    ),
    "change": (
        "{t} dosyasını rafa kaldırıp {n} dosyasını [indirelim mi|açalım mı]?",
        "Kafam {t:ins} doldu taştı, biraz {n} havası alsak?",
    ),
}
"""Name of a kind of line to its patterns."""
