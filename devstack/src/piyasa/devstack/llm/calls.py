"""What was asked of the stub, and how each request ended; never a key."""

from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from piyasa.devstack.llm.tokens import Tokens

KEPT = 10_000


@dataclass(slots=True)
class Call:
    """One request.

    The outcome is `pending`, `answered`, `refused`, `abandoned` when the client left before the end, or the kind of
    fault it met. `fault` names that kind even for abandoned calls.
    """

    at: float
    path: str
    request: Mapping[str, Any]
    traceparent: str | None
    outcome: str = "pending"
    fault: str | None = None
    answers: tuple[str, ...] = ()
    tokens: Tokens = field(default_factory=Tokens)


class Ledger:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._seen = 0

    def add(self, call: Call) -> None:
        """Write one down."""
        self._calls.append(call)
        self._seen += 1

    def clear(self) -> None:
        """Forget all."""
        self._calls.clear()
        self._seen = 0

    def page(self) -> dict[str, Any]:
        """Every kept request, and how many there were."""
        return {"seen": self._seen, "calls": [asdict(call) for call in self._calls]}
