"""Gives a draft its form and its moment, or says why it will not be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from piyasa.contracts.conversation import (
    DraftGenerated,
    MessageSuppressed,
    RewriteRequested,
    SuppressionReason,
)
from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.values import Meaning
from piyasa.humanizer.domain.consensus import joins_a_chorus
from piyasa.humanizer.domain.freshness import outdated
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.nods import nods_for, shrinks, words_of_nod
from piyasa.humanizer.domain.plan import Heard, planned
from piyasa.humanizer.domain.repetition import (
    REWRITES_AT_MOST,
    Before,
    Wanted,
    equal_since,
    is_free_nod,
    said_before,
)
from piyasa.humanizer.domain.styling import SINCERE, Draft, styled, untouched
from piyasa.humanizer.ports import Seen, Tally
from piyasa.humanizer.use_cases.assignment import Assignment, assignment_of
from piyasa.humanizer.use_cases.presence import manner_of, own_words, relationship_of, voice_of
from piyasa.humanizer.use_cases.readying import Written, ready_facts
from piyasa.humanizer.use_cases.uttered import Utterances, UtterancesInChat
from piyasa.humanizer.use_cases.wording import worded
from piyasa.language import sketch, words_of
from piyasa.language.guards.violations import violations
from piyasa.projections.conversations.reading import DRAFT_GRACE
from piyasa.projections.directory import Directory
from piyasa.projections.pace import Pace

Outcome = list[NewEvent[Any]]


class Styling:
    """The whole way from a draft to a fact: load, judge, style, judge again, time."""

    def __init__(
        self,
        view: Seen,
        tally: Tally,
        *,
        now: Callable[[], datetime],
        release: str,
        pace: Pace,
        clock_shift: timedelta = timedelta(0),
    ) -> None:
        """``clock_shift`` is what personas' clocks are ahead: it moves the hour of day, never a timestamp."""
        self._view, self._tally, self._now = view, tally, now
        self._release, self._pace, self._clock_shift = release, pace, clock_shift
        self._utterances = Utterances()

    async def on_draft(self, event: Recorded[DraftGenerated]) -> Iterable[NewEvent[Any]]:
        """A persona has words."""
        work = assignment_of(event, self._view, self._now, self._clock_shift)
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
        return self._suppressed(work, unwanted) if unwanted is not None else self._ready(written)

    def _ready(self, written: Written) -> Outcome:
        facts = ready_facts(written, pace=self._pace, release=self._release)
        return [following(written.work.event, fact, ordinal=place) for place, fact in enumerate(facts)]

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
            said = styled(self._draft(work, manner, chance), manner, chance)
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
            None if target is None else _heard(target.meaning),
            own_words(self._view.tables, work.bot),
            tempo=manner.persona.tempo,
            polite=manner.polite,
            reactions=work.settings.reactions_enabled,
            chance=chance,
        )
        return replace(manner, plan=plan)

    def _draft(self, work: Assignment, manner: Manner, chance: Random) -> Draft:
        draft, meaning, target = work.draft, work.draft.meaning, work.target
        return Draft(
            draft.text,
            meaning.sentiment,
            asking=meaning.is_question,
            answers_question=target is not None and target.meaning.is_question,
            turkish=meaning.language == "tr",
            whole=work.tells_of_life,
            nods=self._nods(work, manner, chance),
        )

    def _nods(self, work: Assignment, manner: Manner, chance: Random) -> tuple[str, ...]:
        """Nods that are said instead of the draft: none that a persona has said in the chat within a day."""
        draft, target = work.draft, work.target
        if target is None or draft.reply_to is None or work.tells_of_life:
            return ()
        fitting = nods_for(draft.text, draft.meaning, target.meaning, polite=manner.polite)
        uttered, since = self._uttered(work), equal_since(work.conversation, work.now)
        said = uttered.within((words_of(draft.meaning.sketch),), since)
        if not fitting or not shrinks(draft.text, chance, said=said):
            return ()
        armed = {words_of(each.sketch) for each in work.conversation.armed}
        words = {nod: words_of_nod(nod) for nod in fitting}
        return tuple(nod for nod in fitting if words[nod] not in armed and not uttered.within((words[nod],), since))

    def _repeated(self, written: Written) -> Before | None:
        work, said = written.work, written.said
        first = written.parts[0].meaning.sketch
        if is_free_nod(said.text, work.conversation) and not self._heard_today(work, first):
            return None
        whole = first if len(written.parts) == 1 or said.corrects else sketch(said.text)
        return self._said_before(work, (work.draft.meaning.sketch if said.says_all else "") or whole, whole)

    def _said_before(self, work: Assignment, sense: str, *words: str) -> Before | None:
        """What was said before in that sense or in those words; a slip does not make a sentence a new one."""
        if not sense:
            return None
        return said_before(
            Wanted.of(sense, words, work.settings.dedup_similarity),
            work.conversation,
            voice_of(self._view.tables, work.bot.bot_id),
            work.now,
            self._uttered(work),
        )

    def _heard_today(self, work: Assignment, sketched: str) -> bool:
        """Whether a persona said these very words in the chat within a day: then not even a nod is said again."""
        return self._uttered(work).within((words_of(sketched),), equal_since(work.conversation, work.now))

    def _uttered(self, work: Assignment) -> UtterancesInChat:
        tables, chat_id = self._view.tables, work.draft.chat_id
        voices = {bot.bot_id: voice_of(tables, bot.bot_id) for bot in Directory(tables).members(chat_id)}
        return self._utterances.in_chat(chat_id, voices)

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


def _heard(meaning: Meaning) -> Heard:
    return Heard(meaning.sentiment, meaning.is_question, of_market=bool(meaning.symbols or meaning.topics))
