"""Draws personas of any number: each from its number, unlike all before it, and of one mind about itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, Final

from piyasa.cast.beginnings import age_on, draw_birth_date, draw_hours
from piyasa.cast.material import material
from piyasa.cast.member import Background, CastMember
from piyasa.cast.naming import Names
from piyasa.cast.opinions import Opinions, holdings
from piyasa.cast.styles import draw_style
from piyasa.contracts.persona import EmotionProfile, PersonaProfile, Style, WritingStyle

BORN_AS_OF: Final = date(2026, 1, 1)
"""Ages are drawn as of one fixed day, so that a number is the same persona for good."""
AGES: Final = (21, 68)
GROUPS: Final = ("BIST", "FX", "Kripto", "Makro")
_SPREAD: Final = 7
"""How far a level of the baseline lies from its temperament's, at most."""
_EMOJIS: Final = ("👍", "😅", "🤔", "🙏", "🔥", "👀", "🤝", "💯", "😄", "📈", "☕", "🙂", "😂", "🌿", "✌️", "🧐")
_NEVER: Final = (
    "başkasına al ya da sat demez", "kesin konuşmaz", "kaynaksız haber paylaşmaz", "kimseyle alay etmez",
    "zararını saklamaz", "siyaset tartışmasına girmez", "tutar ve bakiye söylemez", "fiyat hedefi vermez",
    "borçla işlem yapmayı övmez", "bilmediği konuda ahkâm kesmez",
)  # fmt: skip


@dataclass(slots=True)
class Generator:
    """Draws one persona after the other; equal seeds and equal beginnings give equal personas."""

    seed: str
    styles: list[WritingStyle]
    """Of everybody before."""
    names: Names
    opinions: Opinions
    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def after(cls, before: Sequence[CastMember], seed: str) -> Generator:
        """A generator of personas that are unlike those before."""
        opinions = Opinions()
        for member in before:
            opinions.count(member.stances)
        return cls(seed, [each.writing_style for each in before], Names.after(before, seed), opinions)

    def personas(self) -> Iterator[CastMember]:
        """One after the other, without end."""
        number = 0
        while True:
            number += 1
            yield self._persona(number)

    def _persona(self, number: int) -> CastMember:
        chance = Random(f"{self.seed}|{number}")  # noqa: S311 - character, not security
        name, bot_id, handle = self.names.draw()
        style = draw_style(chance, self.styles)
        self.styles.append(style)
        school = self._next("schools", chance)
        manner = self._next("manners", chance)
        born = draw_birth_date(chance, BORN_AS_OF, AGES)
        background = _background(chance, born)
        watchlist = tuple(chance.sample(school["symbols"], chance.randint(3, min(6, len(school["symbols"])))))
        chronotype = chance.choices(("lark", "neutral", "owl"), (3, 4, 3))[0]
        first, second = school["focus"]
        topics = (
            *watchlist[:3],
            first,
            second,
            chance.choice([each for each in GROUPS if each not in school["focus"]]),
        )
        stances = self.opinions.stances(chance, topics)
        return CastMember(
            bot_id=bot_id,
            name=name,
            handle=handle,
            birth_date=born,
            active_hours=draw_hours(chance, tuple(chance.choice(material("hours")[chronotype]))),
            persona=_profile(chance, school, manner, background, born, watchlist, style, chronotype),
            emotion=_temperament(chance, school, manner, style),
            writing_style=style,
            stances=stances,
            holdings=holdings(chance, stances, watchlist, school["horizon"]),
            background=background,
        )

    def _next(self, what: str, chance: Random) -> dict[str, Any]:
        """One of those that were drawn least, so that every kind is met."""
        kinds: list[dict[str, Any]] = material(what)
        fewest = min(self.seen[f"{what}/{each['key']}"] for each in kinds)
        kind = chance.choice([each for each in kinds if self.seen[f"{what}/{each['key']}"] == fewest])
        self.seen[f"{what}/{kind['key']}"] += 1
        return kind


