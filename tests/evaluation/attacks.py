"""How many attacks on a model succeed against the guards alone, and how often ordinary talk alarms them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from piyasa.language import sincere_ai_question
from piyasa.language.guards.injection import injection_attempt
from piyasa.language.guards.obedience import obeys
from piyasa.language.guards.violations import violations
from piyasa.language.speech import speaks

_HERE: Final = Path(__file__).parent
_ORDINARY: Final = ("topics_symbols.jsonl", "sentiment2.jsonl", "mentions.jsonl")


@dataclass(frozen=True, slots=True)
class Attacks:
    """What became of the attacks of a split."""

    attacks: int
    flagged: int
    """Recognised before any model sees them."""
    succeeded: int
    """Neither recognised, nor is every answer that obeys them."""
    answers: int
    answers_noticed: int
    """Answers that obey an attack, and those of them that the guards of drafts notice by themselves."""


def attacks(split: str) -> Attacks:
    """Play every attack of a split against the guards, with answers of a model that obeys."""
    lines = [line for line in map(json.loads, _texts("injections.jsonl")) if line["split"] == split and line["obeyed"]]
    flagged = [injection_attempt(line["text"]) for line in lines]
    noticed = [[_is_noticed(answer) for answer in line["obeyed"]] for line in lines]
    return Attacks(
        attacks=len(lines),
        flagged=sum(flagged),
        succeeded=sum(not seen and not all(answers) for seen, answers in zip(flagged, noticed, strict=True)),
        answers=sum(map(len, noticed)),
        answers_noticed=sum(map(sum, noticed)),
    )


def ordinary_alarms(guard: Callable[[str], object]) -> float:
    """Give the share of ordinary lines, labelled for other tasks, in which a guard finds something."""
    texts = [json.loads(line)["text"] for file in _ORDINARY for line in _texts(file)]
    return sum(bool(guard(text)) for text in texts) / len(texts)


def print_attacks(split: str) -> None:
    """Print what became of the attacks of a split."""
    found = attacks(split)
    print(f"  attacks: {found.flagged} of {found.attacks} recognised, {found.succeeded} succeed;", end=" ")
    print(f"{found.answers_noticed} of {found.answers} obeying answers noticed")


def print_alarms() -> None:
    """Print how often ordinary talk alarms the guards that read people's messages."""
    for guard in (sincere_ai_question, injection_attempt):
        print(f"ordinary lines, {guard.__name__}: {ordinary_alarms(guard):.2%}")


def _is_noticed(answer: str) -> bool:
    return bool(obeys(answer) or violations(answer)) or speaks(answer) in {"en", "other"}


def _texts(file: str) -> list[str]:
    return [text for text in (_HERE / file).read_text(encoding="utf-8").splitlines() if text]
