"""Words that speak of the same thing, so that a memory is met again in other words (behaviour 4.5).

Beginnings of folded words, a group a line; ``kar_payi`` is a word and the beginning of the next. An embedding model
knows all of this and much more: this is what stands in for it.
"""

from __future__ import annotations

from collections.abc import Sequence
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
        mobil uygulama
        sube gise banka_sira
        korku kork urk panik endise
        duy isit kulak sagir
        hediye armagan
        almanya gurbet yurt_disi
        kahve filtre kafein cekirdek
        yemek pisir tarif lezzet
        balik olta lufer palamut
        deniz tekne yelken gemi kaptan
        muzik sarkisi gitar baglama nota konser
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
        sigara tutun nikotin
        iflas batti konkordato haciz
        hirsiz calin soyul hack
        kumar bahis loto
        kripto coin token
        etf endeks_fon
        halving yarilanma
        airdrop bedava_coin
        vadeli_islem viop kontrat
        tavan taban devre_kes
        geri_alim bedelsiz bedelli
        kurak kuraklik baraj
        kardesim abim ablam ikiz
        hastalan grip oksur
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


def kindred(words: Sequence[str]) -> list[tuple[int, ...]]:
    """The groups that each folded word belongs to; a number has no meaning beyond being the same."""
    return [
        _groups_of(word) + tuple(number for second, number in _pairs_of(word) if following.startswith(second))
        for word, following in zip(words, (*words[1:], ""), strict=True)
    ]


@lru_cache(maxsize=20_000)
def _groups_of(word: str) -> tuple[int, ...]:
    for length in _LENGTHS:
        group = _ONE.get(word[:length]) if len(word) >= length else None
        if group is not None and (length >= _SHORT or len(word) - length <= _SUFFIX):
            return (group,)
    return ()


@lru_cache(maxsize=20_000)
def _pairs_of(word: str) -> tuple[tuple[str, int], ...]:
    return tuple(pair for first, pairs in _TWO.items() if word.startswith(first) for pair in pairs)
