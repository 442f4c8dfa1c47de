"""What may happen in a persona's fictional life (behaviour 6.2): data for whoever draws, tells or documents it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from piyasa.contracts.persona import Dimension


@dataclass(frozen=True, slots=True)
class EventType:
    """One kind of event with what it does while it lasts."""

    name: str
    weight: float
    """Share of the random events, all together 1; 0 for what has a date of its own."""
    days: tuple[int, int]
    """The shortest and the longest."""
    impacts: Mapping[Dimension, float]
    """What it adds to mood, energy and stress, -50..50."""
    availability: float
    """Multiplies the chance to be there at all, 0..2."""
    frequency: float
    """Multiplies how often the persona is chosen to speak, 0..2."""
    contexts: Mapping[str, tuple[str, ...]]
    """Language to what may be told of it in the persona's voice; never amounts, never evidence for a trade."""
    public: bool = True
    """Whether the persona mentions it."""
    mood_may_fall: bool = False
    """The mood's impact has either sign."""

    def signed(self, sign: float) -> dict[Dimension, float]:
        """The impacts, the mood's with the given sign where it may have either."""
        given = dict(self.impacts)
        if self.mood_may_fall and sign < 0:
            given["mood"] = -given["mood"]
        return given


def _impacts(mood: float, energy: float, stress: float) -> Mapping[Dimension, float]:
    return MappingProxyType({"mood": mood, "energy": energy, "stress": stress})


def _contexts(turkish: tuple[str, ...], english: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({"tr": turkish, "en": english})


_TYPES = (
    EventType(
        "birthday", 0.0, (1, 1), _impacts(30, 20, 0), 1.0, 1.2,
        _contexts(
            ("bugün doğum günüm", "bugün bir yaş daha aldım", "doğum günüm diye bugün keyfim yerinde"),
            ("it is my birthday today", "I turned a year older today"),
        ),
    ),
    EventType(
        "vacation", 0.15, (5, 10), _impacts(20, 10, -25), 0.4, 0.4,
        _contexts(
            (
                "tatildeyim, deniz kenarındayım",
                "birkaç gündür sahildeyim, kafam rahat",
                "izindeyim, ekrana az bakıyorum",
            ),
            ("I am away by the sea", "I am on holiday and hardly look at the screen"),
        ),
    ),
    EventType(
        "illness", 0.10, (2, 5), _impacts(-20, -30, 10), 0.5, 0.5,
        _contexts(
            (
                "biraz hastayım, evde dinleniyorum",
                "üşütmüşüm, halsizim bugünlerde",
                "kendimi toparlamaya çalışıyorum, biraz kırgınım",
            ),
            ("I am a bit ill and resting at home", "I caught a cold and have little energy"),
        ),
    ),
    EventType(
        "work_stress", 0.20, (3, 7), _impacts(-10, -15, 25), 0.7, 0.6,
        _contexts(
            (
                "işler üst üste geldi, kısa yazıyorum",
                "bu hafta iş yoğun, başımı kaldıramıyorum",
                "mesai uzadı, arada bakıyorum",
            ),
            ("work is piling up, so I keep it short", "a busy week at work"),
        ),
    ),
    EventType(
        "financial_gain", 0.10, (2, 2), _impacts(25, 10, -5), 1.1, 1.3,
        _contexts(
            ("sanal portföyüm yüzümü güldürüyor", "sanal portföy iyi gidiyor, keyfim yerinde"),
            ("my paper portfolio makes me smile", "the paper portfolio is doing well"),
        ),
    ),
    EventType(
        "financial_loss", 0.08, (3, 3), _impacts(-25, -10, 20), 0.9, 0.8,
        _contexts(
            ("sanal portföyüm canımı sıktı", "sanal portföy kötü gitti, moralim bozuk"),
            ("my paper portfolio upset me", "the paper portfolio went badly"),
        ),
    ),
    EventType(
        "new_hobby", 0.12, (7, 14), _impacts(10, 5, -10), 0.9, 0.9,
        _contexts(
            (
                "yeni bir uğraş edindim, akşamları ona bakıyorum",
                "fotoğrafa merak sardım bu ara",
                "balkonda çiçek yetiştirmeye başladım",
            ),
            ("I took up something new in the evenings", "I started growing flowers on the balcony"),
        ),
    ),
    EventType(
        "family_event", 0.10, (1, 3), _impacts(5, -5, 5), 0.6, 0.6,
        _contexts(
            ("ailecek bir aradayız bugünlerde", "evde misafir var, aile kalabalık", "akraba ziyaretindeyim"),
            ("the family is together these days", "I am visiting relatives"),
        ),
    ),
    EventType(
        "work_promotion", 0.08, (3, 3), _impacts(20, 5, 5), 0.9, 1.0,
        _contexts(
            ("işten güzel bir haber aldım", "işte yeni bir göreve geçtim, sevinçliyim"),
            ("I had good news at work", "I have a new role at work"),
        ),
    ),
    EventType(
        "relationship_change", 0.07, (5, 5), _impacts(15, -5, 10), 0.8, 0.8,
        _contexts(("özel hayatımda bir değişiklik var",), ("something changed in my private life",)),
        public=False, mood_may_fall=True,
    ),
)  # fmt: skip
TYPES: Mapping[str, EventType] = MappingProxyType({each.name: each for each in _TYPES})
"""Every type by its name, in the order of behaviour 6.2."""
RANDOM_TYPES: tuple[EventType, ...] = tuple(each for each in _TYPES if each.weight > 0)
"""What may be drawn; the weights add up to 1 (F-16)."""
BIRTHDAY = TYPES["birthday"]
