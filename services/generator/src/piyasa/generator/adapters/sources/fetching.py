"""Asks an address for what is new: conditional, bounded in size, time and redirects, and only where it may."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

import httpx

from piyasa.generator.adapters.sources.addresses import checked_addresses
from piyasa.generator.market_ports import SourceTrouble

MOST_BYTES: Final = 1 << 20
"""Of an answer, as sent and as unpacked."""
WITHIN: Final = 10.0
"""Seconds for everything, redirects included."""
REDIRECTS: Final = 3
_ADDRESSES_TRIED: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_OK, _NOT_MODIFIED = 200, 304
_PORTS: Final = {"http": 80, "https": 443}
_AT_ONCE: Final = 20
_HEADERS: Final = {
    "User-Agent": "piyasa (market figures)",
    "Accept": "*/*",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request conditional."""

    etag: str = ""
    modified: str = ""
    origin: str = ""
    """Scheme, host and port of who gave them."""

    def headers_for(self, target: httpx.URL) -> dict[str, str]:
        """As a request carries them: nobody is told what somebody else gave."""
        known = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in known.items() if value and self.origin == _origin(target)}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with news."""

    body: bytes
    content_type: str
    validators: Validators


@dataclass(slots=True)
class Fetcher:
    """Asks on behalf of all sources.

    It connects to the very address that was checked, so that a name which changes its address in between gains
    nothing, and keeps no connection through which another host could be asked. A client of httpx would log each
    address, which may hold a key; its transport does not, and uses no proxies, which would resolve names themselves.
    """

    allowed: Collection[str] = ()
    """Hosts that may have addresses which are not public, where a source is configured with them."""
    within: float = WITHIN
    trusted: ssl.SSLContext | None = None
    """Whose certificates are believed; by default those that everybody believes."""
    _transport: httpx.AsyncHTTPTransport = field(init=False)

    def __post_init__(self) -> None:
        """Make the transport."""
        self._transport = httpx.AsyncHTTPTransport(
            verify=self.trusted or True,
            trust_env=False,
            limits=httpx.Limits(max_connections=_AT_ONCE, max_keepalive_connections=0),
        )
        self.allowed = frozenset(host.lower() for host in self.allowed)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._transport.aclose()

    async def get(self, url: str, validators: Validators) -> Fetched | None:
        """What is there now; None when it has not changed. Raises ``SourceTrouble``."""
        try:
            async with asyncio.timeout(self.within):
                return await self._followed(url, validators)
        except TimeoutError:
            raise SourceTrouble("timeout", f"no whole answer within {self.within:g} s") from None

    async def _followed(self, url: str, validators: Validators) -> Fetched | None:
        target = _target(url)
        # A stranger's redirect gains nothing by what the operator allows to another source.
        allowed = {_host(target)}.intersection(self.allowed)
        for _ in range(REDIRECTS + 1):
            found = await self._asked(target, validators, allowed)
            if not isinstance(found, httpx.URL):
                return found
            if target.scheme == "https" and found.scheme != "https":
                raise SourceTrouble("refused", f"it redirects from https to plain http at {found.host}")
            target = found
        raise SourceTrouble("refused", f"it redirects more than {REDIRECTS} times")

    async def _asked(
        self, target: httpx.URL, validators: Validators, allowed: Collection[str]
    ) -> Fetched | httpx.URL | None:
        host = _host(target)
        addresses = await checked_addresses(host, _port(target), allowed)
        trouble: SourceTrouble | None = None
        for address in addresses[:_ADDRESSES_TRIED]:
            try:
                return await self._asked_at(address, target, validators)
            except httpx.ConnectError:
                trouble = SourceTrouble("unreachable", f"{host} cannot be connected to")
            except httpx.TimeoutException:
                raise SourceTrouble("timeout", f"{host} was silent for {self.within:g} s") from None
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise SourceTrouble("unreachable", f"{host} answers badly: {type(error).__name__}") from None
        raise trouble or SourceTrouble("unreachable", f"{host} has no address")

    async def _asked_at(self, address: str, target: httpx.URL, validators: Validators) -> Fetched | httpx.URL | None:
        request = httpx.Request(
            "GET",
            target.copy_with(host=address, username=None, password=None),
            headers={
                "Host": target.netloc.decode(),
                **_HEADERS,
                **_credentials(target),
                **validators.headers_for(target),
            },
            extensions={
                "sni_hostname": _host(target),
                "timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.within),
            },
        )
        response = await self._transport.handle_async_request(request)
        try:
            return await _read(response, target)
        finally:
            await response.aclose()


def _host(target: httpx.URL) -> str:
    return target.raw_host.decode()


def _port(target: httpx.URL) -> int:
    return target.port or _PORTS[target.scheme]


def _origin(target: httpx.URL) -> str:
    return f"{target.scheme}://{_host(target)}:{_port(target)}"


def _credentials(target: httpx.URL) -> dict[str, str]:
    """Name and password of an address, as a request carries them."""
    if not target.username:
        return {}
    named = b64encode(f"{target.username}:{target.password}".encode()).decode()
    return {"Authorization": f"Basic {named}"}


async def _read(response: httpx.Response, target: httpx.URL) -> Fetched | httpx.URL | None:
    if response.status_code == _NOT_MODIFIED:
        return None
    if response.status_code in _MOVED:
        return _target(str(target.join(response.headers.get("Location", ""))))
    if response.status_code != _OK:
        raise SourceTrouble("status", f"{target.host} answers with status {response.status_code}")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MOST_BYTES:
            raise SourceTrouble("too_large", f"its answer is larger than {MOST_BYTES} bytes")
    headers = response.headers
    validators = Validators(headers.get("ETag", ""), headers.get("Last-Modified", ""), _origin(target))
    unpacked = _unpacked(bytes(body), headers.get("Content-Encoding", ""))
    return Fetched(unpacked, headers.get("Content-Type", ""), validators)


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding.lower() in {"", "identity"}:
        return body
    if encoding.lower() not in {"gzip", "x-gzip"}:
        raise SourceTrouble("content", "its answer is packed in a way that was not asked for")
    try:
        packed = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        unpacked = packed.decompress(body, MOST_BYTES + 1)
    except zlib.error:
        raise SourceTrouble("content", "its answer cannot be unpacked") from None
    if len(unpacked) > MOST_BYTES:
        raise SourceTrouble("too_large", f"its answer unpacks to more than {MOST_BYTES} bytes")
    if not packed.eof or packed.unused_data:
        raise SourceTrouble("content", "its answer ends in the middle, or goes on behind its end")
    return unpacked


def _target(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL:
        raise SourceTrouble("refused", "its address is none") from None
    if target.scheme not in _PORTS or not target.host:
        raise SourceTrouble("refused", "its address is neither http nor https")
    return target
