"""Choosing how updates come: webhook or polling, and which kinds."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from piyasa.devstack.telegram.domain.accounts import ALL_UPDATES, DEFAULT_UPDATES, Webhook
from piyasa.devstack.telegram.domain.calls import Call, Outcome, always_true
from piyasa.devstack.telegram.domain.facts import Fact, UpdatesChosen, UpdatesDropped, WebhookSet
from piyasa.devstack.telegram.domain.refusals import bad_request

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MAX_CONNECTIONS = 100


def set_webhook(call: Call) -> Outcome:
    """Post updates to `url` from now on; plain HTTP is taken, as this stand-in has no certificates."""
    arguments = call.arguments
    url = arguments.text("url").strip()
    if not url:
        return delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = arguments.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = min(max(arguments.integer("max_connections") or Webhook().max_connections, 1), MAX_CONNECTIONS)
    chosen = chosen_updates(call)
    facts: list[Fact] = [*([chosen] if chosen else []), WebhookSet(call.bot.id, url, secret, connections)]
    return Outcome(always_true, (*_dropped(call), *facts), detail=url)


def delete_webhook(call: Call) -> Outcome:
    """Keep updates for polling again."""
    dropped = _dropped(call)
    if not call.bot.webhook.url and not dropped:
        return Outcome(always_true)
    return Outcome(always_true, (*dropped, WebhookSet(call.bot.id, "", "", Webhook().max_connections)))


def _dropped(call: Call) -> tuple[UpdatesDropped, ...]:
    return (UpdatesDropped(call.bot.id),) if call.arguments.flag("drop_pending_updates") else ()


def chosen_updates(call: Call) -> UpdatesChosen | None:
    """The choice in `allowed_updates` when it differs from the present one; an empty list is the default."""
    asked = call.arguments.sequence("allowed_updates")
    if asked is None:
        return None
    types = ALL_UPDATES.intersection(str(one) for one in asked) if asked else DEFAULT_UPDATES
    return UpdatesChosen(call.bot.id, tuple(sorted(types))) if types != call.bot.updates else None
