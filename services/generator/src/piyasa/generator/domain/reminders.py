"""What a model is told beside the talk: relationship, life, memories, own words, the day (behaviour 11.1)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from piyasa.contracts.persona import LONGEST_MEMORY
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.session import band_of

OWN_LINE_AT_MOST: Final = 240
_LEANS_FROM: Final = 0.15
"""Agreement bias, either way, from which it becomes a clause (behaviour 5.4)."""
_KINDS: Final[Mapping[str, str]] = {
    "stranger": "tanımadığın biri; kibar ve ölçülü ol",
    "acquaintance": "tanıdığın biri",
    "friend": "arkadaşın; sıcak konuş",
    "close_friend": "yakın dostun; içten konuş",
    "rival": "pek anlaşamadığın biri; mesafeli ama saygılı ol",
    "mentor": "sana çok şey öğreten biri; saygıyla ve sıcak konuş",
    "student": "senden öğrenen biri; sabırlı ve sıcak konuş",
}
_TYPES: Final[Mapping[str, str]] = {
    "personal_fact": "hayatın",
    "preference": "tercihin",
    "routine": "alışkanlığın",
    "procedural": "yöntemin",
    "semantic": "kanaatin",
    "past_event": "başından geçen",
    "episodic": "yaşadığın an",
    "relationship": "onunla aran",
}


def relationship_clause(scene: Scene) -> str:
    """Who is answered is to the persona, and whether to lean to agreeing; empty when nobody is answered."""
    if scene.target is None:
        return ""
    clause = f"Yanıtlayacağın kişi {_KINDS[scene.relationship.kind]}."
    if scene.agreement_bias >= _LEANS_FROM:
        return f"{clause} Ona hak vermeye yatkınsın, yine de kendi görüşünü koru."
    if scene.agreement_bias <= -_LEANS_FROM:
        return f"{clause} Saygılı biçimde farklı düşün."
    return clause


def life_clause(scene: Scene) -> str:
    """What goes on in the persona's fictional life, and whether to mention it this time."""
    if not scene.events:
        return ""
    told = "; ".join(event.description for event in scene.events)
    clause = f"Kurgusal hayatında şu an: {told}. Bunlar hiçbir işlem için gerekçe değildir."
    if scene.mention_event is None:
        return clause
    return f"{clause} Bu mesajda şundan kısaca söz et: {scene.mention_event.description}."


def refresh_clause(scene: Scene) -> str:
    """The reminder of who the persona is, when it is due."""
    return f"Hatırlatma: {scene.refresh_note}." if scene.refresh_note else ""


def moment_clause(scene: Scene) -> str:
    """The part of the day, whether the exchange trades, and what the talk should do now."""
    parts = [f"Vakit {band_of(scene.local)}, borsa {'açık' if scene.market_open else 'kapalı'}."]
    if scene.first_of_day:
        parts.append("Bu sohbette bugünkü ilk mesajın.")
    if scene.change_topic:
        parts.append("Konu yoruldu; başka bir konuya yumuşakça geç.")
    if scene.spent:
        named = ", ".join(sorted({symbol for symbol, _ in scene.spent}))
        parts.append(f"Şunlarda yön belirtme, tarafsız kal ya da soru sor: {named}.")
    return " ".join(parts)


def memory_lines(scene: Scene) -> list[str]:
    """What comes to mind, one JSON object a line, best first."""
    return [quoted({"tür": _TYPES[memory.type], "anı": memory.content[:LONGEST_MEMORY]}) for memory in scene.memories]


def own_past_lines(scene: Scene) -> list[str]:
    """What the persona said before, one JSON object a line, oldest first."""
    return [quoted({"kim": "sen", "metin": text[:OWN_LINE_AT_MOST]}) for text in scene.own_past]


def quoted(content: Mapping[str, str]) -> str:
    """One line of data; angle brackets are escaped, so that no line can close what delimits it."""
    return json.dumps(content, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
