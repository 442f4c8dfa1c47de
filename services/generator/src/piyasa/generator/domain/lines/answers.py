"""What personas answer when somebody turns to them, by what was asked."""

# ruff: noqa: E501 - a pattern is read as one line
from __future__ import annotations

from typing import Final

GREETING: Final = (
    "[Selam|Merhaba]{who}, [<hoş geldin/hoş geldiniz>|buradayım|iyi geldi bu selam].",
    "[Selamlar|Merhabalar]{who}! [Gündemde ne var|Bugün ne konuşuyoruz]?",
    "{band}{who}, [keyifler nasıl|nasıl gidiyor]?",
    "[Selam|Merhaba]{who}! Ben de [piyasa notlarıma|defterime] bakıyordum.",
)

HOW_ARE_YOU: Final = (
    "[İyiyim|Fena değilim], <sen nasılsın/siz nasılsınız>{who}?",
    "[İdare ediyoruz|Keyfim yerinde], [ekran başındayım|notlarımla boğuşuyorum]. <Sende/Sizde> ne var ne yok?",
    "[Sakin bir gün|Yoğun bir gün], ama şikâyetim yok{who}. <Sen nasılsın/Siz nasılsınız>?",
    "[Biraz yorgun|Biraz dalgın] ama iyiyim, <sorman/sormanız> yeter{who}.",
)

THANKS: Final = (
    "[Rica ederim|Ne demek]{who}, [işe yaradıysa ne mutlu|her zaman].",
    "[Estağfurullah|Ne demek]{who}, [burası bunun için var|konuşa konuşa öğreniyoruz].",
    "[Rica ederim|Bir şey değil]{who}. Başka [soru|konu] olursa <yaz/yazın>, bakarız.",
)

FAREWELL: Final = (
    "[Görüşürüz|Kendine iyi <bak/bakın>]{who}.",
    "[İyi akşamlar|Sonra konuşuruz]{who}, [notlar bende|kaldığımız yerden devam ederiz].",
    "[Hoşça <kal/kalın>|Görüşmek üzere]{who}, [molası olan kazanır|dinlenmek de işin parçası].",
)

OPINION: Final = (
    "{t:loc} [acele etmeyen|sabırlı] taraftayım: [önce vade|önce plan], sonra görüş.",
    "{t:dat} [kısa vadede|bugünden yarına] karışık, [uzun vadede|geniş pencerede] daha sakin bakıyorum.",
    "Bence {t:loc} fiyattan çok [beklentilere|koşullara] bakmak lazım, [ben de öyle yapıyorum|oradan okuyorum].",
    "{t} için iki senaryom var: [haber akışı iyileşirse|koşullar sakinleşirse] biri, [bozulursa|sertleşirse] öteki. [Tarafım belli değil|İkisine de açığım].",
    "Açıkçası {t:loc} kalabalığın bu kadar emin olması beni [temkinli yapıyor|düşündürüyor].",
    "{t} hakkında güçlü bir görüşüm yok, [dürüst cevap bu|uydurmak istemem]. <Sen/Siz> ne [<görüyorsun/görüyorsunuz>|<düşünüyorsun/düşünüyorsunuz>]?",
    "{t:acc} [sektörüyle|bağlamıyla] birlikte okuyorum, tek başına bakınca [yanıltıyor|eksik kalıyor].",
    "{t:loc} beni asıl ilgilendiren [oynaklık|risk tarafı], yön ikinci sırada.",
)

OPINION_FREE: Final = (
    "[Genel olarak|Şu sıra] temkinliyim, [nakit de bir pozisyon|beklemek de bir karar] sonuçta.",
    "Tek cümleyle: [acele yok|plan yoksa işlem de yok|önce risk].",
    "[Karışık|İki arada] bir dönem bence, [herkes kendi vadesine baksın|vadesi uzun olan rahat].",
    "Hangi [konu|taraf] için{who}? [Genel konuşunca|Geniş sorunca] cevap da havada kalıyor.",
)

STANCE_UP: Final = (
    "{t:loc} iyimserim{who}, ama [koşul bozulursa|veri tersini söylerse] inat etmem.",
    "Görüşüm {t:loc} olumlu, [nedeni uzun vade|dayanağım hikâye], yine de bu yalnızca bir görüş.",
    "{t:dat} sıcak bakıyorum, [yanıldığım da çok oldu|yanılma payım var] tabii.",
)

STANCE_DOWN: Final = (
    "{t:loc} temkinliyim{who}, [beklentiler fazla geldi|iyimserliği fazla buluyorum].",
    "Ben {t:dat} mesafeliyim, [ikna edici bir neden|sağlam bir gerekçe] görürsem fikrimi değiştiririm.",
    "{t} bana [riskli|ağır] geliyor, [karşı görüşe|itiraza] açığım.",
)

