"""A week of two hundred personas, rehearsed as an operator would: what is asked of it, figure by figure."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.commands import piyasa

pytestmark = [pytest.mark.composed, pytest.mark.timeout(1500)]

WEEK = ("--personas", 200, "--chats", 10, "--people", 300, "--hours", 168, "--seed", 7)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("week")
    ran = piyasa("simulate", *WEEK, "--out", out, "--json")
    assert ran.code == 0, ran.stderr
    assert "failed at" not in ran.stderr, "a fold raised"
    return out


@pytest.fixture(scope="module")
def report(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "report.json").read_text()))


@pytest.mark.parametrize(
    "target",
    [
        "coherence",
        "replies sharing topic or symbol",
        "reciprocity",
        "burstiness",
        "direct questions answered within 60 s",
        "sincere questions answered truthfully",
        "messages above the hourly cap",
        "messages above the cap a minute",
        "equal persona lines within 24 h",
        "distinct-2 over 1,000 messages",
        "voice separability over chance",
        "naturalness",
        "personas with mechanical score 0.5 or more",
        "consistency, first drafts let through",
        "distinct styles among 200",
        "life event types that did not occur",
        "relationships that became closer",
        "relationships that cooled",
    ],
)
def test_a_week_meets(report: dict[str, Any], target: str) -> None:
    (found,) = (each for each in report["targets"] if each["name"] == target)
    assert found["met"] is True, f"{target}: {found['measured']}, wanted {found['wanted']}"


def test_most_kinds_of_life_events_are_told_of(report: dict[str, Any]) -> None:
    """Each message tells of one with a probability of 0.05, and a birthday lasts a day: not every kind every week."""
    assert len(report["overall"]["life_event_types_untold"]) <= 3
    assert report["overall"]["life_events_mentioned"] >= 20


def test_everybody_who_was_ready_came_to_one_end(folder: Path) -> None:
    ends: Counter[str] = Counter()
    ready: dict[str, str] = {}
    last = ""
    for event in _events(folder):
        fact, data, last = event["subject"].split(".")[3], event["data"], event["time"]
        if fact == "message-ready":
            ready[data["message_id"]] = data["send_at"]
        elif fact in {"message-sent", "message-suppressed"} and data.get("message_id"):
            ends[data["message_id"]] += 1
    assert set(ends.values()) == {1}
    without = [moment for message, moment in ready.items() if message not in ends]
    assert len(without) < 50, "only what was under way when the week ended may lack its end"
    assert all(moment[:13] >= last[:13] for moment in without)


def test_personas_remember_and_are_reminded_and_learn(folder: Path) -> None:
    facts = Counter(event["subject"].split(".")[3] for event in _events(folder))
    wanted = {"memory-encoded", "memory-recalled", "memories-merged", "persona-refreshed", "stance-stated"}
    wanted |= {"temperament-drifted", "interests-learned", "life-event-ended", "fell-silent", "persona-ignored"}
    for fact in sorted(wanted):
        assert facts[fact] > 0, fact


def _events(folder: Path) -> Iterator[dict[str, Any]]:
    with (folder / "events.jsonl").open("rb") as file:
        for line in file:
            yield json.loads(line)
