"""What personas said lately."""

from __future__ import annotations

from datetime import timedelta

from piyasa.contracts.persona import BotRemoved, PersonaRefreshed
from piyasa.projections.pace import Pace
from piyasa.projections.voices import Voice, Voices, reading
from piyasa.projections.voices.state import SENDS_KEPT, UTTERANCES_KEPT
from support.events import AYSE, CHAT, MEHMET, Log, log_of, meaning, sent, uid
from support.folding import table_of


def test_a_persona_remembers_what_it_said_over_all_chats() -> None:
    history = log_of(
        [sent("a", 1, meaning=meaning(sketch="abc")), sent("b", 2, chat_id="kripto"), sent("c", 3, bot_id=AYSE)]
    )
    rows = table_of(Voices(), history).rows
    assert [(each.chat_id, each.sketch, each.message_id) for each in rows[MEHMET].said] == [
        (CHAT, "abc", uid(("a", 1))),
        ("kripto", "", uid(("b", 1))),
    ]
    assert len(rows[AYSE].said) == 1


def test_a_message_sent_twice_counts_once() -> None:
    assert len(table_of(Voices(), log_of([sent("a", 1), sent("a", 2)])).rows[MEHMET].said) == 1


def test_a_persona_remembers_its_last_hundred_messages() -> None:
    voice = table_of(Voices(), log_of(sent(n, n) for n in range(SENDS_KEPT + 5))).rows[MEHMET]
    assert len(voice.said) == UTTERANCES_KEPT
    assert len(voice.hour) == SENDS_KEPT


def hourly(factor: float) -> tuple[Voice, Log]:
    log = Log(step=timedelta(minutes=10))
    log.add(*(sent(n, n) for n in range(12)))
    return table_of(Voices(Pace(factor)), log.events).rows[MEHMET], log


def test_the_sends_of_the_last_hour_are_counted() -> None:
    voice, log = hourly(1)
    assert len(voice.hour) == 6
    assert reading.sent_within_hour(voice, log.now) == 6
    assert reading.sent_within_hour(voice, log.now + timedelta(minutes=25)) == 4
    assert reading.sent_within_hour(Voice(), log.now) == 0


def test_an_hour_is_shorter_when_time_runs_faster() -> None:
    voice, log = hourly(3)
    assert reading.sent_within_hour(voice, log.now) == 2


def test_a_removed_persona_has_no_voice() -> None:
    assert table_of(Voices(), log_of([sent("a", 1), BotRemoved(bot_id=MEHMET, by="admin")])).rows == {}


def test_messages_since_the_last_refresh_are_counted_over_all_chats() -> None:
    refreshed = PersonaRefreshed(bot_id=MEHMET, profile_revision=1, note="")
    history = [sent("a", 1), sent("b", 2, chat_id="kripto"), refreshed, sent("c", 3), sent("c", 3)]
    counts = [table_of(Voices(), log_of(history[:end])).rows[MEHMET].since_refresh for end in range(1, 6)]
    assert counts == [1, 2, 0, 1, 1]
    assert table_of(Voices(), log_of([refreshed])).rows == {}
