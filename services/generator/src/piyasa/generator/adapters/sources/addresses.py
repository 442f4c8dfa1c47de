"""Which addresses may be asked: public ones, and hosts that the operator names."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Collection
from typing import Final

from piyasa.generator.market_ports import SourceTrouble

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: Address) -> bool:
    """Whether an address leads into the open net, also through the address that it wraps.

    Private, loopback, link-local, multicast, unspecified and reserved ones do not, nor does IPv6 that carries such an
    IPv4 address.
    """
    if not address.is_global or address.is_multicast or address.is_unspecified:
        return False
    return isinstance(address, ipaddress.IPv4Address) or all(map(is_public, _wrapped(address)))


def _wrapped(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address]:
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    return [each for each in inner if each is not None]


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
