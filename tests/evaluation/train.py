"""Train the linear classifiers of the guards and write their weights into the language package: ``make train``.

Ridge regression of the labels on the marks of each line, each mark by its rarity; solved exactly, so that the same
lines give the same weights. Thresholds come from leaving out each line in turn. Needs numpy; the package does not.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from piyasa.language.disguise import undisguise
from piyasa.language.guards.grams import sentences
from piyasa.language.guards.linear import WHOLE, ModelName

_HERE: Final = Path(__file__).parent
MODELS: Final = _HERE.parents[1] / "shared/language/src/piyasa/language/data/models"
_RIDGE: Final = 0.3
"""Weight of the penalty, in mean squared lengths of a line."""
_BIAS: Final = 0.2
"""Weight of the constant, in the same unit."""
_SEEN: Final = 3
"""Lines a mark must occur in."""
_NEWTON_STEPS: Final = 50
_DIGEST_BYTES: Final = 6
_NOTHING: Final = frozenset({"harmless", "other"})
"""Labels of lines in which nothing is to be found."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a model is trained on and for."""

    name: ModelName
    labels: tuple[str, ...]
    """What is looked for; whatever else a line bears counts as nothing."""
    files: tuple[str, ...]
    """Lines to learn from: those under ``training`` whole, of the labelled sets the tune split alone."""
    besides: tuple[str, ...]
    """Files from which only the lines with nothing to find are taken."""
    marks: int
    """How many marks are kept."""
    blocking_alarms: float
    """Share of the other lines that may be taken for what is looked for."""
    doubtful_alarms: float
    """Share of the other lines that may be doubtful or worse."""


PLANS: Final = (
    Plan(
        "compliance",
        ("return_promise", "individual_advice", "insider_claim"),
        ("training/compliance.jsonl", "compliance.jsonl", "compliance2.jsonl"),
        ("training/own.jsonl", "training/chat.jsonl", "training/sincerity.jsonl", "training/injection.jsonl"),
        marks=14_000,
        blocking_alarms=0.028,
        doubtful_alarms=0.08,
    ),
    Plan(
        "sincerity",
        ("sincere",),
        ("training/sincerity.jsonl", "sincere_questions.jsonl", "sincere2.jsonl"),
        ("training/own.jsonl", "training/chat.jsonl", "training/compliance.jsonl", "training/injection.jsonl"),
        marks=14_000,
        blocking_alarms=0.016,
        doubtful_alarms=0.06,
    ),
    Plan(
        "injection",
        ("attack",),
        ("training/injection.jsonl", "injections.jsonl"),
        ("training/own.jsonl", "training/chat.jsonl", "training/compliance.jsonl", "training/sincerity.jsonl"),
        marks=14_000,
        blocking_alarms=0.011,
        doubtful_alarms=0.06,
    ),
)


@dataclass(frozen=True, slots=True)
class Learnt:
    """Marks, their rarities and the weights that belong to them."""

    marks: tuple[str, ...]
    weights: Matrix
    biases: Matrix
    left_out: Matrix
    """Score of each line by what the others teach."""


def lines_of(plan: Plan) -> list[tuple[str, str]]:
    """Read texts and labels, each once; a held-out line is never among them."""
    lines = [pair for file in plan.files for pair in _labelled(_HERE / file)]
    lines += [pair for file in plan.besides for pair in _labelled(_HERE / file) if pair[1] in _NOTHING]
    return list(dict.fromkeys(lines))


def examples(plan: Plan, lines: Sequence[tuple[str, str]]) -> list[tuple[frozenset[str], str]]:
    """Give the marks and the label of each line; where there is nothing to find, there is none in any sentence."""
    found: dict[tuple[frozenset[str], str], None] = {}
    for text, label in lines:
        parts = [sentence.marks for sentence in sentences(undisguise(text))]
        found[frozenset(chain.from_iterable(parts)), label] = None
        if label not in plan.labels:
            found |= dict.fromkeys((part, label) for part in parts)
    return list(found)


def digest(lines: Sequence[tuple[str, str]]) -> int:
    """Give what tells whether the lines have changed since a model was trained."""
    said = "\n".join(f"{label}\t{text}" for text, label in lines)
    return int.from_bytes(sha256(said.encode()).digest()[:_DIGEST_BYTES], "big")


