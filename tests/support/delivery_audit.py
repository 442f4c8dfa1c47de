"""Compares what the log says was said with what the local Telegram took: nothing lost, nothing twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

ENDS = ("message-sent", "message-failed", "message-suppressed", "delivery-uncertain")


@dataclass(slots=True)
class Audit:
    """Every way in which log and ledger disagree; empty lists are good."""

    without_end: list[str] = field(default_factory=list)
    several_ends: list[str] = field(default_factory=list)
    sent_not_in_ledger: list[str] = field(default_factory=list)
    posted_twice: list[str] = field(default_factory=list)
    unknown_to_log: list[str] = field(default_factory=list)
    spoke_twice: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    answered_twice: list[str] = field(default_factory=list)
    ready: int = 0
    sent: int = 0

    @property
    def faults(self) -> dict[str, list[str]]:
        """What is wrong, by kind."""
        found = {
            name: getattr(self, name)
            for name in (
                "without_end", "several_ends", "sent_not_in_ledger", "posted_twice", "unknown_to_log", "spoke_twice",
                "unanswered", "answered_twice",
            )
        }  # fmt: skip
        return {name: values for name, values in found.items() if values}


def fact_of(event: dict[str, Any]) -> str:
    """``message-sent`` out of ``piyasa.message-sent.v1``."""
    return str(event["type"].split(".")[1])


def audit(events: list[dict[str, Any]], ledger: list[dict[str, Any]], questions: list[int]) -> Audit:
    """Judge a whole run. ``questions`` are Telegram ids of people's messages that a persona owes an answer to."""
    found = Audit()
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for event in events:
        facts[fact_of(event)].append(event)
    _ends(found, facts)
    _posts(found, facts, ledger)
    _ticks(found, facts)
    answered = {
        event["data"]["reply_to"]["telegram_message_id"]
        for event in [*facts["message-sent"], *_readies_of_uncertain(facts)]
        if event["data"].get("reply_to")
    }
    found.unanswered = [str(question) for question in questions if question not in answered]
    found.answered_twice = _answered_twice(facts["message-sent"], questions)
    return found


def _ends(found: Audit, facts: dict[str, list[dict[str, Any]]]) -> None:
    ends: dict[str, list[str]] = defaultdict(list)
    for kind in ENDS:
        for event in facts[kind]:
            if event["data"].get("message_id"):
                ends[event["data"]["message_id"]].append(f"{kind} at {event['position']}")
    ready = {event["data"]["message_id"] for event in facts["message-ready"]}
    found.ready, found.sent = len(ready), len(facts["message-sent"])
    found.without_end = sorted(ready - set(ends))
    found.several_ends = [f"{message}: {all_ends}" for message, all_ends in ends.items() if len(all_ends) > 1]


def _posts(found: Audit, facts: dict[str, list[dict[str, Any]]], ledger: list[dict[str, Any]]) -> None:
    posted = Counter(entry["message_id"] for entry in ledger)
    sent = {event["data"]["telegram_message_id"] for event in facts["message-sent"]}
    found.sent_not_in_ledger = [str(message) for message in sent if message not in posted]
    texts = Counter((event["data"]["bot_id"], event["data"]["text"]) for event in facts["message-ready"])
    by_text = Counter(entry["text"] for entry in ledger)
    ready_texts = Counter(text for _, text in texts.elements())
    found.posted_twice = [text for text, count in by_text.items() if text in ready_texts and count > ready_texts[text]]
    uncertain = {event["data"]["text"] for event in _readies_of_uncertain(facts)}
    notices = {event["data"]["telegram_message_id"] for event in facts["chat-disclosed"]}
    found.unknown_to_log = [
        f"{entry['message_id']}: {entry['text'][:60]}"
        for entry in ledger
        if entry["message_id"] not in sent | notices and entry["text"] not in uncertain
    ]


def _ticks(found: Audit, facts: dict[str, list[dict[str, Any]]]) -> None:
    said = Counter((event["data"]["tick_id"], event["data"]["part"]) for event in facts["message-sent"])
    found.spoke_twice = [f"{tick} part {part}" for (tick, part), count in said.items() if count > 1]


def _answered_twice(sent: list[dict[str, Any]], questions: list[int]) -> list[str]:
    """Questions that one persona was asked to answer, and did, in more than one go."""
    goes: dict[tuple[int, str], set[str]] = defaultdict(set)
    for event in sent:
        data = event["data"]
        if data.get("reply_to") and data["reason"] in {"mention", "sincere_question"}:
            goes[data["reply_to"]["telegram_message_id"], data["bot_id"]].add(data["tick_id"])
    return [f"{number} by {bot}" for (number, bot), ticks in goes.items() if len(ticks) > 1 and number in questions]


def _readies_of_uncertain(facts: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    unsure = {event["data"]["message_id"] for event in facts["delivery-uncertain"]}
    return [event for event in facts["message-ready"] if event["data"]["message_id"] in unsure]
