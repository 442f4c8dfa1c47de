"""Gives a draft its form and its moment, or says why it will not be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from random import Random
from typing import Any

from piyasa.contracts.conversation import (
    DraftGenerated,
    MessageReady,
    MessageSuppressed,
    RewriteRequested,
    SuppressionReason,
)
from piyasa.contracts.envelope import NewEvent, Recorded, following
from piyasa.contracts.identity import derived_id, seed_of
from piyasa.contracts.values import Meaning, Why, is_person
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.repetition import REWRITES_AT_MOST, Before, is_free_nod, said_before
from piyasa.humanizer.domain.styling import SINCERE, Draft, Styled, styled, untouched
from piyasa.humanizer.domain.timing import Moment, moment_of, next_moment, timed, timed_truth
from piyasa.humanizer.ports import Seen, Tally
from piyasa.humanizer.use_cases.presence import conversation_of, manner_of, typing_speed, voice_of
from piyasa.language import Analysis, PersonaName, analyse, sketch
from piyasa.language.guards.violations import violations
from piyasa.projections.conversations.reading import DRAFT_GRACE, has_ended, line_of, tick
from piyasa.projections.conversations.state import Conversation, Line, Tick
from piyasa.projections.directory import Directory
from piyasa.projections.directory.state import Bot
from piyasa.projections.pace import Pace

Outcome = list[NewEvent[Any]]
_ANALYSED = tuple(field.name for field in fields(Analysis))


@dataclass(frozen=True, slots=True)
class Assignment:
    """One draft, and what the view says about where it goes."""

    event: Recorded[DraftGenerated]
    tick: Tick
    conversation: Conversation
    bot: Bot
    target: Line | None
    as_of: int
    seed: str
    now: datetime

    @property
    def draft(self) -> DraftGenerated:
        """The draft."""
        return self.event.data

    @property
    def sincere(self) -> bool:
        """Whether it truthfully answers if the persona is a machine; nothing about it may change."""
        return self.draft.reason == "sincere_question"


class Styling:
    """The whole way from a draft to a fact: load, judge, style, judge again, time."""

    def __init__(self, view: Seen, tally: Tally, *, now: Callable[[], datetime], release: str, pace: Pace) -> None:
        self._view, self._tally, self._now = view, tally, now
        self._release, self._pace = release, pace

    async def on_draft(self, event: Recorded[DraftGenerated]) -> Iterable[NewEvent[Any]]:
        """A persona has words."""
        work = self._assignment(event)
        if work is None:
            return []
        if work.now >= work.tick.expires_at + DRAFT_GRACE:
            return self._suppressed(work, "stale")  # drafted in an outage, for a talk that is over
        chance = Random(work.seed)  # noqa: S311 - a hand, not a secret
        manner = self._manner(work)
        said = self._styled(work, manner, chance)
        if not work.sincere:
            before = self._repeats(work, said)
            if before is not None:
                return self._again(work, before)
        kinds = dict.fromkeys(found.kind for found in violations(said.text))
        if kinds:
            for kind in kinds:
                self._tally.blocked(kind)
            return self._suppressed(work, "guard")
        return self._ready(work, manner, said, chance)

    def _assignment(self, event: Recorded[DraftGenerated]) -> Assignment | None:
        """None when the tick has its outcome, or when a newer draft or a rewrite has taken this one's place."""
        tables, draft = self._view.tables, event.data
        conversation = conversation_of(tables, draft.chat_id)
        found = None if has_ended(conversation, draft.tick_id) else tick(conversation, draft.tick_id)
        bot = Directory(tables).bot(draft.bot_id)
        if found is None or bot is None or draft.attempt < max(found.drafts, found.rewrites):
            return None
        target = None if found.reply_to is None else line_of(conversation, found.reply_to)
        seed = seed_of(event.id, "style")
        return Assignment(event, found, conversation, bot, target, self._view.position, seed, self._now())

    def _manner(self, work: Assignment) -> Manner:
        target = work.target
        to_person = work.draft.reason == "mention" or (target is not None and is_person(target.speaker))
        return manner_of(
            self._view.tables,
            work.bot,
            work.conversation,
            work.now,
            to_person=to_person,
            free=work.draft.reply_to is None,
        )

    def _styled(self, work: Assignment, manner: Manner, chance: Random) -> Styled:
        if work.sincere:
            return untouched(work.draft.text, SINCERE)
        asked = work.target is not None and work.target.meaning.is_question
        meaning = work.draft.meaning
        draft = Draft(work.draft.text, meaning.sentiment, asking=meaning.is_question, answers_question=asked)
        return styled(draft, manner, chance)

    def _repeats(self, work: Assignment, said: Styled) -> Before | None:
        if is_free_nod(said.text, work.conversation):
            return None
        drafted = work.draft.meaning.sketch
        sketches = (drafted,) if said.text == work.draft.text else (drafted, sketch(said.text))
        return said_before(sketches, work.conversation, voice_of(self._view.tables, work.bot.bot_id))

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

    def _ready(self, work: Assignment, manner: Manner, said: Styled, chance: Random) -> Outcome:
        cps = typing_speed(work.bot.bot_id)
        moments = [self._first_moment(work, manner, said.parts[0], cps, chance)]
        moments.extend(next_moment(text, moments[0], manner, cps, chance, self._pace) for text in said.parts[1:])
        return [
            following(work.event, self._message(work, manner, said, part, moment), ordinal=part - 1)
            for part, moment in enumerate(moments, start=1)
        ]

    def _first_moment(self, work: Assignment, manner: Manner, text: str, cps: float, chance: Random) -> Moment:
        if work.sincere:
            timing = timed_truth(text, wait=work.tick.wait_seconds, cps=cps)
        else:
            timing = timed(
                text,
                manner,
                wait=work.tick.wait_seconds,
                target_length=0 if work.target is None else work.target.meaning.length,
                cps=cps,
                scale=Directory(self._view.tables).installation.scale_factor,
                chance=chance,
            )
        return moment_of(timing, work.tick.requested_at, work.now, self._pace)

    def _message(self, work: Assignment, manner: Manner, said: Styled, part: int, moment: Moment) -> MessageReady:
        draft, text = work.draft, said.parts[part - 1]
        same = text == draft.text
        return MessageReady(
            chat_id=draft.chat_id,
            message_id=derived_id(work.event.id, "message", part),
            tick_id=draft.tick_id,
            bot_id=draft.bot_id,
            text=text,
            meaning=draft.meaning if same else self._meaning(draft, text),
            reply_to=draft.reply_to if part == 1 else None,
            person_ids=draft.person_ids,
            reason=draft.reason,
            part=part,
            send_at=moment.send_at,
            typing_seconds=round(moment.typing_seconds, 3),
            steps=said.steps,
            modifiers=asdict(manner.modifiers),
            why=Why(as_of=work.as_of, seed=work.seed, release=self._release, inputs={"draft": draft.draft_id}),
        )

    def _meaning(self, draft: DraftGenerated, text: str) -> Meaning:
        members = Directory(self._view.tables).members(draft.chat_id)
        personas = [PersonaName(bot.bot_id, bot.name, bot.handle, bot.username) for bot in members]
        found = analyse(text, personas=personas, language=draft.meaning.language)
        return Meaning(**{name: getattr(found, name) for name in _ANALYSED})
