"""What updates of the Bot API say, read out of their JSON."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from piyasa.telegram_gateway.domain.heard import (
    Account,
    Allowed,
    Came,
    Edited,
    Moved,
    Reacted,
    Said,
    Titled,
    Went,
    read,
)
from support.events import NOON
from support.gateway import DENIZ, TELEGRAM_CHAT, said, update

MEHMET = {"id": 7001, "is_bot": True, "first_name": "Mehmet", "username": "mehmet_bot"}
PLACE = {"chat": {"id": TELEGRAM_CHAT, "type": "supergroup"}, "date": int(NOON.timestamp())}


def one(**payload: Any) -> Any:
    (heard,) = read(update(1, **payload))
    return heard


def test_a_person_s_text_is_heard_with_its_author_and_time() -> None:
    heard = one(message=said("selam"))
    assert isinstance(heard, Said)
    assert (heard.chat, heard.telegram_message_id, heard.text, heard.kind) == (TELEGRAM_CHAT, 11, "selam", "text")
    assert heard.author == Account(1001, "Deniz", is_bot=False)
    assert (heard.at, heard.edited_at, heard.revision, heard.private) == (NOON, None, 0, False)


def test_a_reply_names_the_message_and_author_it_answers() -> None:
    heard = one(message=said("katılmam", reply_to_message=said("bence yükselir", 10) | {"from": MEHMET}))
    assert heard.reply_to.telegram_message_id == 10
    assert heard.reply_to.author == Account(7001, "Mehmet", is_bot=True, username="mehmet_bot")


def test_a_photo_is_heard_with_its_caption() -> None:
    photo = said("", photo=[{"file_id": "x"}], caption="grafiğe bak")
    del photo["text"]
    heard = one(message=photo)
    assert (heard.kind, heard.text) == ("photo", "grafiğe bak")


def test_what_bots_channels_and_services_say_is_not_heard() -> None:
    service = said("")
    del service["text"]
    assert read(update(1, message=said("ben botum") | {"from": MEHMET})) == []
    assert read(update(1, message=said("kanal", sender_chat={"id": -5, "type": "channel"}))) == []
    assert read(update(1, message=service | {"pinned_message": said("not")})) == []
    assert read(update(1, poll={"id": "5"})) == []


def test_an_edit_is_heard_with_its_revision() -> None:
    later = int((NOON + timedelta(seconds=60)).timestamp())
    heard = one(edited_message=said("düzelttim", edit_date=later))
    assert isinstance(heard, Edited)
    assert heard.said.revision == later


def test_reactions_are_heard_as_what_changed() -> None:
    change = PLACE | {
        "message_id": 10,
        "user": DENIZ,
        "old_reaction": [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}],
        "new_reaction": [{"type": "emoji", "emoji": "🔥"}, {"type": "emoji", "emoji": "🤔"}],
    }
    heard = one(message_reaction=change)
    assert isinstance(heard, Reacted)
    assert (heard.added, heard.removed) == (("🤔",), ("👍",))


def test_reactions_of_bots_and_of_nobody_are_not_heard() -> None:
    change = PLACE | {"message_id": 10, "old_reaction": [], "new_reaction": []}
    assert read(update(1, message_reaction=change | {"user": MEHMET})) == []
    assert read(update(1, message_reaction=change | {"actor_chat": {"id": -5}})) == []


def member(old: str, new: str, user: dict[str, Any] = DENIZ, **rights: Any) -> dict[str, Any]:
    return PLACE | {
        "from": DENIZ,
        "old_chat_member": {"status": old, "user": user},
        "new_chat_member": {"status": new, "user": user} | rights,
    }


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [("left", "member", Came), ("kicked", "administrator", Came), ("member", "left", Went), ("member", "kicked", Went)],
)
def test_people_come_and_go(old: str, new: str, kind: type) -> None:
    assert isinstance(one(chat_member=member(old, new)), kind)


def test_a_restricted_member_is_present_only_while_a_member() -> None:
    assert isinstance(one(chat_member=member("member", "restricted", is_member=False)), Went)
    assert read(update(1, chat_member=member("member", "restricted", is_member=True))) == []


def test_what_a_bot_may_do_is_heard_when_it_changes() -> None:
    promoted = one(my_chat_member=member("member", "administrator", MEHMET, can_pin_messages=True, is_anonymous=False))
    assert isinstance(promoted, Allowed)
    assert promoted.rights == {"can_pin_messages": True, "can_send_messages": True}
    muted = one(my_chat_member=member("member", "restricted", MEHMET, is_member=True, can_send_messages=False))
    assert muted.rights == {"can_send_messages": False}


def test_a_bot_that_comes_says_what_it_may_do() -> None:
    came, allowed = read(update(1, my_chat_member=member("left", "member", MEHMET)))
    assert isinstance(came, Came)
    assert isinstance(allowed, Allowed)
    assert allowed.rights == {"can_send_messages": True, "can_pin_messages": False}


def test_service_messages_tell_of_members_titles_and_moves() -> None:
    assert isinstance(one(message=said("", new_chat_members=[DENIZ])), Came)
    assert isinstance(one(message=said("", left_chat_member=DENIZ)), Went)
    assert one(message=said("", new_chat_title="Yeni")) == Titled(TELEGRAM_CHAT, 11, "Yeni")
    assert one(message=said("", migrate_to_chat_id=-1009)) == Moved(TELEGRAM_CHAT, -1009)
    assert one(message=said("", migrate_from_chat_id=-5)) == Moved(-5, TELEGRAM_CHAT)


def test_what_is_no_update_is_refused() -> None:
    with pytest.raises((KeyError, TypeError)):
        read(update(1, message={"text": "yarım"}))
