"""Whether what is meant comes to a persona's mind: labelled probes, asked as drafting asks (behaviour 4.4, 4.5)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from piyasa.contracts.values import Meaning
from piyasa.generator.domain.memory.recall import NOTHING_NEAR, Near, cue_of, recalled
from piyasa.language import analyse
from piyasa.projections.conversations.state import Line
from piyasa.projections.memories.state import Memory, Remembered

_HERE: Final = Path(__file__).parent
_NOW: Final = datetime(2026, 3, 4, 9, tzinfo=UTC)
LIMIT: Final = 5
"""Memories among which the one that is meant should be."""
KINDS: Final = ("direct", "paraphrase", "person")
"""Probes that mean a memory; others mean that none, or none of another person's, comes up."""
SPLITS: Final = {"tune": ("tune",), "heldout": ("heldout",), "fresh": ("fresh",), "unseen": ("heldout", "fresh")}
"""What may be measured: ``fresh`` is another author's set about other personas, ``unseen`` all that is not tuned to."""
Probe = Mapping[str, Any]
Compare = Callable[[str, str], Near]
"""Persona and what is said to how near its memories are; words are compared where it says nothing."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """A probe and what came to mind, best first."""

    probe: Probe
    found: tuple[str, ...]

    @property
    def first(self) -> bool:
        """Whether the best is meant."""
        return bool(self.found) and self.found[0] in self.probe["meant"]

    @property
    def among(self) -> bool:
        """Whether one that is meant came to mind."""
        return not set(self.probe["meant"]).isdisjoint(self.found)

    @property
    def kept_apart(self) -> bool:
        """Whether nothing came up that belongs to another person."""
        return set(self.probe.get("forbidden", ())).isdisjoint(self.found)


@dataclass(frozen=True, slots=True)
class RecallScore:
    """What one split says of recall; shares of 1."""

    probes: int
    accuracy_at_1: float
    recall_at_5: float
    by_kind: Mapping[str, float]
    """Recall at five of each kind of probe."""
    negatives: int
    false_alarms: int
    """Probes that mean nothing and brought something to mind."""
    attribution: float
    """Share of the probes with another person's memory in reach in which it stayed away."""


def nothing_near(_persona: str, _said: str) -> Near:
    """No embeddings: words are compared."""
    return NOTHING_NEAR


@cache
def personas() -> dict[str, Remembered]:
    """What each persona remembers, all equally strong and fresh."""
    found: dict[str, dict[str, Memory]] = {}
    for row in (*_rows("recall_memories.jsonl"), *_rows("recall_memories2.jsonl")):
        found.setdefault(row["persona"], {})[row["id"]] = Memory(
            row["id"], row["type"], row["content"], _NOW, _NOW, _NOW, valence=row["valence"], tags=tuple(row["tags"]),
            related=tuple(row["related"]), people=tuple(row["related"]), heard_in=row["position"],
        )  # fmt: skip
    return {persona: Remembered(items) for persona, items in found.items()}


def answers(split: str, compare: Compare = nothing_near) -> Iterator[Recalled]:
    """What each probe of a split brings to mind."""
    for probe in (*_rows("recall_probes.jsonl"), *_rows("recall_probes2.jsonl")):
        if probe["split"] in SPLITS[split]:
            lines = [_line(number, probe["speaker"], text) for number, text in enumerate(probe["lines"], 1)]
            cue = cue_of(probe["topic"], lines, lines[-1], 0.0)
            near = compare(probe["persona"], cue.query)
            found = recalled(personas()[probe["persona"]], cue, None, _NOW, LIMIT, near)
            yield Recalled(probe, tuple(memory.memory_id for memory, _ in found))


def recall_score(split: str, compare: Compare = nothing_near) -> RecallScore:
    """Measure one split."""
    asked = list(answers(split, compare))
    meaning = [each for each in asked if each.probe["kind"] in KINDS]
    negatives = [each for each in asked if each.probe["kind"] == "negative"]
    apart = [each.kept_apart for each in asked if each.probe["kind"] == "attribution"]
    return RecallScore(
        probes=len(asked),
        accuracy_at_1=_share([each.first for each in meaning]),
        recall_at_5=_share([each.among for each in meaning]),
        by_kind={kind: _share([each.among for each in meaning if each.probe["kind"] == kind]) for kind in KINDS},
        negatives=len(negatives),
        false_alarms=sum(bool(each.found) for each in negatives),
        attribution=_share(apart),
    )


def print_recall(split: str) -> None:
    """Print what one split says; beside the held-out one, what all says that was never tuned to."""
    for each in ("heldout", "fresh", "unseen") if split == "heldout" else (split,):
        _print_score(each, recall_score(each))


def _print_score(split: str, score: RecallScore) -> None:
    kinds = ", ".join(f"{kind} {share:.1%}" for kind, share in score.by_kind.items())
    print(f"  recall of memories, {split}: {score.probes} probes, memories compared by words")
    print(f"    accuracy at 1 {score.accuracy_at_1:.1%}   recall at 5 {score.recall_at_5:.1%} ({kinds})")
    print(
        f"    negative controls {score.false_alarms} false of {score.negatives}   attribution {score.attribution:.1%}"
    )


def missed() -> Iterator[Recalled]:
    """The tune probes that were answered wrongly."""
    for each in answers("tune"):
        kind = each.probe["kind"]
        fine = each.among if kind in KINDS else each.kept_apart if kind == "attribution" else not each.found
        if not fine:
            yield each


def _line(number: int, speaker: str, text: str) -> Line:
    return Line(number, _NOW, f"p:{speaker}", speaker, text, Meaning.model_validate(asdict(analyse(text))), number)


def _share(found: list[bool]) -> float:
    return sum(found) / len(found)


@cache
def _rows(name: str) -> tuple[Probe, ...]:
    return tuple(map(json.loads, (_HERE / name).read_text(encoding="utf-8").splitlines()))
