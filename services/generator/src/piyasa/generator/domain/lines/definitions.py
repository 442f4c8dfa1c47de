"""What a notion means, in one plain sentence, for those who ask."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

DEFINITIONS: Final[dict[str, tuple[str, ...]]] = {
    "temettu": (
        "Temettü{who}, şirketin kârından ortağına dağıttığı pay; dağıtıldığı gün hissenin fiyatı o kadar düzeltilir.",
    ),
    "bilanco": (
        "Bilanço{who}, şirketin neyi var, ne kadar borcu var, onun fotoğrafı; ben [dipnotlarını|nakit tarafını] da okurum.",
    ),
    "bedelsiz": ("Bedelsiz{who}, borsada şirketin pay sayısını artırması; pasta aynı, dilim çok.",),
    "bedelli": ("Bedelli{who}, şirketin borsada ortağından yeni para istemesi; katılmayanın payı seyrelir.",),
    "halka arz": (
        "Halka arz{who}, şirketin paylarını ilk kez herkese sunması; izahnamede [riskler|sayfalarca risk] yazar, okuyan az.",
    ),
    "stop": ("Zarar kes dedikleri{who}, yanıldığını hangi noktada kabul edeceğini baştan yazmak.",),
    "kaldirac": ("Kaldıraç{who}, borçla büyütülmüş pozisyon demek; hatayı da aynı oranda büyütür.",),
    "enflasyon": ("Enflasyon{who}, fiyatların genelinin artma hızı; düşmesi ucuzlama değil, yavaşlama demek.",),
    "cekirdek": ("Çekirdek enflasyon{who}, gıda ve enerji gibi oynak kalemler ayıklanınca kalan.",),
    "faiz": ("Faiz{who}, paranın zaman fiyatı; enflasyondan arındırınca reel faiz derler, asıl tartışma orada.",),
    "reel": ("Reel dedikleri{who}, enflasyon çıkarıldıktan sonra kalan; nominal ise etikette yazan.",),
    "baz etkisi": (
        "Baz etkisi{who}, geçen yılın aynı ayı yüksekse bu yılın enflasyon oranının sakin görünmesi; tersi de olur.",
    ),
    "hacim": ("Hacim{who}, borsada o gün ne kadar el değiştirdiği; hareketin kalabalığını anlatır.",),
    "destek": ("Destek{who}, alıcının daha önce kalabalıklaştığı bölge; çizgi değil, alışkanlık.",),
    "direnc": ("Direnç{who}, satıcının daha önce kalabalıklaştığı bölge; geçilir de geçilmez de.",),
    "cari acik": (
        "Cari açık{who}, ülkenin dışarıya ödediğinin dışarıdan kazandığını aşması; döviz ihtiyacı oradan doğar.",
    ),
    "rezerv": ("Rezerv{who}, merkez bankasının elindeki döviz ve altın; brütü ile neti ayrı hikâye.",),
    "cds": ("CDS{who}, ülke borcunun sigorta primi gibi; yükselince borçlanma pahalanır.",),
    "swap": (
        "Swap{who}, iki tarafın belirli süreliğine para değiş tokuşu; döviz tarafında rezervi okurken lazım oluyor.",
    ),
    "halving": ("Halving{who}, bitcoin üretim ödülünün belirli aralıkla yarıya inmesi; arz tarafının takvimi.",),
    "fonlama": ("Fonlama oranı{who}, vadeli kripto işlemlerinde kalabalık tarafın öbürüne ödediği küçük bedel.",),
    "stabil": ("Stabil coin{who}, değeri bir para birimine bağlanmış kripto; bağın kopma ihtimali de hesaba yazılır.",),
    "cuzdan": ("Cüzdan{who}, kripto anahtarını saklayan yer; anahtar kimdeyse varlık onda.",),
    "makas": ("Makas{who}, alış ile satış arasındaki fark; altın ve dövizde asıl gider çoğu zaman o.",),
    "likidite": ("Likidite{who}, bir şeyi fiyatını bozmadan elden çıkarabilme kolaylığı; borsada derinliğe bakılır.",),
    "parite": ("Parite{who}, iki paranın birbirine oranı; euro dolar en çok konuşulanı.",),
    "fon": ("Fon{who}, birçok kişinin parasının tek sepette yönetilmesi; gider oranı [küçük görünür|sessiz çalışır].",),
    "portfoy": ("Portföy{who}, elindeki her şeyin toplamı; çeşit çok diye dağılım iyi sayılmaz.",),
    "vade": ("Vade{who}, beklemeye razı olduğun süre; görüş de hata da vadesiyle anlam kazanır.",),
    "volatil": ("Oynaklık{who}, fiyatın ne kadar savrulduğu; tek başına iyi ya da kötü değil.",),
}
"""Folded beginning of a word (or two words) to what it means."""
