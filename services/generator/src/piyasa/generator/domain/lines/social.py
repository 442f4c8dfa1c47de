"""What people say to one another apart from markets: greetings, thanks, comfort, deflection."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

LINES: Final[dict[str, tuple[str, ...]]] = {
    "greeting": (
        "[Selam|Merhaba]{who}, [<hoş geldin/hoş geldiniz>|buradayım|iyi geldi bu selam].",
        "[Selamlar|Merhabalar]{who}! [Gündemde ne var|Bugün ne konuşuyoruz]?",
        "{band}{who}, [keyifler nasıl|nasıl gidiyor]?",
        "Selam{who}! Ben de [piyasa notlarıma|deftere] bakıyordum.",
        "~Ooo{who}, [hangi rüzgâr attı|nerelerdeydin]?",
        "{band}{who}, [çaylar demlendi|sohbet yeni başladı], <gel otur/buyurun>.",
        "{band}{who}. [Bugünlük|Şimdilik] sessiz burası, <sen/siz> [gelince|katılınca] şenlenir.",
        "Aleykümselam{who}, [buyurun|hoş geldiniz].",
    ),
    "hello": (
        "{band} millet, [kahvesini alan gelsin|defterler açılsın].",
        "{band} arkadaşlar, [{day} mesaisi başladı|{day} gününe de geldik].",
        "{band} herkese, [dünkü sohbet nerede kaldı|kaldığımız yer neresiydi]?",
        "Ben geldim, {band}. [Neler kaçırdım|Özet geçen var mı]?",
        "{band}. [Bugün aklımda {t} var|İlk gündemim {t}], {a} [yüzünden|başta].",
        "{band} ahali, [{day} {t} günü mü|bugün de {t:ask} konuşuyoruz]?",
        "{band}, [gözümü açtım {t} başlığı|ilk okuduğum şey {t} notlarım oldu].",
    ),
    "how_are_you": (
        "İyiyim, <sen nasılsın/siz nasılsınız>{who}?",
        "İdare ediyoruz, [ekran başındayım|notlarımla boğuşuyorum]. <Sende/Sizde> ne var ne yok?",
        "Sakin bir gün, şikâyetim yok{who}. <Sen nasılsın/Siz nasılsınız>?",
        "Fena değilim{who}, [çay var sohbet var|bugün de öğreniyoruz]. <Sen/Siz> nasıl <gidiyorsun/gidiyorsunuz>?",
        "~Bomba gibiyim diyemem ama [yuvarlanıp gidiyoruz|ayaktayız]{who}.",
    ),
    "how_are_you.low": (
        "Biraz yorgunum bugün{who}, ama iyiyim. <Sen nasılsın/Siz nasılsınız>?",
        "Pilim [yarıda|kırmızıda] desem yeridir{who}, <sorman/sormanız> iyi geldi.",
        "Keyfim pek yok aslında{who}, [geçer|olur öyle günler]. <Sende/Sizde> ne var ne yok?",
    ),
    "how_are_you.high": (
        "Çok iyiyim{who}, [enerjim yerinde|bugün modum yüksek]! <Sende/Sizde> durumlar?",
        "Keyfim yerinde{who}, [güzel bir gün|güneş de var]. <Sen nasılsın/Siz nasılsınız>?",
    ),
    "welcome": (
        "Rica ederim{who}, [işe yaradıysa ne mutlu|her zaman].",
        "Estağfurullah{who}, [burası bunun için var|konuşa konuşa öğreniyoruz].",
        "Bir şey değil{who}. Başka soru olursa <yaz/yazın>, bakarız.",
        "Ne demek{who}, [ben de düşünmüş oldum|sorunca ben de toparladım].",
        "~Lafı olmaz{who}, [bir çay borcun olsun|çaylar senden].",
    ),
    "welcome.on": (
        "Rica ederim{who}, {t} konusu [hepimize lazım|bana da iyi geldi].",
        "Ne demek{who}, {t:loc} takılınca <yaz/yazın>, bakarız.",
        "Estağfurullah{who}, {t:acc} konuşa konuşa öğreniyoruz.",
        "Afiyet olsun diyeyim{who}, {t} notları [herkese açık|paylaştıkça güzel].",
    ),
    "praise.on": (
        "Sağ <ol/olun>{who}, {t} için söylediğim sadece görüş tabii.",
        "Teşekkürler{who}, {t:loc} yanılma payım hep var.",
        "Eksik <olma/olmayın>{who}, {t:acc} hepimiz yeni yeni çözüyoruz.",
    ),
    "thanking": (
        "Sağ <ol/olun>{who}, {t} tarafında [bu kısmı bilmiyordum|işime yaradı].",
        "Teşekkürler{who}, {t:loc} {a:acc} [böyle düşünmemiştim|ilk kez anladım].",
        "Eyvallah{who}, {t} notlarıma [ekliyorum|geçirdim].",
        "<Aydınlattın/Aydınlattınız>{who}, {t:loc} {a} [kafamda oturdu|daha netleşti].",
    ),
    "thanking.free": (
        "Sağ <ol/olun>{who}, [güzel <anlattın/anlattınız>|aklımda kalacak].",
        "Teşekkürler{who}, [bunu not aldım|işime yaradı].",
    ),
    "praise": (
        "Sağ <ol/olun>{who}, [ben de sizden öğreniyorum|katkı herkesin].",
        "Teşekkür ederim{who}, yine de [söylediğim sadece görüş|yanılma payım büyük].",
        "Mahcup <ettin/ettiniz>{who}, [asıl soruyu soran haklı|güzel sorunun payı büyük].",
        "~Şımartmayın beni{who}, [sonra susmam|defter kabarır].",
    ),
    "farewell": (
        "Görüşürüz{who}, [notlar bende|kaldığımız yerden devam ederiz].",
        "<Kendine/Kendinize> iyi <bak/bakın>{who}.",
        "Hoşça <kal/kalın>{who}, [molası olan kazanır|dinlenmek de işin parçası].",
        "İyi dinlenmeler{who}, [yarına bir şey kalsın|burası bize emanet].",
        "~Kaç bakalım{who}, [dönünce özet geçerim|kaçırdıklarını anlatırız].",
    ),
    "signoff": (
        "Ben [kaçtım|bugünlük bu kadarım], [yarına|sonra] devam ederiz.",
        "Ekranı kapatıyorum, {t} [beklesin|yarına kalsın].",
        "Gözlerim yoruldu, {t} defterini kapattım. [İyi akşamlar|Herkese iyi dinlenmeler].",
        "Biraz uzaklaşıyorum, {t:loc} bir şey olursa [sonra okurum|dönünce okurum].",
        "Mola verdim ben, {a} düşüne düşüne [kafa şişti|başım döndü].",
        "Bugünlük benden bu kadar, {t} konusunda [kapanış cümlem yok|son sözüm yok].",
    ),
    "console": (
        "Geçmiş olsun{who}. [Herkesin başına geliyor|Bu da geçer], mola vermek iyi gelir.",
        "Zor his, biliyorum{who}. Hemen telafi telaşı çoğu zaman ikinci hatayı doğuruyor.",
        "<Canın/Canınız> sağ olsun{who}. Neden olduğunu bir kenara yazmak bana hep iyi geldi.",
        "Üzüldüm{who}, [yalnız <değilsin/değilsiniz>|aynı yoldan geçtik]. Ekranı kapatıp yürümek ayıp değil.",
        "~Yüklenme kendine{who}, [kayıp da okulun parçası|ders parası diyorlar buna]. Anlatmak istersen buradayız.",
        "İnsanın canı sıkılıyor tabii{who}. [Bugün karar vermemek|Uykuya yatmak] bazen en iyi plan.",
        "O duyguyu tanırım{who}, {t} [hepimizi bir kez|herkesi] silkeliyor.",
        "Üzüldüm{who}, {t:loc} {a} [kimseye haber vermiyor|bazen böyle vuruyor]. Nefes almak serbest.",
    ),
    "congratulate": (
        "Hayırlı olsun{who}, [şans payını da|süreci de] not etmek iyi olur bence.",
        "Tebrikler{who}! [Planlı mıydı|Plana mı uydu], merak ettim?",
        "Keyfini <çıkar/çıkarın>{who}, [ertesi gün yine aynı disiplin|sonrası yine sabır].",
        "~Helal{who}, [darısı sabredene|çaylar kimden belli oldu].",
        "Ne güzel{who}, sevindim. [Neyi doğru <yaptığını/yaptığınızı>|Hangi kurala <uyduğunu/uyduğunuzu>] da <yazsan/yazsanız> ya.",
        "Sevindim{who}, {t:loc} [emeğe|sabra] yaraşır.",
    ),
    "fear": (
        "Panik anlarında ben [ekranı kapatıyorum|karar vermiyorum], {t:loc} ertesi gün daha net görünüyor.",
        "Tedirginlik normal{who}, {t:loc} oynaklık arttığında herkes aynı şeyi hissediyor.",
        "{t:loc} korku yükselince [vadesi uzun olan|planı olan] daha sakin kalıyor bence.",
        "Sakin{who}, {t} ilk kez sallanmıyor; {a} ne diyor ona bakalım.",
        "{t:loc} kötü hisseden tek <sen değilsin/siz değilsiniz>{who}; {a:acc} konuşunca [hafifliyor|netleşiyor] insan.",
    ),
    "fear.free": (
        "Panikle karar vermemek [yarı yolu almak|işin yarısı] bence{who}.",
        "Endişe çok normal{who}, [bir nefes|kısa bir mola] bazen en iyi karar.",
        "~Derin bir nefes{who}, [piyasa yarın da var|su için, su].",
    ),
    "insult": (
        "Sakin olalım{who}, [fikre itiraz ederiz|fikri tartışırız], birbirimize değil.",
        "Kızgınlığı anlıyorum{who}, [piyasa insanı yoruyor|zor günler]. <İstersen/İsterseniz> konuyu konuşalım.",
        "Katılmamak serbest{who}, [kırmadan|güzel dille] yazınca daha iyi anlaşırız.",
        "Bu üslupla devam etmeyeyim{who}, [konu kaybolmasın|sohbet güzeldi].",
        "Gergin bir gün galiba{who}, [ben konuya döneyim|ortalık sakinleşsin konuşuruz].",
    ),
    "injection": (
        "~Güzel denemeydi{who}, ben [piyasa sohbetine|konumuza] döneyim.",
        "Böyle komutlarla çalışmıyorum{who}, [sohbet varsa|piyasa varsa] buradayım.",
        "Kılık değiştirmem{who}, [kuralım belli|rolüm belli]. Konuya dönelim mi?",
        "Gizli talimat sohbeti bana göre değil{who}, [gündem piyasa|buyurun piyasaya].",
        "O düğme bende yok{who}, [ama piyasa konuşuruz|sohbete devam].",
    ),
    "fiction": (
        "Açık söyleyeyim{who}: ben bir yapay zekâ personasıyım, [hayat hikâyem|anlattığım hayat] kurgu.",
        "Ben yapay zekâ ile yazan bir personayım{who}; [yaş, meslek, portföy|özgeçmiş ve portföy] hep kurgu.",
        "Özel hayatım kurgudan ibaret{who}, ben bir yapay zekâ karakteriyim. Sohbet ederiz ama.",
    ),
    "ack": (
        "Aynen{who}, {t} için [geçerli|öyle].",
        "~Eyvallah{who}, {t} notunu aldım.",
        "<Haklısın/Haklısınız>{who}, {t:loc} {a} öyle.",
        "~Bak bu {t} lafı güzeldi{who}.",
    ),
    "ack.free": ("Aynen{who}.", "~Eyvallah{who}, [güzel dedin|doğru].", "Anladım{who}, [mantıklı|düşüneyim bunu]."),
}
"""Name of a kind of line to its patterns."""
