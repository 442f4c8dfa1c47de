"""What comes back to a persona: memories, its own earlier lines, its life."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "memory.shared": (
        "Geçen de konuşmuştuk{who}, {t} [o zaman da|yine] böyleydi.",
        "Hatırlıyorum{who}, {t:acc} <seninle/sizinle> [daha önce de|geçenlerde] açmıştık.",
        "Daha önce de açmıştık bu konuyu{who}, {t} [aklımda kalmış|unutmadım].",
        "Geçenlerde {t} üstüne <yazdığın/yazdığınız> aklımda{who}.",
        "{t} dendi mi o eski konuşmamız geliyor aklıma{who}.",
    ),
    "memory.shared.free": (
        "Geçen de konuşmuştuk{who}, [iyi ki yine yazdık|devamı gelmiş].",
        "<Seni/Sizi> hatırlıyorum{who}, [geçenlerde de|daha önce de] laflamıştık.",
        "Son konuşmamız aklımda{who}.",
    ),
    "memory.topic": (
        "{t} dendi mi ben hep aynıyım: {mem}",
        "{t:loc} [kendi payıma|bana kalan] bir not var: {mem}",
        "{t:ins} ilgili tek kuralım: {mem}",
        "{t} deyince söylemeden geçemem, {mem_low}",
        "Eskiden kalma bir not, {t} için: {mem}",
        "{t} konusunda huyum belli: {mem}",
    ),
    "memory.past": (
        "{t} dendi mi aklıma hep şu gelir: {mem}",
        "{t} ile ilgili bir hatıra: {mem}",
        "Bunu yaşadım, {t} sohbetine katayım. {mem}",
        "{t} konusu açılınca hatırladım, {mem_low}",
        "Eskilerden, {t} defterinden: {mem}",
        "{t} bana hep şunu hatırlatır: {mem}",
    ),
    "memory.named": (
        "Benim huyum belli: {mem}",
        "Şunu hep söylerim, {mem_low}",
        "Bende durum şu: {mem}",
        "Kendi payıma bir not. {mem}",
        "Söz açılmışken, {mem_low}",
        "Alışkanlık diyelim: {mem}",
        "{mem} Bilmeyen kalmasın.",
        "{mem}",
    ),
    "memory.any": (
        "Durup dururken aklıma geldi: {mem}",
        "Anlatmış mıydım? {mem}",
        "Bunu daha önce yazdım mı bilmiyorum: {mem}",
    ),
    "own": (
        "[Daha önce|Az önce] de yazmıştım, {own}.",
        "Kendimi tekrar edeceğim ama {own}.",
        "Sözümün arkasındayım: {own}.",
        "[Demin dediğim gibi|Geçen dediğim gibi], {own}.",
        "Benim cümle belli, {own}.",
        "Önceki lafımı hatırlatayım: {own}.",
    ),
    "life.birthday": (
        "Bugün doğum günüm, [bir yaş daha|pasta yok ama keyif var]; {t} bile [gözüme tatlı geldi|bekleyebilir].",
        "Yaş almışım bugün, [mumları üfledim|dilek tuttum], {a} [dilemedim merak etmeyin|listede yoktu].",
        "Doğum günümde bile {t} konuşuyorum, [iflah olmam|böyle de bir huy].",
    ),
    "life.vacation": (
        "Tatildeyim, [denize karşı|şezlongda] yazıyorum; {t} [uzaktan daha sade|buradan küçücük].",
        "Sahil kenarından selam, {a} [aklımın ucunda bile değil|kumda kaldı].",
        "Tatil modundayım, {t} için [arada|akşamdan akşama] bakıyorum.",
        "Denizden çıktım geldim, {t} [yerinde duruyor|bıraktığım gibi] maşallah.",
    ),
    "life.illness": (
        "Biraz hastayım, [evde|battaniye altında] dinleniyorum; {t} için kısa yazacağım.",
        "Boğazım gitti, [ıhlamur|çorba] eşliğinde {t} okuyorum.",
        "Halsizim bugün, {a} düşünecek [kafa yok|mecalim yok].",
    ),
    "life.work_stress": (
        "İşler üst üste geldi, {t} için [iki dakika ayırabildim|arada kaçak bakıyorum].",
        "Bu hafta mesai bitmiyor, {a} [akşama kaldı|sonraya kaldı].",
        "Toplantıdan toplantıya, {t} sohbetini [uzaktan|arada] okuyorum.",
    ),
    "life.financial_gain": (
        "Kâğıt portföyün keyfi yerinde, [kurgu da olsa gülümsetiyor|şımarmıyorum], {t} [ayrı|dersine devam].",
        "Deneme portföyü [bu hafta yüzümü güldürdü|güzel gidiyor], rakam yok ama keyif var; {t} notları da [tamam|tutuldu].",
    ),
    "life.financial_loss": (
        "Kâğıt portföyde [canım sıkkın|moral bozuk], kurgu ama insanı düşündürüyor; {t} defterine [yazdım|işledim].",
        "Deneme portföyü bu hafta ders verdi, {a} [kısmını|tarafını] yeniden okuyorum.",
    ),
    "life.new_hobby": (
        "Yeni bir uğraş edindim, [elim boyalı|ellerim toprak]; {t:acc} [yarım saat|epey] unutmuşum.",
        "Kursa başladım, {a} ile hiç ilgisi yok, [kafam dinlendi|iyi geldi].",
        "Bu aralar akşamları yeni merakla geçiyor, {t} [sabaha kalıyor|ikinci sırada].",
    ),
    "life.family_event": (
        "Ailece bir telaşımız var, {t:acc} [arada|kapı aralığından] izliyorum.",
        "Evde misafir kalabalığı, {t} sohbeti [mutfağa taşındı|çay tepsisi arasında].",
        "Aile buluşmasında bile {t} soruldu, [kaçış yok|konuyu değiştirdim].",
    ),
    "life.work_promotion": (
        "İşten güzel haber geldi, [keyfim yerinde|yüzüm gülüyor]; {t} [bile güzel görünüyor|bugün tatlı].",
        "Yeni görev yeni masa, {t} notlarını [taşıdım|düzenledim].",
    ),
    "mood.low": (
        "Bugün modum düşük, [kısa keseceğim|az yazarım].",
        "Keyfim yok pek, [kusura bakmayın|idare edin].",
        "İçim sıkkın bugün, [ondan mı bilmem|belki ondan].",
    ),
    "mood.high": (
        "Keyfim yerinde bugün.",
        "[Enerjim yüksek|Bugün pozitifim], ona göre.",
        "Güzel bir gündeyim, [belki ondan|söylemesi ayıp].",
    ),
    "mood.tired": (
        "Gözüm kapanıyor, [kısa yazıyorum|özet geçeyim].",
        "Yorgunum, [uzatmayacağım|iki kelime yazayım].",
        "Üçüncü kahve de işe yaramadı.",
    ),
    "mood.stressed": (
        "Biraz gerginim, [üslubum sertse affola|sert yazarsam bilin].",
        "Kafam kazan gibi.",
        "Omuzlarım taş kesildi bugün.",
    ),
}
"""Name of a kind of line to its patterns; life events go by their type."""
