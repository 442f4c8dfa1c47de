"""Facts are strict when written, tolerant when read, and errors about them never repeat a person's words."""

from __future__ import annotations

import json
import math
import traceback
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from piyasa.contracts.catalogue import CATALOGUE
from piyasa.contracts.conversation import MessageReceived, RewriteRequested
from piyasa.contracts.delivery import MessageFailed
from piyasa.contracts.envelope import beginning, body_of, decode, headers_of
from piyasa.contracts.errors import (
    ContractError,
    MalformedBody,
    MalformedSubject,
    SubjectMismatch,
    UnknownFact,
    UnknownVersion,
)
from piyasa.contracts.memories import MemoryEncoded
from piyasa.contracts.system import FigureObserved
from piyasa.contracts.values import Meaning, ReplyTarget, format_time, speaker_of_bot, speaker_of_person

WORDS = "Gizli bir sözüm var, kimse duymasın"
AT = datetime(2026, 11, 20, 15, 30, 12, 480000, tzinfo=UTC)
EVENT_ID = "0193484e-5a10-7c3e-9f00-3b6f6e6f2a11"


def body(**changes: Any) -> dict[str, Any]:
    return {
        "chat_id": "bist-sohbet",
        "person_id": "sakin-marti-41",
        "display_name": "Çağla",
        "telegram_message_id": 9201,
        "text": WORDS,
        "meaning": {"topics": {"BIST": 0.8}},
        "via": "polling",
        "said_at": "2026-11-20T15:30:12.480Z",
    } | changes


def received(**changes: Any) -> MessageReceived:
    return MessageReceived.model_validate_json(json.dumps(body(**changes)))


def read(text: str | bytes, ce_type: str | None = "piyasa.message-received.v1") -> Any:
    return CATALOGUE.decode("message-received", text, ce_type)


# -- tolerant when read, strict when written


def test_keys_of_a_later_release_are_left_out_when_read_nested_ones_too() -> None:
    later = body(
        mood="iyi", meaning={"topics": {"BIST": 0.8}, "irony": 0.3}, reply_to={"telegram_message_id": 1, "x": 2}
    )

    assert read(json.dumps(later)) == received(reply_to={"telegram_message_id": 1})


