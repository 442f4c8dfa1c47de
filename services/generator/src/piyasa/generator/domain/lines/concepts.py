"""Remarks on notions that turn up in market talk, so that an answer speaks of what was said."""

from __future__ import annotations

from typing import Final

CONCEPTS: Final[dict[str, tuple[str, ...]]] = {
    "stop": (
        "Stop meselesinde [en zoru|zor olan] koymak değil, [dokunmamak|uymak].",
        "Stop seviyesi [fiyata|grafiğe] değil, [kayba katlanma gücüne|planına] göre konur bence.",
    ),
    "temettu": (
        "Temettü güzel ama [fiyattan düşüldüğünü|aynı gün fiyatın ayarlandığını] unutan çok.",
        "Temettüde [verim oranından|tek yıldan] çok [sürekliliğe|istikrara] bakıyorum.",
    ),
    "bilanco": (
        "Bilançoda [kârdan önce|ilk iş] nakit akışına bakıyorum, [orası daha az süslenir|oradan çok şey anlaşılıyor].",
        "Bilanço beklentisi çoğu zaman [önceden fiyatlanıyor|gelmeden fiyata giriyor], [sürpriz kısmı|fark] önemli.",
    ),
    "faiz": (
        "Faiz konuşulurken [reel tarafı|enflasyondan arındırılmışı] atlanıyor genelde.",
        "Faiz kararında karardan çok [metnin tonu|verilen mesaj] önemli bence.",
    ),
    "enflasyon": (
        "Enflasyonda [baz etkisi|manşet ile çekirdek farkı] hesabı karıştırıyor hep.",
        "Enflasyonu [beklenti|alışkanlık] kanalından düşününce resim değişiyor.",
    ),
    "hacim": (
        "Hacim [teyit|onay] etmiyorsa hareket bana [eksik|yarım] geliyor.",
        "Hacme [tek gün|bir gün] bakmak yanıltıyor, [ortalamasıyla|birkaç haftayla] kıyaslamak lazım.",
    ),
    "destek": (
        "Destek dediğimiz çizgi değil, [bir bölge|bir alan] bence.",
        "Destekler [konuşuldukça|herkes gördükçe] zayıflıyor gibi geliyor bana.",
    ),
    "direnc": (
        "Dirençte [ilk denemeye|ilk dokunuşa] pek güvenmem.",
        "Direnç konuşulurken [vade|zaman dilimi] söylenmeyince havada kalıyor.",
    ),
    "kaldirac": (
        "Kaldıraç [haklıyken bile|yönü bilse bile] insanı oyun dışı bırakabiliyor.",
        "Kaldıraçta asıl mesele yön değil, [süre|dayanma payı].",
    ),
    "halka arz": (
        "Halka arzda [heyecan|kalabalık] geçtikten sonrasını okumak daha öğretici.",
        "Halka arz izahnamesinin [risk bölümünü|risk sayfalarını] okuyan az, [keşke okunsa|asıl kısım orası].",
    ),
    "fed": (
        "Fed tarafında [tek karar|bir toplantı] değil, patika önemli.",
        "Fed beklentisi [her veriyle|her hafta] değişiyor, [bir cümleye|tek açıklamaya] fazla anlam yüklüyoruz.",
    ),
    "tcmb": (
        "Merkez bankası metninde [değişen kelimelere|eklenen cümlelere] bakmak faydalı oluyor.",
        "Merkez bankası günlerinde [ilk dakikalara|ilk tepkiye] değil kapanışa bakarım.",
    ),
    "portfoy": (
        "Portföyde [çeşit|sayı] çok diye dağılım iyi olmuyor, [aynı riske bağlı|hepsi aynı yöne bakan] kalemler var.",
        "Portföyü [arada bir|belirli aralıkla] gözden geçirmek, sürekli bakmaktan [sağlıklı|huzurlu] bence.",
    ),
    "kademeli": (
        "Kademeli gitmek [pişmanlığı|zamanlama baskısını] azaltıyor, [yönü bilmesen de|hızı yavaşlatıyor].",
        "Kademe planı yazılı değilse [kademe|plan] olmaktan çıkıyor.",
    ),
    "vade": (
        "Vade yazılmadan [görüş|tahmin] paylaşmak kavga çıkarıyor hep.",
        "Vade uzadıkça [haber|gürültü] küçülüyor, [sabır|nakit ihtiyacı] büyüyor.",
    ),
    "psikoloji": (
        "Psikoloji tarafı [bilginin|analizin] yarısından fazlası bence.",
        "Psikolojide en zor an [kaybederken değil|zararda değil], kazanırken durmak.",
    ),
    "fomo": (
        "Kaçırma korkusu en pahalı [duygu|alışkanlık] bence, [her gün|her hafta] yeni fırsat geliyor zaten.",
        "Kaçırma korkusu gelince [bir gün|yirmi dört saat] bekleme kuralım var.",
    ),
    "grafik": (
        "Grafikte [zaman dilimi değişince|bir üst periyoda çıkınca] hikâye de değişiyor.",
        "Grafik [soru sordurur|ipucu verir], cevabı [plan|bağlam] verir.",
    ),
    "nakit": (
        "Nakitte durmak da [bir karar|bir pozisyon], [sıkıcı ama|küçümseniyor ama] işe yarıyor.",
        "Nakit payı [uyku kalitesi|iç huzur] demek biraz da.",
    ),
    "haber": (
        "Haberde [başlık değil|manşet değil] beklentiyle farkı önemli.",
        "Haber [çıktığında|düştüğünde] iş bitmiş oluyor çoğu zaman.",
    ),
    "kredi": ("Kredi ile [riske girmek|bu işlere girmek] başka bir oyun, [faiz saati|vade saati] hep işliyor.",),
    "fon": ("Fonda [geçmiş getiriden|sıralamadan] önce gidere ve [içindekine|stratejiye] bakıyorum.",),
    "halving": ("Halving hikâyesi [takvimle|tek başına] açıklanacak kadar basit değil bence.",),
    "cuzdan": ("Cüzdan güvenliği [fiyattan|yönden] önce konuşulmalı, [kaybın|hatanın] dönüşü yok.",),
    "altcoin": ("Altcoin tarafında [likidite|derinlik] kaybolunca çıkış kapısı da daralıyor.",),
    "bedelsiz": ("Bedelsizde pasta büyümüyor, [dilim sayısı|parça sayısı] artıyor sadece.",),
    "rezerv": ("Rezerv rakamında [brüt ile net|swap etkisi] ayrımı yapılmayınca tartışma boşa gidiyor.",),
    "issizlik": ("İşsizlik verisinde [oran kadar|manşet kadar] katılım tarafı da önemli.",),
}
"""Folded beginning of a word (or two words) to what can be said of it."""
