"""What a persona wants to say in a scene: which kinds of line, before and after what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from piyasa.generator.domain.casting import own_interest
from piyasa.generator.domain.chance import Chance
from piyasa.generator.domain.intents import asks_what_it_is, concepts_in, intent_of, without_greeting
from piyasa.generator.domain.leaning import Lean, lean_on
from piyasa.generator.domain.lines.definitions import DEFINITIONS
from piyasa.generator.domain.manners import Manner
from piyasa.generator.domain.market.speaking import kind_of_figure
from piyasa.generator.domain.names import group_of
from piyasa.generator.domain.own_accord import unprompted
from piyasa.generator.domain.recollection import recollection, told
from piyasa.generator.domain.roles import Role, role_of
from piyasa.generator.domain.scene import Said, Scene
from piyasa.generator.domain.weighing import Weighted, weighed

_LEAN_TO_AGREE, _LEAN_TO_DIFFER = 0.15, -0.15
"""Agreement bias from which one agrees with what one half doubts, or doubts what one half shares (behaviour 5.4)."""
_MEANT_FROM: Final = 0.15
_CONCEPT_SHARE, _CONCEPT_SHARE_ASKED = 0.25, 0.6
_STEERS: Final = 0.55
"""How often a line about nothing in particular is only acknowledged on the way to something."""
_GREETED_WITHIN: Final = 6
_ENDS = {"short": 0.5, "medium": 1.0, "long": 1.5}
"""How much the length a persona prefers multiplies its endings."""
_TIRED_BELOW, _LOW_BELOW, _HIGH_ABOVE = 30.0, 38.0, 70.0
_PLAIN: Final[dict[str, str]] = {
    "greeting": "greeting", "thanks": "welcome", "farewell": "farewell", "fiction": "fiction", "insult": "insult",
    "injection": "injection", "praise": "praise",
}  # fmt: skip
_ANSWERS: Final[dict[str, str]] = {
    "forecast": "forecast", "why": "why", "how_to": "how", "when": "when", "which": "which", "risk": "risk",
    "question": "question",
}  # fmt: skip
_ONLY_TO_PEOPLE: Final = frozenset({"praise", "thanks", "fear", "loss", "win", "fiction", "insult"})
"""Said by a persona beside a subject, these are turns of phrase: the subject is what is answered."""
_FEELING: Final[dict[str, str]] = {"loss": "console", "win": "congratulate", "fear": "fear"}


@dataclass(frozen=True, slots=True)
class Plan:
    """The kinds of line that a message is put together from."""

    core: tuple[str, ...]
    """Kinds that serve alike; ``<kind>.free`` is looked for when there is no subject."""
    before: str | None = None
    """Kind of a sentence that comes first."""
    after: str | None = None
    """Kind of a sentence that comes last."""
    ends: float = 0.0
    """How often one of the persona's endings follows."""
    plain: bool = False
    """Whether the core stands alone, without openings."""
    subject: str | None = None
    """What it turns to, when what is answered was about nothing in particular."""


def plan_for(scene: Scene, subject: str | None, manner: Manner, chance: Chance) -> Plan:
    """What to say; the same for the same scene and draws."""
    role = role_of(scene.bot)
    if scene.target is None:
        plan = _of_own_accord(scene, subject, manner, role, chance)
    else:
        plan = _in_reply(scene, scene.target, subject, manner, role, chance)
    return plan if plan.before or plan.after or plan.plain else _remembering(plan, scene, subject, chance)


def _of_own_accord(scene: Scene, subject: str | None, manner: Manner, role: Role, chance: Chance) -> Plan:
    memory = told(scene, subject, chance)
    if memory is not None and scene.reason == "proactive" and not scene.change_topic:
        return Plan((memory,), plain=True)
    if scene.reason == "proactive" and not scene.change_topic and (figure := _figure(scene, subject, chance)):
        return figure
    core = unprompted(scene, subject, manner, role, chance)
    return Plan(core, ends=_ends(scene, manner), plain=core[0].startswith(("hello", "chat", "life.", "memory.")))


