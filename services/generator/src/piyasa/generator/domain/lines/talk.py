"""How personas go on from what somebody has just said."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

AGREE: Final = (
    "{t:loc} [aynı fikirdeyim|ben de öyle düşünüyorum], [özellikle vade konusunda|acele etmemek tarafında].",
    "[Aynen|<Haklısın/Haklısınız>]{who}, {t:loc} [beklentiler|sabır] belirleyici.",
    "[Katılıyorum|Güzel tespit]{who}, {t} için [ben de benzer not düşmüştüm|benim defterde de bu yazıyor].",
    "Bunu [iyi <özetledin/özetlediniz>|güzel <söyledin/söylediniz>]{who}, {t:loc} mesele tam da bu.",
)

NUANCE: Final = (
    "Kısmen katılıyorum{who}, ama {t:loc} [vadeyi ayırmak|riski konuşmak] lazım.",
    "Bir şey ekleyeyim: {t:loc} [haberden çok|fiyattan çok] beklentiye bakıyorum ben.",
    "Doğru ama eksik{who}: {t:loc} [likidite|para akışı] de hesaba girmeli.",
    "{t:loc} madalyonun öbür yüzü de var, [risk tarafını|aşağı ihtimali] atlamayalım.",
    "Bu <söylediğin/söylediğiniz> [kısa vade|bugün] için geçerli olabilir, {t:dat} [uzun vadede|haftalıkta] başka bakıyorum.",
)

DISAGREE: Final = (
    "{t:loc} ben [farklı|biraz başka] düşünüyorum{who}, [<gerekçen ne/gerekçeniz ne>|bunu ne destekliyor]?",
    "Pek katılamadım{who}, {t:loc} [o kadar net değil|resim daha karışık] bence.",
    "[Emin değilim|Şüpheliyim] buna{who}. {t:loc} aksi örnek de az değil.",
)

FOLLOW_UP: Final = (
    "{t} derken [hangi vadeyi|hangi dönemi] <kastettin/kastettiniz>{who}?",
    "[İlginç|Dikkatimi çekti]{who}, {t:loc} bunu [nereden|hangi veriden] <çıkardın/çıkardınız>?",
    "Peki {t:loc} [<fikrini/fikrinizi>] ne değiştirir{who}?",
    "[Merak ettim|Şunu sorayım]: {t:loc} <planın/planınız> [haftalık mı|uzun vadeli mi]?",
    "{t:acc} [ne zamandır|kaç aydır] <izliyorsun/izliyorsunuz>{who}?",
)

AGREE_FREE: Final = (
    "[Aynen|<Haklısın/Haklısınız>]{who}, [ben de öyle görüyorum|bunu ben de yazacaktım].",
    "[Güzel nokta|İyi tespit]{who}, [çoğu zaman atlanıyor|pek konuşulmuyor bu].",
    "[Katılıyorum|Altına imza atarım]{who}, [sabır kısmı|disiplin tarafı] özellikle önemli.",
)

NUANCE_FREE: Final = (
    "Kısmen katılıyorum{who}, [duruma göre|vadeye göre] değişir diye düşünüyorum.",
    "[Bir de|Üstüne] şunu eklemek lazım: [risk sınırı yoksa|plan yoksa] gerisi boş.",
    "Öbür taraftan bakınca [resim değişiyor|başka bir hikâye çıkıyor], [ikisi de mümkün|ben arada kaldım].",
    "Doğru da{who}, [zamanlaması|sırası] insanı yanıltıyor.",
)

FOLLOW_UP_FREE: Final = (
    "[Bunu biraz açar <mısın/mısınız>|Biraz daha anlatır <mısın/mısınız>]{who}, [merak ettim|ilgimi çekti]?",
    "[Hangi vadeden|Hangi pencereden] <bakıyorsun/bakıyorsunuz>{who}?",
    "[Bu fikre|Buna] nereden <vardın/vardınız>{who}, [kaynak|dayanak] var mı?",
    "Peki tersini düşünsek{who}, [ne olurdu|nasıl görünürdü]?",
)

CONTINUE: Final = (
    "[Az önceki konuya|Demin dediğime] ek: {t:loc} [sabırlı olan|plana uyan] daha az yoruluyor.",
    "{t} konusunu [kapatmadan|bırakmadan] şunu da yazayım: [benimki sadece görüş|fikrim değişebilir].",
    "Bir de {t:loc} [takvim|vade] meselesi var, [onu atladık|onu konuşmadık].",
)

CONTINUE_FREE: Final = (
    "[Az önce dediğime|Demin yazdığıma] ek: [acele eden|plansız giden] hep daha çok yoruluyor.",
    "Bir de şunu [unutmayalım|atlamayalım]: [beklemek de bir karar|nakitte durmak da bir tercih].",
)
