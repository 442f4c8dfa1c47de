"""What can be wrong with a recorded fact."""

from __future__ import annotations


class ContractError(Exception):
    """A message on the log is not a fact this release understands."""

    code = "CONTRACT_ERROR"


class MalformedSubject(ContractError):
    """The subject does not have the form ``evt.<aggregate>.<id>.<fact>``."""

    code = "MALFORMED_SUBJECT"

    def __init__(self, subject: str) -> None:
        super().__init__(f"subject {subject!r} is not evt.<aggregate>.<id>.<fact>")
        self.subject = subject


class UnknownFact(ContractError):
    """No fact of this name is in the catalogue."""

    code = "UNKNOWN_FACT"

    def __init__(self, fact: str) -> None:
        super().__init__(f"no fact is called {fact!r}; a newer release may have published it")
        self.fact = fact


class UnknownVersion(ContractError):
    """The fact was published in a version newer than this release knows."""

    code = "UNKNOWN_VERSION"

    def __init__(self, fact: str, version: int, *, known: int) -> None:
        super().__init__(f"{fact} v{version} is newer than v{known}; roll out readers before writers")
        self.fact, self.version, self.known = fact, version, known


class MissingUpcaster(ContractError):
    """A catalogue has a fact of which it cannot read an older version."""

    code = "MISSING_UPCASTER"

    def __init__(self, fact: str, version: int) -> None:
        super().__init__(f"nothing reads {fact} v{version} as v{version + 1}; add an upcaster")
        self.fact, self.version = fact, version


class SubjectMismatch(ContractError):
    """The body belongs to another subject than the one it was published to."""

    code = "SUBJECT_MISMATCH"

    def __init__(self, subject: str, expected: str) -> None:
        super().__init__(f"body on {subject!r} belongs to {expected!r}")
        self.subject, self.expected = subject, expected


class MalformedBody(ContractError):
    """The body is not JSON or not the model of its fact."""

    code = "MALFORMED_BODY"

    def __init__(self, fact: str, detail: str) -> None:
        super().__init__(f"body of {fact} is not valid: {detail}")
        self.fact, self.detail = fact, detail
