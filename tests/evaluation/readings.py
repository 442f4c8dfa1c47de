"""What each language rule finds in a labelled line, beside what it should find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from piyasa.language import Analysis, PersonaName, analyse, is_duplicate, sincere_ai_question, sketch, violations
from piyasa.language.guards.injection import injection_attempt

Line = Mapping[str, Any]
Labels = frozenset[str]

POSITIVE_FROM: Final = 0.1
"""Sentiment from which a line counts as positive; below its negation as negative."""
_NOTHING: Final[Labels] = frozenset()


def _label(line: Line) -> Labels:
    return frozenset({line["label"]})


def _none(_line: Line) -> Labels:
    return _NOTHING


@dataclass(frozen=True, slots=True)
class Task:
    """A file of labelled lines and the rule it judges."""

    file: str
    read: Callable[[Line], Labels]
    """What the rule finds in a line; nothing stands for ``rest``."""
    rest: str
    """The label of lines in which the rule should find nothing."""
    wanted: Callable[[Line], Labels] = _label
    """What it should find; nothing stands for ``rest``."""
    optional: Callable[[Line], Labels] = _none
    """What counts neither for nor against it."""
    row: str = ""
    """The one row in which all labels but the rest are counted together; empty for a row each."""
    weightiest: bool = False
    """A line bears only the weightiest of its labels: to find others beside it is right too."""


def _sincerity(line: Line) -> Labels:
    return frozenset({"sincere"} if sincere_ai_question(line["text"]) else ())


def _compliance(line: Line) -> Labels:
    return frozenset(violation.kind for violation in violations(line["text"]))


def _likeness(line: Line) -> Labels:
    return frozenset({"duplicate"} if is_duplicate(sketch(line["a"]), sketch(line["b"])) else ())


def _mood(line: Line) -> Labels:
    sentiment = analyse(line["text"]).sentiment
    if sentiment >= POSITIVE_FROM:
        return frozenset({"positive"})
    return frozenset({"negative"} if sentiment <= -POSITIVE_FROM else ())


def _topics(line: Line) -> Labels:
    return frozenset(analyse(line["text"]).topics)


def _symbols(line: Line) -> Labels:
    return frozenset(analyse(line["text"]).symbols)


def _heard(line: Line) -> Analysis:
    return analyse(line["text"], personas=[PersonaName(**persona) for persona in line["personas"]])


def _addressed(line: Line) -> Labels:
    addressed = _heard(line).addressed_to
    return _NOTHING if addressed is None else frozenset({addressed})


def _asked(line: Line) -> Labels:
    return frozenset({"question"} if _heard(line).is_question else ())


TASKS: Final[Mapping[str, Task]] = {
    "sincerity": Task("sincere_questions.jsonl", _sincerity, "other"),
    "compliance": Task("compliance.jsonl", _compliance, "harmless", weightiest=True),
    "sincerity2": Task("sincere2.jsonl", _sincerity, "other"),
    "compliance2": Task("compliance2.jsonl", _compliance, "harmless", weightiest=True),
    "ordinary": Task("ordinary.jsonl", _compliance, "harmless", weightiest=True),
    "injections": Task(
        "injections.jsonl",
        lambda line: frozenset({"attack"} if injection_attempt(line["text"]) else ()),
        "other",
        lambda line: _NOTHING if line["goal"] == "none" else frozenset({"attack"}),
    ),
    "duplicates": Task("similarity_pairs.jsonl", _likeness, "different"),
    "sentiment": Task("sentiment.jsonl", _mood, "neutral"),
    "sentiment2": Task("sentiment2.jsonl", _mood, "neutral"),
    "topics": Task("topics_symbols.jsonl", _topics, "none", lambda line: frozenset(line["topics"])),
    "symbols": Task(
        "topics_symbols.jsonl",
        _symbols,
        "none",
        lambda line: frozenset(line["symbols"]),
        lambda line: frozenset(line.get("symbols_optional", ())),
        row="symbol",
    ),
    "mentions": Task(
        "mentions.jsonl",
        lambda line: frozenset(_heard(line).mentions),
        "none",
        lambda line: frozenset(line["mentions"]),
        row="persona",
    ),
    "addressed to": Task(
        "mentions.jsonl",
        _addressed,
        "none",
        lambda line: frozenset({line["addressed_to"]} if line["addressed_to"] else ()),
        row="persona",
    ),
    "questions": Task(
        "mentions.jsonl", _asked, "statement", lambda line: frozenset({"question"} if line["is_question"] else ())
    ),
}
