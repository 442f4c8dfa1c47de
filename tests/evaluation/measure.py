"""Precision and recall of the language rules on the labelled lines, each split by itself.

``python tests/evaluation/measure.py [--json] [--split tune] [--show tune]``; misread lines are shown of the tune split
only, because what has been read can no longer judge.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from piyasa.language import analyse, is_duplicate, sincere_ai_question, sketch, violations

Split = Literal["tune", "heldout"]
Line = Mapping[str, Any]

SPLITS: Final[tuple[Split, ...]] = ("tune", "heldout")
POSITIVE_FROM: Final = 0.1
"""Sentiment from which a line counts as positive; below its negation as negative."""
_HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Task:
    """A file of labelled lines and the rule it judges."""

    file: str
    read: Callable[[Line], frozenset[str]]
    """The labels the rule gives a line; none stands for ``rest``."""
    rest: str
    """The label of lines in which the rule should find nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """How well a rule finds one label."""

    task: str
    label: str
    split: Split
    lines: int
    """How many lines bear the label."""
    found: int
    """How many of them the rule gives the label."""
    given: int
    """How many lines the rule gives the label, rightly or not."""
    false_alarms: int
    """How many lines of the task's rest label the rule gives this label."""

    @property
    def recall(self) -> float:
        """Share of the label's lines that are found."""
        return self.found / self.lines if self.lines else 1.0

    @property
    def precision(self) -> float:
        """Share of what is given that bears the label."""
        return self.found / self.given if self.given else 1.0


def _sincerity(line: Line) -> frozenset[str]:
    return frozenset({"sincere"} if sincere_ai_question(line["text"]) else ())


def _compliance(line: Line) -> frozenset[str]:
    return frozenset(violation.kind for violation in violations(line["text"]))


def _likeness(line: Line) -> frozenset[str]:
    return frozenset({"duplicate"} if is_duplicate(sketch(line["a"]), sketch(line["b"])) else ())


def _mood(line: Line) -> frozenset[str]:
    sentiment = analyse(line["text"]).sentiment
    if sentiment >= POSITIVE_FROM:
        return frozenset({"positive"})
    return frozenset({"negative"} if sentiment <= -POSITIVE_FROM else ())


TASKS: Final[Mapping[str, Task]] = {
    "sincerity": Task("sincere_questions.jsonl", _sincerity, "other"),
    "compliance": Task("compliance.jsonl", _compliance, "harmless"),
    "duplicates": Task("similarity_pairs.jsonl", _likeness, "different"),
    "sentiment": Task("sentiment.jsonl", _mood, "neutral"),
}


@cache
def _read(task: str, split: Split) -> tuple[tuple[Line, frozenset[str]], ...]:
    """Read every line of a split by the rule; an unlabelled reading is the rest label."""
    judged = TASKS[task]
    lines = (json.loads(text) for text in (_HERE / judged.file).read_text(encoding="utf-8").splitlines() if text)
    return tuple((line, judged.read(line) or frozenset({judged.rest})) for line in lines if line["split"] == split)


def scores(task: str, split: Split) -> dict[str, Score]:
    """Measure a rule on one split, label by label."""
    readings, rest = _read(task, split), TASKS[task].rest
    labels = dict.fromkeys(line["label"] for line, _ in readings)
    return {
        label: Score(
            task=task,
            label=label,
            split=split,
            lines=sum(line["label"] == label for line, _ in readings),
            found=sum(line["label"] == label and label in given for line, given in readings),
            given=sum(label in given for _, given in readings),
            false_alarms=sum(line["label"] == rest != label and label in given for line, given in readings),
        )
        for label in labels
    }


def false_alarm_rate(task: str, split: Split) -> float:
    """Give the share of the lines with nothing to find in which the rule finds something."""
    rest = scores(task, split)[TASKS[task].rest]
    return 1.0 - rest.recall


def accuracy(task: str, split: Split) -> float:
    """Give the share of lines that are given their label."""
    measured = scores(task, split).values()
    return sum(score.found for score in measured) / sum(score.lines for score in measured)


def misread(task: str) -> Iterator[tuple[Line, frozenset[str]]]:
    """Give the tune lines that are not given their label."""
    return ((line, given) for line, given in _read(task, "tune") if line["label"] not in given)


def _report(splits: Sequence[Split]) -> dict[str, dict[str, Any]]:
    return {
        split: {
            task: {
                "accuracy": round(accuracy(task, split), 3),
                "false_alarm_rate": round(false_alarm_rate(task, split), 3),
                "labels": {
                    label: asdict(score) | {"precision": round(score.precision, 3), "recall": round(score.recall, 3)}
                    for label, score in scores(task, split).items()
                },
            }
            for task in TASKS
        }
        for split in splits
    }


def _print_table(splits: Sequence[Split]) -> None:
    for split in splits:
        print(f"{split:<32}{'lines':>7}{'found':>7}{'recall':>9}{'precision':>11}{'false alarms':>14}")
        for task in TASKS:
            for label, score in scores(task, split).items():
                measured = f"{score.lines:>7}{score.found:>7}{score.recall:>9.1%}{score.precision:>11.1%}"
                print(f"  {task + ' ' + label:<30}{measured}{score.false_alarms:>14}")
            print(f"  {task + ', all':<30}{accuracy(task, split):>23.1%}{false_alarm_rate(task, split):>25.1%}")
        print()


def _print_misread() -> None:
    for task in TASKS:
        for line, given in misread(task):
            text = line.get("text") or f"{line['a']}  |  {line['b']}"
            print(f"{line['id']}  {line['label']}, read as {', '.join(sorted(given))}: {text!r}")


def main(arguments: Sequence[str]) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="measure", description="Precision and recall of the language rules.")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--split", choices=SPLITS, help="measure this split alone; while tuning, the tune split")
    parser.add_argument("--show", choices=("tune",), help="print the misread lines of the tune split")
    chosen = parser.parse_args(arguments)
    splits: tuple[Split, ...] = SPLITS if chosen.split is None else (chosen.split,)
    if chosen.json:
        print(json.dumps(_report(splits), ensure_ascii=False, indent=1))
    else:
        _print_table(splits)
    if chosen.show:
        _print_misread()


if __name__ == "__main__":
    main(sys.argv[1:])
