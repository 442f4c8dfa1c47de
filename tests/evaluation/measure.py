"""Precision and recall of the language rules on the labelled lines, each split by itself.

``python tests/evaluation/measure.py [--json] [--split tune] [--show tune]``; misread lines are shown of the tune split
only, because what has been read can no longer judge.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

_HERE: Final = Path(__file__).parent
sys.path.insert(0, str(_HERE.parent))  # run as a script, it still finds its neighbours

from evaluation.attacks import attacks, print_alarms, print_attacks  # noqa: E402 - see above
from evaluation.readings import TASKS, Labels, Line  # noqa: E402 - see above
from evaluation.recall_scenes import missed, print_recall, recall_score  # noqa: E402 - see above
from evaluation.reply_scenes import misses, target_score  # noqa: E402 - see above

Split = Literal["tune", "heldout"]

SPLITS: Final[tuple[Split, ...]] = ("tune", "heldout")


@dataclass(frozen=True, slots=True)
class Reading:
    """A line, what should be found in it and what is; the rest label stands for nothing."""

    line: Line
    wanted: Labels
    given: Labels

    def is_right(self, *, weightiest: bool) -> bool:
        """Tell whether what should be found is, and nothing else unless only the weightiest label is borne."""
        return self.wanted <= self.given and (weightiest or self.given <= self.wanted)


@dataclass(frozen=True, slots=True)
class Score:
    """How well a rule finds one label."""

    task: str
    label: str
    split: Split
    lines: int
    """How many lines bear the label; in a row of several labels, how many labels are borne."""
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

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


@cache
def _read(task: str, split: Split) -> tuple[Reading, ...]:
    """Read every line of a split by the rule; an unlabelled reading is the rest label."""
    judged = TASKS[task]
    rest = frozenset({judged.rest})
    lines = (json.loads(text) for text in (_HERE / judged.file).read_text(encoding="utf-8").splitlines() if text)
    return tuple(
        Reading(line, judged.wanted(line) or rest, (judged.read(line) - judged.optional(line)) or rest)
        for line in lines
        if line["split"].replace("_", "") == split
    )


def scores(task: str, split: Split) -> dict[str, Score]:
    """Measure a rule on one split, row by row."""
    readings, judged = _read(task, split), TASKS[task]
    rest = frozenset({judged.rest})
    rows: dict[str, Labels] = {}
    for label in dict.fromkeys(label for each in readings for label in sorted(each.wanted | each.given)):
        row = label if label == judged.rest or not judged.row else judged.row
        rows[row] = rows.get(row, frozenset()) | {label}
    return {
        row: Score(
            task=task,
            label=row,
            split=split,
            lines=sum(len(each.wanted & labels) for each in readings),
            found=sum(len(each.wanted & each.given & labels) for each in readings),
            given=sum(len(each.given & labels) for each in readings),
            false_alarms=sum(len(each.given & labels - rest) for each in readings if each.wanted == rest),
        )
        for row, labels in rows.items()
    }


def false_alarm_rate(task: str, split: Split) -> float:
    """Give the share of the lines with nothing to find in which the rule finds something."""
    rest = scores(task, split)[TASKS[task].rest]
    return 1.0 - rest.recall


def accuracy(task: str, split: Split) -> float:
    """Give the share of lines that are given their labels."""
    readings = _read(task, split)
    return sum(each.is_right(weightiest=TASKS[task].weightiest) for each in readings) / len(readings)


def macro_f1(task: str, split: Split) -> float:
    """Give the mean F1 of the rows, each counting as much as any other."""
    measured = scores(task, split).values()
    return sum(score.f1 for score in measured) / len(measured)


def misread(task: str) -> Iterator[Reading]:
    """Give the tune lines that are not given their labels."""
    return (each for each in _read(task, "tune") if not each.is_right(weightiest=TASKS[task].weightiest))


def _report(splits: Sequence[Split]) -> dict[str, dict[str, Any]]:
    return {
        split: {task: _figures(task, split) for task in TASKS}
        | {"reply targets": asdict(target_score(split)), "recall": asdict(recall_score(split))}
        | {"attacks": asdict(attacks(split))}
        for split in splits
    }


def _figures(task: str, split: Split) -> dict[str, Any]:
    return {
        "accuracy": round(accuracy(task, split), 3),
        "false_alarm_rate": round(false_alarm_rate(task, split), 3),
        "macro_f1": round(macro_f1(task, split), 3),
        "labels": {
            row: asdict(score)
            | {"precision": round(score.precision, 3), "recall": round(score.recall, 3), "f1": round(score.f1, 3)}
            for row, score in scores(task, split).items()
        },
    }


def _print_table(splits: Sequence[Split]) -> None:
    for split in splits:
        print(f"{split:<32}{'lines':>7}{'found':>7}{'recall':>9}{'precision':>11}{'F1':>8}{'false alarms':>14}")
        for task in TASKS:
            for row, score in scores(task, split).items():
                measured = f"{score.lines:>7}{score.found:>7}{score.recall:>9.1%}{score.precision:>11.1%}"
                print(f"  {task + ' ' + row:<30}{measured}{score.f1:>8.1%}{score.false_alarms:>14}")
            right, alarms = accuracy(task, split), false_alarm_rate(task, split)
            print(f"  {task + ', all right; macro F1':<30}{right:>23.1%}{macro_f1(task, split):>19.1%}{alarms:>14.1%}")
        _print_targets(split)
        print_recall(split)
        print_attacks(split)
        print()
    print_alarms()


def _print_targets(split: Split) -> None:
    score = target_score(split)
    print(f"  reply targets: {score.scenes} scenes, a line is chosen in {score.answers:.1%} of the draws")
    print(f"    of the choices        best {score.best:>6.1%}   best or acceptable {score.fine:>6.1%}")
    print(f"    most points in tier   best {score.top_best:>6.1%}   best or acceptable {score.top_fine:>6.1%}")


def _print_misread() -> None:
    for task in TASKS:
        for each in misread(task):
            text = each.line.get("text") or f"{each.line['a']}  |  {each.line['b']}"
            wanted, given = ", ".join(sorted(each.wanted)), ", ".join(sorted(each.given))
            print(f"{each.line.get('id', task)}  {wanted}, read as {given}: {text!r}")
    for labelled, number in misses():
        said = "".join(f"\n    {line['n']} {line['speaker']}: {line['text']}" for line in labelled["lines"])
        fine = ", ".join(map(str, (labelled["best"], *labelled["acceptable"])))
        print(f"reply target  {fine}, chosen {number}: {labelled['persona']['bot_id']}{said}")
    for recalled in missed():
        probe, found = recalled.probe, list(recalled.found)
        print(f"recall  {probe['id']} {probe['kind']} means {probe['meant']}, got {found}: {probe['lines']}")


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
