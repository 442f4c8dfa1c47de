"""Answers a tick with words, or with the reason why there are none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import structlog

from piyasa.contracts.conversation import (
    ANSWERS_PEOPLE,
    DraftGenerated,
    DraftRejected,
    GuardVerdict,
    RewriteRequested,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.identity import seed_of
from piyasa.contracts.values import Meaning
from piyasa.eventlog.errors import Later
from piyasa.generator.domain.guards.objections import Objection
from piyasa.generator.domain.people import people_heard
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.sincere import truthful_answer
from piyasa.generator.domain.willing import open_tick, reluctance
from piyasa.generator.ports import Judge, Seen, Tally, TextEngine, Words, WordsUnavailable
from piyasa.generator.use_cases.consequences import Consequences
from piyasa.generator.use_cases.guarding import Guards, Looked, Rules
from piyasa.generator.use_cases.moments import conversation_of, moment_of
from piyasa.generator.use_cases.outcomes import (
    Assignment,
    Event,
    Found,
    abandonment_of,
    draft_of,
    meaning_of,
    rejection_of,
)
from piyasa.generator.use_cases.recalling import Recalling
from piyasa.generator.use_cases.staging import Staged, persona_names, staged, staged_for_truth
from piyasa.language import analyse
from piyasa.projections.directory import Directory
from piyasa.projections.pace import LIFE, Pace

logger = structlog.get_logger(__name__)

Fact = DraftGenerated | DraftRejected | TickAbandoned
Outcome = list[NewEvent[Any]]
TRIES = 2
"""Words that a guard holds back are sought once more, with the reason."""
SOONEST, LATEST = 1.0, 15.0
"""Seconds after which a person's question is taken up again when no model could be reached."""


