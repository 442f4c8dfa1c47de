"""The facts of a message that will be said: each part with its moment, and what moved it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from random import Random

from pydantic import JsonValue

from piyasa.contracts.conversation import MessageReady
from piyasa.contracts.identity import derived_id
from piyasa.contracts.values import Why
from piyasa.humanizer.domain.manner import Manner
from piyasa.humanizer.domain.plan import plan_as_values
from piyasa.humanizer.domain.styling import Styled
from piyasa.humanizer.domain.timing import Moment, moment_of, next_moment, timed, timed_truth
from piyasa.humanizer.use_cases.assignment import Assignment
from piyasa.humanizer.use_cases.presence import typing_speed
from piyasa.humanizer.use_cases.wording import Worded
from piyasa.projections.exchange import in_prime_hours
from piyasa.projections.pace import Pace
from piyasa.projections.relationships.state import Relationship


@dataclass(frozen=True, slots=True)
class Written:
    """A draft in the persona's hand, and what it came of."""

    work: Assignment
    relationship: Relationship
    manner: Manner
    said: Styled
    parts: tuple[Worded, ...]
    chance: Random


def ready_facts(written: Written, *, pace: Pace, release: str) -> list[MessageReady]:
    """One fact a part, in order."""
    cps = typing_speed(written.work.bot.bot_id)
    first = _first_moment(written, cps, pace)
    moments = [first]
    for text in written.said.parts[1:]:
        corrects = written.said.corrects
        moments.append(next_moment(text, first, written.manner, cps, written.chance, pace, corrects=corrects))
    return [_message(written, part, moment, release) for part, moment in enumerate(moments, start=1)]


def _first_moment(written: Written, cps: float, pace: Pace) -> Moment:
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
    return moment_of(timing, work.tick.requested_at, work.now, pace)


def _prime_boost(work: Assignment) -> float:
    settings = work.settings
    if not settings.prime_hours_boost:
        return 1.0
    prime = in_prime_hours(work.on_the_wall, work.bot.timezone, settings.prime_hours)
    return settings.prime_boost_factor if prime else 1.0


def _message(written: Written, part: int, moment: Moment, release: str) -> MessageReady:
    work, draft, worded = written.work, written.work.draft, written.parts[part - 1]
    reaction = written.manner.plan.telegram_reaction if part == 1 and draft.reply_to is not None else None
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
        wants_reaction=reaction,
        steps=written.said.steps,
        modifiers=_modifiers(written.manner, written.relationship),
        why=Why(as_of=work.as_of, seed=work.seed, release=release, inputs={"draft": draft.draft_id}),
    )


def _modifiers(manner: Manner, relationship: Relationship) -> dict[str, JsonValue]:
    """All that moved form and moment: feelings, the relationship and the plan; every key is always there."""
    return {
        **asdict(manner.modifiers),
        "relationship": relationship.kind,
        **asdict(manner.effects),
        "plan": dict(plan_as_values(manner.plan)),
    }
