"""Short Turkish lines about markets, the same for the same seed."""

from random import Random

SUBJECTS = (
    "BIST",
    "XU100",
    "bankacılık",
    "THYAO",
    "ASELS",
    "GARAN",
    "EREGL",
    "SISE",
    "KCHOL",
    "TUPRS",
    "dolar",
    "euro",
    "altın",
    "gümüş",
    "petrol",
    "bitcoin",
    "BTC",
    "ethereum",
    "ETH",
    "Nasdaq",
    "faiz",
    "enflasyon",
)
WITH_TAIL = 0.7
OPENERS = (
    "Bence",
    "Şöyle bakınca",
    "Açıkçası",
    "Dürüst olayım,",
    "Yanılıyor olabilirim ama",
    "Sabahtan beri izliyorum,",
    "Geçen haftaya göre",
    "Grafiğe yeniden baktım,",
    "Haberlerden bağımsız olarak",
    "Biraz soğukkanlı bakarsak",
    "Kendi notlarıma göre",
    "",
)
SIGHTS = (
    "{} tarafında hacim hâlâ zayıf",
    "{} cephesinde alıcı yorulmuş gibi",
    "{} için acele etmeye gerek yok",
    "{} konusunda herkes aynı şeyi söylüyor, bu da beni düşündürüyor",
    "{} bu seviyede karar arıyor",
    "{} dün kapanışa doğru toparladı",
    "{} yatay gidiyor, sabır işi",
    "{} veri gelmeden yön bulamaz",
    "{} tarafı beklediğimden sakin geçti",
    "{} üzerine yazılanların yarısı gürültü",
    "{} kısa vadede oynak kalır",
    "{} aşağıda destek bulmuş görünüyor",
    "{} yukarıda hep aynı yerden dönüyor",
    "{} fiyatlaması bana fazla iyimser geliyor",
    "{} haberle değil, akışla hareket ediyor",
    "{} tarafında stop seviyesi olmadan olmaz",
)
TAILS = (
    "siz nasıl görüyorsunuz?",
    "kapanışı görmeden konuşmak erken.",
    "ben kenarda bekliyorum.",
    "hafta sonuna kadar netleşir.",
    "geçen ay da böyle başlamıştı.",
    "not aldım, yarın yine bakarım.",
    "riski küçük tutmakta fayda var.",
    "bir de merkez bankası kararı var önümüzde.",
    "bunu yazdım diye kimse pozisyon açmasın.",
    "hacim gelirse fikrim değişir.",
    "acele eden pişman oluyor.",
    "bakalım akşam ne olacak.",
)


def market_line(seed: bytes, prompt: str = "") -> str:
    """One or two sentences, at most 160 characters; about a subject that the prompt names, if it names one."""
    chance = Random(seed)  # noqa: S311  # speech, not secrets
    words = {word.strip(".,;:!?()[]\"'$#").casefold() for word in prompt.split()}
    named = tuple(subject for subject in SUBJECTS if subject.casefold() in words)
    opener, sight, tail = chance.choice(OPENERS), chance.choice(SIGHTS), chance.choice(TAILS)
    line = f"{opener} {sight.format(chance.choice(named or SUBJECTS))}".strip()
    return f"{line}, {tail}" if chance.random() < WITH_TAIL else f"{line}."
