"""What keeps a command from doing its work; every sentence says what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path


class ToolError(Exception):
    """A command cannot do what was asked."""

    code = "TOOL_ERROR"


class NoSystem(ToolError):
    """Nothing says where the system is."""

    code = "NO_SYSTEM"

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"no running system was found: {home} has no addresses.json and PIYASA_NATS_URL is not set; "
            "start one with `piyasa up`, name its home with --home DIR, or set PIYASA_NATS_URL "
            "(with PIYASA_NATS_SEED_FILE and PIYASA_DATABASE_URL)"
        )
        self.home = home


class NotRunning(ToolError):
    """No system runs in a home."""

    code = "NOT_RUNNING"

    def __init__(self, home: Path, reason: str) -> None:
        super().__init__(f"no system is running in {home}: {reason}; start it with `piyasa up --home {home}`")
        self.home, self.reason = home, reason


class SeedUnreadable(ToolError):
    """The file with the broker identity cannot be read."""

    code = "SEED_UNREADABLE"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the broker identity in {path} cannot be read ({reason}); correct PIYASA_NATS_SEED_FILE")
        self.path, self.reason = path, reason


class BrokerSilent(ToolError):
    """The broker cannot be reached."""

    code = "BROKER_SILENT"

    def __init__(self, url: str, reason: str, *, found: str) -> None:
        super().__init__(f"the broker at {url} cannot be used ({reason}); is the system running? Address from {found}")
        self.url, self.reason = url, reason


class DatabaseSilent(ToolError):
    """The database cannot be reached."""

    code = "DATABASE_SILENT"

    def __init__(self, address: str, reason: str, *, found: str) -> None:
        super().__init__(
            f"the database at {address} cannot be used ({reason}); is it running and the password right? "
            f"Address from {found}"
        )
        self.address, self.reason = address, reason


class DatabaseUnnamed(ToolError):
    """The command needs the database and does not know where it is."""

    code = "DATABASE_UNNAMED"

    def __init__(self) -> None:
        super().__init__("this needs the database: set PIYASA_DATABASE_URL, or name a running system with --home DIR")


class FactUnknown(ToolError):
    """No fact has this name."""

    code = "FACT_UNKNOWN"

    def __init__(self, name: str, near: Iterable[str]) -> None:
        meant = ", ".join(near)
        super().__init__(f"no fact is called {name!r}" + (f"; did you mean {meant}?" if meant else ""))
        self.name = name


class SlugUnusable(ToolError):
    """What was given cannot be the id of a chat or a persona."""

    code = "SLUG_UNUSABLE"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no id; ids are 2 to 40 of a-z, 0-9 and hyphen, such as bist-sohbet")
        self.text = text


class NumberUnparked(ToolError):
    """No parked message has this number."""

    code = "NUMBER_UNPARKED"

    def __init__(self, numbers: Iterable[int]) -> None:
        listed = ", ".join(map(str, numbers))
        super().__init__(f"nothing is parked under {listed}; `piyasa parked list` shows the numbers")


class NothingChosen(ToolError):
    """A command that changes things was not told which."""

    code = "NOTHING_CHOSEN"

    def __init__(self) -> None:
        super().__init__("say which: numbers of `piyasa parked list`, --durable NAME, or --all")


class ConfirmationMissing(ToolError):
    """A change needs a yes that nobody can give here."""

    code = "CONFIRMATION_MISSING"

    def __init__(self) -> None:
        super().__init__("nobody can be asked here; add --yes when you mean it")


class UnknownId(ToolError):
    """The log holds nothing of this id."""

    code = "UNKNOWN_ID"

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"the log tells nothing of {wanted}; ids of messages and ticks are in `piyasa events --json --type "
            "message-ready` and in the traces"
        )
        self.wanted = wanted


class QuantityUnusable(ToolError):
    """A duration or a size cannot be read."""

    code = "QUANTITY_UNUSABLE"

    def __init__(self, text: str, example: str) -> None:
        super().__init__(f"{text!r} is not understood; write for example {example}")
        self.text = text


class PasswordUnreadable(ToolError):
    """A file that should hold a role's password cannot be read."""

    code = "PASSWORD_UNREADABLE"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"the password in {path} cannot be read: {reason}")
        self.path, self.reason = path, reason


