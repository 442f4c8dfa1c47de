"""Choosing how updates come."""

from __future__ import annotations

import pytest

from piyasa.devstack.telegram.domain.accounts import DEFAULT_UPDATES
from piyasa.devstack.telegram.domain.refusals import RefusalError
from support.telegram_town import Town


@pytest.mark.parametrize(
    ("wish", "description"),
    [
        ({"url": "ftp://x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://"}, "bad webhook"),
        ({"url": "https://x.tr", "secret_token": "boşluk var"}, "secret token contains unallowed characters"),
        ({"url": "https://x.tr", "secret_token": "a" * 257}, "secret token contains unallowed characters"),
        ({"url": "https://x.tr", "allowed_updates": "message"}, "can't parse allowed_updates JSON object"),
        ({"url": "https://x.tr", "max_connections": "viele"}, "can't parse max_connections"),
    ],
)
def test_wrong_webhooks_are_refused(town: Town, wish: dict[str, object], description: str) -> None:
    with pytest.raises(RefusalError, match=description):
        town.call(town.bot("Mehmet"), "setWebhook", **wish)


def test_connections_are_kept_within_1_and_100(town: Town) -> None:
    bot = town.bot("Mehmet")
    for asked, kept in ((1000, 100), (-5, 1), (None, 40)):
        town.call(bot, "setWebhook", url="https://x.tr", max_connections=asked)
        assert town.store.world.bots[bot.id].webhook.max_connections == kept


def test_an_empty_address_removes_the_webhook(town: Town) -> None:
    bot = town.bot("Mehmet")
    town.call(bot, "setWebhook", url="https://x.tr")
    town.call(bot, "setWebhook", url="")
    assert town.store.world.bots[bot.id].webhook.url == ""
    assert town.call(bot, "deleteWebhook") is True


def test_the_kinds_of_update_stay_chosen_until_others_are(town: Town) -> None:
    bot = town.bot("Mehmet")
    chosen = []
    wishes: list[dict[str, object]] = [
        {"allowed_updates": ["message"]},
        {},
        {"allowed_updates": '["chat_member", "poll"]'},
        {"allowed_updates": []},
    ]
    for wish in wishes:
        town.call(bot, "setWebhook", url="https://x.tr", **wish)
        chosen.append(town.store.world.bots[bot.id].updates)
    assert chosen == [{"message"}, {"message"}, {"chat_member"}, DEFAULT_UPDATES]


def test_waiting_updates_can_be_thrown_away(town: Town) -> None:
    bot = town.bot("Mehmet", privacy=False)
    town.say(town.group(bot), "söz")
    town.call(bot, "deleteWebhook", drop_pending_updates="True")
    assert town.heard(bot) == []
