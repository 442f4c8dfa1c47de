"""What stands around a number: whether it counts, dates or is a turn of phrase, or stands beside the market."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from piyasa.generator.domain.market.numbers import Number
from piyasa.language.symbols import symbols_by_token
from piyasa.language.tokens import tokenise

_STEM: Final = r"['’]?[a-z]{0,3}[\s-]{0,2}"
_SPAN: Final = (
    r"(?:saniye|sn\b|dakika|dk\b|saat|gun|hafta|ay(?!ri|ni|rica)|yil|sene|seans|mum\b|mumluk|bar\b|barlik|periyot|periyod"
    r"|ceyrek|asir(?:dir)?\b|mevsim|second|minute|hour|day|week|month|year|quarter|session|sec\b|min\b)"
)
_COUNTED: Final = (
    r"(?:kisi|kez\b|kere|defa|tane|adet|madde|adim|satir|cumle|kelime|kahve|cay\b|bardak|fincan|soru|sey\b|seyi|sebep"
    r"|neden|senaryo|haber|grafik|gosterge|ortalama|yas\b|yasin|yasim|farkli|ayri|ana\b|temel|kilo|km\b|metre|litre"
    r"|sayfa|kitap|film|bolum|dizi|mac\b|gol\b|sifir|tur\b|taraf|kat\b(?!in|la)|kat (?:daha|fazla)|persona|bot\b|mesaj"
    r"|arkadas|uye|cocuk|kardes|kedi|kopek|ornek|kural|not\b|veri\b|hisse (?:var|tas|izl|tut)|hisse\b|hisselik|sirket"
    r"|calisan|banka|coin\b|fon\b|kalem|baslik|konu|yol\b|secenek|ihtimal|gorus|fikir|parca|ekran|sekme|people|persons?\b|times\b"
    r"|things?\b|reasons?\b|messages?\b|questions?\b|charts?\b|cups?\b|coffees?\b|stocks?\b|companies|rules?\b|steps?\b)"
)
_NOT_FIGURES_AFTER: Final = re.compile(
    rf"{_STEM}(?:(?:[-–/]|ila|ile|veya|ya da|or|to)?\s?\d+\s?)?(?:is\s|ila\s)?(?:{_SPAN}|{_COUNTED})"
    r"|\s?(?:'?inci|'?nci|'?uncu|'?ncu|st\b|nd\b|rd\b|th\b)|\.\s(?:ceyrek|gun|hafta|ay\b|yil|seans|mum|madde|sira|kez|el\b)"
    r"|\s?/\s?\d|\s?-\s?\d+\s?(?:yendi|kazandi|bitti|berabere)"
)
_NOT_FIGURES_BEFORE: Final = re.compile(
    r"(?:\b(?:bist|xu|s&p|sp|nasdaq|nikkei|dax|ftse|cac|stoxx|russell|topix|top|g|ilk|son|madde|sayfa|bolum|sezon"
    r"|saat|saati|yas|iphone|ps|no|numara|ma|ema|sma|wma|hma|first|last|next|ayin|t\s?\+)\s?-?|\d\s?/\s?|\brsi\s?\(?)$"
)
_MOVES_TO: Final = re.compile(
    r"(?:['’][a-z]{1,4}|[iue]|y[iuae]|[dt][ae]n)\s(?:kadar|gec|gor|git|gid|cik|tasi|gotur|kir"
    r"|as(?:ar|sa|il)|dayan|yurur|sark|gel|in(?:er|di|ip))"
)
_CLOCK: Final = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_AT: Final = re.compile(r"['’]?[dt][ae]\b")
_RSI_DEFAULT: Final = 14
_YEARS: Final = range(1900, 2101)
_YEAR_SUFFIX: Final = re.compile(
    r"['’]?(?:[dt][ae]|[dt][ae]n|[dt][ae]ki|[iu]n|nin|nun|lerde|ler|lar|li)\b|['’]?\s|$|[.,;!?)]"
)
_LEVEL_AFTER: Final = re.compile(
    r"['’]?[a-z]{0,3}\s?(?:seviye|destek|destegi|direnc|hedef|bant|bandi|esik|esigi|bolge|civar|ustu|uzeri(?!nden)|alti\b|altin[da]"
    r"|fiyat|kirar|kiril|kirma|test|level|support|resistance|area|zone)"
)
_LEVEL_BEFORE: Final = re.compile(
    r"\b(?:seviye\w{0,4}|destek\w{0,3}|destegi\w{0,2}|direnc\w{0,3}|hedef\w{0,3}|fiyat\w{0,4}|zirve\w{0,3}|dip\w{0,2}"
    r"|dibi\w{0,2}|esik|esigi|esigini|bant|bandi|kapanis\w{0,3}|acilis\w{0,3}|stop\w{0,3}|level|support|resistance"
    r"|target|price|rsi)\s?[:=]?\s?(?:su an |simdi |hala |at |of |is |yine |tam |ise )?$"
)
_SUBJECT: Final = re.compile(
    r"\b(?:dolar|euro|avro|sterlin|altin|gumus|ons|gram|endeks|borsa|bist|bitcoin|kur\b|kuru\b|parite|faiz|enflasyon|tufe|ufe"
    r"|cds|tahvil|petrol|brent|nasdaq|rezerv|dxy|index|gold|silver|inflation|rate)[a-z'’]{0,6}"
)
_GOES_ON: Final = re.compile(
    r"\s?(?:$|[.,;!?)…:]|['’](?:[iuy]|[ae]\b|[dtnl][ae])|[iue]\b|[ae]\b|y[iuae]\b|[dt][ae]n?\b"
    r"|(?:ol|gor|gec|kir|gel|in|cik|git|bul|dene|bekl|kal|dur|yaz|de\b|da\b|dedi|demis|diyor|mi\b|mu\b|ile|ve\b|ya\b|veya|icin"
    r"|gibi|kadar|iken|bile|artik|su an|simdi|bugun|arasi|seviye|puan|hedef|destek|direnc|civar|ust|alt|uzer"
    r"|band|now|today|and|or|is\b|was|next|soon|again|by\b|then)[a-z'’]*)"
)
_WORDS_NEAR: Final = 6
_LEVEL_FROM: Final = 10
"""Below this, a whole number beside ``destek`` or ``hedef`` counts them."""
_CERTAIN: Final = re.compile(
    r"['’]?[a-z]{0,4}\s?(?:\w+\s){0,2}?(?:katil|hakli|emin|dogru|ayni|hemfikir|ihtimal|olasil|sans|sarj|pil\b|kapasite"
    r"|dolu|verim|performans|kesin (?:degil|konus)|gonul|guven|agree|sure|right|certain|with you|chance|likely|probab)"
)
_OWN_RULE: Final = re.compile(
    r"\b(?:portfoy|sermaye|risk|stop|zarar kes|nakit|pozisyon|sepet|agirlik|birikim|maas|butce|portfolio|cash|position)"
)
_BATTERY: Final = re.compile(r"\b(?:sarj|pil\b|pili|batarya|battery|nem\b|yagis|yagmur)")
_MOVED: Final = re.compile(
    r"\b(?:art|dus|yuksel|geril|kazan|kaybet|getir|kar\b|zarar et|eri|ucu|cok|up\b|down\b|gain|lost|return)"
)
_HAGGLING: Final = re.compile(r"\s?(?:puan)\s?(?:ver|alir|aldi|topl|kazan|uzerinden|luk (?:soru|not))")
_GOODS: Final = re.compile(
    r"\b(?:kahve|cay\b|cayi|simit|ekmek|market alisverisi|pazar alisverisi|kira\b|kirayi|fatura|doner|tost|lahmacun"
    r"|bilet|taksi|dolmus|mazot|harclik|menu|pizza|kitap|hediye|coffee|rent|lunch|dinner|ticket|bahsis)"
)
_MARKET: Final = re.compile(
    r"\b(?:hisse|borsa|endeks|dolar kuru|kripto|coin|bitcoin|altin|hedef fiyat|destek|direnc|seviye)"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A number in its folded text."""

    text: str
    number: Number

    @property
    def before(self) -> str:
        """What comes before it, as far as it matters."""
        return self.text[max(0, self.number.start - 60) : self.number.start]

    @property
    def after(self) -> str:
        """What comes behind it, as far as it matters."""
        return self.text[self.number.end : self.number.end + 60]

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        start = max(self.text.rfind(mark, 0, self.number.start) for mark in (". ", "! ", "? ", "\n")) + 1
        ends = [at for mark in (". ", "! ", "? ", "\n") if (at := self.text.find(mark, self.number.end)) >= 0]
        return self.text[start : min(ends, default=len(self.text))]

    @property
    def whole(self) -> int | None:
        """The number, when it is written as a plain whole one."""
        readings = self.number.readings
        return int(readings[0].value) if len(readings) == 1 and readings[0].step == 1 else None


