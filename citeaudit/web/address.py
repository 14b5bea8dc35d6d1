"""Which addresses may be connected to (pure rules), and the pin: a connection goes to the addresses that were checked, and to no other."""

from __future__ import annotations

import socket
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

Address = tuple[str, int]
"""An IP address and a port."""

Ip = IPv4Address | IPv6Address

# Where IPv6 addresses carry an IPv4 one: the network, and how many bits stand behind the 32 that matter.
_CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped, RFC 4291 2.5.5.2
    (IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291 2.5.5.1
    (IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated, RFC 7915 (RFC 2765 2.1)
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
# What the ipaddress module of Python 3.11 takes for global and is not.
_NOT_GLOBAL = (
    IPv6Network("64:ff9b:1::/48"),  # NAT64 inside one network, RFC 8215
    IPv6Network("3fff::/20"),  # documentation, RFC 9637
    IPv6Network("5f00::/16"),  # segment routing inside one network, RFC 9602
    IPv6Network("fec0::/10"),  # site-local, RFC 3879
)
# Names that only mean something inside one network: RFC 6761, RFC 6762, RFC 8375, and ICANN's board resolution 2024.07.29.06 (internal).
_INNER_DOMAINS = ("localhost", "local", "home.arpa", "internal")


def literal_ip(host: str) -> Ip | None:
    """The IP address that a host is, in whatever spelling (`0x7f.1`, `2130706433`, `0177.0.0.1`, `[::1]`); None where it is a name."""
    bare = host.rstrip(".").strip("[]")
    try:
        return ip_address(bare)
    except ValueError:
        parts = bare.split(".")
    numbers = [_number(part) for part in parts]
    if len(parts) > 4 or None in numbers:
        return None
    *front, last = (number for number in numbers if number is not None)
    if any(number > 255 for number in front) or last >= 256 ** (5 - len(parts)):
        return None
    return IPv4Address(sum(number << (24 - 8 * place) for place, number in enumerate(front)) + last)


def _number(part: str) -> int | None:
    """A part of an IPv4 address as inet_aton(3) reads it: decimal, octal behind a 0, hexadecimal behind 0x."""
    base = 16 if part[:2].lower() == "0x" else 8 if len(part) > 1 and part[0] == "0" else 10
    digits = part[2:] if base == 16 else part
    try:
        return int(digits, base) if digits.isascii() and digits.isalnum() else None
    except ValueError:
        return None


def is_public(ip: Ip) -> bool:
    """Whether an address is one of the open internet: global, single, and carrying no other kind of address."""
    if isinstance(ip, IPv6Address):
        carried = next((IPv4Address(int(ip) >> behind & 0xFFFFFFFF) for network, behind in _CARRIERS if ip in network), None)
        if carried is not None:
            return is_public(carried)
        if any(ip in network for network in _NOT_GLOBAL):
            return False
    return ip.is_global and not ip.is_multicast


def is_localhost(host: str) -> bool:
    """Whether a host means this machine by its name alone: `localhost`, `*.localhost` (RFC 6761 6.3)."""
    return host.rstrip(".").rpartition(".")[2] == "localhost"


def is_inner_name(host: str) -> bool:
    """Whether a host can only mean a machine of one's own network: a name without a dot, or below a domain that is set apart for that."""
    name = host.rstrip(".")
    return "." not in name or any(name.endswith(f".{domain}") for domain in _INNER_DOMAINS)


class UncheckedAddressError(OSError):
    """A connection to an address that was not checked for it."""


class Pin:
    """The addresses that one hop may connect to, and the `peer` that it did connect to ('' until then)."""

    def __init__(self, addresses: tuple[Address, ...]) -> None:
        self.addresses = addresses
        self.peer = ""


PIN: ContextVar[Pin] = ContextVar("PIN")
"""The pin of the hop under way. aiohttp tries several addresses in tasks of their own; they see the same pin."""


class PinnedResolver(AbstractResolver):
    """Answers aiohttp with the addresses that were checked, ports included, instead of looking a name up."""

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The pinned addresses, whatever is asked."""
        return [
            ResolveResult(hostname=host, host=ip, port=at, family=socket.AF_INET6 if ":" in ip else socket.AF_INET, proto=0, flags=0)
            for ip, at in PIN.get().addresses
        ]

    async def close(self) -> None:
        """Nothing is held."""


def pinned_socket(info: tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]) -> socket.socket:
    """A socket for an address that is about to be connected to.

    Raises:
        UncheckedAddressError: the address is not one of the pinned ones.
    """
    family, kind, protocol, _, address = info
    if (address[0], address[1]) not in PIN.get().addresses:
        raise UncheckedAddressError(f"{address[0]} was not checked")
    return socket.socket(family, kind, protocol)
