"""Faults on demand: what goes wrong, for which calls, how often."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from piyasa.devstack.telegram.domain.accounts import Bot, JsonObject
from piyasa.devstack.telegram.domain.refusals import RefusalError

REFUSALS: dict[str, tuple[int, str]] = {
    "too_many_requests": (429, ""),
    "migrated": (400, "group chat was upgraded to a supergroup chat"),
    "chat_not_found": (400, "chat not found"),
    "kicked": (403, "bot was kicked from the supergroup chat"),
    "not_a_member": (403, "bot is not a member of the supergroup chat"),
    "group_deleted": (403, "the group chat was deleted"),
    "write_forbidden": (400, "CHAT_WRITE_FORBIDDEN"),
    "not_enough_rights": (400, "not enough rights to send text messages to the chat"),
    "reply_not_found": (400, "message to be replied not found"),
    "message_too_long": (400, "message is too long"),
    "message_empty": (400, "message text is empty"),
    "text_too_long": (400, "text is too long"),
    "cant_parse_entities": (400, "can't parse entities: Can't find end of the entity starting at byte offset 0"),
    "reaction_invalid": (400, "REACTION_INVALID"),
    "unauthorized": (401, ""),
    "invalid_token": (401, "invalid token specified"),
    "not_found": (404, ""),
    "second_poller": (
        409,
        "terminated by other getUpdates request; make sure that only one bot instance is running",
    ),
    "webhook_active": (
        409,
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ),
}
# Whether the call is carried out when nothing else is said.
MISDELIVERIES: dict[str, bool] = {
    "answer_lost": True,
    "unreadable": True,
    "slow_body": True,
    "timeout": False,
    "reset": False,
    "bad_gateway": False,
    "server_error": False,
}
REFUSED = "connection_refused"
ALIASES = {
    "accepted_answer_lost": "answer_lost",
    "html_502": "bad_gateway",
    "502": "bad_gateway",
    "500": "server_error",
    "5xx": "server_error",
    "401": "unauthorized",
    "404": "not_found",
    "409": "second_poller",
    "429": "too_many_requests",
    "flood": "too_many_requests",
    "retry_after": "too_many_requests",
    "read_timeout": "timeout",
    "refused": REFUSED,
    "reset_after_write": "reset",
    "migrate": "migrated",
    "chat_migrated": "migrated",
    "bot_kicked": "kicked",
}
KINDS = (*REFUSALS, *MISDELIVERIES, REFUSED)


@dataclass(slots=True)
class Fault:
    """One fault that is switched on.

    `probability` 0 to 1; `count` is how often it still strikes (None: without end); the filters
    `bot` (id or username), `method` and `chat` are open when None. `seconds` is how long a slow
    body, a timeout or a refusal of connections lasts; `retry_after` belongs to 429.
    """

    id: int
    kind: str
    probability: float = 1.0
    count: int | None = None
    bot: str | None = None
    method: str | None = None
    chat: int | None = None
    accepted: bool = False
    seconds: float = 30.0
    retry_after: int = 3
    migrate_to: int | None = None

    def strikes(self, bot: Bot, method: str, chat: int | None) -> bool:
        """Whether the filters let this call through to the fault."""
        if self.count == 0 or (self.method is not None and self.method.casefold() != method.casefold()):
            return False
        if self.chat is not None and self.chat != chat:
            return False
        return self.bot is None or self.bot.removeprefix("@").casefold() in {str(bot.id), bot.username.casefold()}

    def refusal(self) -> RefusalError | None:
        """The refusal this fault answers with; None for faults of delivery."""
        found = REFUSALS.get(self.kind)
        if found is None:
            return None
        if self.kind == "too_many_requests":
            return RefusalError(429, f"retry after {self.retry_after}", retry_after=self.retry_after)
        return RefusalError(*found, migrate_to=self.migrate_to if self.kind == "migrated" else None)

    def drops_answer(self) -> bool:
        """Whether a call that was carried out stays without a readable answer."""
        return self.accepted and self.kind != "slow_body"


@dataclass(slots=True)
class Faults:
    """All faults that are switched on, in the order of their coming."""

    active: dict[int, Fault] = field(default_factory=dict)
    made: int = 0
    struck: dict[int, int] = field(default_factory=dict)

    def add(self, asked: JsonObject) -> Fault:
        """Switch a fault on; ValueError says what is wrong with the wish."""
        self.made += 1
        fault = _fault(self.made, asked)
        self.active[fault.id] = fault
        self.struck[fault.id] = 0
        return fault

    def clear(self, fault_id: int | None = None) -> int:
        """Switch one or all off; how many that were."""
        gone = [known for known in self.active if fault_id in {None, known}]
        for known in gone:
            del self.active[known]
        return len(gone)

    def draw(self, bot: Bot, method: str, chat: int | None, chance: Callable[[], float]) -> Fault | None:
        """The fault that strikes this call, if any; `chance` gives numbers in [0, 1)."""
        for fault in self.active.values():
            if fault.strikes(bot, method, chat) and (fault.probability >= 1 or chance() < fault.probability):
                fault.count = None if fault.count is None else fault.count - 1
                self.struck[fault.id] += 1
                return fault
        return None


def _fault(fault_id: int, asked: JsonObject) -> Fault:
    kind = _kind(str(asked.get("kind", "")))
    unknown = set(asked) - set(Fault.__dataclass_fields__)
    if unknown or "id" in asked:
        raise ValueError(f"unknown fields {sorted(unknown | ({'id'} & set(asked)))}")
    count, chat, migrate_to = (asked.get(name) for name in ("count", "chat", "migrate_to"))
    bot, method = asked.get("bot"), asked.get("method")
    fault = Fault(
        fault_id,
        kind,
        probability=float(str(asked.get("probability", 1.0))),
        count=None if count is None else int(str(count)),
        bot=None if bot is None else str(bot),
        method=None if method is None else str(method),
        chat=None if chat is None else int(str(chat)),
        accepted=bool(asked.get("accepted", MISDELIVERIES.get(kind, False))),
        seconds=float(str(asked.get("seconds", 30.0))),
        retry_after=int(str(asked.get("retry_after", 3))),
        migrate_to=None if migrate_to is None else int(str(migrate_to)),
    )
    if not 0 <= fault.probability <= 1 or (fault.count is not None and fault.count < 0):
        raise ValueError("probability is 0 to 1, count at least 0")
    if fault.kind == "migrated" and fault.migrate_to is None:
        raise ValueError("kind migrated needs migrate_to, or use POST /_local/groups/{id}/migrate")
    return fault


def _kind(given: str) -> str:
    folded = re.sub(r"[^a-z0-9]+", "_", given.casefold()).strip("_")
    kind = ALIASES.get(folded, folded)
    if kind not in KINDS:
        raise ValueError(f"unknown kind {given!r}; one of {', '.join(KINDS)}")
    return kind
