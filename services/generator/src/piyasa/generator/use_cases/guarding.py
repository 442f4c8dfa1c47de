"""Asks every guard about a draft: rules first, a model where rules are not sure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from piyasa.contracts.conversation import GuardVerdict
from piyasa.contracts.values import Meaning
from piyasa.generator.domain import consensus
from piyasa.generator.domain.cleaning import cleaned, names_of
from piyasa.generator.domain.guards import compliance, consistency
from piyasa.generator.domain.guards.character import character
from piyasa.generator.domain.guards.figures import ungrounded_figure
from piyasa.generator.domain.guards.market_hours import market_hours
from piyasa.generator.domain.guards.objections import Objection
from piyasa.generator.domain.scene import Scene
from piyasa.generator.ports import Judge, Tally

Meant = Callable[[str], Meaning]
"""What a text says, in the chat it is for."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft as guards leave it."""

    text: str
    meaning: Meaning
    verdicts: tuple[GuardVerdict, ...]
    objection: Objection | None = None


def rules(text: str, scene: Scene) -> Iterator[tuple[str, Objection | None]]:
    """What each guard that needs nothing but the words and the scene says of them."""
    yield "character", character(text, scene)
    yield "compliance", compliance.broken_rule(text)
    yield "figures", _objection("figures", "ungrounded_figure", ungrounded_figure(text, scene))
    yield "market_hours", _objection("market_hours", "market_hours", market_hours(text, scene))


def _objection(guard: str, kind: str, detail: str | None) -> Objection | None:
    return None if detail is None else Objection(guard, kind, detail)


@dataclass(slots=True)
class Rules:
    """The rules in one scene; a text is held against them once, be it as part of an answer or as the whole."""

    scene: Scene
    _known: dict[str, tuple[tuple[str, Objection | None], ...]] = field(default_factory=dict)

    def of(self, text: str) -> tuple[tuple[str, Objection | None], ...]:
        """What each guard says of a text."""
        if text not in self._known:
            self._known[text] = tuple(rules(text, self.scene))
        return self._known[text]

    def broken_by(self, text: str) -> bool:
        """Whether the whole sentences of an unfinished draft are already enough to give it up."""
        return any(objection is not None for _, objection in self.of(text))


@dataclass(slots=True)
class Guards:
    """All guards; without a judge, rules decide alone."""

    judge: Judge | None
    tally: Tally
    thorough: bool = False
    """Whether a judge looks at everything that touches a stance or position, and not only where rules are not sure."""

    async def look(self, text: str, held_against: Rules, meant: Meant, until: datetime) -> Looked:
        """Every guard's verdict, up to the first objection."""
        scene = held_against.scene
        looking = _Looking(text, scene, meant, until)
        for guard, objection in held_against.of(text):
            if looking.noted(guard, objection):
                return self._told(looking)
        looking.meaning = meant(text)
        if consensus.joins_a_chorus(looking.meaning, scene.spent):
            looking.noted("consensus", Objection("consensus", "consensus"))
            return self._told(looking)
        await self._judge_doubt(looking)
        if looking.objection is None:
            await self._judge_consistency(looking)
        return self._told(looking)

    async def _judge_doubt(self, looking: _Looking) -> None:
        """What may break a rule and may not: a judge decides, and without one the rules have had their say."""
        doubt = None if self.judge is None else compliance.doubtful(looking.text)
        if doubt is None or self.judge is None:
            return
        asked = compliance.question(looking.text, doubt)
        found = await self.judge.judged(compliance.INSTRUCTIONS, asked, compliance.SCHEMA, looking.scene, looking.until)
        if found is None:
            looking.verdicts.append(GuardVerdict(name="compliance", verdict="unavailable", reason=doubt))
        elif compliance.condemned(found):
            looking.noted("compliance", Objection("compliance", doubt, "a judge found so"))

    async def _judge_consistency(self, looking: _Looking) -> None:
        text, meaning, bot = looking.text, looking.meaning_of_text(), looking.scene.bot
        topics = consistency.touched(meaning, bot)
        if not topics:
            return
        objection = consistency.clash(text, meaning, bot)
        wanted = self.thorough or consistency.is_unsure(text, meaning, bot)
        if objection is not None or self.judge is None or not wanted:
            looking.noted("consistency", objection)
            return
        asked = consistency.question(text, bot, topics)
        answer = await self.judge.judged(
            consistency.INSTRUCTIONS, asked, consistency.SCHEMA, looking.scene, looking.until
        )
        finding = None if answer is None else consistency.finding_of(answer)
        if finding is None:
            self._without_judge(looking)
        elif finding.verdict == "contradiction":
            looking.noted("consistency", Objection("consistency", "contradiction", "a judge found so"))
        elif finding.verdict == "minor" and finding.rewrite.strip():
            self._take(looking, finding.rewrite)
        else:
            looking.noted("consistency", None)

    def _without_judge(self, looking: _Looking) -> None:
        """Unsaid when it takes a side that rules cannot find in the stances (behaviour 11.3)."""
        if consistency.takes_unconfirmed_side(looking.meaning_of_text(), looking.scene.bot):
            looking.noted("consistency", Objection("consistency", "contradiction", "no judge to be had"))
        else:
            looking.verdicts.append(GuardVerdict(name="consistency", verdict="unavailable"))

    def _take(self, looking: _Looking, rewrite: str) -> None:
        """A judge's wording instead of the draft's, cleaned as answers are, if it passes what the draft passed."""
        text = cleaned(rewrite, names_of(looking.scene.bot))
        meaning = looking.meant(text)
        against = self._against(text, meaning, looking.scene)
        if against is not None:
            looking.noted("consistency", replace(against, guard="consistency"))
            return
        looking.text, looking.meaning = text, meaning
        looking.verdicts.append(GuardVerdict(name="consistency", verdict="rewritten"))

    def _against(self, text: str, meaning: Meaning, scene: Scene) -> Objection | None:
        """What rules have against a wording; in doubt they are against it, as nobody judges a judge's words."""
        if not text:
            return Objection("words", "empty")
        broken = next((each for _, each in rules(text, scene) if each is not None), None)
        doubt = compliance.doubtful(text)
        if broken is not None or doubt is not None:
            return broken or Objection("compliance", str(doubt))
        if consensus.joins_a_chorus(meaning, scene.spent):
            return Objection("consensus", "consensus")
        return consistency.clash(text, meaning, scene.bot)

    def _told(self, looking: _Looking) -> Looked:
        for each in looking.verdicts:
            self.tally.judged(each.name, each.verdict)
        if looking.objection is not None:
            self.tally.blocked(looking.objection.kind)
        return Looked(looking.text, looking.meaning_of_text(), tuple(looking.verdicts), looking.objection)


@dataclass(slots=True)
class _Looking:
    """A draft while guards look at it."""

    text: str
    scene: Scene
    meant: Meant
    until: datetime
    verdicts: list[GuardVerdict] = field(default_factory=list)
    objection: Objection | None = None
    meaning: Meaning | None = None

    def noted(self, guard: str, objection: Objection | None) -> bool:
        """Write a verdict down; says whether it is an objection."""
        if objection is None:
            self.verdicts.append(GuardVerdict(name=guard, verdict="ok"))
            return False
        reason = f"{objection.kind}: {objection.detail}" if objection.detail else objection.kind
        self.verdicts.append(GuardVerdict(name=guard, verdict="blocked", reason=reason))
        self.objection = objection
        return True

    def meaning_of_text(self) -> Meaning:
        """What the text says, worked out once."""
        if self.meaning is None:
            self.meaning = self.meant(self.text)
        return self.meaning
