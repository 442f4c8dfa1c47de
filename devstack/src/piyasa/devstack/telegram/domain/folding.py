"""How facts become state. A fold never refuses: what is recorded has happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from piyasa.devstack.telegram.domain import facts as f
from piyasa.devstack.telegram.domain import group_folding as g
from piyasa.devstack.telegram.domain.accounts import Bot, Person, Webhook
from piyasa.devstack.telegram.domain.mailbox import Mailbox
from piyasa.devstack.telegram.domain.world import LedgerLine, World


def apply(world: World, fact: f.Fact, now: float) -> None:
    """Fold one fact that happened at `now` (Unix seconds) into `world`, in place."""
    _FOLDS[type(fact)](world, fact, now)


def _bot_created(world: World, fact: f.BotCreated, _now: float) -> None:
    world.bots[fact.id] = Bot(fact.id, fact.token, fact.username, fact.name, fact.privacy)
    world.by_token[fact.token] = fact.id
    world.mail[fact.id] = Mailbox(fact.id, fact.first_update)


def _privacy_set(world: World, fact: f.BotPrivacySet, _now: float) -> None:
    world.bots[fact.bot] = replace(world.bots[fact.bot], privacy=fact.privacy)


def _text_set(world: World, fact: f.BotTextSet, _now: float) -> None:
    bot = world.bots[fact.bot]
    localised = bot.texts.get(fact.what, {}) | {fact.language: fact.value}
    world.bots[fact.bot] = replace(bot, texts=bot.texts | {fact.what: localised})


def _commands_set(world: World, fact: f.BotCommandsSet, _now: float) -> None:
    bot = world.bots[fact.bot]
    commands = bot.commands | {(fact.scope, fact.language): fact.commands}
    world.bots[fact.bot] = replace(bot, commands=commands)


def _webhook_set(world: World, fact: f.WebhookSet, _now: float) -> None:
    webhook = Webhook(fact.url, fact.secret, fact.max_connections)
    world.bots[fact.bot] = replace(world.bots[fact.bot], webhook=webhook)
    world.fresh_mail.add(fact.bot)


def _updates_chosen(world: World, fact: f.UpdatesChosen, _now: float) -> None:
    world.bots[fact.bot] = replace(world.bots[fact.bot], updates=frozenset(fact.types))


def _updates_confirmed(world: World, fact: f.UpdatesConfirmed, _now: float) -> None:
    world.mail[fact.bot].confirm(fact.before)


def _update_delivered(world: World, fact: f.UpdateDelivered, _now: float) -> None:
    world.mail[fact.bot].pending.pop(fact.update, None)


def _updates_dropped(world: World, fact: f.UpdatesDropped, _now: float) -> None:
    world.mail[fact.bot].pending.clear()


def _person_met(world: World, fact: f.PersonMet, _now: float) -> None:
    world.people[fact.id] = Person(fact.id, fact.first_name, fact.last_name, fact.username)


def _call_accepted(world: World, fact: f.CallAccepted, now: float) -> None:
    world.ledger.append(LedgerLine(len(world.ledger) + 1, now, fact))


_FOLDS: dict[type, Callable[[World, Any, float], None]] = {
    f.BotCreated: _bot_created,
    f.BotPrivacySet: _privacy_set,
    f.BotTextSet: _text_set,
    f.BotCommandsSet: _commands_set,
    f.WebhookSet: _webhook_set,
    f.UpdatesChosen: _updates_chosen,
    f.UpdatesConfirmed: _updates_confirmed,
    f.UpdateDelivered: _update_delivered,
    f.UpdatesDropped: _updates_dropped,
    f.PersonMet: _person_met,
    f.CallAccepted: _call_accepted,
    f.GroupCreated: g.group_created,
    f.GroupMigrated: g.group_migrated,
    f.GroupDeleted: g.group_deleted,
    f.GroupRulesSet: g.group_rules_set,
    f.MemberSet: g.member_set,
    f.MessagePosted: g.message_posted,
    f.MessageEdited: g.message_edited,
    f.MessageDeleted: g.message_deleted,
    f.ReactionSet: g.reaction_set,
    f.MessagePinned: g.message_pinned,
    f.MessageUnpinned: g.message_unpinned,
    f.ActionShown: g.action_shown,
}
