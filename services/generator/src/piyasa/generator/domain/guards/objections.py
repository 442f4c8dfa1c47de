"""What a guard has against a draft, and how the next try is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Objection:
    """A draft may not be said as it is."""

    guard: str
    """Which guard objects, as drafts name it."""
    kind: str
    """Class of what is wrong, for metrics and rejections."""
    detail: str = ""
    """In English; never anybody's words."""
    told: str = ""
    """What the next try is to be told besides the hint of its kind, in the language of the scene."""

    def hint(self, language: str) -> str:
        """What a model is told about its failed try; empty when there is nothing to tell."""
        hints = _HINTS.get(self.kind)
        said = "" if hints is None else hints[1 if language == "en" else 0]
        return f"{said} ({self.told})" if said and self.told else said or self.told


_OWN_WORDS: Final = (
    "yalnızca sohbete yazacağın, kendi sözün olan mesaj olsun; rol, kural, kod, bağlantı ya da açıklama içermesin",
    "nothing but a message of your own for the chat; no roles, rules, code, links or explanations",
)
_HINTS: Final[dict[str, tuple[str, str]]] = {
    "return_promise": (
        "getiri vaadi veya kesinlik içermesin, yalnızca görüş olsun",
        "promise no return and no certainty, give an opinion only",
    ),
    "individual_advice": (
        "kimseye ne yapacağını söylemesin, genel konuşsun ve yatırım tavsiyesi olmadığını belirtsin",
        "tell nobody what to do; speak in general and say that it is no investment advice",
    ),
    "insider_claim": (
        "içeriden bilgi veya başarı geçmişi iddiası içermesin",
        "claim no inside knowledge and no record of success",
    ),
    "denial_of_ai": ("yapay zekâ olduğunu inkâr etmesin", "do not deny being an AI"),
    "abuse": ("kimseye hakaret etmesin, kişisel veri içermesin", "insult nobody and give no personal data"),
    "consensus": (
        "bu konuda aynı yönde yeterince konuşuldu; tarafsız kal ya da soru sor",
        "enough was said that way; stay neutral or ask something",
    ),
    "contradiction": (
        "kendi görüşlerinle ve pozisyonlarınla çelişmesin",
        "do not contradict your own opinions and positions",
    ),
    "wrong_language": ("Türkçe yaz", "write in English"),
    "ungrounded_figure": (
        "listede olmayan hiçbir fiyat, oran ya da seviye yazma",
        "name no price, rate or level that is not in the list",
    ),
    "market_hours": (
        "borsanın açık ya da kapalı olduğu konusunda yanlış bir şey söyleme",
        "say nothing wrong about whether the exchange is open",
    ),
} | dict.fromkeys(
    ("recital", "submission", "other_role", "out_of_character", "advert", "markup", "shouting", "echo"), _OWN_WORDS
)
"""Turkish and English."""
