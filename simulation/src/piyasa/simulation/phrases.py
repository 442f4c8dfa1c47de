"""What simulated people say: plain lines of several habits, apart from the words that personas find."""

# ruff: noqa: E501 - a list of lines is read as a list

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Final, Literal

Act = Literal[
    "state", "ask", "ask_persona", "advice", "agree", "doubt", "more", "thank", "chat", "attack", "spam", "sincere"
]

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "THYAO": ("THYAO", "thy", "Türk Hava"), "ASELS": ("ASELS", "aselsan"), "GARAN": ("GARAN", "Garanti"),
    "AKBNK": ("AKBNK", "Akbank"), "EREGL": ("EREGL", "ereğli"), "SISE": ("SISE", "şişecam"),
    "TUPRS": ("TUPRS", "tüpraş"), "BIMAS": ("BIMAS", "bim"), "KCHOL": ("KCHOL", "koç holding"),
    "SASA": ("SASA", "sasa"), "FROTO": ("FROTO", "ford otosan"), "PGSUS": ("PGSUS", "pegasus"),
    "XU100": ("XU100", "endeks", "borsa"), "USDTRY": ("dolar", "dolar kuru"), "EURTRY": ("euro",),
    "XAUTRY": ("gram altın",), "XAUUSD": ("ons altın",), "BTC": ("BTC", "bitcoin"), "ETH": ("ETH", "ethereum"),
    "SOL": ("SOL", "solana"), "AVAX": ("AVAX",), "FAIZ": ("faiz", "politika faizi"), "ENF": ("enflasyon", "tüfe"),
}  # fmt: skip
"""What is talked about, under the names people use for it."""

LINES: Final[Mapping[Act, tuple[str, ...]]] = {
    "state": (
        "{s} bugün fena gitmiyor", "{s} yine aynı yerde, sıkıldım", "{s} tarafı toparladı gibi",
        "bence {s} biraz fazla şişti", "{s} için umutluyum açıkçası", "{s} düşüyor, moral bozuk",
        "{s} güçlü duruyor", "sabahtan beri {s} izliyorum, hacim zayıf", "{s} haberi geldi ama tepki cılız",
        "{s} kötü kapatacak gibi", "geçen hafta {s} beni üzdü", "{s} uzun vadede iyi bence",
        "herkes {s} konuşuyor, ben pek emin değilim", "{s} gün içinde çok oynak", "{s} yükselir diye bekliyordum, olmadı",
        "{s} dipten döndü sonunda", "ben {s} tarafında temkinliyim", "{s} grafiği güzel görünüyor",
    ),
    "ask": (
        "{s} neden düşüyor bilen var mı?", "{s} hakkında ne düşünüyorsunuz?", "{s} bu seviyeden döner mi sizce?",
        "{s} niye bu kadar oynak bu ara?", "bilanço {s} için ne zaman geliyor?", "{s} takip eden var mı?",
        "{s} mi yoksa {t} mi daha sağlam sizce?", "{s} bugün neden yükseldi?", "faiz kararı {s} tarafını nasıl etkiler?",
        "{s} için önemli bir haber mi var?",
    ),
    "ask_persona": (
        "@{h} {s} için ne diyorsun?", "{n} {s} hakkında fikrin ne?", "{n}, {s} neden böyle gidiyor sence?",
        "@{h} {s} mi {t} mi sence?", "{n} hocam {s} nasıl yorumluyorsunuz?", "{n} bugün {s} baktın mı?",
        "@{h} geçen {s} demiştin, hâlâ aynı fikirde misin?", "{n} yeni başlayan biri {s} için neye bakmalı?",
        "@{h} stop kullanıyor musun {s} tarafında?",
    ),
    "advice": ("{s} alayım mı?", "{s} satayım mı ne dersiniz?", "{n} {s} alınır mı sence?", "tüm parayla {s} girsem olur mu?"),
    "agree": (
        "aynen katılıyorum", "bence de {s} öyle", "doğru diyorsun", "haklısın, {s} güçlü", "güzel yorum olmuş",
        "ben de öyle düşünüyordum", "evet {s} için mantıklı",
    ),
    "doubt": (
        "pek katılmıyorum, {s} zayıf bence", "emin misin? {s} bana kötü görünüyor", "bence tam tersi",
        "{s} için fazla iyimsersin", "o kadar da güçlü değil {s}", "sanmıyorum, {s} düşer",
    ),
    "more": (
        "peki {s} için risk ne?", "bunu biraz açar mısın?", "neden öyle düşünüyorsun?", "hangi seviyeye bakıyorsun?",
        "ne kadar sürer sence?", "peki ya {t}?",
    ),
    "thank": ("teşekkürler, faydalı oldu", "sağ ol açıklama için", "eyvallah", "çok iyi anlattın, teşekkürler", "anladım sağ olasın"),
    "chat": (
        "günaydın herkese", "selamlar, bugün nasılız?", "kolay gelsin arkadaşlar", "iyi akşamlar", "hafta sonu borsa yok rahatım",
        "kahvemi aldım izliyorum", "bugün işler yoğun, göz ucuyla bakıyorum", "hayırlı seanslar", "yağmur yağıyor, tam grafik havası",
    ),
    "attack": (
        "{s} battı hâlâ övüyorsunuz", "{n} yine yanıldın {s} konusunda", "hep aynı masal, {s} çöp oldu",
        "burada kimse bir şey bilmiyor", "{s} yüzünden zarardayım, yorumlarınız berbat", "{n} konuşma boşuna",
        "ne biçim yorum bu, {s} çakıldı", "bu grup iyice saçmaladı",
    ),
    "spam": (
        "kanalımıza gelin sinyaller bedava", "ücretsiz analiz için profilime yazın", "{s} {s} {s} herkes baksın",
        "yeni coin listesi profilde", "takip edin kazanan grup burada",
    ),
    "sincere": (
        "{n} sen bot musun?", "@{h} gerçek insan mısın yoksa yapay zeka mı?", "bir şey soracağım, siz bot musunuz?",
        "{n} dürüst ol, robot musun sen?",
    ),
}  # fmt: skip

FIRST_NAMES: Final = (
    "Emre", "Deniz", "Merve", "Burak", "Seda", "Okan", "Gizem", "Tolga", "Derya", "Serkan", "Pınar", "Murat", "Esra",
    "Kaan", "Ece", "Volkan", "Nazlı", "Hakan", "Sibel", "Onur", "Aslı", "Cem", "Yasemin", "Barış", "Tuğba", "Uğur",
    "İrem", "Ferhat", "Gamze", "Levent", "Bahar", "Sinan", "Melis", "Özgür", "Dilek", "Koray", "Selin", "Taner",
    "Büşra", "Arda", "Nihan", "Erdem", "Şule", "Halil", "Ceren", "Ozan", "Figen", "Yiğit", "Hande", "Kerem",
)  # fmt: skip


def line(act: Act, chance: Random, symbol: str, other: str, name: str, handle: str) -> str:
    """One line of an act about a symbol, perhaps spoken to a persona of that name and handle."""
    pattern = chance.choice(LINES[act])
    return pattern.format(s=chance.choice(NAMES[symbol]), t=chance.choice(NAMES[other]), n=name, h=handle)