def is_harmless(around: Surroundings, unit: str | None) -> bool:
    """Whether a number with this unit says nothing of the market after all."""
    if unit == "%":
        return _is_idle_percentage(around)
    if unit in {"TRY", "USD", "EUR", "GBP"}:
        return _is_idle_money(around)
    if unit in {"puan", "bps"}:
        return _HAGGLING.match(around.after) is not None
    return _counts(around)


def near_market(around: Surroundings) -> bool:
    """Whether a plain number stands where a level would: beside a symbol, or beside the name of a level."""
    value = around.whole
    if value is None:
        return True
    if value >= _LEVEL_FROM and (_LEVEL_AFTER.match(around.after) or _LEVEL_BEFORE.search(around.before)):
        return True
    if value >= _LEVEL_FROM and _MOVES_TO.match(around.after):
        return True
    if not _GOES_ON.match(around.after):
        return False
    return _follows_subject(around)


def _counts(around: Surroundings) -> bool:
    if _NOT_FIGURES_AFTER.match(around.after) is not None:
        return True
    if _NOT_FIGURES_BEFORE.search(around.before) is not None:
        return not around.before.rstrip(" (").endswith("rsi") or around.whole == _RSI_DEFAULT
    return (around.whole in _YEARS and _is_year(around)) or _is_clock(around)


