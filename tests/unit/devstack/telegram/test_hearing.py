"""Who receives what in a group."""

from __future__ import annotations

import pytest

from support.telegram_town import Town


def test_a_private_bot_does_not_hear_small_talk(town: Town) -> None:
    bot = town.bot("Mehmet")
    town.say(town.group(bot), "günaydın herkese")
    assert town.heard(bot) == []


def test_a_bot_with_privacy_off_hears_everything_people_say(town: Town) -> None:
    bot = town.bot("Mehmet", privacy=False)
    town.say(town.group(bot), "günaydın herkese")
    assert town.heard(bot) == ["günaydın herkese"]


def test_an_administrator_hears_everything(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    town.backstage.seat_bot(group, bot, "promote")
    town.say(group, "günaydın")
    assert town.heard(bot) == ["günaydın"]


def test_no_bot_hears_another_bot(town: Town) -> None:
    speaker, listener = town.bot("Mehmet"), town.bot("Ayşe", privacy=False)
    group = town.group(speaker, listener)
    town.backstage.seat_bot(group, listener, "promote")
    town.send(speaker, group, "@ayse_bot merhaba")
    assert town.heard(listener) == []


@pytest.mark.parametrize("text", ["@mehmet_bot sence?", "sence @MEHMET_bot?", "/bilgi@mehmet_bot", "🙂 @mehmet_bot"])
def test_a_private_bot_hears_what_names_it(town: Town, text: str) -> None:
    bot, other = town.bot("Mehmet"), town.bot("Ayşe")
    town.say(town.group(bot, other), text)
    assert (town.heard(bot), town.heard(other)) == ([text], [])


def test_a_private_bot_does_not_hear_what_names_another(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot, town.bot("Ayşe"))
    for text in ("@ayse_bot sence?", "/bilgi@ayse_bot", "mehmet_bot gelmiş", "x@mehmet_bot.tr", "/yol/@mehmet_botlar"):
        town.say(group, text)
    assert town.heard(bot) == []


def test_a_private_bot_hears_replies_to_it(town: Town) -> None:
    bot, other = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(bot, other)
    sent = town.send(bot, group)
    town.say(group, "katılıyorum", reply_to=sent["message_id"])
    assert (town.heard(bot), town.heard(other)) == (["katılıyorum"], [])


def test_a_bare_command_goes_to_the_bot_that_spoke_last(town: Town) -> None:
    first, last = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(first, last)
    town.say(group, "/start")
    town.send(first, group)
    town.send(last, group)
    town.say(group, "/bilgi")
    assert (town.heard(first), town.heard(last)) == (["/start"], ["/start", "/bilgi"])


def test_changed_privacy_works_only_after_the_bot_is_added_again(town: Town) -> None:
    bot = town.bot("Mehmet")
    group = town.group(bot)
    bot = town.backstage.set_privacy(bot, privacy=False)
    town.say(group, "bir")
    town.backstage.seat_bot(group, bot, "remove")
    town.backstage.seat_bot(group, bot)
    town.say(group, "iki")
    assert town.heard(bot) == ["iki"]


def test_a_bot_that_was_removed_hears_nothing_more(town: Town) -> None:
    bot = town.bot("Mehmet", privacy=False)
    group = town.group(bot)
    town.backstage.seat_bot(group, bot, "kick")
    town.say(group, "@mehmet_bot orada mısın")
    assert town.heard(bot) == []
    assert [change["new_chat_member"]["status"] for change in town.heard(bot, "my_chat_member")] == ["member", "kicked"]


def test_an_edit_reaches_those_who_may_hear_it(town: Town) -> None:
    listener, private = town.bot("Mehmet", privacy=False), town.bot("Ayşe")
    group = town.group(listener, private)
    said = town.say(group, "ilk")
    town.backstage.edit(group, said["message_id"], "düzeltilmiş")
    assert town.heard(listener, "edited_message") == ["düzeltilmiş"]
    assert town.heard(private, "edited_message") == []


def test_reactions_and_membership_are_told_to_administrators_that_asked(town: Town) -> None:
    asked, silent = town.bot("Mehmet"), town.bot("Ayşe")
    group = town.group(asked, silent)
    for bot in (asked, silent):
        town.backstage.seat_bot(group, bot, "promote")
    town.call(asked, "setWebhook", url="http://localhost/x", allowed_updates=["message_reaction", "chat_member"])
    said = town.say(group, "nasıl?")
    town.backstage.react(group, town.deniz, said["message_id"], ["👍"])
    assert [change["new_chat_member"]["status"] for change in town.heard(asked, "chat_member")] == ["member"]
    assert [told["new_reaction"] for told in town.heard(asked, "message_reaction")] == [
        [{"type": "emoji", "emoji": "👍"}]
    ]
    assert town.heard(silent, "message_reaction") == town.heard(silent, "chat_member") == []
    assert town.heard(asked) == []
