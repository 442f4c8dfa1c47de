"""A report as tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table

from piyasa.analytics import Report, Share, Target
from piyasa.analytics.aims import HELD_RESPECTED
from piyasa.analytics.clockwork import Clockwork
from piyasa.contracts.values import format_time
from piyasa.tools.output import seconds

_PERSONAS_SHOWN = 20
_MET = {True: "[green]yes[/]", False: "[red]no[/]", None: "[dim]not measured[/]"}


def tables_of(report: Report) -> Iterator[Table]:
    """The targets, the figures behind them, each chat, and the stiffest personas."""
    yield _targets(report)
    yield _figures(report)
    if report.chats:
        yield _chats(report)
    if report.personas:
        yield _personas(report)


def _targets(report: Report) -> Table:
    when = "nothing was said"
    if report.since is not None and report.until is not None:
        when = f"{format_time(report.since)} to {format_time(report.until)}"
    table = _table(f"Targets, {when}", ("target", "asked for in", "wanted", "measured", "met"))
    for each in report.targets:
        table.add_row(each.name, each.source, each.wanted, _measured(each, report), _MET[each.met])
    return table


def _measured(target: Target, report: Report) -> str:
    """The figure; turns that nobody wanted are respected too, so it is told how many of them were taken."""
    told = number(target.measured)
    if target.name != HELD_RESPECTED or target.measured is None:
        return told
    turns = report.overall.turns
    return f"{told} (taken {number(turns.held_taken.value)}, left alone {number(turns.held_left.value)})"


def _figures(report: Report) -> Table:
    found = report.overall
    words, talk, answered, limits = found.repetition, found.replies, found.answers, found.ceilings
    elsewhere = ", all chats" if found.of_all_chats else ""
    table = _table("Figures", ("figure", "value", "figure", "value"))
    rows = [
        ("messages", number(found.messages)),
        ("chats · personas · people", f"{found.chats} · {found.personas} · {found.people}"),
        ("bot share of messages", share(limits.bot_share)),
        (
            "distinct-1 · 2 · 3",
            " · ".join(number(each) for each in (words.distinct_1, words.distinct_2, words.distinct_3)),
        ),
        ("self-BLEU", number(words.self_bleu)),
        ("mean pairwise similarity", number(words.mean_similarity)),
        ("exact duplicates in 24 h", share(words.exact_duplicates)),
        ("reply depth, mean · most", f"{number(talk.mean_depth)} · {talk.max_depth}"),
        ("messages answered", share(talk.answered)),
        ("messages taken up in any way", share(talk.taken_up)),
        ("memory of intervals", number(found.memory)),
        ("personas' silences of one length", _clockwork(found.clockwork)),
        ("answers, median · p95", f"{_seconds(answered.median_seconds)} · {_seconds(answered.p95_seconds)}"),
        ("questions answered ever", share(answered.ever)),
        ("held turns taken · left alone", f"{share(found.turns.held_taken)} · {share(found.turns.held_left)}"),
        ("voices told apart", f"{number(found.voices.accuracy)} of {found.voices.personas}"),
        ("half hours above the bot share", share(limits.above_share)),
        ("most in an hour · in a minute", f"{found.hours.most} · {limits.most_in_minute}"),
        ("gaps too small", number(limits.gaps_broken)),
        (f"distinct styles{elsewhere}", f"{found.styles} of {found.styled}"),
        ("suppressed", _counts(found.suppressed)),
        ("rejected drafts", _counts(found.rejected)),
        ("abandoned ticks", _counts(found.abandoned)),
        (f"life events{elsewhere}", _counts(found.life_events)),
        (
            f"relationships{elsewhere}",
            _counts({f"{one} → {other}": count for (one, other), count in found.relationship_changes.items()}),
        ),
    ]
    half = (len(rows) + 1) // 2
    for at in range(half):
        table.add_row(*rows[at], *(rows[at + half] if at + half < len(rows) else ("", "")))
    return table


def _chats(report: Report) -> Table:
    columns = ("chat", "messages", "people's share", "coherence", "naturalness", "engagement", "diversity", "in time")
    table = _table("Chats", (*columns, "unanswered", "reciprocity", "burstiness", "top bot share"), first_left=1)
    for chat_id, each in report.chats.items():
        quality = each.quality
        table.add_row(
            chat_id,
            number(quality.messages),
            number(quality.bot_human_ratio),
            number(quality.coherence_score),
            number(quality.naturalness_score),
            f"{number(quality.engagement_rate)} ({number(quality.engagement_rate_people)})",
            number(quality.topic_diversity),
            share(each.answers.in_time),
            number(each.replies.unanswered.value),
            number(each.replies.reciprocity.value),
            number(each.timing.burstiness),
            number(each.ceilings.highest_bot_share),
        )
    return table


def _personas(report: Report) -> Table:
    shown = sorted(report.personas.items(), key=lambda each: (-(each[1].mechanical.score or 0.0), each[0]))
    title = f"Personas, the stiffest {min(_PERSONAS_SHOWN, len(shown))} of {len(shown)}"
    table = _table(title, ("persona", "messages", "mechanical", "factors", "beside it", "consistency", "engagement"))
    for bot_id, each in shown[:_PERSONAS_SHOWN]:
        table.add_row(
            bot_id,
            number(each.messages),
            number(each.mechanical.score),
            ", ".join(each.mechanical.factors) or "–",
            ", ".join(each.mechanical.signals.noticed) or "–",
            number(each.consistency.value),
            number(each.engagement),
        )
    return table


def number(value: float | None) -> str:
    """A figure: whole ones as they are, others to three digits, a dash where nothing was measured."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.3f}"


def share(value: Share) -> str:
    """A share with what it is of."""
    return "–" if value.value is None else f"{value.value:.3f} ({value.count:,} of {value.among:,})"


def _seconds(value: float | None) -> str:
    return "–" if value is None else seconds(value)


def _clockwork(value: Clockwork) -> str:
    if value.share is None or value.seconds is None:
        return "–"
    return f"{value.share:.3f} of {value.silences:,}, from {seconds(value.seconds)} on"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in sorted(counts.items(), key=lambda each: -each[1])) or "–"


def _table(title: str, columns: tuple[str, ...], *, first_left: int = 99) -> Table:
    table = Table(title=title, box=SIMPLE_HEAD, title_justify="left", title_style="bold")
    for at, column in enumerate(columns):
        table.add_column(column, justify="left" if at < first_left else "right", overflow="fold")
    return table