class AdminUnknown(ToolError):
    """Nothing says where the admin API is, or with which key it is asked."""

    code = "ADMIN_UNKNOWN"

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"the admin API cannot be asked: {missing}; name a running system with --home DIR, or set PIYASA_ADMIN_URL "
            "and PIYASA_ADMIN_API_KEY_FILE"
        )
        self.missing = missing


class AdminSilent(ToolError):
    """The admin API does not answer."""

    code = "ADMIN_SILENT"

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"the admin API at {url} does not answer ({reason}); is the system running?")
        self.url, self.reason = url, reason


class AdminRefused(ToolError):
    """The admin API says no."""

    code = "ADMIN_REFUSED"

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class TokenNeeded(ToolError):
    """A persona that is not registered yet needs an account."""

    code = "TOKEN_NEEDED"

    def __init__(self, bot_id: str) -> None:
        super().__init__(
            f"{bot_id} is not registered yet and needs a Telegram account: put the token from @BotFather into a file "
            "and name it with --bot-token-file FILE"
        )
        self.bot_id = bot_id


class PersonaUnknown(ToolError):
    """The cast that was named has nobody of this id."""

    code = "PERSONA_UNKNOWN"

    def __init__(self, bot_id: str, near: Iterable[str]) -> None:
        meant = ", ".join(near)
        hint = f"; did you mean {meant}?" if meant else "; `piyasa cast list` shows who there is"
        super().__init__(f"nobody of the cast is called {bot_id!r}{hint}")
        self.bot_id = bot_id


class FolderTaken(ToolError):
    """Files would be written over."""

    code = "FOLDER_TAKEN"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists; choose another folder, or add --force to write over it")
        self.path = path


class ProvidersUnreadable(ToolError):
    """The environment does not say which language models there are, or says it wrongly."""

    code = "PROVIDERS_UNREADABLE"

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason}; docs/models.md tells how models are configured")
        self.reason = reason


class NotOnLog(ToolError):
    """The log, as far as it was read, knows no chat or persona of this id."""

    code = "NOT_ON_LOG"

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        there = ", ".join(known)
        hint = f"there are {there}" if there else "none was registered by then; `piyasa cast` and README.md tell how"
        super().__init__(f"no {kind} is called {wanted!r} at that time; {hint}")
        self.kind, self.wanted = kind, wanted


class LineUnknown(ToolError):
    """A message is not among the lines of a chat that are remembered."""

    code = "LINE_UNKNOWN"

    def __init__(self, telegram_message_id: int, chat_id: str) -> None:
        super().__init__(
            f"{chat_id} has no message {telegram_message_id} among its newest lines at that time; their ids are in "
            f"`piyasa events --chat {chat_id} --json` as telegram_message_id"
        )
        self.telegram_message_id, self.chat_id = telegram_message_id, chat_id


class MomentUnusable(ToolError):
    """What was given is no moment."""

    code = "MOMENT_UNUSABLE"

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no time; write 14:30 for today, or 2026-03-04T14:30 (Istanbul), or with +03:00")
        self.text = text


class MomentAhead(ToolError):
    """A moment has not come yet."""

    code = "MOMENT_AHEAD"

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"{moment:%Y-%m-%d %H:%M} in Istanbul has not come yet; name an earlier time")
        self.moment = moment


class MomentBeforeLog(ToolError):
    """Nothing had been recorded at a moment."""

    code = "MOMENT_BEFORE_LOG"

    def __init__(self, moment: datetime, first: datetime) -> None:
        super().__init__(
            f"the log begins at {first:%Y-%m-%dT%H:%M:%SZ} and tells nothing of {moment:%Y-%m-%dT%H:%M:%SZ}; "
            "name a later time"
        )
        self.moment, self.first = moment, first
