"""Questions to the chat and to one another, news, and the way to another topic."""

from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "ask.group": (
        "{t:acc} [takip eden var mı|izleyen kimler var], vadeniz ne?",
        "{t:loc} siz neye bakıyorsunuz, ben {a:loc} takılıyım?",
        "{t} deyince aklınıza ilk hangi risk geliyor?",
        "Gruba sorayım: {t:loc} {a:ask} önemli {b:ask}?",
        "{t:dat} dair [iyi bir kaynak|düzgün bir kitap|okumaya değer bir yazı] bilen var mı?",
        "{t:loc} sizi fikrinizden ne döndürür?",
        "Sizce {t:loc} en sık düşülen [tuzak|yanlış] ne?",
        "{t} için not tutan var mı, yoksa hafızaya mı güveniyorsunuz?",
        "Burada {t:acc} uzun vadeli düşünen kaç kişiyiz?",
        "{t:acc} ilk ne zaman izlemeye başladınız, hatırlayan var mı?",
        "{a} konusunda {t} için [farklı düşünen|şerh düşen] var mı?",
        "{t:loc} kimin sözüne [kulak veriyorsunuz|itibar ediyorsunuz], merak bu ya?",
        "Anket gibi olsun: {t:loc} {a} diyenler, {b} diyenler?",
        "{t:acc} çocuğa anlatır gibi anlatsanız [nereden başlardınız|ilk cümle ne olurdu]?",
        "{t:loc} bugüne kadar duyduğunuz en [tuhaf|komik] yorum neydi?",
    ),
    "ask.news": (
        "{t:loc} [yeni haber|taze gelişme] var mı, kaçırdım sanki?",
        "{t} tarafında {a} hakkında yazılanları [gören|okuyan] oldu mu?",
        "Yarım gün yoktum, {t:loc} ne değişti?",
        "{t} için bu hafta takvimde ne var, {a} tarafını bilen?",
        "{t:loc} bir hareketlilik mi var yoksa [bana mı öyle geliyor|ben mi abartıyorum]?",
        "Haberlere bakamadım, {t} hakkında [özet geçecek biri|iki cümle yazacak biri] çıkar mı?",
        "{a} lafı doğru mu, {t} başlığında [dolaşıyor|herkes paylaşıyor]?",
        "!{t:loc} bugünkü telaşın sebebini [bilen|duyan] var mı?",
    ),
    "ask.named": (
        "{p}, {t:loc} <sen/siz> {a:acc} nasıl <okuyorsun/okuyorsunuz>?",
        "{p}, {t} hakkında [<sessizsin/sessizsiniz>|<yazmadın/yazmadınız>], {a:ask} düşündürüyor?",
        "Şunu {p:dat} sormak lazım: {t:loc} {a} ne âlemde?",
        "{p}, geçen {t} <demiştin/demiştiniz>, [<fikrin/fikriniz> değişti mi|hâlâ öyle mi]?",
        "{p} buralardaysa sorayım, {t:loc} {a} <senin/sizin> için ne kadar önemli?",
        "{p:gen} {t} yorumunu merak ediyorum, {a} konusunda özellikle. Ne <dersin/dersiniz>?",
        "{p}, {t:loc} {a} ile {b} çelişince hangisine <inanıyorsun/inanıyorsunuz>?",
        "{p}, {t} için <senin/sizin> defterde ne yazıyor?",
        "{p}, bir tek {t} sorum var: {a} bozulursa [plan ne|ne <düşünürsün/düşünürsünüz>]?",
    ),
    "ask.newcomer": (
        "{t:acc} yeni yeni öğreniyorum, ilk neye bakmalıyım sizce, {a:ask}?",
        "Saçma bir soru olabilir ama {t:loc} {a} neden bu kadar önemli?",
        "{t} hakkında okudukça kafam karışıyor, {a} ne demek tam olarak?",
        "{t:loc} herkes farklı konuşuyor, [kime kulak vermeli|nasıl ayırt ediyorsunuz]?",
        "Bir ay önce {t:acc} bilmiyordum, şimdi rüyamda {a} görüyorum.",
        "Zarar kes mantığını {t:loc} hâlâ oturtamadım, basitçe anlatan var mı?",
        "{a} ile {b} aynı şey mi, {t} başlığında [ikisi de geçiyor|karıştırıyorum]?",
        "Not alıyorum: {t}, {a}... [devamını kim getirir|sonra ne vardı]?",
        "Utanarak soruyorum, {t:loc} {a:acc} [nereden okuyorsunuz|hangi sayfada buluyorsunuz]?",
        "{t} için [üç kelimelik|çok kısa] bir sözlük olsa ilk kelime {a:ask} olurdu?",
        "Videoda {t} için {a} dediler, [anlamadım ama etkilendim|başımı salladım geçtim], açıklayan var mı?",
    ),
    "change": (
        "{t} konusunu [epey yoğurduk|suyunu çıkardık], {n:dat} geçelim mi?",
        "Konuyu değiştiriyorum: {n:loc} [ne var ne yok|durumlar nasıl]?",
        "{t} yeter bugünlük, {n:acc} [unuttuk|ihmal ettik].",
        "Başka pencere açayım, {n:loc} {a2} [dikkatimi çekti|ilginç duruyor].",
        "{t} dönüp dolaşıp aynı yere geliyor; {n:loc} [farklı bir şey var|konuşulacak çok şey var].",
        "Aklım {n:dat} kaydı, {t:acc} burada bıraksak mı?",
        "Bu arada {n:acc} kimse açmadı, {a2} [hiç mi ilginizi çekmiyor|boş mu geçilecek]?",
        "{t} faslı bitti sayalım, sırada {n} var mı?",
    ),
    "change.open": (
        "Bugün kimse {n} demedi, [ben diyeyim|tuhaf geldi].",
        "Farklı bir şey: {n:loc} {a2} [gözüme çarptı|aklıma takıldı].",
        "Ortaya yeni konu atıyorum, {n}. {a2} hakkında [ne düşünüyorsunuz|fikri olan]?",
        "{n} başlığını açan olmamış, {a2:abl} başlayayım mı?",
    ),
}
"""Name of a kind of line to its patterns."""