def _is_year(around: Surroundings) -> bool:
    is_level = _LEVEL_AFTER.match(around.after) or _LEVEL_BEFORE.search(around.before)
    return is_level is None and _YEAR_SUFFIX.match(around.after) is not None


def _is_clock(around: Surroundings) -> bool:
    """``14.30'da`` is an hour, unless it stands beside something that has a price."""
    written = around.text[around.number.start : around.number.end]
    return bool(_CLOCK.fullmatch(written) and _AT.match(around.after)) and not _follows_subject(around)


def _follows_subject(around: Surroundings) -> bool:
    lately = " ".join(around.before.split()[-_WORDS_NEAR:])
    return _SUBJECT.search(lately) is not None or any(symbols_by_token(tokenise(lately)))


def _is_idle_percentage(around: Surroundings) -> bool:
    """Agreement, odds, batteries, and rules that somebody keeps for a plan of their own."""
    if _CERTAIN.match(around.after.lstrip("% ")) or _BATTERY.search(around.sentence):
        return True
    value = around.number.readings[0].value if around.number.readings else 0.0
    if value >= 100 and not _MOVED.search(around.sentence):  # noqa: PLR2004 - a hundred percent is a manner of speaking
        return True
    return _OWN_RULE.search(around.sentence) is not None and not _MOVED.search(around.sentence)


def _is_idle_money(around: Surroundings) -> bool:
    """One dollar is what is being priced; coffee has a price too, and nobody trades it here."""
    value = around.number.readings[0].value if around.number.readings else 0.0
    if value == 1 or around.after.lstrip().startswith("kurus"):
        return value < _LEVEL_FROM
    return _GOODS.search(around.sentence) is not None and not _MARKET.search(around.sentence)
