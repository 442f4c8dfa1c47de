"""The targets that a report is held against, with where each is asked for."""

from __future__ import annotations

from piyasa.analytics.overview import Overview
from piyasa.analytics.repetition import MESSAGES
from piyasa.analytics.targets import Target, target
from piyasa.analytics.terms import Terms

BOT_SHARE_AT_MOST = 0.6
"""Of the lines while people are active (behaviour 8.4). Promising less is kept to; allowing more meets nothing."""
HELD_RESPECTED = "held turns respected"
STYLES_AMONG = 200
"""Personas among whom a hundred styles are wanted."""


def aims(found: Overview, terms: Terms) -> tuple[Target, ...]:
    """Every target with what was measured; a missed one is said, never explained away."""
    return (*_flow(found), *_people(found, terms), *_words(found), *_personas(found))


def _flow(found: Overview) -> tuple[Target, ...]:
    turns, replies = found.turns, found.replies
    return (
        target(HELD_RESPECTED, "behaviour 7.5", "≥ 0.9", turns.held_respected.value),
        target("median topic length, messages", "behaviour 7.5", "≥ 5, ≤ 15", turns.median_topic_length),
        target("interruptions, share of messages", "behaviour 7.5", "≥ 0.03, ≤ 0.15", turns.interruptions.value),
        target("same persona twice in a row", "behaviour 7.5", "≤ 0.1", turns.twice_in_a_row.value),
        target("coherence", "behaviour 13.2", "> 0.8", found.coherence),
        target("replies sharing topic or symbol", "behaviour 8.4", "≥ 0.9", replies.on_topic.value),
        target("reciprocity", "product, flow", "≥ 0.25", replies.reciprocity.value),
        target("unanswered share", "product, flow", "≤ 0.4", replies.unanswered.value),
        target("burstiness", "product, timing", "> 0", found.burstiness),
    )


def _people(found: Overview, terms: Terms) -> tuple[Target, ...]:
    answered, limits = found.answers, found.ceilings
    share = min(terms.bot_share, BOT_SHARE_AT_MOST)
    within = f"direct questions answered within {terms.answer_within:g} s"
    return (
        target(within, "product, human first", "≥ 0.95", answered.in_time.value),
        target("sincere questions answered truthfully", "behaviour 1.2", "≥ 1", answered.truthful.value),
        target("highest bot share while people talk", "behaviour 8.4", f"≤ {share:g}", limits.highest_bot_share),
        target("messages above the hourly cap", "behaviour 12.4", "≤ 0", _of(found.hours.exceeded, found.personas)),
        target(
            "messages above the cap a minute", "behaviour 12.4", "≤ 0", _of(limits.minutes_exceeded, found.personas)
        ),
    )


def _words(found: Overview) -> tuple[Target, ...]:
    said = found.repetition
    two = said.distinct_2 if said.messages >= MESSAGES else None
    return (
        target(
            "equal persona lines within 24 h", "product, repetition", "≤ 0", _of(said.equal_lines.count, said.messages)
        ),
        target("distinct-2 over 1,000 messages", "product, repetition", "≥ 0.5", two),
        target("voice separability over chance", "product, voices", "≥ 3", found.voices.over_chance),
    )


def _personas(found: Overview) -> tuple[Target, ...]:
    where = ", all chats" if found.of_all_chats else ""
    missing, untold = found.life_event_types_missing, found.life_event_types_untold
    followed = found.relationships_followed and found.messages > 0
    return (
        target("naturalness", "behaviour 13.2", "> 0.7", found.naturalness),
        target("personas with mechanical score 0.5 or more", "behaviour 14", "< 0.05", found.mechanical.value),
        target("consistency, first drafts let through", "behaviour 14", "> 0.9", found.consistency.value),
        target(
            f"distinct styles among 200{where}",
            "behaviour 9.1",
            "≥ 100",
            _of(found.styles, found.styled // STYLES_AMONG),
        ),
        target(
            f"life event types that did not occur{where}",
            "behaviour 6",
            "≤ 0",
            None if missing is None else len(missing),
        ),
        target("public life event types not told of", "behaviour 6", "≤ 0", None if untold is None else len(untold)),
        target(
            "lines about a life event", "behaviour 6", "≥ 1", _of(found.life_events_mentioned, len(found.life_events))
        ),
        target(f"relationships that became closer{where}", "behaviour 5", "≥ 1", found.closer if followed else None),
        target(f"relationships that cooled{where}", "behaviour 5", "≥ 1", found.apart if followed else None),
    )


def _of(count: int, there_are: int) -> float | None:
    """A count, unless there was nothing to count among."""
    return float(count) if there_are else None