def _ends(scene: Scene, manner: Manner) -> float:
    share = manner.ends * _ENDS[scene.bot.persona.style.length_preference]
    return share * 0.5 if scene.feelings.energy < _TIRED_BELOW else share


def _remembering(plan: Plan, scene: Scene, subject: str | None, chance: Chance) -> Plan:
    found = recollection(scene, subject, chance)
    if found is None:
        return plan
    return replace(plan, after=found, ends=0.0) if found.startswith("life.") else replace(plan, before=found, ends=0.0)


def _in_reply(scene: Scene, target: Said, subject: str | None, manner: Manner, role: Role, chance: Chance) -> Plan:
    intent = intent_of(target.text, is_question=target.meaning.is_question)
    if intent == "greeting" and (subject is not None or (not target.by_person and _has_greeted(scene))):
        # Whoever opens with a greeting wants an answer to what follows it; and one greeting each is enough.
        intent = intent_of(without_greeting(target.text), is_question=target.meaning.is_question)
    if intent in _ONLY_TO_PEOPLE and subject is not None and not target.by_person:
        intent = "statement"
    plan = _settled(scene, intent, subject, manner, chance)
    if plan is not None:
        return plan
    if asks_what_it_is(target.text) and (notions := concepts_in(target.text, DEFINITIONS)):
        return Plan((f"define.{notions[0]}",), plain=True)
    share = _CONCEPT_SHARE if intent == "statement" else _CONCEPT_SHARE_ASKED
    if chance.random() < share and (notions := concepts_in(target.text)):
        return Plan(tuple(f"concept.{notion}" for notion in notions), after="anchor")
    if intent == "statement":
        return _to_statement(scene, target, subject, manner, role, chance)
    return Plan(_of_theme(_answer(scene, intent, subject, role, chance), subject), ends=_ends(scene, manner))


def _settled(scene: Scene, intent: str, subject: str | None, manner: Manner, chance: Chance) -> Plan | None:
    """What needs no opinion: set answers, and the figure that somebody asked for."""
    return _set_answer(scene, intent, subject, manner) or _figure(scene, subject, chance)


def _figure(scene: Scene, subject: str | None, chance: Chance) -> Plan | None:
    """Now and then, the fresh figure of what is talked about."""
    kind = kind_of_figure(scene, subject, chance)
    return None if kind is None else Plan((kind,), plain=True)


def _has_greeted(scene: Scene) -> bool:
    own = f"b:{scene.bot.bot_id}"
    lately = (said for said in scene.history[-_GREETED_WITHIN:] if said.speaker == own)
    return any(intent_of(said.text, is_question=False) == "greeting" for said in lately)


def _set_answer(scene: Scene, intent: str, subject: str | None, manner: Manner) -> Plan | None:
    """What is said to certain lines whatever one thinks; None to all others."""
    if intent == "advice":
        return Plan(("advice",), after="disclaimer", plain=True)
    if intent == "how_are_you":
        return Plan((_wellbeing(scene),), plain=True)
    if intent in _FEELING:
        return Plan((_FEELING[intent],), ends=_ends(scene, manner) / 2)
    kind = _PLAIN.get(intent)
    if kind is None:
        return None
    return Plan((f"{kind}.on",) if subject and kind in {"welcome", "praise"} else (kind,), plain=True)


def _to_statement(scene: Scene, target: Said, subject: str | None, manner: Manner, role: Role, chance: Chance) -> Plan:
    memory = told(scene, subject, chance)
    if memory is not None:
        return Plan((memory,), plain=True)
    if subject is None and not target.by_person:
        if notions := concepts_in(target.text):
            return Plan(tuple(f"concept.{notion}" for notion in notions))
        other = own_interest(scene, chance)
        if other is not None and chance.random() < _STEERS:
            return replace(_of_own_accord(scene, other, manner, role, chance), subject=other, before="ack.free")
    kind = _reaction(scene, target, subject, manner, role, chance)
    return Plan(_of_theme(kind, subject), ends=_ends(scene, manner))


