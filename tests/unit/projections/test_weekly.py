"""What comes back to personas, and the words of chats, counted once each and within bounds."""

from datetime import timedelta

from piyasa.contracts import conversation, membership, persona
from piyasa.projections.fold import Table
from piyasa.projections.weekly import EchoesOfAll, Tally, Vocabularies
from piyasa.projections.weekly.state import SAID_KEPT, TOPICS_KEPT, WORDS_AT_MOST
from support.events import AYSE, CHAT, MEHMET, Log, forgotten, meaning, received, registered, reply, sent


def fold(projection, *facts, log=None, twice=False):
    table = Table(projection)
    for event in (log or Log()).add(*facts):
        table.apply(event)
        if twice:
            table.apply(event)
    assert table.failed == {}
    return table


def bist(number: int, **known):
    return sent(("said", number), number, meaning=meaning(topics={"BIST": 1.0}, symbols=("THYAO", "GARAN")), **known)


def test_replies_and_reactions_come_back_to_whom_they_are_to() -> None:
    reaction = conversation.ReactionReceived(
        chat_id=CHAT, person_ids=("x-one",), person_id="x-one", telegram_message_id=11, emoji="👍", author=f"b:{MEHMET}"
    )
    facts = (
        registered(),
        registered(AYSE),
        bist(11),
        received(12, reply_to=reply(11, f"b:{MEHMET}")),
        sent("other", 13, bot_id=AYSE, reply_to=reply(11, f"b:{MEHMET}")),
        received(14, reply_to=reply(13, f"b:{AYSE}")),
        reaction,
        received(15, reply_to=reply(999, f"b:{MEHMET}")),
    )
    for twice in (False, True):
        rows = fold(EchoesOfAll(), *facts, twice=twice).rows
        tally = rows[MEHMET].tallies[CHAT]
        assert (tally.said, tally.echoes) == ({"BIST": 1, "THYAO": 1}, {"BIST": 3, "THYAO": 3})
        assert rows[AYSE].tallies == {}


def test_what_was_said_before_a_chat_moved_finds_no_echo_under_its_old_number() -> None:
    moved = membership.ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    elsewhere = bist(21, chat_id="kripto-sohbet")
    echo = received(12, reply_to=reply(11, f"b:{MEHMET}"))
    beside = received(12, chat_id="kripto-sohbet", reply_to=reply(21, f"b:{MEHMET}"))
    tallies = fold(EchoesOfAll(), registered(), bist(11), elsewhere, moved, echo, beside).rows[MEHMET].tallies
    assert {chat: tally.echoes for chat, tally in tallies.items()} == {
        CHAT: {},
        "kripto-sohbet": {"BIST": 1, "THYAO": 1},
    }


def test_an_echo_with_an_old_number_in_a_chat_that_moved_is_not_the_old_one_told_twice() -> None:
    moved = membership.ChatMigrated(chat_id=CHAT, old_telegram_id=-1, new_telegram_id=-2)
    echo = received(12, reply_to=reply(11, f"b:{MEHMET}"))
    again = sent("after", 11, meaning=meaning(topics={"BIST": 1.0}))
    tallies = fold(EchoesOfAll(), registered(), bist(11), echo, moved, again, echo).rows[MEHMET].tallies
    assert tallies[CHAT].echoes["BIST"] == 2


def test_a_lesson_begins_the_count_anew_and_keeps_its_words() -> None:
    lesson = persona.InterestsLearned(bot_id=MEHMET, chat_id=CHAT, deltas={}, terms=("kahve",), window="x")
    log = Log()
    table = fold(EchoesOfAll(), registered(), bist(11), lesson, bist(12), log=log)
    echoes = table.rows[MEHMET]
    assert echoes.tallies[CHAT] == Tally(log.now, {"BIST": 1, "THYAO": 1}, {})
    assert echoes.terms == {CHAT: ("kahve",)}
    table.apply(log.events[2])
    assert table.rows[MEHMET] == echoes


