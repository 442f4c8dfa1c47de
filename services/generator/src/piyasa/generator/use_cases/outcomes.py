"""The facts that end an attempt: words, or the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from pydantic import JsonValue

from piyasa.contracts.conversation import (
    DraftGenerated,
    DraftRejected,
    GuardVerdict,
    MemoryUse,
    RewriteRequested,
    TickAbandoned,
    TickRequested,
)
from piyasa.contracts.envelope import Recorded
from piyasa.contracts.identity import derived_id
from piyasa.contracts.values import Meaning, ReplyTarget, Why, format_time
from piyasa.generator.domain.people import people_in
from piyasa.generator.domain.telling import tells_of
from piyasa.generator.domain.willing import Reluctance
from piyasa.generator.ports import Words
from piyasa.generator.use_cases.staging import Staged
from piyasa.language import Analysis
from piyasa.projections.conversations.state import Tick

Event = Recorded[TickRequested] | Recorded[RewriteRequested]
_ANALYSED = tuple(field.name for field in fields(Analysis))


@dataclass(frozen=True, slots=True)
class Assignment:
    """One attempt at one tick: what asks for it, and what it is to become."""

    event: Event
    tick: Tick
    attempt: int
    avoid: tuple[str, ...]
    seed: str
    as_of: int
    begun: datetime

    @property
    def chat_id(self) -> str:
        """The chat that is spoken in."""
        return self.event.data.chat_id


@dataclass(frozen=True, slots=True)
class Found:
    """Words, what they mean, and what guards said of them."""

    words: Words
    meaning: Meaning
    guards: tuple[GuardVerdict, ...] = ()


def draft_of(work: Assignment, staged: Staged, found: Found, release: str) -> DraftGenerated:
    """The draft; it names everybody whom its words name, and the memories that stood in its prompt."""
    scene, words = staged.scene, found.words
    listened = (*scene.history, *(() if scene.target is None else (scene.target,)))
    remembered = (person for memory in scene.memories for person in memory.related)
    people = (*work.event.data.person_ids, *work.tick.person_ids, *people_in(words.text, listened), *remembered)
    return DraftGenerated(
        chat_id=work.chat_id,
        tick_id=work.tick.tick_id,
        bot_id=work.tick.bot_id,
        draft_id=derived_id(work.event.id, "draft"),
        attempt=work.attempt,
        text=words.text,
        meaning=found.meaning,
        reply_to=_reply_target(work, staged),
        person_ids=tuple(dict.fromkeys(people)),
        reason=work.tick.reason,
        provider=words.provider,
        model=words.model,
        tokens=words.tokens,
        cost=words.cost,
        latency_ms=words.latency_ms,
        prompt_sha256=words.prompt_sha256,
        memories=tuple(MemoryUse(id=memory.memory_id, score=score) for memory, score in staged.memories),
        guards=found.guards,
        why=_why(work, release, staged, words.text),
    )


def rejection_of(work: Assignment, reason: str, detail: str) -> DraftRejected:
    """No words that could be said were found."""
    return DraftRejected(
        chat_id=work.chat_id,
        tick_id=work.tick.tick_id,
        bot_id=work.tick.bot_id,
        attempt=work.attempt,
        reason=reason,
        detail=detail,
    )


def abandonment_of(work: Assignment, reason: Reluctance) -> TickAbandoned:
    """Nobody wants words any more."""
    return TickAbandoned(chat_id=work.chat_id, tick_id=work.tick.tick_id, bot_id=work.tick.bot_id, reason=reason)


def meaning_of(found: Analysis) -> Meaning:
    """An analysis in the terms of the contracts."""
    return Meaning(**{name: getattr(found, name) for name in _ANALYSED})


def _why(work: Assignment, release: str, staged: Staged, text: str) -> Why:
    inputs: dict[str, JsonValue] = {
        "tick": work.tick.tick_id,
        "requested_at_position": work.tick.position,
        "avoid": len(work.avoid),
    }
    event = staged.scene.mention_event
    if event is not None and tells_of(event, text):
        inputs["life_event"] = event.event_type
    if staged.scene.figures:
        inputs["figures"] = [
            {"symbol": each.symbol, "value": each.value, "source": each.source, "as_of": format_time(each.as_of)}
            for each in staged.scene.figures
        ]
    return Why(as_of=work.as_of, seed=work.seed, release=release, inputs=inputs)


def _reply_target(work: Assignment, staged: Staged) -> ReplyTarget | None:
    if isinstance(work.event.data, TickRequested):
        return work.event.data.reply_to
    if work.tick.reply_to is None:
        return None
    author = None if staged.scene.target is None else staged.scene.target.speaker
    return ReplyTarget(telegram_message_id=work.tick.reply_to, author=author)
