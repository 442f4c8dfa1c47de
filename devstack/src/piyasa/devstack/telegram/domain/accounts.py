"""Who can speak: people, and bots with what their owner set on them."""

from __future__ import annotations

from dataclasses import dataclass, field

JsonObject = dict[str, object]

ALL_UPDATES = frozenset(
    {"message", "edited_message", "message_reaction", "my_chat_member", "chat_member", "callback_query"}
)
DEFAULT_UPDATES = ALL_UPDATES - {"message_reaction", "chat_member"}


@dataclass(frozen=True, slots=True)
class Person:
    """A human account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot's updates are posted; `url` empty means that it polls."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot account. `privacy` on means that in groups it hears only what is meant for it.

    The text maps are keyed by language code, "" being the default; commands by (scope, language).
    """

    id: int
    token: str
    username: str
    name: str
    privacy: bool = True
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    commands: dict[tuple[str, str], tuple[JsonObject, ...]] = field(default_factory=dict)
    webhook: Webhook = Webhook()
    updates: frozenset[str] = DEFAULT_UPDATES

    def text(self, what: str, language: str = "") -> str:
        """A localised text of the profile, falling back to the default language."""
        texts = self.texts.get(what, {})
        return texts.get(language) or texts.get("", "")

    def display_name(self) -> str:
        """The name others see."""
        return self.text("name") or self.name
