"""Which addresses may be connected to: spellings of literals, what is not public, local names, and the pin."""

from __future__ import annotations

import asyncio
import socket
from ipaddress import ip_address

import pytest

from citeaudit.web.address import PIN, Pin, PinnedResolver, UncheckedAddressError, is_inner_name, is_localhost, is_public, literal_ip, pinned_socket


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0177.0.0.01", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("10.0xff.1", "10.255.0.1"),
        ("0", "0.0.0.0"),
        ("::1", "::1"),
        ("[::ffff:127.0.0.1]", "::ffff:7f00:1"),
        ("8.8.8.8", "8.8.8.8"),
    ],
)
def test_literals_are_read_in_every_spelling(host: str, expected: str) -> None:
    assert literal_ip(host) == ip_address(expected)


@pytest.mark.parametrize(
    "host", ["example.org", "1.2.3.4.5", "256.1.1.1", "1.2.65536", "4294967296", "0x", "08.1", "1..2", "", "a.1", "１.1", "-1", "1_0"]
)
def test_names_and_broken_numbers_are_no_literals(host: str) -> None:
    assert literal_ip(host) is None


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("10.1.2.3", id="private"),
        pytest.param("172.16.0.1", id="private 172"),
        pytest.param("192.168.1.1", id="private 192"),
        pytest.param("169.254.169.254", id="link-local, where clouds keep their keys"),
        pytest.param("100.64.0.1", id="carrier-grade NAT"),
        pytest.param("0.0.0.0", id="this host"),
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("198.18.0.1", id="benchmarking"),
        pytest.param("::1", id="loopback 6"),
        pytest.param("::", id="unspecified 6"),
        pytest.param("fe80::1", id="link-local 6"),
        pytest.param("fe80::1%eth0", id="link-local 6 with its zone"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("::ffff:0:7f00:1", id="translated loopback"),
        pytest.param("3fff::1", id="documentation, the newer one"),
        pytest.param("5f00::1", id="segment routing"),
        pytest.param("ff02::1", id="multicast 6"),
        pytest.param("::ffff:10.0.0.1", id="IPv4-mapped"),
        pytest.param("::127.0.0.1", id="IPv4-compatible"),
        pytest.param("64:ff9b::7f00:1", id="NAT64"),
        pytest.param("64:ff9b:1::8.8.8.8", id="local NAT64"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("2001:0:7f00:1::", id="Teredo"),
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"])
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("host", "localhost", "inner"),
    [
        ("localhost", True, True),
        ("localhost.", True, True),
        ("a.localhost", True, True),
        ("localhost.example", False, False),
        ("notlocalhost", False, True),
        ("intranet", False, True),
        ("printer.local", False, True),
        ("router.home.arpa", False, True),
        ("db.internal", False, True),
        ("example.org", False, False),
    ],
)
def test_local_names(host: str, localhost: bool, inner: bool) -> None:
    assert (is_localhost(host), is_inner_name(host)) == (localhost, inner)


def test_only_pinned_addresses_get_a_socket() -> None:
    PIN.set(Pin((("127.0.0.1", 80), ("::1", 80))))
    pinned_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 80))).close()
    pinned_socket((socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 80, 0, 0))).close()
    for address in (("127.0.0.2", 80), ("127.0.0.1", 22)):
        with pytest.raises(UncheckedAddressError):
            pinned_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", address))


def test_the_resolver_answers_with_the_pin_whatever_is_asked() -> None:
    async def resolved() -> list[tuple[str, int, int]]:
        PIN.set(Pin((("192.0.2.1", 8080), ("2001:db8::1", 80))))
        return [(found["host"], found["port"], found["family"]) for found in await PinnedResolver().resolve("a.example", 443)]

    assert asyncio.run(resolved()) == [("192.0.2.1", 8080, socket.AF_INET), ("2001:db8::1", 80, socket.AF_INET6)]