def _of_theme(kind: str, subject: str | None) -> tuple[str, ...]:
    """The kind, and what there is of it for the subject's group alone."""
    return (kind,) if subject is None else (kind, f"{kind}.{group_of(subject)}")


def _wellbeing(scene: Scene) -> str:
    feelings = scene.feelings
    if feelings.energy < _TIRED_BELOW or feelings.mood < _LOW_BELOW:
        return "how_are_you.low"
    return "how_are_you.high" if feelings.mood > _HIGH_ABOVE else "how_are_you"


def _answer(scene: Scene, intent: str, subject: str | None, role: Role, chance: Chance) -> str:
    if intent == "opinion":
        return _opinion(scene, subject)
    kind = _ANSWERS[intent]
    if role == "teacher" and kind in {"how", "why", "question"} and subject is not None and chance.random() < 0.6:  # noqa: PLR2004
        return "teach"
    return "view.unsure" if role == "newcomer" and subject is not None and chance.random() < 0.3 else kind  # noqa: PLR2004


def _opinion(scene: Scene, subject: str | None) -> str:
    lean = lean_on(scene, subject)
    if subject is None or lean.sign == 0:
        return "opinion"
    return "view.spent" if lean.is_spent else "opinion.up" if lean.sign > 0 else "opinion.down"


def _reaction(scene: Scene, target: Said, subject: str | None, manner: Manner, role: Role, chance: Chance) -> str:
    """Agree with who thinks alike, differ from who does not, and between friends lean to the one or the other."""
    lean = lean_on(scene, subject)
    mood = target.meaning.sentiment
    if lean.is_spent or (subject, 1 if mood > 0 else -1) in scene.spent:
        return weighed([(2, "view.spent"), (2, "follow_up"), (1, "partial")], chance)
    menu = [*_by_stance(scene, lean, mood), *manner.to_taste(_by_company(scene, subject, manner))]
    if role == "newcomer":
        menu += [(1.5, "thanking"), (1.0, "follow_up"), (0.8, "ask.newcomer" if subject else "follow_up")]
    if role == "teacher" and subject is not None:
        menu.append((1.0, "teach"))
    return weighed(menu, chance)


def _by_stance(scene: Scene, lean: Lean, mood: float) -> list[Weighted]:
    if not lean.sign or abs(mood) < _MEANT_FROM:
        return _without_stance(scene)
    if lean.sign * mood < 0:
        against = "disagree.cold" if scene.relationship.kind == "rival" else "disagree"
        half = 3.0 if scene.agreement_bias >= _LEAN_TO_AGREE else 0.5
        return [(6.0, against), (half, "partial"), (0.7, "follow_up")]
    differs = scene.agreement_bias <= _LEAN_TO_DIFFER
    return [(2.0, "agree"), (3.0, "partial")] if differs else [(6.0, "agree"), (1.0, "partial")]


def _without_stance(scene: Scene) -> list[Weighted]:
    sceptical = scene.bot.emotion_profile.reaction_style == "sceptical"
    return [
        (1.5 + 5 * max(scene.agreement_bias, -0.2), "agree"),
        (3.0 if sceptical else 2.0, "partial"),
        (3.0 if scene.feelings.curiosity > 50 else 2.0, "follow_up"),  # noqa: PLR2004 - more curious than not
        (0.8, "ack"),
        (0.6 if sceptical else 0.1, "disagree"),
    ]


def _by_company(scene: Scene, subject: str | None, manner: Manner) -> list[Weighted]:
    if subject is None:
        return []
    kind, style = scene.relationship.kind, scene.bot.emotion_profile.reaction_style
    if kind == "rival":
        return [(0.8, "disagree.cold")]
    menu: list[Weighted] = [(0.6, "view.risk"), (0.9, manner.field)]
    if kind in {"friend", "close_friend"}:
        menu.append((1.2, "tease"))
    if style == "playful":
        menu += [(0.5, "tease"), (0.4, "joke")]
    return menu