class Drafting:
    """The whole way from a request to a fact: load, decide, find words, judge them."""

    def __init__(  # noqa: PLR0913 - the use case's collaborators
        self,
        view: Seen,
        engine: TextEngine,
        tally: Tally,
        *,
        now: Callable[[], datetime],
        release: str,
        spare: TextEngine | None = None,
        judge: Judge | None = None,
        thorough: bool = False,
        recalling: Recalling | None = None,
        pace: Pace = LIFE,
        clock_shift: timedelta = timedelta(0),
    ) -> None:
        """``spare`` speaks when the engine cannot; without it such an attempt is rejected, or a person's put off.

        ``judge`` is asked where rules are not sure, and if it is to be ``thorough`` of all that touches an opinion.
        ``recalling`` compares memories by words unless another is given.

        ``clock_shift`` is what personas' clocks are ahead: it moves the hour of day, never a timestamp.
        """
        self._view, self._engine, self._spare, self._tally = view, engine, spare, tally
        self._guards = Guards(judge, tally, thorough)
        self._recalling = recalling or Recalling(now)
        self._now, self._release, self._pace, self._clock_shift = now, release, pace, clock_shift

    async def on_tick(self, event: Recorded[TickRequested]) -> Iterable[NewEvent[Any]]:
        """A persona was asked to speak."""
        return await self._attempt(event, attempt=1, avoid=())

    async def on_rewrite(self, event: Recorded[RewriteRequested]) -> Iterable[NewEvent[Any]]:
        """A persona was asked to say it differently."""
        return await self._attempt(event, attempt=event.data.attempt, avoid=event.data.avoid)

    async def _attempt(self, event: Event, *, attempt: int, avoid: tuple[str, ...]) -> Outcome:
        begun = self._now()
        near = await self._recalling.near(self._view.tables, event.data, attempt)
        tables, now = self._view.tables, self._now()
        found = open_tick(conversation_of(tables, event.data.chat_id), event.data.tick_id, attempt)
        if found is None:
            return []
        work = Assignment(event, found, attempt, avoid, seed_of(event.id, "draft"), self._view.position, now)
        reason = reluctance(Directory(tables), work.chat_id, found, now)
        if reason is not None:
            return self._out(work, abandonment_of(work, reason), "abandoned")
        at = moment_of(tables, work.chat_id, found, now=now, pace=self._pace, clock_shift=self._clock_shift)
        if at is None:
            return self._out(work, abandonment_of(work, "paused"), "abandoned")
        if found.reason == "sincere_question":
            return self._truth(work, staged_for_truth(at, avoid))
        return await self._in_time(work, staged(at, avoid, self._recalling.recollected(at, near, begun)))

    async def _in_time(self, work: Assignment, at: Staged) -> Outcome:
        try:
            return await self._in_words(work, at)
        except TimeoutError:
            return self._out(work, abandonment_of(work, "expired"), "abandoned")
        except WordsUnavailable as trouble:
            return self._without_words(work, trouble)

    def _without_words(self, work: Assignment, trouble: WordsUnavailable) -> Outcome:
        """A person's question outlives an outage: it is taken up again until it expires."""
        tick = work.tick
        logger.warning("no words", tick=tick.tick_id, bot=tick.bot_id, chat=work.chat_id, reason=str(trouble))
        if trouble.again_in is not None and tick.reason in ANSWERS_PEOPLE:
            raise Later(min(LATEST, max(SOONEST, trouble.again_in)), str(trouble)) from trouble
        if trouble.budget:
            return self._out(work, abandonment_of(work, "budget"), "abandoned")
        return self._out(work, rejection_of(work, "provider", str(trouble)), "rejected")

    def _truth(self, work: Assignment, at: Staged) -> Outcome:
        text = truthful_answer(
            at.scene.language,
            Random(work.seed),  # noqa: S311 - which truth, not a secret
            at.scene.spoken,
        )
        self._tally.disclosed()
        words = Words(text, "rules", "sincere-answers", _digest(text))
        draft = draft_of(work, at, Found(words, self._meaning(work, at.scene)(text)), self._release)
        return self._out(work, draft, "ok")

    async def _in_words(self, work: Assignment, at: Staged) -> Outcome:
        verdicts: tuple[GuardVerdict, ...] = ()
        against = Objection("words", "empty")
        rules = Rules(at.scene)
        for turn in range(TRIES):
            if turn:
                self._tally.sought_again(against.kind)
            words = await self._find(rules, work, turn, against.hint(at.scene.language) if turn else "")
            if not words.text:
                against = Objection("words", "empty")
                continue
            looked = await self._guards.look(words.text, rules, self._meaning(work, at.scene), work.tick.expires_at)
            verdicts += looked.verdicts
            if looked.objection is None:
                return self._unless_unwanted(work, at, _found(words, looked, verdicts))
            against = looked.objection
        rejected = rejection_of(work, against.kind, against.detail or "nothing fit to be said was found in two tries")
        return self._out(work, rejected, "rejected")

    def _unless_unwanted(self, work: Assignment, at: Staged, found: Found) -> Outcome:
        """The draft and what follows from it, unless what happened meanwhile forbids to put it on the log."""
        installation = Directory(self._view.tables).installation
        people = {*work.event.data.person_ids, *work.tick.person_ids, *people_heard(at.scene), *at.people}
        if installation.emergency is not None or people & installation.forgotten:
            return self._out(work, abandonment_of(work, "paused"), "abandoned")
        drafted = self._out(work, draft_of(work, at, found, self._release), "ok")
        return [*drafted, *Consequences(self._view.tables, work, at, self._now()).of(drafted[0])]

    async def _find(self, rules: Rules, work: Assignment, turn: int, hint: str) -> Words:
        scene, seed, until = rules.scene, seed_of(work.seed, f"try-{turn}"), work.tick.expires_at
        try:
            return await self._engine.words(scene, seed=seed, until=until, hint=hint, broken=rules.broken_by)
        except WordsUnavailable:
            if self._spare is None:
                raise
            return await self._spare.words(scene, seed=seed, until=until, hint=hint)

    def _meaning(self, work: Assignment, scene: Scene) -> Callable[[str], Meaning]:
        """Reads texts as they would be said in the chat."""
        personas = persona_names(Directory(self._view.tables), work.chat_id)
        return lambda text: meaning_of(analyse(text, personas=personas, language=scene.language))

    def _out(self, work: Assignment, fact: Fact, outcome: str) -> Outcome:
        self._tally.drafted(work.tick.bot_id, outcome, (self._now() - work.begun).total_seconds())
        return [following(work.event, fact)]


def _found(words: Words, looked: Looked, verdicts: tuple[GuardVerdict, ...]) -> Found:
    return Found(replace(words, text=looked.text), looked.meaning, verdicts)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
