"""What the hour of the day puts into words: greetings, and a word of the time (behaviour 9.4)."""

from __future__ import annotations

from typing import Final, Literal

from piyasa.humanizer.domain.manner import Manner
from piyasa.projections.exchange import SATURDAY, part_of_day

Band = Literal["morning", "market", "evening", "night", "weekend"]
GREETINGS: Final[dict[Band, tuple[str, ...]]] = {
    "morning": ("günaydın,", "günaydın arkadaşlar,", "herkese günaydın,", "hayırlı sabahlar,"),
    "market": ("selamlar,", "kolay gelsin,", "iyi günler,", "merhaba,"),
    "evening": ("iyi akşamlar,", "herkese iyi akşamlar,", "akşamınız güzel olsun,"),
    "night": ("uyumayanlara selam,", "geceye kalanlara selam,", "selamlar,"),
    "weekend": ("iyi hafta sonları,", "güzel bir hafta sonu olsun,", "selamlar,"),
}
SESSION_GREETING: Final = "iyi seanslar,"
MOMENTS: Final[dict[Band, tuple[str, ...]]] = {
    "morning": ("sabah sabah", "güne başlarken", "kahvemi içerken"),
    "market": ("gün ortasında", "bu arada"),
    "evening": ("akşam akşam", "günü kapatırken", "akşam bakınca"),
    "night": ("gece gece", "bu saatte", "yatmadan önce"),
    "weekend": ("hafta sonu sakinliğinde", "piyasa kapalıyken", "tatil günü"),
}
SESSION_MOMENTS: Final = ("seans içinde", "tahta açıkken", "ekran başında")


def band_of(manner: Manner) -> Band:
    """The part of the day, by the persona's clock; at the weekend the exchange is closed all day."""
    if manner.local.weekday() >= SATURDAY:
        return "weekend"
    return part_of_day(manner.local)


def greetings(manner: Manner) -> tuple[str, ...]:
    """Greetings of the hour; those of the session only while the exchange is open."""
    band = band_of(manner)
    return (*GREETINGS[band], SESSION_GREETING) if band == "market" and manner.market_open else GREETINGS[band]


def moments(manner: Manner) -> tuple[str, ...]:
    """Words for the time at which something is said; none speaks of an open exchange while it is closed."""
    band = band_of(manner)
    return (*MOMENTS[band], *SESSION_MOMENTS) if band == "market" and manner.market_open else MOMENTS[band]
