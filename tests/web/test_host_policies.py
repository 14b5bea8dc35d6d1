"""What the settings say of single hosts holds for every request, and what is sent to one host is sent to no other."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.model import Exchange, FailureKind, Purpose
from citeaudit.policies import HostPolicy

Start = Callable[..., Any]
KEY = HostPolicy(host="127.0.0.1", headers=(("Authorization", "Bearer secret"), ("user-agent", "a browser of our own")))


@pytest.mark.parametrize("purpose", [Purpose.PAGE, Purpose.REPEAT, Purpose.BROWSER_LIKE, Purpose.PROBE])
def test_a_host_is_sent_its_headers(stranger: Start, ask: Callable[..., Exchange], purpose: Purpose) -> None:
    server = stranger()
    server.answers("/a", b"x")
    ask(server.url("/a"), purpose, hosts=(KEY,))
    ((_, sent),) = server.asked
    assert (sent["authorization"], sent["user-agent"]) == ("Bearer secret", "a browser of our own")


def test_another_host_is_not_sent_them_and_a_way_back_is(stranger: Start, ask: Callable[..., Exchange]) -> None:
    ours, others = stranger("127.0.0.1"), stranger("127.0.0.2")
    ours.answers("/a", status=302, Location=others.url("/b"))
    others.answers("/b", status=302, Location=ours.url("/c"))
    ours.answers("/c", b"x")
    exchange = ask(ours.url("/a"), hosts=(KEY,))
    assert exchange.status == 200
    assert ["authorization" in headers for _, headers in ours.asked] == [True, True]
    assert ["authorization" in headers for _, headers in others.asked] == [False]
    assert "secret" not in repr(exchange)


def test_one_port_of_a_host_may_be_meant(stranger: Start, ask: Callable[..., Exchange]) -> None:
    meant, beside = stranger(), stranger()
    policy = HostPolicy(host=f"127.0.0.1:{meant.port}", headers=(("X-Key", "k"),))
    for server in (meant, beside):
        server.answers("/a", b"x")
        ask(server.url("/a"), hosts=(policy,))
    assert ["x-key" in server.asked[0][1] for server in (meant, beside)] == [True, False]


def test_nothing_is_sent_to_a_host_whose_certificate_does_not_hold(stranger: Start, ask: Callable[..., Exchange], tls: ssl.SSLContext) -> None:
    server = stranger(tls=tls)
    server.answers("/a", b"x")
    assert ask(server.url("/a"), Purpose.UNVERIFIED, hosts=(KEY,)).status == 200
    ((_, sent),) = server.asked
    assert "authorization" not in sent


def test_a_redirect_does_not_lead_to_a_host_that_is_left_alone(stranger: Start, ask: Callable[..., Exchange]) -> None:
    server, alone = stranger("127.0.0.1"), stranger("127.0.0.2")
    server.answers("/a", status=302, Location=alone.url("/b"))
    exchange = ask(server.url("/a"), hosts=(HostPolicy(host="127.0.0.2", skip="they wrote to us"),))
    assert exchange.failure is not None
    assert (exchange.failure.kind, exchange.failure.detail) == (FailureKind.SKIPPED, "they wrote to us")
    assert alone.asked == []
