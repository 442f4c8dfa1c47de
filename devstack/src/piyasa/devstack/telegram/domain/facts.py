"""What has happened in this Telegram: the journal's vocabulary, from which all state is folded."""

from __future__ import annotations

from dataclasses import dataclass

from piyasa.devstack.telegram.domain.accounts import JsonObject
from piyasa.devstack.telegram.domain.groups import Kind, Status


@dataclass(frozen=True, slots=True)
class BotCreated:
    """An owner made a bot; its updates are numbered from `first_update` on."""

    id: int
    token: str
    username: str
    name: str
    privacy: bool
    first_update: int


@dataclass(frozen=True, slots=True)
class BotPrivacySet:
    """The owner switched privacy; it takes effect in a group when the bot is added again."""

    bot: int
    privacy: bool


@dataclass(frozen=True, slots=True)
class BotTextSet:
    """A text of the profile: `name`, `description` or `short_description`."""

    bot: int
    what: str
    language: str
    value: str


@dataclass(frozen=True, slots=True)
class BotCommandsSet:
    """The command list for one scope and language; empty removes it."""

    bot: int
    scope: str
    language: str
    commands: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class WebhookSet:
    """Where the bot's updates go; an empty `url` removes the webhook."""

    bot: int
    url: str
    secret: str
    max_connections: int


@dataclass(frozen=True, slots=True)
class UpdatesChosen:
    """The kinds of update the bot asked for, from now on."""

    bot: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UpdatesConfirmed:
    """A poller confirmed everything below `before`."""

    bot: int
    before: int


@dataclass(frozen=True, slots=True)
class UpdateDelivered:
    """A webhook took one update, or it was given up."""

    bot: int
    update: int


@dataclass(frozen=True, slots=True)
class UpdatesDropped:
    """The owner threw away all that waited."""

    bot: int


@dataclass(frozen=True, slots=True)
class PersonMet:
    """A person's account as it looks now."""

    id: int
    first_name: str
    last_name: str
    username: str


@dataclass(frozen=True, slots=True)
class GroupCreated:
    """A group opened, owned by a person."""

    id: int
    title: str
    kind: Kind
    owner: int


@dataclass(frozen=True, slots=True)
class GroupMigrated:
    """A group got a new id; the old one only points to it."""

    id: int
    new_id: int


@dataclass(frozen=True, slots=True)
class GroupDeleted:
    """A group is gone for everyone."""

    id: int


@dataclass(frozen=True, slots=True)
class GroupRulesSet:
    """What the group allows: emoji for reactions (None: all), and whether members may write."""

    chat: int
    available_reactions: tuple[str, ...] | None
    writable: bool


@dataclass(frozen=True, slots=True)
class MemberSet:
    """An account's place in a group changed, done by `by`."""

    chat: int
    user: int
    by: int
    status: Status
    hears_all: bool
    can_write: bool


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """A message stands in the group."""

    chat: int
    message_id: int
    sender: int
    text: str = ""
    entities: tuple[JsonObject, ...] = ()
    reply_to: int | None = None
    quote: str = ""
    service: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """A message has new words."""

    chat: int
    message_id: int
    text: str
    entities: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    """A message is gone; its id is never used again."""

    chat: int
    message_id: int


@dataclass(frozen=True, slots=True)
class ReactionSet:
    """An account's reactions to a message, replacing earlier ones; empty removes them."""

    chat: int
    message_id: int
    user: int
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MessagePinned:
    """A message is pinned on top."""

    chat: int
    message_id: int


@dataclass(frozen=True, slots=True)
class MessageUnpinned:
    """A pinned message is loose again; `message_id` None stands for all of them."""

    chat: int
    message_id: int | None


@dataclass(frozen=True, slots=True)
class ActionShown:
    """A bot shows that it is typing, or the like, for five seconds."""

    chat: int
    bot: int
    action: str


@dataclass(frozen=True, slots=True)
class CallAccepted:
    """A line of the ledger: a bot's call that changed something."""

    method: str
    bot: int
    chat: int | None
    text: str | None
    message_id: int | None
    detail: str | None
    answer_dropped: bool


Fact = (
    BotCreated
    | BotPrivacySet
    | BotTextSet
    | BotCommandsSet
    | WebhookSet
    | UpdatesChosen
    | UpdatesConfirmed
    | UpdateDelivered
    | UpdatesDropped
    | PersonMet
    | GroupCreated
    | GroupMigrated
    | GroupDeleted
    | GroupRulesSet
    | MemberSet
    | MessagePosted
    | MessageEdited
    | MessageDeleted
    | ReactionSet
    | MessagePinned
    | MessageUnpinned
    | ActionShown
    | CallAccepted
)
