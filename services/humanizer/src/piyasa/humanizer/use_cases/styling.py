"""Gives a draft its form and its moment, or says why it will not be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from random import Random
from typing import Any

from pydantic import JsonValue

from piyasa.contracts.conversation import (
    DraftGenerated,
    MessageReady,
    MessageSuppressed,
    RewriteRequested,
    SuppressionReason,
)
from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.identity import derived_id
from piyasa.contracts.values import Why
from piyasa.humanizer.domain.consensus import joins_a_chorus
from piyasa.humanizer.domain.freshness import outdated
from piyasa.humanizer.domain.hours import in_prime_hours
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.nods import nods_for
from piyasa.humanizer.domain.plan import Heard, plan_as_values, planned
from piyasa.humanizer.domain.repetition import REWRITES_AT_MOST, Before, Wanted, free_nods, is_free_nod, said_before
from piyasa.humanizer.domain.styling import SINCERE, Draft, Styled, styled, untouched
from piyasa.humanizer.domain.timing import Moment, moment_of, next_moment, timed, timed_truth
from piyasa.humanizer.ports import Seen, Tally
from piyasa.humanizer.use_cases.assignment import Assignment, assignment_of
from piyasa.humanizer.use_cases.presence import manner_of, own_words, relationship_of, typing_speed, voice_of
from piyasa.humanizer.use_cases.uttered import Utterances
from piyasa.humanizer.use_cases.wording import Worded, worded
from piyasa.language import sketch
from piyasa.language.guards.violations import violations
from piyasa.projections.conversations.reading import DRAFT_GRACE
from piyasa.projections.directory import Directory
from piyasa.projections.pace import Pace
from piyasa.projections.relationships.state import Relationship

Outcome = list[NewEvent[Any]]


@dataclass(frozen=True, slots=True)
class Written:
    """A draft in the persona's hand, and what it came of."""

    work: Assignment
    relationship: Relationship
    manner: Manner
    said: Styled
    parts: tuple[Worded, ...]
    chance: Random


