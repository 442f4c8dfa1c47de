"""How a call to a model can fail, and what follows from each way."""

from __future__ import annotations

from typing import Final, Literal

from piyasa.contracts.conversation import Tokens

Kind = Literal[
    "rate_limit",
    "server",
    "connection",
    "timeout",
    "cut",
    "garbage",
    "refused",
    "unauthorized",
    "unknown_model",
    "bad_request",
]
PASSING: Final[frozenset[Kind]] = frozenset({"rate_limit", "server", "connection", "cut"})
"""Passes by itself, so that the same provider is asked again; a time-out has cost enough time."""
BLAMES_PROVIDER: Final[frozenset[Kind]] = frozenset({"server", "connection", "timeout", "cut", "garbage"})
"""Opens a circuit when it repeats (behaviour 15): no rate limit, no refusal, no mistake of ours."""
UNREAD: Final[frozenset[Kind]] = frozenset({
    "rate_limit", "connection", "unauthorized", "unknown_model", "bad_request",
})  # fmt: skip
"""Nobody has read the prompt: it costs nothing."""
NEEDS_OPERATOR: Final[frozenset[Kind]] = frozenset({"unauthorized", "unknown_model", "bad_request"})
"""Stays until somebody changes a key or a setting."""
_CURES: Final[dict[Kind, str]] = {
    "unauthorized": "check the provider's key",
    "unknown_model": "check the name of the model: `piyasa providers check` lists what the provider knows",
    "bad_request": "the provider does not take a parameter; `extra` of the provider's settings can leave it out",
}


class CallFailed(Exception):
    """A call to a model ended without an answer."""

    code = "CALL_FAILED"

    def __init__(
        self, kind: Kind, detail: str = "", *, retry_after: float | None = None, taken: Tokens | None = None
    ) -> None:
        told = f"{kind}: {detail}" if detail else kind
        cure = _CURES.get(kind)
        super().__init__(f"{told}; {cure}" if cure else told)
        self.kind, self.detail = kind, detail
        """The detail is a number or a name, never an endpoint's own words: those may quote what it was sent."""
        self.retry_after = retry_after
        """Seconds that the provider asks to be left alone for."""
        self.taken = taken
        """Tokens that were read and written before it failed, as far as anybody knows."""