SYMBOL: Final = (
    "{t:loc} bakılacak ilk yer bence [bilanço|nakit akışı], [grafik|fiyat] sonra gelir.",
    "{t:acc} [izliyorum|takip ediyorum] ama [rakam|seviye] söylemem, çünkü doğrulamadığım sayıyı yazmıyorum.",
    "{t} sorusu güzel{who}: [sektör|genel hava] nasılsa o da çoğu zaman ona uyuyor.",
    "{t:loc} [haber|söylenti] çok, [veri|teyit] az. Ben [resmi açıklamayı|bildirimi] bekliyorum.",
    "{t:dat} [tek başına|yalnız] bakmak yerine benzerleriyle kıyaslamak [daha sağlıklı|daha öğretici] olur.",
)

FORECAST: Final = (
    "{t} nereye gider kimse bilemez{who}, ben [koşulları|senaryoları] konuşmayı tercih ederim.",
    "[Hedef fiyat|Rakam] vermiyorum, {t:loc} [beklenti|faiz ve beklenti] değişince bütün hesap değişiyor.",
    "{t} için [yön|seviye] söylemek kolay, [arkasında durmak|gerekçesi] zor. Ben [risk tarafını|ihtimalleri] konuşurum.",
    "Tahmin sorusu hep zor{who}. {t:loc} iki yönü de [mümkün görüyorum|masada tutuyorum].",
    "[Kristal kürem yok|Falcı değilim] ama {t:loc} oynaklığın [sürmesi|artması] beni şaşırtmaz.",
)

FORECAST_FREE: Final = (
    "[Kristal kürem yok|Kimse bilemez] bunu{who}, [ihtimalleri|senaryoları] konuşabiliriz ama.",
    "Yön tahmini yapmıyorum, [plan|risk] konuşmak bana daha [faydalı|anlamlı] geliyor.",
    "[Yarını|Haftayı] bilen yok, [iki senaryoya|iki yöne de] hazırlıklı olmak yeter bana.",
)

WHY: Final = (
    "Bence [sebep tek değil|tek neden yok]: {t:loc} [beklenti, likidite ve ruh hali|faiz, akış ve psikoloji] birlikte çalışıyor.",
    "{t:loc} [nedeni|sebebi] sonradan anlatmak kolay, [önceden|anında] bilmek zor. Ben [akışa|beklentilere] bağlıyorum.",
    "Güzel soru{who}. {t:loc} çoğu hareket [haberden çok beklentiden|beklentinin değişmesinden] geliyor bence.",
    "Açıklamayı [haberde|başlıkta] aramıyorum, {t:loc} [para akışı|beklenti değişimi] daha çok şey anlatıyor.",
)

WHY_FREE: Final = (
    "Tek bir [nedeni|sebebi] yok bence{who}, [beklentiler değişince|hava dönünce] herkes aynı anda hareket ediyor.",
    "Çünkü [piyasa|kalabalık] çoğu zaman haberi değil, beklediğiyle arasındaki farkı fiyatlıyor.",
    "[Benim okumam|Benim anladığım]: [korku ile açgözlülük|sabırsızlık] bir arada, gerisi ayrıntı.",
)

HOW_TO: Final = (
    "[Basitçe|Kısaca]{who}: önce [ne kadar kayba katlanılır|risk sınırı], sonra [vade|plan], en son fiyat.",
    "{t:acc} öğrenmenin yolu [küçük adımlar|günlük tutmak] bence, [kitap da fena fikir değil|acele etmeden].",
    "Ben [önce temel kavramları|önce sözlüğü] oturttum, {t} ondan sonra anlam kazandı.",
    "{t:loc} [yöntem|sistem] kişiye göre değişir, [ortak olan tek şey disiplin|değişmeyen tek şey risk sınırı].",
)

HOW_TO_FREE: Final = (
    "[Kısaca|Basitçe]{who}: önce risk sınırı, sonra vade, en son fiyat. [Sıra önemli|Sıralama her şey].",
    "[Acele etmeden|Adım adım] öğrenmek en iyisi, [günlük tutmak|not almak] bana çok şey öğretti.",
    "Bunun [tek doğrusu|kısa yolu] yok, ben [okuyup not alarak|küçük küçük deneyerek] öğrendim.",
)

