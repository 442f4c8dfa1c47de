"""Lines that belong to an hour, a weekday or a closed exchange."""

from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "hour.morning": (
        "Sabahın ilk işi {t} notlarını okumak oldu, {a} [yine orada|aynı yerde].",
        "Kahve dumanı, {t}, {a}: [güne böyle başladım|sabah rutinim bu].",
        "Güne {t:ins} başladım, [bakalım akşama ne kalacak|dileğim sakin bir gün].",
        "Sabah serinliğinde {t} [daha sade|daha az dramatik] görünüyor.",
        "Erken kalktım, {a:acc} okudum, {t} hakkında [hâlâ aynı fikirdeyim|iki cümle yazdım].",
        "Bu saatte {t} konuşan [bir ben|bir avuç insan] mı var?",
    ),
    "hour.noon": (
        "Öğle arası {t} mesaisi: bir tost, bir {a}.",
        "Öğlen rehaveti {t} sohbetine de [çöktü|sindi].",
        "Yemek masasında {t} konuşuldu, [tuz uzatan olmadı|herkesin fikri vardı].",
        "Gün yarılandı, {t:loc} aklımda kalan tek şey {a}.",
        "Öğle uykusu ile {a} arasında kaldım, {t} [bekler|kaçmıyor].",
    ),
    "hour.closing": (
        "!Kapanışa az kaldı, {t:loc} {a} [belirleyecek|konuşulur artık].",
        "!Günün son düzlüğü, {t} [yine son dakikaya bıraktı|sakin duruyor].",
        "!Kapanış seansı öncesi {t} için [not defteri açık|kalem elimde].",
        "!{t:loc} gün içi değil kapanış konuşsun, [az kaldı|bekliyorum].",
    ),
    "hour.day": (
        "!Seans ortası {t} notu: {a}, [gerisi sonra|nokta].",
        "!Gün içinde {t:acc} üç kez açtım, üçünde de {a} [aynı yerdeydi|değişmemişti].",
        "!{t:loc} bugün [tansiyon|ritim] düşük, {a} [uyuyor|sırada].",
        "İkinci kahveyle {t} sohbeti [iyi gidiyor|açıldı], konu {a}.",
        "Masada {t}, fonda haber kanalı, aklımda {a}.",
        "Mesai arasında {t} bakışı: {a} [tamam|yarım].",
    ),
    "hour.evening": (
        "Akşam oldu, {t} günlüğüne [iki satır yazdım|{a} diye başlık attım].",
        "Akşam çayıyla {t} [daha iyi gidiyor|dedikodusu].",
        "Günün muhasebesi: {t:loc} {a} [öne çıktı|kaldı elimde].",
        "Gün bitti, {t:loc} ne öğrendik derseniz, bende {a}.",
        "Haberler arasında {t} geçti, evdekiler bana baktı, [ben çaya baktım|omuz silktim].",
    ),
    "hour.night": (
        "Gece gece {t} düşünene [bir ben|bir de ben] eklensin.",
        "Uyku tutmadı, {t} ve {a} [tavana yazılmış|yan yana] sanki.",
        "Bu saatte {t:loc} verilen karardan [korkarım|uzak dururum], sabah ola.",
        "Gece sessizliğinde {a} daha [gürültülü|inatçı] geliyor, {t} hakkında sabah konuşurum.",
        "Geç oldu, {t} yarına kalsın, [{a:too} uyusun|gözler gidiyor].",
    ),
    "hour.weekend": (
        "Hafta sonu {t} defteri temizliği: {a} [sayfası çıktı|ilk sırada].",
        "Borsa kapalı, kafa açık; {t} için [kitap okuyorum|haftayı özetliyorum].",
        "Hafta sonu {t} konuşmak [en sakini|en verimlisi], kimse acele etmiyor.",
        "Pazar kahvaltısı ile {t} arasında [kahvaltı kazanır|seçim zor değil].",
        "Tatil günü {a} düşünen var mı, {t:loc} [pazartesiye|haftaya] ne bıraktık?",
        "Bu hafta {t:loc} öğrendiğim tek şey {a} oldu, [haftalık özet bu|yetti de].",
        "Piyasa kapalıyken {t:acc} daha iyi [anlıyorum|görüyorum], gürültü yok.",
    ),
    "hour.closed": (
        "Seans dışı {t} konuşmanın tadı ayrı, {a} [rahat rahat|acele etmeden] okunuyor.",
        "Tahta kapalıyken {t} için [plan yazmak|düşünmek] daha kolay.",
        "Seans bitince {t:loc} geriye {a} kalıyor.",
        "Ekran karardı, {t} [aklımda dönüyor|sohbete kaldı].",
    ),
    "hour.monday": (
        "Pazartesi sendromu {t:loc} bile var, {a} [ağırdan alıyor|uykulu].",
        "Haftaya {t} ile giriyoruz, [hayırlısı|{a} başköşede].",
        "Yeni hafta, yeni sayfa: {t} başlığının altına {a} yazdım.",
    ),
    "hour.friday": (
        "Cuma günü {t:loc} [herkesin aklı tatilde|pozisyon değil plan konuşulur] bence.",
        "Haftayı {t:ins} kapatıyoruz, {a} [pazartesiye kalsın|cebimde].",
        "Cuma akşamüstü {t} konuşan, [hafta sonu da düşünür|gerçek meraklıdır].",
    ),
}
"""Name of a kind of line to its patterns."""
