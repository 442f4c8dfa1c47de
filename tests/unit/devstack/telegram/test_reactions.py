"""What may be set as a reaction."""

from __future__ import annotations

import pytest

from piyasa.devstack.telegram.domain.accounts import Person
from piyasa.devstack.telegram.domain.methods.reactions import ALLOWED
from piyasa.devstack.telegram.domain.refusals import RefusalError
from support.telegram_town import Town


def _emoji(*symbols: str) -> list[dict[str, str]]:
    return [{"type": "emoji", "emoji": symbol} for symbol in symbols]


def test_there_are_73_emoji_and_none_has_a_variation_selector() -> None:
    assert len(ALLOWED) == 73
    assert not any("\ufe0f" in emoji for emoji in ALLOWED)


def test_a_new_reaction_replaces_the_old_and_an_empty_list_removes_it(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    message = town.say(group, "haber")["message_id"]
    for symbols, standing in ((["👍"], ("👍",)), (["🔥"], ("🔥",)), ([], None)):
        town.call(bot, "setMessageReaction", chat_id=group.id, message_id=message, reaction=_emoji(*symbols))
        assert group.reactions[message].get(bot.id) == standing


@pytest.mark.parametrize(
    ("reaction", "code"),
    [
        (["👍"], "can't parse reaction type"),
        (_emoji("❤️"), "REACTION_INVALID"),
        (_emoji("✅"), "REACTION_INVALID"),
        (_emoji("👍", "🔥"), "REACTIONS_TOO_MANY"),
        ([{"type": "custom_emoji", "custom_emoji_id": "1"}], "REACTION_INVALID"),
    ],
)
def test_wrong_reactions_are_refused(town: Town, reaction: list[object], code: str) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    message = town.say(group, "haber")["message_id"]
    with pytest.raises(RefusalError, match=code):
        town.call(bot, "setMessageReaction", chat_id=group.id, message_id=message, reaction=reaction)


def test_the_group_may_narrow_the_choice(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    town.backstage.set_rules(group, reactions=["👍"])
    message = town.say(group, "haber")["message_id"]
    chat = town.call(bot, "getChat", chat_id=group.id)
    assert chat["available_reactions"] == _emoji("👍")
    with pytest.raises(RefusalError, match="REACTION_INVALID"):
        town.call(bot, "setMessageReaction", chat_id=group.id, message_id=message, reaction=_emoji("🔥"))


def test_service_messages_and_missing_ones_cannot_be_reacted_to(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    for message in (1, 99):
        with pytest.raises(RefusalError, match="message to react not found"):
            town.call(bot, "setMessageReaction", chat_id=group.id, message_id=message, reaction=_emoji("👍"))


def test_a_message_carries_eleven_kinds_and_a_present_kind_still_fits(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    message = town.say(group, "haber")["message_id"]
    kinds = sorted(ALLOWED)[:12]
    for number, emoji in enumerate(kinds[:11]):
        town.backstage.react(group, Person(2000 + number, f"Kişi {number}"), message, [emoji])
    wish = {"chat_id": group.id, "message_id": message}
    with pytest.raises(RefusalError, match="REACTIONS_TOO_MANY"):
        town.call(bot, "setMessageReaction", **wish, reaction=_emoji(kinds[11]))
    assert town.call(bot, "setMessageReaction", **wish, reaction=_emoji(kinds[0])) is True
