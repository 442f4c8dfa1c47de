"""Which patterns suit a scene: by what is wanted, by what the persona is like, by what it thinks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.intents import concepts_in, intent_of
from piyasa.generator.domain.lines import advice, answers, market, talk
from piyasa.generator.domain.lines.concepts import CONCEPTS
from piyasa.generator.domain.lines.english import DISCLAIMER as ENGLISH_DISCLAIMER
from piyasa.generator.domain.lines.english import ENGLISH
from piyasa.generator.domain.names import group_of
from piyasa.generator.domain.scene import Said, Scene

Patterns = Sequence[str]
_NONE: Final[Patterns] = ()
_UNSURE_BELOW, _LEAN_FROM, _MOODY_BELOW = 42.0, 0.2, -0.2
_BY_INTENT: Final[dict[str, tuple[Patterns, Patterns]]] = {
    "greeting": (answers.GREETING, answers.GREETING),
    "how_are_you": (answers.HOW_ARE_YOU, answers.HOW_ARE_YOU),
    "thanks": (answers.THANKS, answers.THANKS),
    "farewell": (answers.FAREWELL, answers.FAREWELL),
    "opinion": (answers.OPINION, answers.OPINION_FREE),
    "forecast": (answers.FORECAST, answers.FORECAST_FREE),
    "why": (answers.WHY, answers.WHY_FREE),
    "how_to": (answers.HOW_TO, answers.HOW_TO_FREE),
    "fiction": (answers.FICTION, answers.FICTION),
    "insult": (answers.INSULT, answers.INSULT),
    "praise": (answers.PRAISE, answers.PRAISE),
    "loss": (answers.LOSS, answers.LOSS),
    "win": (answers.WIN, answers.WIN),
    "fear": (answers.FEAR, answers.FEAR_FREE),
    "question": ((*answers.QUESTION, *answers.SYMBOL), answers.QUESTION_FREE),
}
"""Intent to patterns with a subject, and without one."""
_CONCEPT_ANSWERS: Final = frozenset({"opinion", "why", "how_to", "question", "statement", "forecast"})
_CONCEPT_SHARE: Final = 0.6


def patterns_for(scene: Scene, subject: str | None, chance: Chance) -> tuple[Patterns, Patterns]:
    """The patterns a line may begin with, and those that may follow it (none when nothing should)."""
    if scene.language == "en":
        return _english(scene, subject)
    if scene.target is None:
        return _own_accord(scene, subject, chance), market.TAILS
    return _in_reply(scene, scene.target, subject, chance)


def tail_share(scene: Scene) -> float:
    """How often a second sentence follows: advice always, long writers often, the tired seldom."""
    if scene.target is not None and _is_advice(scene.target):
        return 1.0
    share = {"short": 0.15, "medium": 0.4, "long": 0.65}[scene.bot.persona.style.length_preference]
    return share * 0.5 if scene.feelings.energy < 30 else share  # noqa: PLR2004 - tired, behaviour 3.5


def lean_on(scene: Scene, subject: str | None) -> float | None:
    """The direction of the persona's stance on a subject or its group, -1..1; None without a stance."""
    if subject is None:
        return None
    stance = scene.bot.stances.get(subject) or scene.bot.stances.get(group_of(subject))
    return None if stance is None else stance.direction


def _is_advice(target: Said) -> bool:
    return intent_of(target.text, is_question=target.meaning.is_question) == "advice"


def _own_accord(scene: Scene, subject: str | None, chance: Chance) -> Patterns:
    if scene.reason == "life_event":
        return market.LIFE
    if subject is None:
        return market.CHAT
    groups: list[Patterns] = [market.TOPIC, market.MORE_ON_TOPIC, market.ASKING, market.CHAT, _view_on(scene, subject)]
    if scene.bot.holdings:
        groups.append(market.HOLDING)
    groups.extend([_by_character(scene)] * 2)
    if scene.reason in {"self_correction", "continuation"}:
        groups = [talk.CONTINUE]
    return chance.choice(groups) or market.TOPIC


def _by_character(scene: Scene) -> Patterns:
    persona = scene.bot.persona
    if scene.feelings.confidence < _UNSURE_BELOW:
        return market.NEWCOMER
    if persona.style.length_preference == "long":
        return market.TEACHING
    return market.FAST if persona.tempo == "fast" else market.TOPIC


def _view_on(scene: Scene, subject: str) -> Patterns:
    lean = lean_on(scene, subject)
    if lean is None or abs(lean) < _LEAN_FROM:
        return market.UNDECIDED
    return market.BULLISH if lean > 0 else market.BEARISH


def _in_reply(scene: Scene, target: Said, subject: str | None, chance: Chance) -> tuple[Patterns, Patterns]:
    intent = intent_of(target.text, is_question=target.meaning.is_question)
    if intent == "advice":
        return (advice.CONSIDERATIONS if subject else advice.CONSIDERATIONS_FREE), (advice.DISCLAIMER,)
    if intent not in _CONCEPT_ANSWERS:
        return _for_intent(scene, intent, subject), _NONE
    remarks = _remarks_on(target.text)
    if remarks and chance.random() < _CONCEPT_SHARE:
        return remarks, market.TAILS
    if intent == "statement":
        return _reaction(scene, target, subject, chance), market.AFTERTHOUGHTS
    return _for_intent(scene, intent, subject), market.AFTERTHOUGHTS


def _remarks_on(text: str) -> Patterns:
    return [line for notion in concepts_in(text) for line in CONCEPTS[notion]]


def _for_intent(scene: Scene, intent: str, subject: str | None) -> Patterns:
    if intent == "opinion" and subject is not None:
        return _opinion(scene, subject)
    with_subject, without = _BY_INTENT[intent]
    return with_subject if subject else without


def _opinion(scene: Scene, subject: str) -> Patterns:
    lean = lean_on(scene, subject)
    if lean is None or abs(lean) < _LEAN_FROM:
        return answers.OPINION
    return answers.STANCE_UP if lean > 0 else answers.STANCE_DOWN


def _reaction(scene: Scene, target: Said, subject: str | None, chance: Chance) -> Patterns:
    """Agree with who thinks alike, differ from who does not, worry with the worried, else ask or add."""
    mood = target.meaning.sentiment
    lean = lean_on(scene, subject)
    if subject is None:
        return chance.choice((talk.AGREE_FREE, talk.NUANCE_FREE, talk.FOLLOW_UP_FREE))
    if lean is not None and abs(lean) >= _LEAN_FROM and mood:
        return talk.AGREE if lean * mood > 0 else talk.DISAGREE
    if mood < _MOODY_BELOW and target.by_person:
        return chance.choice((answers.FEAR, talk.NUANCE, talk.FOLLOW_UP))
    return chance.choice((talk.AGREE, talk.NUANCE, talk.NUANCE, talk.FOLLOW_UP, talk.FOLLOW_UP))


def _english(scene: Scene, subject: str | None) -> tuple[Patterns, Patterns]:
    intent = "topic"
    if scene.target is not None:
        intent = intent_of(scene.target.text, is_question=scene.target.meaning.is_question)
    known = intent if intent in ENGLISH else "statement"
    patterns = ENGLISH[known] if subject or f"{known}_free" not in ENGLISH else ENGLISH[f"{known}_free"]
    return patterns, (ENGLISH_DISCLAIMER,) if intent == "advice" else _NONE
