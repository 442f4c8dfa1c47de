"""What a persona with too few memories recalls of itself, nightly: sentences from its profile (behaviour 4.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from piyasa.contracts.memories import MemoryType
from piyasa.generator.domain.memory.wording import spoken_topic
from piyasa.language import normal_form, tr_capitalize
from piyasa.projections.directory.state import Bot
from piyasa.projections.memories.reading import KEPT_AT_LEAST

LIVE_WANTED: Final = KEPT_AT_LEAST
"""Live memories that every persona has at least."""
_TOPICAL: Final[tuple[tuple[MemoryType, float, str], ...]] = (
    ("preference", 0.3, "{topic} konuşmayı severim"),
    ("routine", 0.0, "sabahları ilk iş {topic} tarafına bakarım"),
    ("routine", 0.0, "akşam olunca {topic} notlarımı gözden geçiririm"),
    ("procedural", 0.0, "{topic} için karar vermeden önce en az iki kaynak okurum"),
    ("procedural", 0.0, "{topic} hızlı hareket edince bir süre izlemeyi seçerim"),
    ("procedural", 0.1, "{topic} grafiğine önce haftalıktan bakarım"),
    ("semantic", 0.0, "{topic} tarafında kalabalık aynı yöne bakınca durup düşünmek gerek"),
    ("semantic", 0.0, "{topic} çoğu zaman beklentiyi haberden önce konuşur"),
    ("semantic", 0.1, "{topic} sabırlı olana daha az hata yaptırır"),
    ("past_event", -0.4, "bir keresinde {topic} konusunda acele edip pişman olmuştum"),
    ("past_event", 0.4, "bir keresinde {topic} konusunda beklemek işime yaramıştı"),
    ("episodic", 0.3, "{topic} üzerine bir akşam uzun uzun konuşmuştuk, keyifliydi"),
    ("episodic", -0.3, "{topic} sert oynadığı gün ekran başında gerilmiştim"),
)
_PLAIN: Final[tuple[tuple[MemoryType, float, str], ...]] = (
    ("routine", 0.2, "güne kahveyle ve gündemi okuyarak başlarım"),
    ("routine", 0.0, "öğleden sonra ekrandan biraz uzaklaşırım"),
    ("routine", 0.1, "hafta sonu notlarımı toparlarım"),
    ("procedural", 0.0, "emin olmadığım konuda önce soru sorarım"),
    ("procedural", 0.0, "bir görüşüm değişirse nedenini yazarım"),
    ("semantic", 0.0, "gürültülü günlerde az konuşan daha az yanılır"),
    ("semantic", 0.0, "herkesin vadesi başka, o yüzden aynı veriden başka sonuç çıkar"),
    ("preference", 0.3, "sakin tartışmayı, bağıran gündemden çok severim"),
    ("preference", -0.2, "kesin konuşandan uzak dururum"),
    ("past_event", -0.3, "bir dönem her habere atlamıştım, yormuştu"),
)
_EVERYBODY: Final = ("piyasa", "altın", "faiz", "enflasyon", "kur", "temettü")
"""What even a persona without interests has something to say about."""


@dataclass(frozen=True, slots=True)
class Starter:
    """A memory without a moment."""

    memory_type: MemoryType
    content: str
    valence: float
    tags: tuple[str, ...]


def recollected(bot: Bot, known: Iterable[str], missing: int) -> list[Starter]:
    """Up to ``missing`` memories whose words are not among the ``known`` contents; the same for the same profile."""
    taken = {normal_form(content) for content in known}
    found: list[Starter] = []
    for starter in _candidates(bot):
        if len(found) >= missing:
            break
        words = normal_form(starter.content)
        if words not in taken:
            taken.add(words)
            found.append(starter)
    return found


def _candidates(bot: Bot) -> Iterator[Starter]:
    """Plain ones last: what has to do with the persona's interests comes first, each kind in turn."""
    persona = bot.persona
    topics = tuple(dict.fromkeys((*persona.watchlist, *persona.expertise, *persona.interests)))
    for (memory_type, valence, sentence), topic in product(_TOPICAL, topics):
        yield Starter(memory_type, _sentence(sentence, spoken_topic(topic)), valence, (topic,))
    for memory_type, valence, sentence in _PLAIN:
        yield Starter(memory_type, _sentence(sentence, ""), valence, ())
    for (memory_type, valence, sentence), called in product(_TOPICAL, _EVERYBODY):
        yield Starter(memory_type, _sentence(sentence, called), valence, ())


def _sentence(sentence: str, topic: str) -> str:
    return f"{tr_capitalize(sentence.format(topic=topic))}."
