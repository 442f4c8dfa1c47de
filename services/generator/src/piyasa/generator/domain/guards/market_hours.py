"""What a draft claims of the exchange's session, against the clock (behaviour 9.4)."""

from __future__ import annotations

import re
from typing import Final

from piyasa.generator.domain.scene import Scene
from piyasa.language.folding import bare, tidy

CLAIMS_OPEN: Final = "claims that the exchange is open while it is closed"
CLAIMS_CLOSED: Final = "claims that the exchange is closed while it is open"

_NOW: Final = r"(?:su an(?:da)?|suan|simdi|hala|halen|bugun|zaten|artik|nihayet|yine|cunku|da|de|ise)"
_PLACE: Final = (
    r"(?:piyasa(?:lar)?|borsa(?: istanbul)?|seans|tahta(?:lar)?|bist(?: ?100)?|endeks|market(?:s)?|exchange|islemler)"
)
_ENDS: Final = r"(?=$|[\s.,!?;)])"
_NOT_SO: Final = r"degil|olsa|oldugun|olunca|olur|mi\b"
_OPEN: Final = re.compile(
    rf"\b{_PLACE}\s(?:{_NOW}\s){{0,3}}(?:acik{_ENDS}(?!\s(?:ara|pozisyon|net|ve net|konus|{_NOT_SO}))"
    r"|islem goruyor|devam ediyor|suruyor|basladi(?!gi)|acildi(?!gi|kten))"
    r"|\bseans(?:in|imizin)? (?:ortasi(?:nda|ndayiz)?|icinde(?:yiz)?)\b"
    r"|\b(?:kapanisa|seansin bitimine) (?:az|cok az|\d+ dakika)"
    r"|\bthe (?:market|exchange)s? (?:is|are) (?:now |still |already )?open\b|\b(?:market|exchange) just opened\b"
)
_CLOSED: Final = re.compile(
    rf"\b{_PLACE}\s(?:{_NOW}\s){{0,3}}(?:kapali{_ENDS}(?!\s(?:kutu|{_NOT_SO}))|kapandi(?!gi|ktan)"
    rf"|kapanmis{_ENDS}|bitti(?!gi|kten)|sona erdi|tatilde\b)"
    r"|\b(?:acilisa|acilmasina) (?:az|cok az|\d+ (?:dakika|saat))|\bseans disi(?:nda)?(?:yiz)\b"
    r"|\bthe (?:market|exchange)s? (?:is|are) (?:now |still |already )?closed\b|\b(?:market|exchange) just closed\b"
)
_ELSEWHERE: Final = re.compile(
    r"\b(?:kripto|coin|bitcoin|btc|ethereum|forex|abd\b|amerika|wall street|nasdaq|new york|londra|asya|avrupa|japonya"
    r"|tokyo|cin\b|crypto|us market|yurt disi|kapali ?carsi|vadeli)"
)
_OTHER_TIME: Final = re.compile(
    r"\b(?:dun|gecen|evvelsi|cuma gunu|pazartesi|sali gunu|carsamba gunu|persembe gunu|yarin|haftaya|hafta sonu(?:nda)?"
    r"|aksam(?:lari)?|geceleri|eger|sabahlari|her gun|saat \d|iken|olsaydi|onceki|yesterday|tomorrow|monday"
    r"|friday|if\b|when\b)"
)
_SENTENCE: Final = re.compile(r"[^.!?…\n;]+[.!?…;]?")


def market_hours(text: str, scene: Scene) -> str | None:
    """Why a draft may not be said; None when it claims nothing of the session, or what is so.

    Questions, conditions, other days and other markets claim nothing.
    """
    claims, reason = (_CLOSED, CLAIMS_CLOSED) if scene.market_open else (_OPEN, CLAIMS_OPEN)
    for found in _SENTENCE.finditer(bare(tidy(text))):
        sentence = found[0].strip()
        if sentence.endswith("?") or _ELSEWHERE.search(sentence) or _OTHER_TIME.search(sentence):
            continue
        if claims.search(sentence):
            return reason
    return None
