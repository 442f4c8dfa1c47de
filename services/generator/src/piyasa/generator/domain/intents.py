"""What a message wants of its addressee, by Turkish and English cues on folded text."""

# ruff: noqa: E501 - a cue is read as one line
from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from piyasa.generator.domain.lines.concepts import CONCEPTS
from piyasa.language import fold

_BUY_OR_SELL: Final = r"(?:al|sat|gir|cik|ekle|tut|bekle|bozdur|topla|kac|gec|bin|cevir|yatir|kapat|koy|bas|dal|yukle)"
_CUES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (intent, re.compile(pattern))
    for intent, pattern in (
        (
            "advice",
            (
                rf"\b{_BUY_OR_SELL}(?:[ae]?y?[iu]m|[ae]l[iu]m|s[ae]m|s[ae]k|[ae]rs[ae]m) m[iu]\b"
                r"|\b(?:al|sat|gir|cik|topla|tut|ekle)(?:[iu]n)?[iu]r m[iu]\b|\b(?:al|sat)s(?:am|em)\b"
                r"|\b(?:al|sat|gir|cik|tut|ekle|bekle|yatir)m[ae]l[iu]\b|\bne (?:al|yap)(?:ayim|sam|alim)\b"
                r"|\b(?:al|sat|gir|cik)\w* m[iu] (?:al|sat|bekle|tut|cik|gir)\w* m[iu]\b"
                r"|\bpara(?:mi|yi|m)\b.*\b(?:ne|nere|hangi|mi)\w*|\bne (?:tavsiye|oner)\w*|\b(?:tavsiye|oner)\w* (?:var m|eder m)\w*"
                r"|\bshould i\b|\b(?:buy|sell) or (?:sell|hold|buy|wait)\b|\bwhat (?:should|do) i (?:buy|do)\b|\bgood time to (?:buy|sell)\b"
            ),
        ),
        (
            "fiction",
            (
                r"\bkac yasind\w*|\bnereli(?:sin|siniz)\b|\bne is yap|\bmeslegin|\bevli misin|\bnerede (?:otur|yas)\w*|\bnerelerde yas"
                r"|\b(?:gercekten|sahiden) .*\b(?:portfoy|pozisyon|hisse)\w* var|\bhow old are you|\bwhere (?:do you live|are you from)"
                r"|\bwhat do you do for"
            ),
        ),
        (
            "injection",
            (
                r"\b(?:onceki|yukaridaki|tum) (?:talimat|komut|kural)\w*|\b(?:sistem|gizli) (?:mesaj|talimat|komut|prompt)\w*|\btalimatlarini (?:unut|yaz|goster)"
                r"|\brol yap\w*|\b(?:gibi|kiligina) davran\b|\bprompt\w*|\bignore (?:all |your |the )?(?:previous |prior )?instructions|\bsystem prompt|\bpretend (?:to be|you)|\bjailbreak"
            ),
        ),
        (
            "insult",
            (
                r"\b(?:salak|aptal|gerizekali|geri zekali|embesil|dangalak|mal misin|sacma sapan|susun|sus be|kes sesini|idiot|stupid|shut up)\b"
            ),
        ),
        (
            "loss",
            (
                r"\b(?:zarar(?:im|dayim|ettim| ettim|larim)|kaybettim|battim|bittim ben|eridi|ters kaldim|param gitti|i lost|lost money)"
            ),
        ),
        ("win", r"\b(?:kazandim|kar ettim|kardayim|kar aldim|yuzum guldu|i made money)"),
        (
            "forecast",
            (
                r"\bkac (?:olur|tl|dolar)|\bhedef\w*|\bnereye (?:kadar )?gider|\bne kadar (?:olur|yuksel|dus)\w*|\btavan yapar m|\byukselir m|\bduser m"
                r"|\bcikar m[iu]\b|\bdevam eder m|\b(?:artar|duser|cikar|kirar|donecek|toparlar) m[iu]|\bwhere (?:is|will) .*go|\bprice target|\bwill it\b|\bgo up\b"
            ),
        ),
        (
            "when",
            r"\bne zaman(?!dir)\w*|\bhangi (?:gun|ay|hafta|tarih)\w*|\bsaat kacta\b|\bkac gun\w*|\bwhen (?:will|does|is|do)\b",
        ),
        ("why", r"\b(?:neden|niye|nicin|sebebi ne|why)\b"),
        (
            "risk",
            r"\brisk\w* (?:ne|nedir|nerede|var|buyuk|yuksek)\w*|\bne (?:kadar )?riskli|\briskli m[iu]\b|\bwhat (?:is|are) the risks?",
        ),
        (
            "opinion",
            (
                r"\bne dusun\w+|\bsence\b|\bsizce\b|\bfikr\w+|\byorum\w*|\bgorus\w*|\bne dersin\w*|\bnasil gor\w+|\bnasil bak\w+|\bne diyo\w+"
                r"|\bwhat do you think|\byour (?:view|opinion|take)|\bthoughts\b"
            ),
        ),
        (
            "how_to",
            (
                r"\bnedir\b|\bne demek\b|\bnasil (?:calis|hesap|yap|oku|ogren|basla|anla|bul|takip)\w*|\bne ise yara\w*|\bwhat is\b|\bhow (?:do|does|to|can)\b"
            ),
        ),
        (
            "which",
            (r"\bhangisi\w*|\b\w+ m[iu] (?:yoksa )?(?:\w+ )?\w+ m[iu]\b|\bwhich (?:one|is better)|\b\w+ or \w+\?"),
        ),
        (
            "how_are_you",
            (
                r"\bnasilsin\w*|\bne haber\b|\bnaber\b|\bnasil gidiyor|\biyi misin\w*|\bnslsn\b|\bne var ne yok|\bhow are you|\bhow is it going|\bwhats up\b"
            ),
        ),
        ("thanks", r"\btesekkur\w*|\bsag ?ol\w*|\beyvallah\b|\beyv\b|\btsk\w*|\bthank\w*|\bthx\b"),
        (
            "farewell",
            (
                r"\bgorusuruz\b|\biyi geceler\b|\bhosca ?kal\w*|\bkactim\b|\bben kacar\b|\bbye\b|\bsee you\b|\bgood night\b"
            ),
        ),
        (
            "praise",
            (
                r"\bhaklisin\w*|\bhakli cikt\w*|\bguzel (?:analiz|yorum|tespit|yazi)\w*|\bbravo\b|\bhelal\b|\bsuper (?:yorum|analiz)\w*|\bwell said\b|\bgood point\b"
            ),
        ),
        (
            "greeting",
            (
                r"^(?:@\w+[ ,]*)?(?:\w+[ ,]+)?(?:selam\w*|slm\w*|merhaba\w*|mrb\w*|gunaydin|iyi (?:aksamlar|gunler|sabahlar|haftalar)|hello|hi|hey|good (?:morning|evening))\b"
            ),
        ),
        ("fear", r"\b(?:korku\w*|panik\w*|tedirgin\w*|endise\w*|cokuyor|batiyor|scared|crash\w*)"),
    )
)
_GREETING: Final = next(cue for intent, cue in _CUES if intent == "greeting")
_MEANING: Final = re.compile(r"\bnedir\b|\bne demek\b|\bne anlama\b|\bne oluyor\b|\bwhat (?:is|does)\b")


def intent_of(text: str, *, is_question: bool) -> str:
    """Name what a message wants; ``question`` or ``statement`` when nothing more is told.

    What is asked about money comes first, so that a greeting never hides it.
    """
    folded = fold(text)
    for intent, cue in _CUES:
        if cue.search(folded):
            return intent
    return "question" if is_question else "statement"


def is_thanks(text: str) -> bool:
    """Whether a message does little more than thank."""
    return intent_of(text, is_question=False) == "thanks"


def without_greeting(text: str) -> str:
    """What a message goes on to say after its greeting; empty when that is all."""
    return _GREETING.sub("", fold(text), count=1).strip(" ,.!")


def asks_what_it_is(text: str) -> bool:
    """Whether a message asks for the meaning of something."""
    return _MEANING.search(fold(text)) is not None


def concepts_in(text: str, among: Iterable[str] = CONCEPTS) -> tuple[str, ...]:
    """The notions that a message touches, in the order of the list."""
    folded = f" {fold(text)}"
    return tuple(concept for concept in among if f" {concept}" in folded)
