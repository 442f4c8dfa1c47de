"""A small Telegram in memory, with a clock that the test moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from piyasa.devstack.telegram.backstage import Backstage
from piyasa.devstack.telegram.domain.accounts import Bot, Person
from piyasa.devstack.telegram.domain.calls import Arguments, Call
from piyasa.devstack.telegram.domain.groups import Group
from piyasa.devstack.telegram.domain.methods import METHODS
from piyasa.devstack.telegram.store import Store


@dataclass
class Town:
    """Bots and people in groups; `now` moves only when the test says so."""

    now: float = 1_800_000_000.0
    store: Store = field(init=False)
    backstage: Backstage = field(init=False)
    deniz: Person = field(default_factory=lambda: Person(1001, "Deniz"))

    def __post_init__(self) -> None:
        self.store = Store(None, lambda: self.now)
        self.backstage = Backstage(self.store)

    def group(self, *bots: Bot, title: str = "Sohbet") -> Group:
        group = self.backstage.create_group(title)
        for bot in bots:
            self.backstage.seat_bot(group, bot)
        return group

    def bot(self, name: str, *, privacy: bool = True) -> Bot:
        return self.backstage.create_bot(name, privacy=privacy)

    def call(self, bot: Bot, method: str, **arguments: object) -> Any:
        """Carry out a method as the server does, without limits and faults."""
        current = self.store.world.bots[bot.id]
        outcome = METHODS[method.casefold()].decide(Call(self.store.world, current, Arguments(arguments), self.now))
        self.store.record(outcome.facts)
        return outcome.answer()

    def send(self, bot: Bot, group: Group, text: str = "merhaba", **arguments: object) -> Any:
        return self.call(bot, "sendMessage", chat_id=group.id, text=text, **arguments)

    def say(self, group: Group, text: str, reply_to: int | None = None) -> Any:
        return self.backstage.say(group, self.deniz, text, reply_to)

    def heard(self, bot: Bot, kind: str = "message") -> list[Any]:
        """The texts (or the whole payloads, for other kinds) that wait for the bot."""
        waiting = [update for update in self.store.world.mail[bot.id].pending.values() if update.kind == kind]
        if kind in {"message", "edited_message"}:
            return [update.payload.get("text") for update in waiting if "text" in update.payload]
        return [update.payload for update in waiting]
