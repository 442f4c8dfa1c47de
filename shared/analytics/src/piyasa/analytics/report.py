"""The report over a stretch of the log: each chat, each persona, all together, and the targets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from piyasa.analytics.aims import aims
from piyasa.analytics.answers import NO_ANSWERS, Answers, answers
from piyasa.analytics.ceilings import NO_CEILINGS, Ceilings, ceilings, hours
from piyasa.analytics.clockwork import clockwork, silences
from piyasa.analytics.facts import Facts
from piyasa.analytics.figures import as_json
from piyasa.analytics.mechanical import Mechanical, mechanical
from piyasa.analytics.overview import MECHANICAL_FROM, OF_ALL_CHATS, Overview, weighted
from piyasa.analytics.quality import Quality, quality
from piyasa.analytics.repetition import Repetition, repetition
from piyasa.analytics.replies import NO_REPLIES, Replies, replies
from piyasa.analytics.shares import Share
from piyasa.analytics.spread import median
from piyasa.analytics.stretch import Stretch
from piyasa.analytics.targets import Target
from piyasa.analytics.terms import Terms
from piyasa.analytics.timing import Timing, timing
from piyasa.analytics.transcripts import Transcript, transcripts
from piyasa.analytics.turns import NO_TURNS, Turns, turns
from piyasa.analytics.utterances import Utterance
from piyasa.analytics.voices import separability


@dataclass(frozen=True, slots=True)
class ChatReport:
    """Everything about one chat."""

    quality: Quality
    turns: Turns
    replies: Replies
    timing: Timing
    repetition: Repetition
    answers: Answers
    ceilings: Ceilings


@dataclass(frozen=True, slots=True)
class PersonaReport:
    """Everything about one persona, over all its chats."""

    messages: int
    mechanical: Mechanical
    consistency: Share
    """First drafts that every guard let through, of the last 200 (behaviour 13.2)."""
    timing: Timing
    echoes: int
    """Replies of people to its messages and their reactions to them."""

    @property
    def engagement(self) -> float | None:
        """Echoes of people per message (behaviour 13.2)."""
        return self.echoes / self.messages if self.messages else None


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured over a stretch of the log."""

    since: datetime | None
    until: datetime | None
    overall: Overview
    chats: Mapping[str, ChatReport]
    personas: Mapping[str, PersonaReport]
    targets: tuple[Target, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as JSON values."""
        told: Any = as_json(self)
        return dict(told)


def report(
    utterances: Sequence[Utterance],
    *,
    facts: Facts | None = None,
    terms: Terms | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    chats: Collection[str] = (),
) -> Report:
    """Measure lines, oldest first, from ``since`` up to ``until`` (without them: all), of some chats or of all.

    Older lines and those of other chats are history: they tell how stiff personas are and what is said again, and are
    not measured themselves. What ``facts`` count is counted as it is given.
    """
    terms, facts = terms or Terms(), facts or Facts()
    stretch = Stretch.of(utterances, since=since, until=until, chats=chats)
    personas, measured = _parts(stretch, facts, terms)
    overall = _overview(stretch, measured, personas, facts, terms)
    begin = since or (stretch.lines[0].time if stretch.lines else None)
    return Report(begin, stretch.until, overall, measured, personas, aims(overall, terms))


def parts(
    utterances: Sequence[Utterance], *, facts: Facts, terms: Terms, since: datetime, until: datetime
) -> tuple[dict[str, PersonaReport], dict[str, ChatReport]]:
    """The personas and the chats alone, for whoever asks often: what is told of all at once costs the most."""
    return _parts(Stretch.of(utterances, since=since, until=until), facts, terms)


def _parts(stretch: Stretch, facts: Facts, terms: Terms) -> tuple[dict[str, PersonaReport], dict[str, ChatReport]]:
    personas = _personas(stretch, facts, terms)
    scores = {f"b:{bot}": each.mechanical.score for bot, each in personas.items()}
    kept = transcripts(stretch.lines, pace=terms.pace)
    return personas, {chat_id: _chat(chat, scores, terms, stretch) for chat_id, chat in kept.items()}


def _chat(chat: Transcript, scores: Mapping[str, float | None], terms: Terms, stretch: Stretch) -> ChatReport:
    """Measure one chat; ``scores`` are the personas' mechanical scores by speaker."""
    until = stretch.until
    return ChatReport(
        quality=quality(chat, scores),
        turns=turns(chat),
        replies=replies(chat),
        timing=_timing(chat.lines, terms),
        repetition=repetition(chat.lines, stretch.before_in(chat.chat_id)),
        answers=NO_ANSWERS if until is None else answers(chat, within=terms.answer_within, until=until),
        ceilings=ceilings(chat.lines, terms),
    )


def _timing(lines: Sequence[Utterance], terms: Terms) -> Timing:
    return timing([line.time.timestamp() * terms.pace for line in lines])


def _personas(stretch: Stretch, facts: Facts, terms: Terms) -> dict[str, PersonaReport]:
    measured: dict[str, list[Utterance]] = {}
    for line in stretch.lines:
        if not line.by_person:
            measured.setdefault(line.speaker, []).append(line)
    history: dict[str, list[Utterance]] = {speaker: [] for speaker in measured}
    for line in stretch.known:
        if line.speaker in history:
            history[line.speaker].append(line)
    echoes = _echoes(stretch, facts)
    return {
        speaker[2:]: PersonaReport(
            messages=len(measured[speaker]),
            mechanical=mechanical(history[speaker], timezone=terms.timezone, pace=terms.pace),
            consistency=facts.first_drafts.get(speaker[2:], Share()),
            timing=_timing(measured[speaker], terms),
            echoes=echoes.get(speaker, 0),
        )
        for speaker in sorted(history)
    }


def _echoes(stretch: Stretch, facts: Facts) -> dict[str, int]:
    counts: dict[str, int] = {}
    lines = stretch.lines
    authors = [line.reply_author for line in lines if line.by_person]
    if lines:
        authors += [
            each.author for each in facts.reactions if lines[0].time <= each.time and stretch.holds(each.chat_id)
        ]
    for author in authors:
        if author is not None:
            counts[author] = counts.get(author, 0) + 1
    return counts


def _overview(
    stretch: Stretch,
    chats: Mapping[str, ChatReport],
    personas: Mapping[str, PersonaReport],
    facts: Facts,
    terms: Terms,
) -> Overview:
    every, lines = list(chats.values()), stretch.lines
    qualities = [(each.quality, each.ceilings.bot_share.count) for each in every]
    scores = [score for each in personas.values() if (score := each.mechanical.score) is not None]
    return Overview(
        messages=len(lines),
        chats=len(chats),
        personas=len({line.speaker for line in lines if not line.by_person}),
        people=len({line.speaker for line in lines if line.by_person}),
        coherence=weighted([(each.coherence_score, each.coherence.links) for each, _ in qualities]),
        naturalness=weighted([(each.naturalness_score, own) for each, own in qualities]),
        burstiness=median([found for each in every if (found := each.timing.burstiness) is not None]),
        memory=median([found for each in every if (found := each.timing.memory) is not None]),
        clockwork=clockwork([each for chat in transcripts(lines, pace=terms.pace).values() for each in silences(chat)]),
        mechanical=Share.of(score >= MECHANICAL_FROM for score in scores),
        consistency=Share.total(facts.first_drafts.values()),
        turns=sum((each.turns for each in every), NO_TURNS),
        replies=sum((each.replies for each in every), NO_REPLIES),
        repetition=repetition(lines, stretch.before),
        voices=separability(lines),
        answers=sum((each.answers for each in every), NO_ANSWERS),
        ceilings=sum((each.ceilings for each in every), NO_CEILINGS),
        hours=hours(lines, terms),
        styles=len(set(facts.styles.values())),
        styled=len(facts.styles),
        ticks=facts.ticks,
        suppressed=facts.suppressed,
        rejected=facts.rejected,
        abandoned=facts.abandoned,
        life_events=facts.life_events,
        life_event_types_missing=_without(facts.known_life_events, facts.life_events),
        life_event_types_untold=_without(facts.public_life_events, facts.life_events_told),
        life_events_mentioned=sum(facts.life_events_told.values()),
        relationship_changes=facts.relationship_changes,
        relationships_followed=facts.relationships_followed or bool(facts.relationship_changes),
        of_all_chats=OF_ALL_CHATS if stretch.chats else (),
    )


def _without(known: Sequence[str], told: Mapping[str, int]) -> tuple[str, ...] | None:
    """The types that nothing was told of; None when nobody knows which there are."""
    return tuple(each for each in known if each not in told) if known else None
