"""Which addresses may be asked: public ones, and hosts that the operator names."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Collection
from typing import Final

from piyasa.generator.market_ports import SourceTrouble

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_GIVEN_OUT: Final = ipaddress.IPv6Network("2000::/3")
"""All of IPv6 that has been given out to the open net."""
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address leads into the open net.

    Private, loopback, link-local, multicast, unspecified and reserved ones do not. Of IPv6 only what has been given
    out does, and what a translator makes of a public IPv4 address: anything else, and what carries an IPv4 address
    within it (6to4, Teredo), may end inside.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not address.is_multicast
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    wraps = address.sixtofour is not None or address.teredo is not None
    return address in _GIVEN_OUT and address.is_global and not wraps


async def checked_addresses(host: str, port: int, allowed: Collection[str]) -> tuple[str, ...]:
    """The addresses of a host, each of which may be asked.

    Raises ``SourceTrouble`` when the host is not known, or when any of its addresses is not public and the operator
    has not named the host.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceTrouble("unreachable", f"the host {host} is not known") from None
    addresses = tuple(dict.fromkeys(str(info[4][0]) for info in found))
    if host.lower() in allowed:
        return addresses
    # A scope, as in fe80::1%eth0, belongs to no public address.
    if not all("%" not in each and is_public(ipaddress.ip_address(each)) for each in addresses):
        raise SourceTrouble(
            "refused",
            f"the host {host} leads to an address that is not public; name it in PIYASA_GENERATOR_SOURCES_ALLOWED_HOSTS"
            " if that is meant",
        )
    return addresses
