"""A source that is an address, asked again only for what is new; each kind reads its answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from piyasa.generator.adapters.sources.fetching import Fetched, Fetcher, Validators
from piyasa.generator.adapters.sources.naming import host_of
from piyasa.generator.market_ports import SourceReading

Understand = Callable[[Fetched, str], Awaitable[SourceReading]]
"""What an answer of a source with a name says; raises ``SourceTrouble``."""


@dataclass(slots=True)
class HttpSource:
    """One address."""

    kind: str
    url: str
    fetcher: Fetcher
    understand: Understand
    _validators: Validators = field(default_factory=Validators, init=False)

    @property
    def name(self) -> str:
        """The host: it is what people may be told as the source."""
        return host_of(self.url)

    def anew(self) -> None:
        """Read everything again next time."""
        self._validators = Validators()

    async def read(self) -> SourceReading:
        """What it says now; raises ``SourceTrouble``, and then asks for the same again next time."""
        fetched = await self.fetcher.get(self.url, self._validators)
        if fetched is None:
            return SourceReading(changed=False)
        reading = await self.understand(fetched, self.name)
        self._validators = fetched.validators
        return reading