def learn(given: Sequence[tuple[frozenset[str], str]], labels: Sequence[str], kept: int) -> Learnt:
    """Learn the weights of the marks that go most with one of the labels or against it."""
    texts = [marks for marks, _ in given]
    wanted = np.array([[float(label == each) for each in labels] for _, label in given])
    counted = Counter(chain.from_iterable(texts))
    marks = sorted(mark for mark, count in counted.items() if count >= _SEEN)
    known, _ = _rarities(texts, marks, counted)
    pull = np.abs(known.T @ (wanted - wanted.mean(axis=0)).astype(np.float32)).max(axis=1)
    marks = sorted(marks[at] for at in np.argsort(-pull, kind="stable")[:kept])
    return _fitted(marks, *_rarities(texts, marks, counted), wanted)


def written(plan: Plan, lines: Sequence[tuple[str, str]]) -> str:
    """Train a model and give the text of its file."""
    given = examples(plan, lines)
    learnt = learn(given, plan.labels, plan.marks)
    scores = learnt.left_out.sum(axis=1)
    is_wanted = np.array([label in plan.labels for _, label in given])
    slope, offset = _logistic_of(scores, is_wanted)
    others = np.sort(scores[~is_wanted])[::-1]
    blocking, doubtful = (
        float(1 / (1 + np.exp(-(slope * others[int(share * len(others))] + offset))))
        for share in (plan.blocking_alarms, plan.doubtful_alarms)
    )
    greatest = float(np.abs(learnt.weights).max())
    head = {
        "labels": plan.labels,
        "greatest": round(greatest, 6),
        "biases": [round(float(bias), 6) for bias in learnt.biases],
        "slope": round(slope, 4),
        "offset": round(offset, 4),
        "blocking": round(blocking, 4),
        "doubtful": round(doubtful, 4),
        "lines": digest(lines),
    }
    whole = np.rint(learnt.weights / greatest * WHOLE).astype(int)
    rows = ("\t".join([mark, *map(str, row)]) for mark, row in zip(learnt.marks, whole, strict=True) if row.any())
    return "\n".join([json.dumps(head), *rows])


def _labelled(file: Path) -> Iterator[tuple[str, str]]:
    for text in file.read_text(encoding="utf-8").splitlines():
        line: dict[str, Any] = json.loads(text)
        if line.get("split", "tune") == "tune":
            yield line["text"], line["label"] if "label" in line else ("attack", "other")[line["goal"] == "none"]


def _rarities(
    texts: Sequence[frozenset[str]], marks: Sequence[str], counted: Counter[str]
) -> tuple[NDArray[np.float32], Matrix]:
    """Give the marks of each text by their rarity, by the root of how many it has; and the rarities."""
    place = {mark: at for at, mark in enumerate(marks)}
    rarity = np.log((1 + len(texts)) / (1 + np.array([counted[mark] for mark in marks])))
    known = np.zeros((len(texts), len(marks)), dtype=np.float32)
    for row, text in enumerate(texts):
        places = [place[mark] for mark in text if mark in place]
        known[row, places] = rarity[places] / np.sqrt(len(places) or 1)
    return known, rarity


def _fitted(marks: Sequence[str], known: NDArray[np.float32], rarity: Matrix, wanted: Matrix) -> Learnt:
    """Solve the ridge regression in the space of lines, which are fewer than marks."""
    alike = (known @ known.T).astype(np.float64)
    length = float(np.trace(alike)) / len(known)
    inverse = np.linalg.inv(alike + _BIAS * length + np.eye(len(known)) * _RIDGE * length)
    shares = inverse @ wanted
    weights = (known.T @ shares.astype(np.float32)).astype(np.float64) * rarity[:, None]
    left_out = wanted - shares / np.diag(inverse)[:, None]
    return Learnt(tuple(marks), weights, _BIAS * length * shares.sum(axis=0), left_out)


def _logistic_of(scores: Matrix, is_wanted: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit the probability of being wanted to the scores."""
    points = np.column_stack([scores, np.ones_like(scores)])
    found = np.zeros(2)
    for _ in range(_NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-points @ found))
        curvature = points.T @ (points * (chance * (1 - chance))[:, None]) + 1e-6 * np.eye(2)
        found += np.linalg.solve(curvature, points.T @ (is_wanted - chance))
    return float(found[0]), float(found[1])


def main(names: Sequence[str]) -> None:
    """Train all models, or those that are named."""
    for plan in PLANS:
        if not names or plan.name in names:
            text = written(plan, lines_of(plan))
            (MODELS / f"{plan.name}.tsv").write_text(text, encoding="utf-8")
            print(f"{plan.name}: {len(text.splitlines()) - 1} marks, {len(text.encode()) // 1024} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
