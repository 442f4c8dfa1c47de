"""Answers a tick with words, or with the reason why there are none."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from random import Random
from typing import Any

import structlog
from pydantic import JsonValue

from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    GuardVerdict,
    RewriteRequested,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.identity import derived_id, seed_of
from piyasa.contracts.values import Meaning, ReplyTarget, Why
from piyasa.generator.domain.people import people_heard, people_in
from piyasa.generator.domain.scene import Scene
from piyasa.generator.domain.sincere import truthful_answer
from piyasa.generator.domain.willing import Reluctance, open_tick, reluctance
from piyasa.generator.ports import Seen, Tally, TextEngine, Words, WordsUnavailable
from piyasa.generator.use_cases.staging import conversation_of, persona_names, scene_of
from piyasa.language import Analysis, analyse
from piyasa.language.guards.violations import Kind, violations
from piyasa.projections.conversations.state import Tick
from piyasa.projections.directory import Directory

logger = structlog.get_logger(__name__)

Event = Recorded[TickRequested] | Recorded[RewriteRequested]
Fact = DraftGenerated | DraftRejected | TickAbandoned
Outcome = list[NewEvent[Any]]
_ANALYSED = tuple(field.name for field in fields(Analysis))
HINTS: dict[Kind, str] = {
    "return_promise": "getiri vaadi veya kesinlik içermesin, yalnızca görüş olsun",
    "individual_advice": "kimseye ne yapacağını söylemesin, genel konuşsun ve yatırım tavsiyesi olmadığını belirtsin",
    "insider_claim": "içeriden bilgi veya başarı geçmişi iddiası içermesin",
    "denial_of_ai": "yapay zekâ olduğunu inkâr etmesin",
    "abuse": "kimseye hakaret etmesin, kişisel veri içermesin",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """One attempt at one tick: what asks for it, and what it is to become."""

    event: Event
    tick: Tick
    attempt: int
    avoid: tuple[str, ...]
    seed: str
    as_of: int
    begun: float

    @property
    def chat_id(self) -> str:
        """The chat that is spoken in."""
        return self.event.data.chat_id


class Drafting:
    """The whole way from a request to a fact: load, decide, find words, judge them."""

    def __init__(
        self,
        view: Seen,
        engine: TextEngine,
        tally: Tally,
        *,
        now: Callable[[], datetime],
        release: str,
        spare: TextEngine | None = None,
    ) -> None:
        """``spare`` speaks when the engine cannot; without it such an attempt is rejected."""
        self._view, self._engine, self._spare, self._tally = view, engine, spare, tally
        self._now, self._release = now, release

    async def on_tick(self, event: Recorded[TickRequested]) -> Iterable[NewEvent[Any]]:
        """A persona was asked to speak."""
        return await self._attempt(event, attempt=1, avoid=())

    async def on_rewrite(self, event: Recorded[RewriteRequested]) -> Iterable[NewEvent[Any]]:
        """A persona was asked to say it differently."""
        return await self._attempt(event, attempt=event.data.attempt, avoid=event.data.avoid)

    async def _attempt(self, event: Event, *, attempt: int, avoid: tuple[str, ...]) -> Outcome:
        tables = self._view.tables
        found = open_tick(conversation_of(tables, event.data.chat_id), event.data.tick_id, attempt)
        if found is None:
            return []
        work = Assignment(
            event, found, attempt, avoid, seed_of(event.id, "draft"), self._view.position, time.monotonic()
        )
        reason = reluctance(Directory(tables), work.chat_id, found, self._now())
        scene = scene_of(tables, work.chat_id, found, now=self._now(), avoid=avoid)
        if reason is not None or scene is None:
            return self._abandoned(work, reason or "paused")
        return self._truth(work, scene) if found.reason == "sincere_question" else await self._in_time(work, scene)

    async def _in_time(self, work: Assignment, scene: Scene) -> Outcome:
        try:
            return await self._in_words(work, scene)
        except TimeoutError:
            return self._abandoned(work, "expired")
        except WordsUnavailable as trouble:
            tick = work.tick
            logger.warning("no words", tick=tick.tick_id, bot=tick.bot_id, chat=work.chat_id, reason=str(trouble))
            return self._rejected(work, "provider", str(trouble))

    def _truth(self, work: Assignment, scene: Scene) -> Outcome:
        text = truthful_answer(scene.language, Random(work.seed))  # noqa: S311 - which truth, not a secret
        self._tally.disclosed()
        return self._drafted(work, scene, Words(text, "rules", "sincere-answers", _digest(text)), ())

    async def _in_words(self, work: Assignment, scene: Scene) -> Outcome:
        """Two tries: words that a guard holds back are sought once more, with the reason."""
        verdicts: list[GuardVerdict] = []
        hint, refused = "", "empty"
        for turn in range(2):
            words = await self._find(scene, work, turn, hint)
            kinds = _kinds_in(words.text)
            if words.text and not kinds:
                verdicts.append(GuardVerdict(name="compliance", verdict="rewritten" if verdicts else "ok"))
                return self._unless_unwanted(work, scene, words, tuple(verdicts))
            if kinds:
                verdicts.append(self._blocked(kinds))
                refused, hint = kinds[0], "; ".join(HINTS[kind] for kind in kinds)
        return self._rejected(work, refused, "nothing fit to be said was found in two tries")

    def _unless_unwanted(
        self, work: Assignment, scene: Scene, words: Words, verdicts: tuple[GuardVerdict, ...]
    ) -> Outcome:
        """The draft, unless what happened while the words were sought forbids to put them on the log."""
        installation = Directory(self._view.tables).installation
        people = {*work.event.data.person_ids, *work.tick.person_ids, *people_heard(scene)}
        if installation.emergency is not None or people & installation.forgotten:
            return self._abandoned(work, "paused")
        return self._drafted(work, scene, words, verdicts)

    def _blocked(self, kinds: list[Kind]) -> GuardVerdict:
        for kind in kinds:
            self._tally.blocked(kind)
        return GuardVerdict(name="compliance", verdict="blocked", reason=", ".join(kinds))

    async def _find(self, scene: Scene, work: Assignment, turn: int, hint: str) -> Words:
        seed = seed_of(work.seed, f"try-{turn}")
        try:
            return await self._engine.words(scene, seed=seed, until=work.tick.expires_at, hint=hint)
        except WordsUnavailable:
            if self._spare is None:
                raise
            return await self._spare.words(scene, seed=seed, until=work.tick.expires_at, hint=hint)

    def _drafted(self, work: Assignment, scene: Scene, words: Words, guards: tuple[GuardVerdict, ...]) -> Outcome:
        personas = persona_names(Directory(self._view.tables), work.chat_id)
        found = analyse(words.text, personas=personas, language=scene.language)
        listened = (*scene.history, *(() if scene.target is None else (scene.target,)))
        people = (*work.event.data.person_ids, *work.tick.person_ids, *people_in(words.text, listened))
        draft = DraftGenerated(
            chat_id=work.chat_id,
            tick_id=work.tick.tick_id,
            bot_id=work.tick.bot_id,
            draft_id=derived_id(work.event.id, "draft"),
            attempt=work.attempt,
            text=words.text,
            meaning=meaning_of(found),
            reply_to=_reply_target(work, scene),
            person_ids=tuple(dict.fromkeys(people)),
            reason=work.tick.reason,
            provider=words.provider,
            model=words.model,
            tokens=words.tokens,
            cost=words.cost,
            latency_ms=words.latency_ms,
            prompt_sha256=words.prompt_sha256,
            guards=guards,
            why=self._why(work),
        )
        return self._out(work, draft, "ok")

    def _rejected(self, work: Assignment, reason: str, detail: str) -> Outcome:
        rejected = DraftRejected(
            chat_id=work.chat_id,
            tick_id=work.tick.tick_id,
            bot_id=work.tick.bot_id,
            attempt=work.attempt,
            reason=reason,
            detail=detail,
        )
        return self._out(work, rejected, "rejected")

    def _abandoned(self, work: Assignment, reason: Reluctance) -> Outcome:
        abandoned = TickAbandoned(
            chat_id=work.chat_id, tick_id=work.tick.tick_id, bot_id=work.tick.bot_id, reason=reason
        )
        return self._out(work, abandoned, "abandoned")

    def _out(self, work: Assignment, fact: Fact, outcome: str) -> Outcome:
        self._tally.drafted(work.tick.bot_id, outcome, time.monotonic() - work.begun)
        return [following(work.event, fact)]

    def _why(self, work: Assignment) -> Why:
        inputs: dict[str, JsonValue] = {
            "tick": work.tick.tick_id,
            "requested_at_position": work.tick.position,
            "avoid": len(work.avoid),
        }
        return Why(as_of=work.as_of, seed=work.seed, release=self._release, inputs=inputs)


def _reply_target(work: Assignment, scene: Scene) -> ReplyTarget | None:
    if isinstance(work.event.data, TickRequested):
        return work.event.data.reply_to
    if work.tick.reply_to is None:
        return None
    author = None if scene.target is None else scene.target.speaker
    return ReplyTarget(telegram_message_id=work.tick.reply_to, author=author)


def _kinds_in(text: str) -> list[Kind]:
    return list(dict.fromkeys(found.kind for found in violations(text)))


def meaning_of(found: Analysis) -> Meaning:
    """An analysis in the terms of the contracts."""
    return Meaning(**{name: getattr(found, name) for name in _ANALYSED})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
