"""What can go wrong between a service and the log."""

from __future__ import annotations


class EventLogError(Exception):
    """The log could not be read or written."""

    code = "EVENT_LOG_ERROR"


class SetUpWrong(EventLogError):
    """A service cannot work as it is set up, and only its operator can change that; the words say what to do."""

    code = "SET_UP_WRONG"


class PublishFailed(EventLogError):
    """The broker did not acknowledge a publish in the time given; nothing is known of it."""

    code = "PUBLISH_FAILED"

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(f"publishing to {subject} failed: {reason}; is the broker up and is this user allowed to?")
        self.subject, self.reason = subject, reason


class WrongLastSequence(EventLogError):
    """Somebody published first: the decision was made on an old view."""

    code = "WRONG_LAST_SEQUENCE"

    def __init__(self, subject: str, detail: str) -> None:
        super().__init__(f"{subject}: {detail}; catch up and decide again")
        self.subject = subject


class LogWentBack(EventLogError):
    """The stream ends before a position that was already read: the broker lost or was restored to older data."""

    code = "LOG_WENT_BACK"

    def __init__(self, *, position: int, last: int) -> None:
        super().__init__(
            f"the stream ends at {last}, but {position} was already read; docs/operations.md tells how to go on"
        )
        self.position, self.last = position, last


class HistoryMissing(EventLogError):
    """The stream begins after the view's position and no archive can fill the gap.

    ``archived`` is where the archive ends; None when the service was given none.
    """

    code = "HISTORY_MISSING"

    def __init__(self, *, position: int, first: int, archived: int | None = None) -> None:
        why = "there is no archive" if archived is None else f"the archive ends at {archived}; does the projector run?"
        super().__init__(f"the stream begins at {first}, the view stands at {position}, and {why}")
        self.position, self.first, self.archived = position, first, archived


class NotProvisioned(EventLogError):
    """A stream, durable or bucket that the service needs does not exist."""

    code = "NOT_PROVISIONED"

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} does not exist on the broker; run `piyasa provision`")
        self.what = what


class Later(Exception):
    """Raised by a handler that cannot work now through no fault of the event; it is delivered again after the delay."""

    def __init__(self, seconds: float, reason: str = "") -> None:
        super().__init__(reason or f"again in {seconds:g} s")
        self.seconds, self.reason = seconds, reason
