"""What can be looked at in a subject: the nouns that lines are filled with, by topic group."""

from __future__ import annotations

from typing import Final

from piyasa.generator.domain.suffixes import Name, common, compound, proper

ASPECTS: Final[dict[str, tuple[Name, ...]]] = {
    "BIST": (
        common("bilanço"), common("marj"), common("hacim"), common("takas"),
        compound("yabancı payı"), compound("temettü takvimi"), compound("sektör hikâyesi"), compound("borç yükü"),
        compound("faaliyet kârı"), compound("ihracat payı"), compound("kapanış seansı"), compound("açılış seansı"),
        compound("fon akımı"), common("teknik görünüm"), compound("endeksteki ağırlığı"),
        common("çarpanlar"), common("özkaynak"), compound("yatırım iştahı"), common("tahta"), compound("stok devri"),
        common("kapasite"), compound("yönetim kurulu açıklamaları"), compound("nakit akışı"), common("sipariş"),
        compound("işletme sermayesi"), common("ortalamalar"),
        common("derinlik"), compound("küçük yatırımcı iştahı"), compound("faaliyet raporu"),
    ),
    "Borsa": (
        compound("banka hisseleri"), compound("sanayi endeksi"), compound("halka arz takvimi"),
        compound("yabancı payı"), compound("küçük yatırımcı iştahı"), common("hacim"), compound("bilanço sezonu"),
        compound("temettü dönemi"),
        compound("fon akımı"), compound("kapanış seansı"), compound("açılış seansı"), common("teknik görünüm"),
        compound("yatırım iştahı"), common("genel hava"), compound("mevduat faizi"), compound("vade sonu"),
        compound("açığa satış verisi"), common("takas"), compound("rotasyon hikâyesi"), common("yan hisseler"),
        common("dolar bazlı grafik"), common("çarpanlar"), common("derinlik"),
    ),
    "FX": (
        common("rezerv"), compound("faiz farkı"), common("cari açık"), compound("enflasyon beklentisi"),
        compound("turizm geliri"), compound("dolar endeksi"), compound("kapalıçarşı makası"), common("likidite"),
        compound("swap kanalı"), compound("enerji faturası"), compound("ithalat talebi"), compound("risk primi"),
        compound("mevduat faizi"), compound("ihracatçının sesi"), compound("döviz tevdiatı"), common("reel kur"),
        compound("dış borç takvimi"), compound("bayram talebi"), compound("beklenti anketi"),
        compound("hazine ihaleleri"), compound("gece likiditesi"), compound("petrol faturası"), common("oynaklık"),
        compound("sermaye akımı"), compound("banka makası"), compound("dolarizasyon alışkanlığı"),
    ),
    "Altın": (
        common("reel faiz"), compound("merkez bankası alımları"), common("jeopolitik"), common("fiziki talep"),
        compound("düğün sezonu"), compound("gramla onsun farkı"), compound("işçilik payı"), common("makas"),
        compound("saklama derdi"), compound("dolar endeksi"), compound("kuyumcu vitrini"), common("sigorta"),
        compound("fon stokları"), compound("Hindistan talebi"), compound("tahvil getirisi"), common("çeyrek"),
        compound("ons tarafı"), compound("yastık altı"), compound("madenci maliyeti"), common("güvenli liman"),
        compound("gümüş oranı"), compound("mevduat faizi"),
    ),
    "Kripto": (
        compound("zincir verisi"), compound("borsa çıkışları"), compound("ETF akışı"), compound("fonlama oranı"),
        common("kaldıraç"), compound("stabil coin arzı"), compound("madenci davranışı"), common("dominans"),
        compound("halving anlatısı"), compound("hafta sonu likiditesi"), compound("regülasyon haberi"),
        compound("cüzdan hareketleri"), compound("ağ ücreti"), compound("korku endeksi"), compound("altcoin iştahı"),
        common("açık pozisyon"), compound("balina dedikodusu"), common("likidite"), compound("geliştirici trafiği"),
        compound("kilit açılımı"), compound("soğuk cüzdan meselesi"), compound("borsa güvenliği"),
        compound("emir defteri"),
        compound("Asya seansı"), compound("vadeli tarafı"), common("döngü"), compound("proje dokümanı"),
    ),
    "Makro": (
        compound("politika faizi"), common("çekirdek enflasyon"), common("reel faiz"), compound("sanayi üretimi"),
        compound("işsizlik oranı"), compound("güven endeksi"), compound("bütçe dengesi"), compound("kredi büyümesi"),
        common("dış talep"), common("iç talep"), common("petrol"), proper("TÜFE"),
        compound("büyüme rakamı"), compound("beklenti yönetimi"), compound("baz etkisi"), common("parasal duruş"),
        compound("metnin tonu"), compound("ücret artışı"), compound("kira kalemi"), compound("gıda kalemi"),
        proper("Fed"), proper("Merkez Bankası"), proper("CDS", "sidies"), compound("tahvil eğrisi"),
        compound("hizmet enflasyonu"), compound("kur geçişkenliği"), compound("üretici fiyatları"), common("rezerv"),
        compound("para arzı"), compound("tasarruf oranı"), compound("vergi takvimi"),
    ),
    "": (
        common("vade"), compound("risk payı"), common("takvim"), compound("haber akışı"), common("beklenti"),
        common("likidite"), common("oynaklık"), common("psikoloji"), common("kalabalık"), common("maliyet"),
        compound("kayıp sınırı"), common("bekleyiş"), compound("para akışı"), compound("piyasa havası"),
    ),
}  # fmt: skip
"""Topic group, or gold, or none in particular, to what is looked at in it."""


def aspects_of(theme: str) -> tuple[Name, ...]:
    """What can be looked at in a group; of one that is unknown, what can be looked at in everything."""
    return ASPECTS.get(theme, ASPECTS[""])
