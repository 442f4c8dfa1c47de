"""What keeps a rehearsal from beginning or going on; every sentence says what to do next."""

from __future__ import annotations

from pathlib import Path


class RehearsalError(Exception):
    """A rehearsal cannot be held as it is asked for."""

    code = "REHEARSAL_ERROR"


class TooManyForSeats(RehearsalError):
    """Telegram seats about twenty bots in a group."""

    code = "TOO_MANY_FOR_SEATS"

    def __init__(self, personas: int, chats: int, *, seats: int) -> None:
        least = -(-personas // seats)
        super().__init__(
            f"{personas} personas do not fit into {chats} chats of {seats} seats; take {least} chats or more"
        )
        self.personas, self.chats = personas, chats


class NoDayInExport(RehearsalError):
    """An exported log begins too late."""

    code = "NO_DAY_IN_EXPORT"

    def __init__(self, path: Path, missing: str) -> None:
        super().__init__(
            f"{path} has no {missing}; export from the beginning of the log: piyasa events --json > {path.name}"
        )
        self.path, self.missing = path, missing


class NobodyWrote(RehearsalError):
    """People's messages are what an exported day is lived through by, and it has none."""

    code = "NOBODY_WROTE"

    def __init__(self, path: Path) -> None:
        super().__init__(f"nobody wrote a message in {path}; export a day on which people talked")
        self.path = path


class NobodyInExport(RehearsalError):
    """Personas are to have another character, and the day knows none of their ids."""

    code = "NOBODY_IN_EXPORT"

    def __init__(self, unknown: tuple[str, ...]) -> None:
        super().__init__(
            f"the exported day has no persona called {', '.join(unknown)}; give --cast files whose bot_id is one of "
            "the day's"
        )
        self.unknown = unknown


class WouldWait(RehearsalError):
    """A use case waits for something that a rehearsal does not have."""

    code = "WOULD_WAIT"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} waits for the world; give it a port that answers at once")
        self.what = what
