"""Where personas were when something was said."""

from piyasa.contracts import persona
from piyasa.projections.presence import Presences
from piyasa.projections.presence.reading import chats_at, was_in
from piyasa.projections.presence.state import STAYS_KEPT
from support.events import CHAT, MEHMET, joined, log_of, received, registered
from support.folding import table_of

LEFT = persona.LeftChat(bot_id=MEHMET, chat_id=CHAT, by="admin")
REMOVED = persona.BotRemoved(bot_id=MEHMET, by="admin")


def test_a_stay_begins_with_the_seat_and_ends_with_leaving() -> None:
    log = log_of([registered(), received(1), joined(), received(2), LEFT, received(3), joined(), received(4)])
    presence = table_of(Presences(), log).rows[MEHMET]
    heard = {event.position: was_in(presence, CHAT, event.position) for event in log}
    assert [heard[position] for position in (2, 4, 6, 8)] == [False, True, False, True]
    assert not was_in(presence, "kripto-sohbet", 4)


def test_nobody_was_anywhere_before_the_first_fact() -> None:
    assert chats_at(None, 1) == frozenset()


def test_removal_ends_all_stays_and_what_comes_after_it_begins_none() -> None:
    log = log_of([registered(), joined(), joined(chat_id="kripto-sohbet"), REMOVED, joined(), received(1)])
    presence = table_of(Presences(), log).rows[MEHMET]
    assert chats_at(presence, 3) == {CHAT}
    assert chats_at(presence, 6) == frozenset()
    again = table_of(Presences(), log_of([registered(), REMOVED, registered(), joined(), received(1)])).rows[MEHMET]
    assert chats_at(again, 5) == {CHAT}


def test_a_seat_told_twice_is_one_stay_and_old_stays_are_forgotten_first() -> None:
    twice = table_of(Presences(), log_of([joined(), joined()])).rows[MEHMET]
    assert len(twice.stays) == 1
    comings = [
        fact for _ in range(STAYS_KEPT + 5) for fact in (joined(chat_id="kripto-sohbet"), _left("kripto-sohbet"))
    ]
    many = table_of(Presences(), log_of([joined(), *comings])).rows[MEHMET]
    assert len(many.stays) == STAYS_KEPT
    assert many.stays[0].chat_id == CHAT, "where it still is, is never dropped"


def _left(chat_id: str) -> persona.LeftChat:
    return persona.LeftChat(bot_id=MEHMET, chat_id=chat_id, by="admin")
