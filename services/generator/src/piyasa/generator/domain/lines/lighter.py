"""Jokes, small talk and the pictures personas like to speak in; each persona keeps to one field of pictures."""

from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "joke": (
        "{t:loc} uzman çok, [park yeri gibi|hava durumu sunucusu gibi], lazım olunca yok.",
        "{t:acc} o kadar izledim ki [kedi bile ekrana bakıyor|komşu beni tanıyor artık].",
        "Grafik ters çevrilince {t} [uyuyor gibi|dağ manzarası] oluyor, denedim.",
        "{t} için formül buldum: bakmayınca hareket ediyor, bakınca [duruyor|utanıyor].",
        "Falcıya {t:acc} sordum, [o da bana sordu|sıraya girdi].",
        "{t:loc} plan yapınca piyasa gülüyor, [ben de gülmeye başladım|bari çay ısmarlasa].",
        "Diyetisyenim {a}, psikoloğum {t} oldu bu ay.",
        "{a:acc} anneme anlattım, {t} konusunda beni düzeltti.",
        "{t} bugün de [trip attı|naz yaptı], çiçek mi göndersek?",
        "Her {t} yorumunun sonu bakalım göreceğiz, [benimki de öyle|dahil ben].",
    ),
    "chat": (
        "Bazen en iyi işlem, yapılmayan işlem oluyor.",
        "Planı olmayan, [başkasının planının parçası|kalabalığın parçası] oluyor.",
        "Demin eski notlarımı okudum, [ne kadar emin yazmışım|ne çok şeye takılmışım], güldüm.",
        "Piyasayı değil kendi [sabrımı|sinirlerimi] yönetmeye çalışıyorum bu ara.",
        "Çayı olan el kaldırsın, uzun gün olacak gibi.",
        "Sizde durumlar nasıl, [sessiz|durgun] bir gün mü?",
        "Haber akışını kısınca kafam daha net çalışıyor, deneyen var mı?",
        "Risk konuşulmayan yerde getiri konuşmanın anlamı yok bence.",
        "Kalabalık aynı anda aynı şeyi söyleyince ben [bir adım geri atıyorum|ikinci kez düşünüyorum].",
        "Bugünün sorusu: [sabır mı cesaret mi|hız mı disiplin mi|haber mi veri mi]?",
        "Uzun vadeci olmak karakter işi, kısa vadeci olmak da öyle.",
        "Gün bitmeden bir muhasebe: [neyi doğru yaptık|hangi kuralı çiğnedik]?",
        "Yeni başlayana ilk ne öğretilmeli sizce, risk mi sabır mı?",
        "Ekran süresi raporum geldi, [kimseye göstermem|utandım].",
        "Herkesin bir keşkesi var, benimki [erken uyumak|daha çok okumak].",
        "Kulaklığı taktım, müzik var, piyasa yok. [Yarım saat|Kısa mola].",
        "Dışarıda hava güzelmiş, [ekrandan duydum|pencereden gördüm].",
        "Komşunun çocuğu borsa ne demek diye sordu, [üç kez baştan aldım|anlatamadım].",
    ),
    "field.sea": (
        "{t} açık deniz gibi, {a:too} [pusula|fener]; fenersiz çıkılmaz.",
        "Rüzgârı {a:abl} okurum, {t:loc} yelken [küçültmek de|limanda beklemek de] denizcilik.",
        "{t:loc} dalga boyu değişti, [dümeni sıkı tutuyorum|demiri attım bekliyorum].",
        "Denizciler bilir, {t} dümdüzken de [akıntı var|alttan akar], adı {a}.",
    ),
    "field.kitchen": (
        "{t} tencerede, {a} kısık ateş; [kapağını açan tadını kaçırır|acele eden yakar].",
        "Tuz neyse {t:loc} {a} o, [fazlası da azı da|kıvamında güzel].",
        "{t:loc} tarif herkese açık, el lezzeti {a:loc}.",
        "Hamur dinlenmeden {t} açılmaz, [oklavayı bıraktım|{a} mayalanıyor].",
    ),
    "field.football": (
        "{t} uzatmalara gidiyor, {a} [yedek kulübesinde|ısınıyor].",
        "{t:loc} topu ayağında çok tutan kaybeder, [pas {a:dat}|oyunu {a} kuruyor].",
        "Hakem {a}, düdük çalmadan {t:loc} gol sevinci yapmam.",
        "{t} deplasman maçı gibi, {a} tribünü [susturuyor|coşturuyor].",
    ),
    "field.chess": (
        "{t:loc} açılış bitti, orta oyundayız; {a} [merkez kare|vezir hattı].",
        "{t} satrancında hamle değil tempo sayılır, {a} [tempo kazandırır|saatin kendisi].",
        "Tahtaya bakınca {t:loc} piyon {a}, [ama piyon da çıkar|küçümsemem].",
        "{t:loc} şah çekmek kolay, {a:acc} [savunmak|görmek] zor.",
    ),
    "field.garden": (
        "{t} fidan gibi, {a} suyu; [her gün kazıp bakılmaz|fazla sulayan çürütür].",
        "Budamadan meyve olmaz, {t:loc} {a} biraz [makas ister|budanmalı].",
        "{t:loc} mevsim bilmeyen [karpuzu kışın arar|üzülür], mevsimi {a} söyler.",
        "Toprağı {a} olmayan yerde {t} tutmuyor, [bahçeden bilirim|denendi].",
    ),
    "field.road": (
        "{t} otobanında herkes sol şeritte, {a} [radar|sis] oldu.",
        "{t:loc} fren mesafesi {a} kadar, [takip mesafesi şart|yaklaşan görür].",
        "Navigasyon {t} için yeni rota çiziyor, {a} [yol çalışması|kapalı yol].",
        "{t:loc} virajdan önce yavaşlanır, [virajda değil|viraj dediğim {a}].",
    ),
    "field.weather": (
        "{t} bugün parçalı bulutlu, {a} tarafında [sis|yer yer sağanak].",
        "Şemsiyeyi yağmurdan önce almak lazım, {t:loc} şemsiye {a}.",
        "{t:loc} barometre {a}, [ibre oynak|ibre kıpırdadı].",
        "Lodos var {t:loc}, {a} [uğulduyor|camları titretiyor].",
    ),
    "field.school": (
        "{t} sınavında çalıştığım yer çıkmadı, {a} [müfredatta yoktu|son sayfadaymış].",
        "Karne günü gibi, {t:loc} {a} notu [kırık|orta] geldi bana.",
        "Tahtaya {t} yazıp altına {a} çizsem ders biter, [ödev de yok|zil çalar].",
        "{t:loc} ezber bozuldu, {a} konusunu [baştan çalışıyorum|yeniden okuyorum].",
    ),
    "field.shop": (
        "Esnaf gözüyle {t}: vitrin parlak, [depo {a}|arka raf {a}].",
        "{t:loc} terazi {a}, [darasını düşen yok|eksik tartan çok].",
        "Siftah {a:abl}, bereket {t:abl}, [dükkân açık|çırak nerede].",
        "Veresiye defteri gibi {t}, {a} [kabardıkça kabarıyor|hep sonraya kalıyor].",
    ),
    "field.music": (
        "{t:loc} ritim değişti, {a} [davulu|bası] açtı.",
        "{t} akortsuz çalıyor, gevşek tel {a}.",
        "Nakarat hep aynı, {t:loc} asıl söz {a:loc}.",
        "{t:loc} es vermek de notaya dahil, {a} [o es|sus işareti].",
    ),
    "field.film": (
        "{t} üçüncü sezonunda, {a} [ters köşe karakter|başrole geçti].",
        "Filmin sonunu {a} biliyor, {t:loc} [biz fragmandayız|jenerik akmadı daha].",
        "{t:loc} gerilim müziği çalıyor, [kamera {a:loc}|{a} kapıda].",
        "Senaryoyu {a} yazmış, {t} [sadece oynuyor|replik ezberliyor].",
    ),
    "field.hiking": (
        "{t} tırmanışında zirve değil nefes konuşulur, nefes {a}.",
        "{t:loc} kamp kurduk, {a} [hava raporu|son su] sayılır.",
        "Patikada {a} işareti görmeden {t} için [adım atmam|rota değiştirmem].",
        "{t:loc} iniş de tırmanış kadar [teknik iş|dikkat ister], {a} [baton gibi|bastonum].",
    ),
    "field.fishing": (
        "{t:loc} olta suda, {a} [yem|mantar] oynadıkça heyecan yapıyorum.",
        "Balıkçı sabrı lazım {t:dat}, {a} [lodosu geçsin|kıpırdamadan] olmaz.",
        "{t:loc} herkes aynı kıyıya dizildi, balık {a:loc}.",
        "Ağı {a:dat} serdim, {t} [gelir gelmez|nasipse].",
    ),
    "field.workshop": (
        "{t:loc} ölç biç sonra kes, metre {a}.",
        "{t} makinesinde ses var, [kapağı açtım|tornavida elimde]: {a}.",
        "Usta derdi ki {t} işinde vida {a}, [sıkarsan yalama olur|gevşek kalırsa oynar].",
        "{t:loc} zımpara işi kaldı, {a} [pürüzlü|yerine oturmadı].",
    ),
}
"""Name of a kind of line to its patterns; the fields of pictures begin with ``field.``."""
FIELDS: Final = tuple(name for name in LINES if name.startswith("field."))
