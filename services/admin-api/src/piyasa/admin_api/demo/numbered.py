"""Personas by number, for load: each is drawn from its number and writes as nobody else does."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import get_args

from piyasa.admin_api.demo.definition import Persona
from piyasa.admin_api.demo.experienced import ALI, MEHMET
from piyasa.admin_api.demo.lively import AYSE, ZEYNEP
from piyasa.admin_api.domain.drawing import draw_birth_date, draw_hours, draw_style
from piyasa.contracts.persona import Dimension, EmotionProfile, PersonaProfile, Style, WritingStyle
from piyasa.projections.directory.state import Holding, Stance

NAMED = (MEHMET, AYSE, ALI, ZEYNEP)
_BORN_AS_OF = date(2026, 1, 1)
"""Ages are drawn as of one fixed day, so that a number is the same persona for good."""
_TONES = (
    "sakin ve gözlemci", "şakacı ve rahat", "temkinli, soru soran", "hızlı ve net", "sıcak ve destekleyici",
    "şüpheci, kaynak isteyen", "meraklı ve konuşkan", "az konuşan, öz",
)  # fmt: skip
_TRADES = ("öğretmen", "yazılımcı", "eczacı", "muhasebeci", "mimar", "kamyon şoförü", "aşçı", "hemşire", "bankacı")
_PLACES = ("Bursa'da", "Adana'da", "Trabzon'da", "Konya'da", "Kayseri'de", "Gaziantep'te", "Eskişehir'de", "Van'da")
_PHRASES = ("bakalım", "nasip", "göreceğiz", "bence böyle", "not ettim", "sabır", "rakam konuşur", "acelesi yok")
_EMOJIS = ("👍", "😅", "🤔", "🙏", "🔥", "👀", "🤝", "💯")
_SYMBOLS = {
    "BIST": ("THYAO", "ASELS", "GARAN", "KCHOL", "EREGL", "BIMAS", "FROTO", "TUPRS", "SISE", "AKBNK", "PGSUS", "TCELL"),
    "FX": ("USDTRY", "EURUSD", "XAUUSD"),
    "Kripto": ("BTC", "ETH", "SOL", "AVAX"),
    "Makro": ("XU100", "XBANK"),
}
_VIEWS = {
    1: "{} tarafında olumlu düşünüyorum, geri çekilmeler fırsat gibi geliyor.",
    0: "{} için net bir fikrim yok, biraz izlemek istiyorum.",
    -1: "{} tarafına temkinliyim, bu seviyelerde acele etmem.",
}
_NEVER = ("başkasına al ya da sat demez", "kesin konuşmaz", "kaynaksız haber paylaşmaz")


def personas(count: int) -> list[Persona]:
    """The first so many demonstration personas: the four named ones, then numbered ones."""
    chosen = list(NAMED[:count])
    used = [each.writing_style for each in NAMED]
    for number in range(1, count - len(NAMED) + 1):
        made = numbered(number, used)
        used.append(made.writing_style)
        chosen.append(made)
    return chosen


def numbered(number: int, used: list[WritingStyle]) -> Persona:
    """Draw ``Deneme<number>``, in a style that is not among the used ones while others are free."""
    chance = Random(f"deneme-{number}")  # noqa: S311 - character, not security
    style = draw_style(chance, used)
    emojis = style.emoji_frequency != "none"
    focus = chance.sample(sorted(_SYMBOLS), 2)
    watchlist = tuple(dict.fromkeys(symbol for group in focus for symbol in chance.sample(_SYMBOLS[group], 2)))
    return Persona(
        bot_id=f"deneme-{number}",
        name=f"Deneme{number}",
        handle=f"deneme_{number}",
        birth_date=draw_birth_date(chance, _BORN_AS_OF),
        active_hours=draw_hours(chance),
        persona=_profile(chance, focus, watchlist, emojis=emojis),
        emotion=_temperament(chance, emojis=emojis),
        writing_style=style,
        stances=tuple(_stance(chance, topic) for topic in (focus[0], *watchlist[:2])),
        holdings=(
            Holding(watchlist[0], "long", chance.choice(("small", "medium")), chance.choice(("swing", "long_term"))),
            Holding(watchlist[1], "watching", "none", "swing"),
        ),
    )


def _profile(chance: Random, focus: list[str], watchlist: tuple[str, ...], *, emojis: bool) -> PersonaProfile:
    first, second = focus
    others = {group: round(chance.uniform(0.1, 0.45), 2) for group in sorted(_SYMBOLS) if group not in focus}
    strong, fair = round(chance.uniform(0.6, 0.9), 2), round(chance.uniform(0.4, 0.7), 2)
    return PersonaProfile(
        tone=chance.choice(_TONES),
        bio=f"{chance.choice(_PLACES)} yaşayan bir {chance.choice(_TRADES)}; en çok {first} ve {second} konuşur.",
        risk_profile=chance.choice(("cautious", "balanced", "aggressive")),
        expertise={first: strong, second: fair},
        interests={**others, first: strong, second: fair},
        watchlist=watchlist,
        never_do=_NEVER,
        style=Style(
            formality=chance.choice(("casual", "casual", "neutral", "formal")),
            emojis=emojis,
            length_preference=chance.choice(("short", "medium", "long")),
        ),
        tempo=chance.choice(("slow", "normal", "fast")),
        chronotype=chance.choice(("lark", "neutral", "owl")),
    )


def _temperament(chance: Random, *, emojis: bool) -> EmotionProfile:
    return EmotionProfile(
        baseline={dimension: chance.randint(35, 65) for dimension in get_args(Dimension)},
        volatility=round(chance.uniform(0.6, 1.4), 2),
        empathy=round(chance.uniform(0.2, 0.9), 2),
        signature_phrases=tuple(chance.sample(_PHRASES, 2)),
        signature_emojis=tuple(chance.sample(_EMOJIS, 2)) if emojis else (),
        reaction_style=chance.choice(("supportive", "neutral", "sceptical", "playful")),
    )


def _stance(chance: Random, topic: str) -> Stance:
    view = chance.choice((-1, 0, 1))
    direction = round(view * chance.uniform(0.3, 0.8), 2)
    return Stance(topic, direction, round(chance.uniform(0.3, 0.7), 2), _VIEWS[view].format(topic))
