"""A day that was, lived once more under other settings."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from piyasa.cast import members
from piyasa.contracts.membership import ChatMigrated
from piyasa.simulation.against import day_in
from piyasa.simulation.errors import NobodyInExport, NobodyWrote, NoDayInExport
from piyasa.simulation.record import Recorder, line_of
from piyasa.simulation.rehearsal import Rehearsal, invented
from piyasa.simulation.town import Town
from support.events import CHAT, chat_registered, forgotten, log_of, received


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    path = tmp_path_factory.mktemp("against") / "events.jsonl"
    with path.open("wb") as file:
        Rehearsal(invented(Town(members(6), 1, {}), 25), 12.0, seed=3, followers=[Recorder(file)]).run()
    return path


def _lived(day, **changes):
    events = []
    rehearsal = Rehearsal(day.lived(**changes), day.hours, start=day.start, followers=[events.append])
    rehearsal.run()
    assert rehearsal.failures == []
    return events


def _words(events):
    return [(each.time, each.data.person_id, each.data.text) for each in events if each.data.fact == "message-received"]


def test_people_say_at_the_same_time_what_they_said_that_day(export):
    day = day_in(export)
    said = _words(day.facts)
    assert said
    assert _words(_lived(day)) == said


def test_the_same_day_twice_is_the_same_to_the_byte(export):
    day = day_in(export)
    one, two = (b"".join(map(line_of, _lived(day))) for _ in range(2))
    assert one == two


def test_another_setting_changes_what_personas_do_and_nothing_people_did(export):
    day = day_in(export)
    as_it_was, changed = _lived(day), _lived(day, settings={"base_delay_seconds": 600})
    said = [Counter(each.data.fact for each in events)["message-sent"] for events in (as_it_was, changed)]
    assert said[1] < said[0]
    assert _words(changed) == _words(as_it_was)


def test_another_character_takes_the_place_of_the_old_one(export):
    day = day_in(export)
    (one, *_) = members(1)
    quiet = one.model_copy(update={"stances": ()})
    events = _lived(day, cast=[quiet])
    of_one = [each.data for each in events if getattr(each.data, "bot_id", None) == one.bot_id]
    assert not [data for data in of_one if data.fact == "stance-set"]
    assert [data for data in of_one if data.fact == "persona-changed"]


def test_a_character_of_nobody_is_refused(export):
    with pytest.raises(NobodyInExport, match="no persona called"):
        day_in(export).lived(cast=members(9)[6:])


def test_whom_the_day_forgot_the_rehearsal_forgets_and_moved_chats_move(tmp_path):
    facts = [
        chat_registered(),
        received(5),
        ChatMigrated(chat_id=CHAT, old_telegram_id=-100, new_telegram_id=-200),
        received(5, person_id="calm-heron"),
        forgotten(),
    ]
    path = tmp_path / "events.jsonl"
    # The gateway hears of all but the chat: people leave by a command of theirs.
    said = [
        replace(each, source=f"/piyasa/{'admin-api' if at == 0 else 'telegram-gateway'}")
        for at, each in enumerate(log_of(facts))
    ]
    path.write_bytes(b"".join(line_of(each) for each in said))
    lived = [each.data.fact for each in _lived(day_in(path))]
    assert lived.count("user-forgotten") == lived.count("chat-migrated") == 1


def test_answers_go_to_messages_of_the_rehearsal(export):
    events = _lived(day_in(export))
    numbers = {
        each.data.telegram_message_id for each in events if each.data.fact in {"message-sent", "message-received"}
    }
    to_personas = [
        each.data.reply_to.telegram_message_id
        for each in events
        if each.data.fact == "message-received"
        and each.data.reply_to
        and (each.data.reply_to.author or "").startswith("b:")
    ]
    assert set(to_personas) <= numbers


@pytest.mark.parametrize(
    ("missing", "refused", "next_step"),
    [
        ("chat-registered", NoDayInExport, "piyasa events --json"),
        ("message-received", NobodyWrote, "on which people talked"),
    ],
)
def test_an_export_without_a_day_says_what_to_do(export, tmp_path, missing, refused, next_step):
    path = tmp_path / "half.jsonl"
    path.write_bytes(b"".join(line for line in export.read_bytes().splitlines(True) if missing.encode() not in line))
    with pytest.raises(refused, match=next_step):
        day_in(path)
