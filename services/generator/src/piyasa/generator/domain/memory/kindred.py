"""Words that speak of the same thing, so that a memory is met again in other words (behaviour 4.5).

Beginnings of folded words, a group a line; ``kar_payi`` is a word and the beginning of the next. An embedding model
knows all of this and much more: this is what stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

_GROUPS: Final = tuple(
    line.split()
    for line in """
        temettu kar_payi kar_dagit dividend
        stop zarar_kes zarar_durdur
        mevduat vadeli vade birikim tasarruf kenara_at kenara_koy
        enflasyon pahali zam tufe ufe fiyat_artis gecim
        kredi borc finansman taksit
        dolar usd yesil efektif doviz
        lira tl try
        euro avro eur
        altin gram ceyrek bilezik ziynet kulce besibir kuyumcu taki sari_metal
        aciga short dususe_oyna
        kriz cokus coktu cokm cakil buhran kara_gun
        halka_arz talep_topla arza
        kaldirac marj teminat likit
        cuzdan soguk_cuzdan donanim anahtar sifre
        bitcoin btc satosi
        ether eth gas
        stabil tether usdt usdc
        madenci kazim rig
        faiz getiri oran merkez ppk
        tahvil bono kupon repo
        bilanco finansal_tablo dipnot rapor
        hisse senet kagit
        grafik mum teknik formasyon direnc destek
        hacim tahta kademe derinlik
        komisyon masraf kesinti
        zarar kaybet kayip batir eksi
        kazan kazanc karli arti
        petrol brent varil akaryakit benzin mazot
        dogalgaz dogal_gaz enerji elektrik
        savas baris catisma
        haber duyuru manset gazete bulten
        fed powell abd amerika
        issizlik istihdam
        butce vergi stopaj
        ihracat ithalat ticaret gumruk
        fon portfoy_yonet profesyonel
        sinyal vip tuyo al_sat
        dolandir tuzak sahte kandir oltalama
        uyu uyk yatak ruya
        kedi tekir pati miyav tuylu
        kopek havla tasma
        kizim kizin oglum oglun cocu ufaklik bebek bebeg evlat
        esim hanim karim kocam evli
        annem baba ebeveyn
        kitap roman okur okus polisiye cinayet hikaye
        ogrenci talebe ogret hoca ders mezun
        telefon mobil uygulama
        sube gise banka_sira
        korku kork urk panik endise
        duy isit kulak sagir
        hediye armagan
        almanya gurbet yurt_disi
        kahve filtre kafein cekirdek
        yemek mutfak pisir tarif lezzet
        balik olta lufer palamut
        deniz tekne yelken gemi kaptan
        muzik sarki gitar baglama nota konser
        kosu yuruyus antrenman bisiklet maraton
        futbol tribun kombine kume forma stadyum
        seramik comlek camur heykel
        bahce cicek toprak fide domates saksi
        konut daire emlak tapu
        patron isyeri ofis mesai istifa calis
        emekli ikramiye maas
        doktor hastane ameliyat ilac eczane recete
        sabah erken gunaydin
        cuma hafta_sonu pazartesi
        ogle oglen
        dugun nisanl evlen gelin
        sigara tutun nikotin
        dede nine babaanne anneanne torun
        kardesim abim ablam ikiz agabey
        amca dayi teyze kuzen akraba
        komsu mahalle apartman
        hastalan grip ates_cik oksur
        kalp tansiyon kolesterol
        gozluk gormuyor miyop
        disci dis_agri
        kilo diyet zayifla
        yagmur saganak dolu_yag
        kar_yag karda tipi ayaz
        deprem artci sarsinti
        tatile izne kamp cadir
        ucak havaliman pilot bilet
        tren vagon istasyon
        otobus minibus dolmus
        trafik yol_kapa kopru
        kilit cilingir
        bilgisayar laptop klavye monitor
        internet modem baglanti
        satranc tavla okey kagit_oyna
        film sinema belgesel
        fotograf foto kamera objektif
        resim galeri sergi
        antika koleksiyon
        ekmek firin hamur simit borek
        tatli baklava sutlac seker
        et_pis kasap kofte mangal
        sebze meyve pazar_tezgah manav
        zeytin zeytinyag
        findik incir uzum bag_boz
        tarla ciftci traktor koyde
        tavuk inek koyun ahir
        arici kovan petek
        asker askerlik kisla
        polis savci mahkeme avukat dava
        okul sinav karne universite fakulte
        muhendis makinist teknisyen
        ogretmen lise edebiyat
        eczaci nobet
        terzi dikis kumas
        marangoz ahsap mobilya
        tesbih gumus_yuzuk
        oruc iftar bayram
        pisman keske
        gurur ovun sevin
        utan mahcup
        kavga tartis kustu
        guven itimat
        soz_ver yemin
        iflas batti konkordato haciz
        hirsiz calin soyul hack
        sigorta police kasko
        kumar bahis loto
        acik_artir ihale
        grev sendika
        nufus goc
        kurak kuraklik baraj
        hasat rekolte bugday
        kripto coin token
        nft metaverse
        etf endeks_fon
        halving yarilanma
        airdrop bedava_coin
        vadeli_islem viop kontrat
        opsiyon prim
        tavan taban devre_kes
        geri_alim bedelsiz bedelli
    """.splitlines()
    if line.strip()
)
_SHORT: Final = 4
"""Letters below which a beginning must be nearly the whole word."""
_SUFFIX: Final = 3
"""Letters that may follow a short beginning."""


def _spelt() -> tuple[dict[str, int], dict[str, list[tuple[str, int]]]]:
    one: dict[str, int] = {}
    two: dict[str, list[tuple[str, int]]] = {}
    for number, group in enumerate(_GROUPS):
        for word in group:
            first, _, second = word.partition("_")
            if second:
                two.setdefault(first, []).append((second, number))
            else:
                one[first] = number
    return one, two


_ONE, _TWO = _spelt()
_LENGTHS: Final = tuple(sorted({len(word) for word in _ONE}, reverse=True))


def kindred(words: Sequence[str]) -> Iterator[int]:
    """The numbers of the groups that folded words belong to; a number has no meaning beyond being the same."""
    for word, following in zip(words, (*words[1:], ""), strict=True):
        group = _group_of(word)
        if group is not None:
            yield group
        for second, number in _pairs_of(word):
            if following.startswith(second):
                yield number


@lru_cache(maxsize=20_000)
def _group_of(word: str) -> int | None:
    for length in _LENGTHS:
        group = _ONE.get(word[:length]) if len(word) >= length else None
        if group is not None and (length >= _SHORT or len(word) - length <= _SUFFIX):
            return group
    return None


@lru_cache(maxsize=20_000)
def _pairs_of(word: str) -> tuple[tuple[str, int], ...]:
    return tuple(pair for first, pairs in _TWO.items() if word.startswith(first) for pair in pairs)