def _background(chance: Random, born: date) -> Background:
    lives = material("lives")
    place = chance.choice(material("places"))
    age = age_on(BORN_AS_OF, born)
    works = [work for work in lives["works"] if _fits(work, age)]
    return Background(
        city=place["city"],
        district=chance.choice(place["districts"]),
        work=chance.choice(works),
        hobby=chance.choice(lives["hobbies"]),
        drink=chance.choice(lives["drinks"]),
        began=chance.randint(max(born.year + 20, 1996), BORN_AS_OF.year - 1),
    )


_RETIRED_FROM: Final = 52
_RETIRED_AT: Final = 65
_STUDENT_UNTIL: Final = 30
_WORKS_FROM: Final = 25


def _fits(work: str, age: int) -> bool:
    if "emekli" in work:
        return age >= _RETIRED_FROM
    if "öğrencisi" in work or "adayı" in work:
        return age <= _STUDENT_UNTIL
    return _WORKS_FROM <= age <= _RETIRED_AT


def _profile(  # noqa: PLR0913, PLR0917 - a profile is made of all that
    chance: Random, school: dict[str, Any], manner: dict[str, Any], background: Background, born: date,
    watchlist: tuple[str, ...], style: WritingStyle, chronotype: str,
) -> PersonaProfile:  # fmt: skip
    first, second = school["focus"]
    strong, fair = round(chance.uniform(0.6, 0.92), 2), round(chance.uniform(0.4, 0.7), 2)
    others = {group: round(chance.uniform(0.08, 0.45), 2) for group in GROUPS if group not in school["focus"]}
    known = {symbol: round(chance.uniform(0.45, 0.85), 2) for symbol in watchlist[:2]}
    place = next(each for each in material("places") if each["city"] == background.city)
    one = "" if background.work.startswith("emekli") else "bir "
    who = f"{born.year} doğumlu, {place['at']} yaşayan {one}{background.work}."
    bio = " ".join((who, chance.choice(school["approach"]), chance.choice(material("lives")["habits"])))
    return PersonaProfile.model_validate(
        {
            "tone": chance.choice(manner["tones"]),
            "bio": bio,
            "risk_profile": school["risk"] if chance.random() < 0.7 else "balanced",  # noqa: PLR2004 - most are alike
            "expertise": {first: strong, second: fair, **known},
            "interests": {**others, first: strong, second: fair},
            "watchlist": watchlist,
            "never_do": tuple(chance.sample(_NEVER, 3)),
            "style": _told(chance, style),
            "tempo": chance.choices(("slow", "normal", "fast"), (3, 4, 3))[0],
            "chronotype": chronotype,
        }
    )


def _told(chance: Random, style: WritingStyle) -> Style:
    """What the persona is told about writing, in accord with its hand."""
    tidy = (style.capitalization_style, style.punctuation_style, style.abbreviation_style) == (
        "proper", "formal", "full",
    )  # fmt: skip
    if tidy:
        formality = "formal" if chance.random() < 0.5 else "neutral"  # noqa: PLR2004 - a coin
    else:
        formality = "neutral" if style.abbreviation_style == "full" and chance.random() < 0.4 else "casual"  # noqa: PLR2004
    return Style.model_validate(
        {
            "formality": formality,
            "emojis": style.emoji_frequency != "none",
            "length_preference": style.sentence_length,
        }
    )


def _temperament(chance: Random, school: dict[str, Any], manner: dict[str, Any], style: WritingStyle) -> EmotionProfile:
    emojis = tuple(chance.sample(_EMOJIS, chance.randint(2, 3))) if style.emoji_frequency != "none" else ()
    return EmotionProfile(
        baseline={key: level + chance.randint(-_SPREAD, _SPREAD) for key, level in manner["baseline"].items()},
        volatility=round(chance.uniform(*manner["volatility"]), 2),
        empathy=round(chance.uniform(*manner["empathy"]), 2),
        signature_phrases=(*chance.sample(school["phrases"], 2), chance.choice(material("phrases")[manner["key"]])),
        signature_emojis=emojis,
        phrase_probability=round(chance.uniform(0.04, 0.08), 2),
        reaction_style=manner["reaction_style"],
    )
