"""Subjects are spelt and read in one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piyasa.contracts.catalogue import CATALOGUE, fact_of
from piyasa.contracts.conversation import FellSilent, TickRequested
from piyasa.contracts.errors import MalformedSubject
from piyasa.contracts.event import Event
from piyasa.contracts.persona import LeftChat
from piyasa.contracts.system import SettingChanged
from piyasa.contracts.topology import (
    ALL_EVENTS,
    DURABLES,
    SHARDS,
    STREAMS,
    due_subject,
    durable,
    lane_filter,
    matches,
    schedule_subject,
    shard_of,
)
from piyasa.contracts.values import LANES, Lane

SLUGS = st.from_regex(r"[a-z0-9-]{2,40}", fullmatch=True)
NOW = "2026-11-20T15:30:12.480Z"


def tick(chat_id: str, lane: Lane = "high") -> TickRequested:
    body = {
        "chat_id": chat_id,
        "tick_id": "0193484e-5a10-7c3e-9f00-3b6f6e6f2a11",
        "bot_id": "ayse-scalp",
        "lane": lane,
        "reason": "mention",
        "wait_seconds": 2.5,
        "expires_at": NOW,
        "why": {"as_of": 3, "seed": "a", "release": "0.1.0"},
    }
    return TickRequested.model_validate(body)


@pytest.mark.parametrize(
    ("pattern", "subject", "covered"),
    [
        ("evt.>", "evt.chat.a.b", True),
        ("evt.>", "evt", False),
        ("evt.chat.*.b", "evt.chat.a.b", True),
        ("evt.chat.*.b", "evt.chat.a.b.high", False),
        ("evt.chat.*.b.*", "evt.chat.a.b.high", True),
        ("evt.*", "evt.chat.a", False),
        (">", "evt.chat", True),
        ("evt.chat", "evt.bot", False),
    ],
)
def test_filters_cover_what_the_broker_says_they_cover(pattern: str, subject: str, covered: bool) -> None:
    assert matches(pattern, subject) == covered


def test_a_subject_reads_like_a_sentence() -> None:
    silent = FellSilent.model_validate({"chat_id": "bist-sohbet", "since": NOW, "window": "w"})
    assert silent.subject == "evt.chat.bist-sohbet.fell-silent"
    assert LeftChat(bot_id="ali-hoca", chat_id="bist-sohbet", by="op").subject == "evt.bot.ali-hoca.left-chat"
    changed = SettingChanged(key="k", value=1, origin="api", by="op")
    assert changed.subject == "evt.system.settings.setting-changed"


@given(SLUGS, st.sampled_from(LANES))
def test_a_tick_ends_in_its_lane_and_is_found_by_that_lane_only(chat_id: str, lane: Lane) -> None:
    subject = tick(chat_id, lane).subject

    assert subject == f"evt.chat.{chat_id}.tick-requested.{lane}"
    assert fact_of(subject) == "tick-requested"
    assert [each for each in LANES if matches(lane_filter(each), subject)] == [lane]


@given(SLUGS, SLUGS)
def test_a_filter_finds_its_own_aggregate_only(chat_id: str, other: str) -> None:
    subject = FellSilent.model_validate({"chat_id": chat_id, "since": NOW, "window": "w"}).subject

    assert matches(FellSilent.filter(), subject)
    assert matches(FellSilent.filter(other), subject) == (chat_id == other)
    assert matches(ALL_EVENTS, subject)


@pytest.mark.parametrize("kind", list(CATALOGUE), ids=lambda kind: kind.fact)
def test_every_fact_is_named_after_its_class_and_found_by_its_name(kind: type[Event]) -> None:
    subject = kind.filter("some-id")

    assert CATALOGUE[fact_of(subject)] is kind
    assert kind.fact.replace("-", "") == kind.__name__.lower()
    assert kind.ce_type() == f"piyasa.{kind.fact}.v{kind.version}"
    assert kind.publishers
    assert set(kind.wording) <= set(kind.model_fields)
    assert kind.personal == ("person_ids" in kind.model_fields)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "evt",
        "evt.chat.bist-sohbet",
        "evt.chat.bist-sohbet.",
        "evt..bist-sohbet.fell-silent",
        "due.send.03.x",
        "x.y.z.w",
    ],
)
def test_what_is_no_subject_of_a_fact_is_refused(subject: str) -> None:
    with pytest.raises(MalformedSubject) as caught:
        fact_of(subject)

    assert caught.value.subject == subject


def test_a_chat_keeps_its_shard_in_every_release() -> None:
    known = {"bist-sohbet": 12, "kripto-kahvesi": 1, "doviz-masasi": 11, "altin-gunu": 8}

    assert {chat: shard_of(chat) for chat in known} == known


def test_chats_spread_over_all_shards() -> None:
    counts = [0] * SHARDS
    for number in range(1600):
        counts[shard_of(f"grup-{number}")] += 1

    assert min(counts) > 60
    assert max(counts) < 140


def test_every_durable_belongs_to_one_service_and_reads_what_its_stream_holds() -> None:
    streams = {stream.name: stream for stream in STREAMS}

    assert len({each.name for each in DURABLES}) == len(DURABLES)
    for each in DURABLES:
        assert durable(each.name) is each
        assert each.name.split("-")[0] in each.service.split("-")
        sample = each.filter.replace("*", "some-id")
        assert any(matches(pattern, sample) for pattern in streams[each.stream].subjects)


def test_durables_of_one_service_never_share_a_message() -> None:
    for one in DURABLES:
        for other in DURABLES:
            if one is not other and one.service == other.service and one.stream == other.stream:
                assert not matches(one.filter, other.filter.replace("*", "some-id"))


def test_timers_and_what_falls_due_share_a_stream_apart_from_the_log() -> None:
    (timers,) = [stream for stream in STREAMS if stream.schedules]

    assert any(matches(pattern, due_subject(3)) for pattern in timers.subjects)
    assert any(matches(pattern, schedule_subject("0193484e")) for pattern in timers.subjects)
    assert not any(matches(pattern, "evt.chat.bist-sohbet.fell-silent") for pattern in timers.subjects)
    assert due_subject(3) == "due.send.03"