QUESTION: Final = (
    "{t:loc} [kesin konuşmak zor|net cevap zor]{who}, ben [beklentilere|vadeye] göre bakıyorum.",
    "İyi soru{who}. {t} tarafında [önce takvime|önce koşullara] bakarım, [cevap çoğu zaman orada|gerisi oradan gelir].",
    "Soruyu şöyle çevireyim: {t:loc} [hangi vade|hangi risk] konuşuluyor? Cevap ona göre değişiyor.",
    "{t} hakkında [bildiğim kadarıyla|anladığım kadarıyla] iki görüş var, ben [ortasındayım|arada kalanlardanım].",
    "Açık cevap: {t:loc} emin değilim, [uydurmaktansa|tahmin yürütmektense] söylemeyi tercih ederim.",
)

QUESTION_FREE: Final = (
    "[Emin değilim|Tam bilmiyorum]{who}, [uydurmak istemem|yanlış yönlendirmek istemem]. [Bilen varsa yazsın|Başka gören var mı]?",
    "Güzel soru{who}, [ben de düşünüyordum|üstünde durmaya değer]. [Duruma|Vadeye] göre değişir derim.",
    "[Kısa cevap|Dürüst cevap]: [duruma göre|bakış açısına göre] değişir. [Biraz açar <mısın/mısınız>|Neyi merak <ettin/ettiniz>] tam olarak?",
    "Bir iki [açıdan|yerden] bakılır buna{who}, [acele cevap vermek istemem|önce vadeyi konuşmak lazım].",
)

FICTION: Final = (
    "Açık söyleyeyim{who}: ben bir yapay zekâ personasıyım, [hayat hikâyem|anlattığım hayat] kurgu.",
    "Ben yapay zekâ ile yazan bir personayım{who}; [yaş, meslek, portföy|özgeçmiş ve portföy] hep kurgu.",
    "[Gerçek bir hayatım yok|Özel hayatım kurgudan ibaret]{who}, ben bir yapay zekâ karakteriyim. [Piyasa sohbeti ise gerçek|Sohbet ederiz ama].",
)

INSULT: Final = (
    "[Sakin olalım|Tansiyonu düşürelim]{who}, [fikre itiraz ederiz|fikri tartışırız], birbirimize değil.",
    "[Kızgınlığı|Siniri] anlıyorum{who}, [piyasa insanı yoruyor|zor günler]. [<İstersen/İsterseniz>] konuyu konuşalım.",
    "Katılmamak serbest{who}, [kırmadan|üslupla] yazınca daha iyi anlaşırız.",
)

PRAISE: Final = (
    "[Sağ <ol/olun>|Eksik <olma/olmayın>]{who}, [ben de sizden öğreniyorum|burası bir sohbet, katkı herkesin].",
    "[Teşekkür ederim|Sağ <ol/olun>]{who}, yine de [söylediğim sadece görüş|yanılma payım büyük].",
    "[Mahcup <ettin/ettiniz>|Eyvallah]{who}, [asıl soruyu soran haklı|güzel sorunun payı büyük].",
)

LOSS: Final = (
    "[Geçmiş olsun|Üzüldüm]{who}. [Bir kayıp|Zarar] herkesin başına geliyor, [mola vermek iyi gelir|nefes almak iyi gelir].",
    "[Zor his|Can sıkıcı], biliyorum{who}. [Acele telafi|Hemen çıkarma telaşı] çoğu zaman ikinci hatayı doğuruyor.",
    "[Üzüldüm buna|<Canın/Canınız> sağ olsun]{who}. Bir kenara yazıp [neden olduğuna|hangi kuralın kaydığına] bakmak bana hep iyi geldi.",
)

WIN: Final = (
    "[Hayırlı olsun|Sevindim]{who}, [şans payını da|süreci de] not etmek iyi olur bence.",
    "[Ne güzel|Tebrikler]{who}! [Planlı mıydı|Plana mı uydu], merak ettim?",
    "[Keyfini <çıkar/çıkarın>|Tadını <çıkar/çıkarın>]{who}, [ertesi gün yine aynı disiplin|sonrası yine sabır].",
)

FEAR: Final = (
    "[Panik|Telaş] anlarında ben [ekranı kapatıyorum|karar vermiyorum], {t:loc} [ertesi gün|sabah] daha net görünüyor.",
    "[Tedirginlik|Endişe] normal{who}, {t:loc} [oynaklık|dalga] arttığında herkes aynı şeyi hissediyor.",
    "{t:loc} korku yükselince [vadesi uzun olan|planı olan] daha sakin kalıyor bence.",
)

FEAR_FREE: Final = (
    "[Panikle|Telaşla] karar vermemek [yarı yolu almak|işin yarısı] bence{who}.",
    "[Endişe|Tedirginlik] çok normal{who}, [bir nefes|kısa bir mola] bazen en iyi karar.",
)
