"""What a language must be able to say in a prompt; the tables of both languages have this form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """What is the same for every persona: rules, the form of an answer, examples of taking turns."""

    rules: tuple[str, ...]
    contract: tuple[str, ...]
    examples: str
    turns: tuple[tuple[str, str], ...]
    """What somebody says and what a persona says to it, invented and without anybody's name."""


@dataclass(frozen=True, slots=True)
class Character:
    """Who the persona is and what it thinks."""

    name: str
    tone: str
    formal: str
    casual: str
    never: str
    stances: str
    holdings: str
    leans: tuple[str, str, str]
    """Hopeful, neutral, careful."""
    sides: Mapping[str, str]
    horizons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Inner:
    """What goes on in the persona and between it and others."""

    feelings: Mapping[str, tuple[str, str]]
    """Dimension to what is told when it is notably low, and high."""
    feeling: str
    tie: str
    ties: Mapping[str, str]
    agreeing: str
    differing: str
    life: str
    mention: str
    memories: str
    memory_types: Mapping[str, str]
    own_past: str
    reminder: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """The note that reminds a persona of who it is (behaviour 2.5)."""

    tone: str
    styles: Mapping[str, str]
    leans: tuple[str, str, str]
    """Hopeful, neutral, careful."""
    never: str
    called: Callable[[str], str]
    """How a topic is called in a sentence."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The hour, the place, the subject and the figures that may be named."""

    time: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    bands: Mapping[str, str]
    market: tuple[str, str]
    """Closed, open."""
    first_of_day: str
    change_topic: str
    spent: str
    chat: str
    topic: str
    figures: str
    no_figures: str
    decimal: str


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said and what is wanted now."""

    history: str
    target: str
    no_target: str
    tried_to_order: str
    avoided: str
    failed: str
    mood: str
    moods: Mapping[str, str]
    attitudes: Mapping[str, str]
    answer: str
    lengths: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Keys:
    """Names of tags and of the keys of data, and what stands for what is not shown."""

    examples: str
    memories: str
    own_past: str
    figures: str
    history: str
    target: str
    avoided: str
    who: str
    text: str
    type: str
    memory: str
    chat: str
    symbol: str
    value: str
    source: str
    as_of: str
    you: str
    somebody: str
    hidden: str


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    ground: Ground
    character: Character
    inner: Inner
    refresh: Refresh
    moment: Moment
    talk: Talk
    keys: Keys
