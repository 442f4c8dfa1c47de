"""What personas bring up of their own accord: opinions and method, never a figure that nobody checked."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

TOPIC: Final = (
    "{t:acc} [bir süredir|haftalardır|uzun zamandır] [izliyorum|takip ediyorum], [acelem yok|acele etmiyorum|sabırla bakıyorum].",
    "{t:loc} [benim için|bana göre] asıl soru yön değil, [vade|hangi vadede baktığımız|ne kadar sabredeceğimiz].",
    "{t:dat} haftalık pencereden bakınca [gürültü azalıyor|daha sakin kalıyorum|küçük dalgalar önemini yitiriyor].",
    "[Bu ara|Son günlerde] herkes {t:acc} konuşuyor ama [kimse zaman dilimi söylemiyor|kimse planını anlatmıyor].",
    "{t} konusunda [fikrim var ama ısrarım yok|iki senaryom var|bir görüşüm var, körü körüne değil].",
    "{t:abl} önce kendi planıma bakıyorum, [piyasa|haber] sonra gelir.",
    "{t:loc} [heyecan|gürültü] arttıkça ben [küçülüyorum|yavaşlıyorum|kenara çekiliyorum].",
    "Not defterimde {t} sayfası [kabardı|doldu taştı], [bir ara toparlamam lazım|sadeleştirmem gerek].",
    "{t} [grafiğine|tarafına] bakmadan önce kahve, [sonrası Allah kerim|sonra defter].",
    "{t:loc} [erken gelen|ilk sinyale atlayan] da [geç kalan|sona kalan] da aynı hatayı yapıyor: plansızlık.",
    "[Sabah|Bugün] ilk {t:acc} açtım, [alışkanlık işte|eski alışkanlık|elim oraya gidiyor].",
    "{t:ins} ilgili okuduğum her yazı birbirinin aynısı, [farklı bir şey gören var mı|özgün bir kaynak bilen var mı]?",
    "{t:loc} likidite düşükken [gördüğüm harekete güvenmiyorum|hareketler bana inandırıcı gelmiyor].",
    "{t:dat} dair en sevdiğim şey, [insana sabır öğretmesi|acele edeni hemen uyarması].",
    "Ben {t:loc} [gün içini|dakikaları] değil [haftayı|kapanışı] önemsiyorum.",
    "{t:acc} anlatırken [rakam vermeyi|seviye saymayı] sevmem, [senaryo konuşmayı|koşulları konuşmayı] severim.",
    "{t:gen} hikâyesi [değişmedi|aynı], değişen [bizim sabrımız|beklentimiz] bence.",
    "[İtiraf edeyim,|Açık konuşayım,] {t:loc} [kararsızım|iki arada bir deredeyim|net bir görüşüm yok].",
    "{t:acc} anlamak için [önce|ilk olarak] neyin fiyatlandığını sormak lazım.",
    "{t:loc} haber çıkınca ilk tepkiye değil [ikinci güne|ertesi güne] bakarım.",
    "Bana kalırsa {t:loc} [beklenti|anlatı] gerçeğin önünde koşuyor.",
    "{t:dat} bakarken [tek göstergeyle|bir tek grafikle] karar vermek bana [eksik|yetersiz] geliyor.",
)

MORE_ON_TOPIC: Final = (
    "{t:loc} en çok [sessiz günlerden|durgun saatlerden] öğreniyorum, [gürültü azken|kimse bakmıyorken] resim netleşiyor.",
    "{t:acc} [üç ayrı|iki ayrı] vadede ayrı ayrı çiziyorum, [çoğu zaman birbirini tutmuyor|nadiren aynı şeyi söylüyorlar].",
    "Eskiden {t:loc} her harekete anlam yüklerdim, [şimdi sadece bakıyorum|artık çoğunu boş geçiyorum].",
    "{t:dat} bakan iki kişi aynı grafikten [zıt sonuç|iki ayrı hikâye] çıkarabiliyor, [güzelliği de bu|tartışma da bundan].",
    "{t:loc} [beklemek|kenarda durmak] sıkıcı ama [bedava|öğretici].",
    "{t} denince [önce likidite|önce takvim] geliyor aklıma, sonra [haber|fiyat].",
    "{t:loc} herkes [salıyı|cumayı] beklerken asıl [hareket|kırılma] [sıradan bir güne|kimsenin bakmadığı saate] denk geliyor.",
    "[Defterime|Notlarıma] göre {t:loc} en çok [sabırsızken|uykusuzken] hata yapmışım.",
    "{t:abl} ne beklediğini bilmeyen, [her hareketi|her mumu] sinyal sanıyor.",
    "{t:loc} [tek soru sorarım|şuna bakarım]: [yanlışsam nereden anlarım|fikrimi ne bozar]?",
)

ASKING: Final = (
    "{t:acc} [takip eden var mı|izleyen kimler var], [vadeniz ne|hangi vadede bakıyorsunuz]?",
    "{t:loc} siz [hangi göstergeye|neye] bakıyorsunuz, merak ettim?",
    "{t} deyince aklınıza ilk [ne|hangi risk] geliyor?",
    "[Gruba sorayım|Merak ettim]: {t:loc} [sabreden mi|hızlı davranan mı] kazandı sizce geçmişte?",
    "{t:dat} dair [iyi bir kaynak|düzgün bir kitap|okumaya değer bir yazı] öneren olur mu?",
    "{t:acc} konuşurken enflasyonu [hesaba katıyor musunuz|düşüyor musunuz]?",
    "{t:loc} sizi fikrinizden döndürecek şey [ne olurdu|nedir]?",
    "Sizce {t:loc} [en çok yapılan hata|en sık düşülen tuzak] ne?",
    "{t} için [not tutan|günlük tutan] var mı, yoksa [hafızaya mı|hisse mi] güveniyorsunuz?",
    "[Aramızda|Burada] {t:acc} uzun vadeli düşünen kaç kişiyiz?",
    "{t:loc} haber mi [belirleyici|önemli] sizce, yoksa para akışı mı?",
    "{t:acc} ilk ne zaman [takip etmeye|izlemeye] başladınız?",
)

BULLISH: Final = (
    "{t:dat} [olumlu|iyimser] bakıyorum ama [görüşüm yanlış çıkabilir|koşullar değişirse fikrim de değişir].",
    "{t:loc} ben iyimser taraftayım, [karşı görüşü de|aksini düşüneni de] duymak isterim.",
    "{t} [bana|benim gözüme] hâlâ [sağlam|diri] görünüyor, tabii bu [yalnızca|sadece] bir görüş.",
    "{t} hakkında iyimserliğim sürüyor, [nedeni fiyat değil hikâye|dayanağım uzun vade].",
)

BEARISH: Final = (
    "{t:loc} temkinliyim, [beklentiler bana yüksek geliyor|iyimserlik bana fazla geliyor].",
    "{t:dat} mesafeli duruyorum, [ikna olmam için zaman lazım|hikâye beni ikna etmedi].",
    "{t} [bana|benim gözümde] yorgun görünüyor, [yanılmayı isterim|yanılırsam da söylerim].",
    "{t:loc} [risk tarafı|aşağı ihtimal] bana daha ağır basıyor, [görüş meselesi|bu benim okumam].",
)

UNDECIDED: Final = (
    "{t:loc} tarafsızım, [iki yöne de|iki senaryoya da] hazırlıklıyım.",
    "{t} hakkında fikir belirtmek için [erken|veri az] diye düşünüyorum.",
    "{t} için iki gün önceki görüşümle bugünkü [aynı değil|çelişiyor], [bekleyip göreceğim|o yüzden susuyorum].",
)

HOLDING: Final = (
    "Kurgusal portföyümde {h} var, [o yüzden tarafsız sayılmam|bunu bilerek okuyun], görüşlerim ona göre tartılsın.",
    "Kâğıt üstünde {h:acc} taşıyorum, [gerçek para değil tabii|tamamen kurgu], ama [izlemesi öğretici|insan yine de heyecanlanıyor].",
    "{h} benim kurgusal izleme listemde, [her hafta not düşüyorum|günlüğünü tutuyorum].",
)

CHAT: Final = (
    "[Bugün|Bu ara] ekran başında sabırlı olmak [en zor|en değerli] iş.",
    "[Bazen|Çoğu zaman] en iyi işlem, yapılmayan işlem oluyor.",
    "Planı olmayan, [başkasının planının parçası|kalabalığın parçası] oluyor.",
    "[Az önce|Demin] eski notlarımı okudum, [ne kadar emin yazmışım|ne çok şeye takılmışım], güldüm.",
    "Piyasayı değil kendi [sabrımı|sinirlerimi] yönetmeye çalışıyorum bu ara.",
    "[Kahvesi olan|Çayı olan] el kaldırsın, [uzun gün|uzun seans] olacak gibi.",
    "[Sizde|Oralarda] durumlar nasıl, [sessiz|durgun] bir gün mü?",
    "Haber akışını [kapatınca|kısınca] kafam daha net çalışıyor, [deneyen var mı|sizde de öyle mi]?",
    "Risk konuşulmayan yerde getiri konuşmanın [anlamı yok|manası yok] bence.",
    "[Bir haftalık|Günlük] günlük tutun derler ya, tutunca insan [kendine şaşırıyor|kendini tanıyor].",
    "Kalabalık aynı anda aynı şeyi söyleyince ben [bir adım geri atıyorum|ikinci kez düşünüyorum].",
    "Bugünün sorusu: [sabır mı cesaret mi|hız mı disiplin mi|haber mi veri mi]?",
    "[Uzun vadeci|Kısa vadeci] olmak karakter işi, [ikisi de olur|hangisi rahatsa o].",
    "Grafikler [yalan söylemez derler|her şeyi anlatır derler], bence [biz yanlış okuyoruz|biz acele okuyoruz].",
    "[Hafta|Gün] bitmeden bir muhasebe: [neyi doğru yaptık|hangi kuralı çiğnedik]?",
    "Yeni başlayanlara [en çok|ilk olarak] ne öğretilmeli sizce, [risk mi|sabır mı]?",
)

LIFE: Final = (
    "[Bugün|Bu aralar] kafam biraz dağınık, [kısa yazıyorum|pek uzatmayacağım].",
    "Arada bir ekrandan uzaklaşmak [iyi geliyor|şart], [size de iyi gelir|öneririm bunu herkese].",
    "[Yürüyüşe çıktım geldim|Biraz hava aldım], kafa açılınca {t} bile [daha basit|daha sade] görünüyor.",
    "[Bugün|Bu hafta] temposu yüksek, yazdıklarınızı [sonradan|arada] okuyorum.",
)

NEWCOMER: Final = (
    "{t:acc} [yeni yeni|daha yeni] öğreniyorum, [nereden başlamalı|ilk neye bakmalıyım] sizce?",
    "[Saçma bir soru olabilir ama|Belki basit bir soru ama] {t:loc} [hacim|vade] neden bu kadar önemli?",
    "{t} hakkında okudukça [kafam karışıyor|daha çok sorum oluyor], sadece bende mi böyle?",
    "{t:loc} herkes farklı konuşuyor, [kime kulak vermeli|nasıl ayırt ediyorsunuz] bilemedim?",
    "Bir ay önce {t:acc} bilmiyordum, şimdi [rüyamda görüyorum|her gün okuyorum].",
    "[Stop|Zarar kes] mantığını {t:loc} hâlâ oturtamadım, [anlatan olursa dinlerim|basitçe anlatan var mı]?",
)

TEACHING: Final = (
    "{t:acc} [doğru okumak|anlamak] için önce [para politikası|genel çerçeve], sonra [tekil haber|ayrıntı] gelir.",
    "[Derslerde|Eskiden derste] hep söylerdim: {t:loc} beklenti ile gerçekleşme arasındaki [fark|makas] hareket ettirir.",
    "{t} tartışılırken reel ile nominal ayrımı [unutuluyor|atlanıyor], oysa [bütün mesele orada|asıl resim orada].",
    "Bir [kavramı|noktayı] ayıralım: {t:loc} oynaklık risk değildir, [belirsizliğin fiyatıdır|yalnızca onun bir ölçüsüdür].",
    "{t:loc} nedensellik ile eşzamanlılık [sık karıştırılıyor|birbirine karışıyor], [dikkatli olmak gerek|oradan çok hata çıkıyor].",
)

FAST: Final = (
    "{t:loc} [hareket var mı|bir kıpırtı var mı] yoksa ben mi [kahveyi fazla kaçırdım|hızlıyım]?",
    "{t} bugün [sabır testi|refleks testi] gibi.",
    "{t:loc} [plan hazır|plan cepte], gerisi [disiplin|tempo].",
    "{t:acc} açıp kapatıp duruyorum, [hızlı gün|hareketli gün].",
)

AFTERTHOUGHTS: Final = (
    "[Siz|Sizler] ne [dersiniz|düşünürsünüz]?",
    "[Katılmayan|Farklı gören] varsa [tartışalım|konuşalım].",
    "[Bu benim okumam|Bu sadece bir görüş], [yanılma payım var|doğrusu budur demiyorum].",
    "[Acele etmeye|Telaşa] gerek görmüyorum.",
    "[Yarın|Haftaya] [yine bakarız|fikrim değişebilir].",
    "[Takvimi|Haber akışını] da [unutmamak|hesaba katmak] lazım.",
    "[Belki de|Belki] fazla [temkinliyim|düşünüyorum].",
    "Vadesi [farklı olan|kısa olan] [başka görür|başka düşünür] tabii.",
    "[Rakam|Seviye] [vermem|söylemem], [alışkanlık|huyum bu].",
)

TAILS: Final = (
    "[Siz nasıl görüyorsunuz|Sizde durum ne]?",
    "[Acele yok|Telaşa gerek yok].",
    "[Bakalım|Göreceğiz] artık.",
    "Yanılıyor da olabilirim.",
    "[Benim okumam|Benim notum] böyle.",
    "[Aksini|Farklı] düşünen varsa [duymak|okumak] isterim.",
    "[Haftaya|Birkaç güne] yine konuşuruz.",
    "Önce risk, sonra gerisi.",
    "[Sabır işi|Zaman gösterir].",
    "[Not düştüm|Deftere yazdım].",
)
