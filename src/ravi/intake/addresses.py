"""Which network addresses may be fetched from: public ones, unless the user allows others."""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address

from ravi.errors import FetchError, RefusedError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the open Internet; what is no address is not.

    IPv6 addresses that carry an IPv4 address in them (mapped, 6to4, NAT64) are judged by that one.

    >>> is_public("93.184.216.34"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = _inner(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        found = inner
    is_special = found.is_multicast or found.is_reserved or found.is_unspecified
    is_site_local = isinstance(found, IPv6Address) and found.is_site_local
    return found.is_global and not is_special and not is_site_local


def _inner(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host in the order of the system; raise a ``FetchError`` when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"the host {host!r} is not found ({error}); check the URL and the network") from None
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def check_public(host: str, addresses: list[str]) -> list[str]:
    """Return those of a host's addresses that are public; raise a ``RefusedError`` when none is."""
    public = [address for address in addresses if is_public(address)]
    if not public:
        raise RefusedError(
            f"the host {host!r} is at {addresses[0]!r}, an address of this machine or a private network; "
            "allow private addresses (--allow-private) if it is meant"
        )
    return public