class Styling:
    """The whole way from a draft to a fact: load, judge, style, judge again, time."""

    def __init__(self, view: Seen, tally: Tally, *, now: Callable[[], datetime], release: str, pace: Pace) -> None:
        self._view, self._tally, self._now = view, tally, now
        self._release, self._pace = release, pace
        self._utterances = Utterances()

    async def on_draft(self, event: Recorded[DraftGenerated]) -> Iterable[NewEvent[Any]]:
        """A persona has words."""
        work = assignment_of(event, self._view, self._now)
        if work is None:
            return []
        late = self._late(work)
        if late is not None:
            return self._suppressed(work, late)
        written = self._written(work)
        before = None if work.sincere else self._repeated(written)
        if before is not None:
            return self._again(work, before)
        unwanted = self._unwanted(written)
        return self._ready(written) if unwanted is None else self._suppressed(work, unwanted)

    def _late(self, work: Assignment) -> SuppressionReason | None:
        """Whether the talk it was drafted for is over, by an outage or by what was said meanwhile."""
        if work.now >= work.tick.expires_at + DRAFT_GRACE:
            return "stale"
        return outdated(work.draft, work.event.time, work.target, work.conversation, now=work.now, pace=self._pace)

    def _written(self, work: Assignment) -> Written:
        chance = Random(work.seed)  # noqa: S311 - a hand, not a secret
        tables = self._view.tables
        relationship = relationship_of(tables, work.bot.bot_id, work.target, work.now)
        manner = manner_of(tables, work, relationship)
        if work.sincere:
            said = untouched(work.draft.text, SINCERE)
        else:
            manner = self._with_plan(work, manner, chance)
            said = styled(self._draft(work, manner), manner, chance)
        parts = worded(work, said, self._view)
        if len(parts) > 1 and any(self._said_before(work, part.meaning.sketch) for part in parts):
            said = said.without_correction() if said.corrects else said.in_one()
            parts = worded(work, said, self._view)
        return Written(work, relationship, manner, said, parts, chance)

    def _with_plan(self, work: Assignment, manner: Manner, chance: Random) -> Manner:
        target = work.target
        plan = planned(
            manner.temperament,
            manner.feelings,
            None if target is None else Heard(target.meaning.sentiment, target.meaning.is_question),
            own_words(self._view.tables, work.bot),
            tempo=manner.persona.tempo,
            polite=manner.polite,
            reactions=work.settings.reactions_enabled,
            chance=chance,
        )
        return replace(manner, plan=plan)

    def _draft(self, work: Assignment, manner: Manner) -> Draft:
        draft, meaning, target = work.draft, work.draft.meaning, work.target
        nods: tuple[str, ...] = ()
        if target is not None and draft.reply_to is not None:
            fitting = nods_for(draft.text, meaning, target.meaning, polite=manner.polite)
            nods = free_nods(fitting, work.conversation) if fitting else ()
        return Draft(
            draft.text,
            meaning.sentiment,
            asking=meaning.is_question,
            answers_question=target is not None and target.meaning.is_question,
            turkish=meaning.language == "tr",
            nods=nods,
        )

    def _repeated(self, written: Written) -> Before | None:
        work, said = written.work, written.said
        if is_free_nod(said.text, work.conversation):
            return None
        first = written.parts[0].meaning.sketch
        whole = first if len(written.parts) == 1 or said.corrects else sketch(said.text)
        return self._said_before(work, work.draft.meaning.sketch if said.says_all else whole, whole)

    def _said_before(self, work: Assignment, sense: str, *words: str) -> Before | None:
        """What was said before in that sense or in those words; a slip does not make a sentence a new one."""
        if not sense:
            return None
        tables, chat_id = self._view.tables, work.draft.chat_id
        members = Directory(tables).members(chat_id)
        said = {bot.bot_id: voice_of(tables, bot.bot_id) for bot in members}
        return said_before(
            Wanted.of(sense, words, work.settings.dedup_similarity),
            work.conversation,
            voice_of(tables, work.bot.bot_id),
            work.now,
            self._utterances.in_chat(chat_id, said),
        )

    def _unwanted(self, written: Written) -> SuppressionReason | None:
        """What forbids the message as it is written now: a guard, or personas of one voice."""
        kinds = dict.fromkeys(found.kind for found in violations(written.said.text))
        for kind in kinds:
            self._tally.blocked(kind)
        if kinds:
            return "guard"
        work, limit = written.work, written.work.settings.consensus_limit
        if work.sincere:
            return None
        chorus = any(joins_a_chorus(part.meaning, work.conversation, work.now, limit) for part in written.parts)
        return "consensus" if chorus else None

    def _again(self, work: Assignment, before: Before) -> Outcome:
        """Ask for other words twice; a third repetition stays unsaid."""
        draft = work.draft
        if draft.attempt > REWRITES_AT_MOST:
            self._tally.repeated()
            return self._suppressed(work, "duplicate")
        rewrite = RewriteRequested(
            chat_id=draft.chat_id,
            tick_id=draft.tick_id,
            bot_id=draft.bot_id,
            draft_id=draft.draft_id,
            attempt=draft.attempt + 1,
            avoid=tuple(text for text in dict.fromkeys((draft.text, before.text)) if text),
            person_ids=tuple(dict.fromkeys((*draft.person_ids, *before.person_ids))),
            reason=f"duplicate-{before.where}",
        )
        return [following(work.event, rewrite)]

    def _suppressed(self, work: Assignment, reason: SuppressionReason) -> Outcome:
        self._tally.suppressed(reason)
        draft = work.draft
        fact = MessageSuppressed(chat_id=draft.chat_id, tick_id=draft.tick_id, bot_id=draft.bot_id, reason=reason)
        return [following(work.event, fact)]

    def _ready(self, written: Written) -> Outcome:
        work, manner, said, chance = written.work, written.manner, written.said, written.chance
        cps = typing_speed(work.bot.bot_id)
        moments = [self._first_moment(written, cps)]
        for text in said.parts[1:]:
            moments.append(next_moment(text, moments[0], manner, cps, chance, self._pace, corrects=said.corrects))
        return [
            following(work.event, self._message(written, part, moment), ordinal=part - 1)
            for part, moment in enumerate(moments, start=1)
        ]

    def _first_moment(self, written: Written, cps: float) -> Moment:
        work, text = written.work, written.said.parts[0]
        if work.sincere:
            timing = timed_truth(text, wait=work.tick.wait_seconds, cps=cps)
        else:
            timing = timed(
                text,
                written.manner,
                wait=work.tick.wait_seconds,
                target_length=0 if work.target is None else work.target.meaning.length,
                cps=cps,
                scale=work.settings.scale_factor,
                boost=_prime_boost(work),
                chance=written.chance,
            )
        return moment_of(timing, work.tick.requested_at, work.now, self._pace)

    def _message(self, written: Written, part: int, moment: Moment) -> MessageReady:
        work, draft, worded = written.work, written.work.draft, written.parts[part - 1]
        return MessageReady(
            chat_id=draft.chat_id,
            message_id=derived_id(work.event.id, "message", part),
            tick_id=draft.tick_id,
            bot_id=draft.bot_id,
            text=worded.text,
            meaning=worded.meaning,
            reply_to=draft.reply_to if part == 1 else None,
            person_ids=draft.person_ids,
            reason=draft.reason,
            part=part,
            send_at=moment.send_at,
            typing_seconds=round(moment.typing_seconds, 3),
            wants_reaction=written.manner.plan.telegram_reaction if part == 1 and draft.reply_to else None,
            steps=written.said.steps,
            modifiers=_modifiers(written.manner, written.relationship),
            why=Why(as_of=work.as_of, seed=work.seed, release=self._release, inputs={"draft": draft.draft_id}),
        )


def _prime_boost(work: Assignment) -> float:
    settings = work.settings
    if not settings.prime_hours_boost or not in_prime_hours(work.now, work.bot.timezone, settings.prime_hours):
        return 1.0
    return settings.prime_boost_factor


def _modifiers(manner: Manner, relationship: Relationship) -> dict[str, JsonValue]:
    """All that moved form and moment: feelings, the relationship and the plan; every key is always there."""
    return {
        **asdict(manner.modifiers),
        "relationship": relationship.kind,
        **asdict(manner.effects),
        "plan": dict(plan_as_values(manner.plan)),
    }