def test_what_is_kept_is_bounded_and_ends_with_the_seat_and_the_persona() -> None:
    many = [sent(n, n, meaning=meaning(topics={f"topic-{n}": 1.0})) for n in range(11, 111)]
    table = fold(EchoesOfAll(), registered(), *many)
    echoes = table.rows[MEHMET]
    assert (len(echoes.said), len(echoes.tallies[CHAT].said)) == (SAID_KEPT, TOPICS_KEPT)
    log = Log(position=500)
    (left,) = log.add(persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin"))
    table.apply(left)
    assert (table.rows[MEHMET].said, table.rows[MEHMET].tallies) == ((), {})
    table.apply(*log.add(persona.BotRemoved(bot_id=MEHMET, by="admin")))
    assert table.rows == {}


def test_the_newest_drift_is_remembered() -> None:
    drift = persona.TemperamentDrifted(bot_id=MEHMET, deltas={"mood": 1.0}, window="2026-W11")
    assert fold(EchoesOfAll(), registered(), drift).rows[MEHMET].drifted == "2026-W11"


def test_words_count_uses_and_up_to_three_people() -> None:
    facts = [received(n, person_id=f"person-{n % 5}", meaning=meaning(keywords=("kahve",))) for n in range(11, 21)]
    (word,) = fold(Vocabularies(), *facts, twice=True).rows[CHAT].words.values()
    assert (word.uses, len(word.people)) == (10, 3)


def test_unfriendly_lines_and_changed_ones_teach_no_words() -> None:
    facts = (
        received(11, meaning=meaning(keywords=("kaba",), sentiment=-0.6)),
        received(12, edit_of=11, meaning=meaning(keywords=("ikinci",))),
    )
    assert fold(Vocabularies(), *facts).rows[CHAT].words == {}


def test_what_people_are_called_is_no_word_of_the_chat() -> None:
    called = [
        received(n, person_id=f"person-{n}", display_name="Can", meaning=meaning(keywords=("umite", "kahve")))
        for n in range(11, 15)
    ]
    speaks = received(20, person_id="x-one", display_name="Ümit_IŞIK 🙂 Öz", meaning=meaning(keywords=("kahve",)))
    later = received(21, person_id="person-11", display_name="Can", meaning=meaning(keywords=("umitin", "canim")))
    before, after = (fold(Vocabularies(), *facts).rows[CHAT] for facts in (called, (*called, speaks, later)))
    assert list(before.words) == ["umite", "kahve"]
    assert list(after.words) == ["kahve"]
    assert after.names == {"can": tuple(f"person-{n}" for n in range(11, 15)), "isik": ("x-one",), "umit": ("x-one",)}
    left = fold(Vocabularies(), *called, speaks, later, forgotten("x-one"), twice=True).rows[CHAT]
    assert "umit" not in left.names
    assert "x-one" not in repr(left)


def test_words_that_nobody_uses_any_more_make_room() -> None:
    often = [received(n, meaning=meaning(keywords=("kahve",))) for n in range(11, 31)]
    rare = [received(100 + n, meaning=meaning(keywords=(f"word{n}",))) for n in range(3 * WORDS_AT_MOST)]
    words = fold(Vocabularies(), *often, *rare, log=Log(step=timedelta(milliseconds=5))).rows[CHAT].words
    assert len(words) <= WORDS_AT_MOST
    assert words["kahve"].uses < 20
    assert f"word{3 * WORDS_AT_MOST - 1}" in words


def test_a_person_forgotten_and_a_chat_removed_leave_nothing() -> None:
    spoken = received(11, person_id="x-one", meaning=meaning(keywords=("kahve",)))
    assert fold(Vocabularies(), spoken, forgotten("x-one")).rows[CHAT].words == {}
    assert fold(Vocabularies(), spoken, membership.ChatRemoved(chat_id=CHAT, by="admin")).rows == {}