@pytest.mark.parametrize(
    "changes",
    [
        {"mood": "iyi"},
        {"meaning": {"irony": 0.3}},
        {"reply_to": {"telegram_message_id": 1, "x": 2}},
        {"chat_id": "a.b"},
    ],
)
def test_keys_that_are_not_in_the_model_are_refused_when_written(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        MessageReceived.model_validate(body(**changes))


def test_a_fact_never_changes() -> None:
    with pytest.raises(ValidationError):
        received().text = "başka"


def test_a_reserved_word_is_a_key_on_the_log_and_a_plain_name_in_code() -> None:
    ids = {"message_id": EVENT_ID, "tick_id": EVENT_ID, "chat_id": "bist-sohbet", "bot_id": "ali-hoca"}
    failed = MessageFailed.model_validate(ids | {"error_class": "kicked", "code": 403, "description": ""})

    assert json.loads(failed.model_dump_json())["class"] == "kicked"
    assert CATALOGUE.decode("message-failed", failed.model_dump_json()) == failed


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_json_cannot_hold_is_refused(value: float) -> None:
    with pytest.raises(ValidationError):
        FigureObserved(symbol="THYAO", value=value, unit="TRY", source="x", as_of=AT)


# -- texts and times


@given(st.text())
def test_texts_are_composed_so_that_equal_words_are_equal(text: str) -> None:
    assert received(text=unicodedata.normalize("NFD", text)).text == unicodedata.normalize("NFC", text)


def test_the_words_inside_a_meaning_are_composed_too() -> None:
    apart = unicodedata.normalize("NFD", "döviz")
    meaning = Meaning(topics={apart: 0.4}, keywords=(apart,))

    assert (meaning.topics, meaning.keywords) == ({"döviz": 0.4}, ("döviz",))


@given(st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1)), st.integers(-720, 720))  # noqa: DTZ001
def test_times_are_cut_to_milliseconds_in_utc_and_survive_a_round_trip(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    fact = received(said_at=moment.isoformat())
    written = json.loads(fact.model_dump_json())["said_at"]

    assert timedelta(0) <= moment - fact.said_at < timedelta(milliseconds=1)
    assert written == format_time(moment)
    assert len(written) == len("2026-11-20T15:30:12.480Z")
    assert read(fact.model_dump_json()) == fact


@pytest.mark.parametrize(
    "when", ["2026-11-20T15:30:12", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "dün"]
)
def test_a_time_without_a_zone_or_outside_of_the_calendar_is_refused(when: str) -> None:
    with pytest.raises(MalformedBody, match="said_at"):
        read(json.dumps(body(said_at=when)))


# -- people


def test_whoever_a_fact_names_is_indexed_so_that_they_can_be_forgotten() -> None:
    answer = {"telegram_message_id": 1, "author": speaker_of_person("hizli-kirpi-7")}

    assert received().person_ids == ("sakin-marti-41",)
    assert received(reply_to=answer, person_ids=["baska-biri-9"]).person_ids == (
        "baska-biri-9",
        "sakin-marti-41",
        "hizli-kirpi-7",
    )


def test_a_persona_that_is_answered_is_no_person() -> None:
    reply = ReplyTarget(telegram_message_id=1, author=speaker_of_bot("ali-hoca")).model_dump()

    assert received(reply_to=reply).person_ids == ("sakin-marti-41",)


def test_memories_index_whom_they_are_about() -> None:
    memory = MemoryEncoded(
        bot_id="ali-hoca",
        memory_id="m",
        memory_type="relationship",
        content="Çağla sabırlıdır.",
        related_users=("sakin-marti-41",),
        source="event",
    )

    assert memory.person_ids == ("sakin-marti-41",)


def test_lines_to_avoid_may_be_somebodys_words_and_are_redacted() -> None:
    assert RewriteRequested.personal
    assert RewriteRequested.wording == ("avoid",)


# -- errors


BROKEN: dict[str, str | bytes] = {
    "no JSON": WORDS,
    "cut off": json.dumps(body())[:-5],
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "empty": b"",
    "a list": json.dumps([WORDS]),
    "a wrong type": json.dumps(body(telegram_message_id=WORDS)),
    "a wrong choice": json.dumps(body(via=WORDS)),
    "a wrong key of a map": json.dumps(body(meaning={"topics": {WORDS: WORDS}})),
    "a key missing": json.dumps({"text": WORDS}),
    "a bad id": json.dumps(body(person_id=WORDS)),
}


@pytest.mark.parametrize("text", list(BROKEN.values()), ids=list(BROKEN))
def test_a_broken_body_is_refused_without_repeating_it(text: str | bytes) -> None:
    with pytest.raises(MalformedBody) as caught:
        read(text)

    report = "".join(traceback.format_exception(caught.value))
    assert not any(word in report for word in ("Gizli", "kimse", "duymasın"))
    assert caught.value.code == "MALFORMED_BODY"


def test_a_refusal_names_the_field() -> None:
    with pytest.raises(MalformedBody, match=r"meaning\.topics\.\*"):
        read(BROKEN["a wrong key of a map"])


def test_writing_a_wrong_fact_does_not_repeat_it_either() -> None:
    with pytest.raises(ValidationError) as caught:
        MessageReceived.model_validate(body(telegram_message_id=WORDS))

    assert "Gizli" not in str(caught.value)


@given(st.one_of(st.binary(), st.text()))
def test_whatever_stands_on_the_log_is_read_or_refused(text: str | bytes) -> None:
    with pytest.raises(ContractError):
        read(text)


def test_a_fact_of_a_later_release_is_told_from_a_broken_one() -> None:
    with pytest.raises(UnknownFact) as unknown:
        CATALOGUE.decode("moon-landed", "{}")
    with pytest.raises(UnknownVersion) as newer:
        read(json.dumps(body()), "piyasa.message-received.v2")

    assert unknown.value.fact == "moon-landed"
    assert (newer.value.version, newer.value.known) == (2, 1)


@pytest.mark.parametrize("version", ["v0", "v", "v²", "v-1", "v01", "1", "v99999", "v1.v1"])
def test_a_type_without_a_version_is_refused(version: str) -> None:
    with pytest.raises(MalformedBody):
        read(json.dumps(body()), f"piyasa.message-received.{version}")


def test_a_type_that_names_another_fact_is_refused() -> None:
    with pytest.raises(MalformedBody):
        read(json.dumps(body()), "piyasa.message-sent.v1")


# -- the envelope


def recorded(subject: str, headers: dict[str, str] | None, text: bytes) -> Any:
    return decode(position=12, time=AT, subject=subject, headers=headers, body=text)


def test_what_is_published_is_what_is_read() -> None:
    event = beginning(received(), event_id=EVENT_ID)
    headers = headers_of(event, service="telegram-gateway", now=AT)

    found = recorded(event.data.subject, headers, body_of(event))

    assert found.data == event.data
    assert (found.id, found.correlation_id, found.causation_id) == (EVENT_ID, EVENT_ID, None)
    assert (found.position, found.time, found.source) == (12, AT, "/piyasa/telegram-gateway")
    assert headers["Nats-Msg-Id"] == headers["ce-id"] == EVENT_ID
    assert (headers["ce-time"], headers["ce-specversion"]) == ("2026-11-20T15:30:12.480Z", "1.0")
    assert (headers["ce-type"], headers["ce-subject"]) == ("piyasa.message-received.v1", "bist-sohbet")


def test_a_message_without_headers_has_the_id_of_its_position() -> None:
    event = beginning(received(), event_id=EVENT_ID)

    one, again = (recorded(event.data.subject, None, body_of(event)) for _ in range(2))

    assert one == again
    assert one.id == one.correlation_id


def test_a_body_on_the_subject_of_another_chat_is_refused() -> None:
    event = beginning(received(), event_id=EVENT_ID)

    with pytest.raises(SubjectMismatch) as caught:
        recorded("evt.chat.baska-grup.message-received", None, body_of(event))

    assert caught.value.expected == "evt.chat.bist-sohbet.message-received"


def test_a_message_outside_of_the_log_is_no_fact() -> None:
    with pytest.raises(MalformedSubject):
        recorded("parked.generator.generator-draft-high", None, b"{}")
