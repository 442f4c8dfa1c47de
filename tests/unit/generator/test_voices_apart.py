"""A crowd of personas without a model: ever new things, in voices that can be told apart."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from random import Random

from piyasa.contracts.identity import seed_of
from piyasa.contracts.persona import EmotionProfile, PersonaProfile, Style
from piyasa.generator.domain.composing import compose
from piyasa.generator.domain.scene import Scene
from piyasa.language import fold, sketch
from piyasa.projections.directory.state import Bot

Scenes = Callable[..., Scene]


def persona(number: int) -> Bot:
    """A persona of a crowd; all with the same interests, so that only the voice tells them apart."""
    style = Style(
        formality=("casual", "neutral", "formal")[number % 3], length_preference=("short", "medium", "long")[number % 3]
    )
    profile = PersonaProfile(expertise={"BIST": 0.7}, watchlist=("THYAO", "BTC", "USDTRY"), style=style)
    reaction = EmotionProfile(reaction_style=("supportive", "neutral", "sceptical", "playful")[number % 4])
    return Bot(f"bot-{number}", f"Persona{number}", f"persona_{number}", persona=profile, emotion_profile=reaction)


def crowd(scene: Scenes, bots: list[Bot], count: int) -> list[tuple[str, str]]:
    """Who said what: a chat of personas among themselves, half of it in reply."""
    chance, said, spoken = Random(11), list[tuple[str, str]](), list[str]()
    for turn in range(count):
        bot = bots[turn % len(bots)]
        topic = ("THYAO", "BTC", "USDTRY", "Makro", "XAUTRY", "BIST")[turn // 15 % 6]
        heard = said[-1] if said and chance.random() < 0.5 else None
        at = scene(
            heard and heard[1],
            speaker=f"b:{heard[0] if heard else ''}",
            name=heard[0] if heard else "",
            bot=bot,
            topic=topic,
            spoken=tuple(spoken[-50:]),
        )
        line = compose(at, Random(seed_of(str(turn), "crowd")))
        said.append((bot.bot_id, line))
        spoken.append(sketch(line))
    return said


def test_a_crowd_says_ever_new_things_in_voices_that_can_be_told_apart(scene: Scenes) -> None:
    said = crowd(scene, [persona(number) for number in range(20)], 1000)
    pairs = [pair for _, line in said for pair in pairwise(fold(line).split())]
    assert len(set(pairs)) / len(pairs) >= 0.5
    assert len({line for _, line in said}) / len(said) > 0.95
    assert _told_apart(said) >= 3 / 20


def _told_apart(said: list[tuple[str, str]]) -> float:
    """The share of lines of the later half that are nearest to their speaker's words of the earlier half."""
    half = len(said) // 2
    known: dict[str, Counter[str]] = {}
    for who, line in said[:half]:
        known.setdefault(who, Counter()).update(_traits(line))
    common = Counter(trait for counts in known.values() for trait in counts)
    right = 0
    for who, line in said[half:]:
        scores = {
            name: sum(1 / common[trait] for trait in _traits(line) if trait in counts)
            for name, counts in sorted(known.items())
        }
        right += max(scores, key=lambda name: scores[name]) == who
    return right / (len(said) - half)


def _traits(line: str) -> set[str]:
    words = fold(line).split()
    return {*words, *(f"{first} {second}" for first, second in pairwise(words)), f"^{words[0]}"}
