"""What goes wrong before an answer's headers are in, in our words: every test asks a real server that misbehaves."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from citeaudit.model import Exchange, FailureKind, Phase, Purpose
from citeaudit.web.failures import failure_of

Start = Callable[..., Any]
Ask = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]

# ---------------------------------------------------------------- before the headers are in


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        pytest.param(lambda line: line.reset(), FailureKind.RESET, id="reset"),
        pytest.param(lambda line: None, FailureKind.RESET, id="closed without a word"),
        pytest.param(lambda line: line.send(b"HTTP/1.1 200 OK\r\nServer: x"), FailureKind.RESET, id="closed inside the headers"),
        pytest.param(lambda line: line.send(b"SSH-2.0-OpenSSH_9.2\r\n"), FailureKind.BROKEN_HTTP, id="no HTTP"),
        pytest.param(
            lambda line: line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"), FailureKind.BROKEN_HTTP, id="two lengths"
        ),
        pytest.param(lambda line: line.send(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"), FailureKind.BROKEN_HTTP, id="negative length"),
        pytest.param(
            lambda line: line.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), FailureKind.BROKEN_HTTP, id="bad first chunk"
        ),
        pytest.param(lambda line: line.send(b"HTTP/1.1 200 OK\r\nX: \0\r\n\r\n"), FailureKind.BROKEN_HTTP, id="NUL in a header"),
        pytest.param(lambda line: line.send(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"), FailureKind.BROKEN_HTTP, id="huge header"),
        pytest.param(lambda line: line.flood(b"x"), FailureKind.BROKEN_HTTP, id="endless first line"),
    ],
)
def test_broken_before_the_headers_are_in(behaviour: Callable[[Any], None], kind: FailureKind, stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    server.does("/a", behaviour)
    exchange = ask(server.url("/a"))
    assert outcome(exchange) == (kind, Phase.HEADERS)
    assert exchange.status == 0
    assert exchange.peer == "127.0.0.1"
    assert server.paths() == ["/a"], "asked once: nothing is sent again behind our back"


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(lambda line: line.hold(), id="silence"),
        pytest.param(lambda line: [line.send(b"HTTP/1.1 200 OK\r\nX: "), line.drip(b"x")], id="slow headers"),
        pytest.param(lambda line: line.drip(b"HTTP/1.1 100 Continue\r\n\r\n"), id="100 without end"),
        pytest.param(lambda line: line.drip(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), id="103 without end"),
    ],
)
def test_the_deadline_ends_whatever_goes_on_before_the_headers(behaviour: Callable[[Any], None], stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    server.does("/a", behaviour)
    exchange = ask(server.url("/a"), deadline_s=1)
    assert outcome(exchange) == (FailureKind.DEADLINE, Phase.HEADERS)
    assert server.hung_up.acquire(timeout=10), "the connection is closed"


# ---------------------------------------------------------------- connecting


def test_a_refused_connection(ask: Ask, outcome: Outcome) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    exchange = ask(f"http://127.0.0.1:{port}/")
    assert outcome(exchange) == (FailureKind.CONNECTION_REFUSED, Phase.CONNECT)
    assert exchange.peer == ""


def test_a_host_that_does_not_take_connections_is_silent(black_hole: str, ask: Ask, outcome: Outcome) -> None:
    assert outcome(ask(black_hole, connect_s=0.2)) == (FailureKind.SILENT, Phase.CONNECT)


def test_the_deadline_while_connecting(black_hole: str, ask: Ask, outcome: Outcome) -> None:
    assert outcome(ask(black_hole, deadline_s=0.2)) == (FailureKind.DEADLINE, Phase.CONNECT)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(OSError(101, "Network is unreachable"), (FailureKind.UNREACHABLE, Phase.CONNECT), id="no way there"),
        pytest.param(TimeoutError(110, "Connection timed out"), (FailureKind.SILENT, Phase.CONNECT), id="given up by the system"),
        pytest.param(OSError("Multiple exceptions: a, b"), (FailureKind.UNREACHABLE, Phase.CONNECT), id="two addresses, two errors"),
        pytest.param(ConnectionResetError(104, "reset"), (FailureKind.RESET, Phase.TLS), id="reset inside the handshake"),
    ],
)
def test_errors_of_connecting_that_a_loopback_cannot_show(error: OSError, expected: tuple[FailureKind, Phase]) -> None:
    key = aiohttp.client_reqrep.ConnectionKey("a.example", 443, True, True, None, None, None)
    failure = failure_of(aiohttp.ClientConnectorError(key, error), Phase.TLS)
    assert (failure.kind, failure.phase) == expected


# ---------------------------------------------------------------- TLS


def test_a_certificate_nobody_vouches_for(stranger: Start, tls: ssl.SSLContext, ask: Ask, outcome: Outcome) -> None:
    exchange = ask(stranger(tls=tls).url("/a"))
    assert outcome(exchange) == (FailureKind.CERTIFICATE, Phase.TLS)
    assert exchange.failure is not None
    assert exchange.failure.detail == "self-signed certificate"


def test_the_bundle_that_the_user_names_is_trusted(
    stranger: Start, tls: ssl.SSLContext, certificate: Path, engine: Start, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    server = stranger(tls=tls)
    server.answers("/a", b"x")
    assert ask(server.url("/a")).status == 200


def test_a_certificate_for_another_host(
    stranger: Start, tls: ssl.SSLContext, certificate: Path, engine: Start, monkeypatch: pytest.MonkeyPatch, ask: Ask, outcome: Outcome
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    exchange = ask(stranger("127.0.0.9", tls).url("/a"))
    assert outcome(exchange) == (FailureKind.CERTIFICATE, Phase.TLS)


def test_without_verification_the_same_server_shows_its_page_and_gets_no_cookie_back(stranger: Start, tls: ssl.SSLContext, ask: Ask) -> None:
    server = stranger("127.0.0.9", tls)
    server.answers("/a", status=302, Location="/b", Set_Cookie="a=1")
    server.answers("/b", b"<title>A page")
    exchange = ask(server.url("/a"), Purpose.UNVERIFIED)
    assert (exchange.status, exchange.page and exchange.page.title) == (200, "A page")
    assert "cookie" not in server.asked[1][1]


def test_an_old_protocol_is_a_failure_of_tls_and_readable_without_verification(
    stranger: Start, tls: ssl.SSLContext, ask: Ask, outcome: Outcome
) -> None:
    tls.set_ciphers("DEFAULT@SECLEVEL=0")
    tls.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
    server = stranger(tls=tls)
    server.answers("/a", b"x")
    assert outcome(ask(server.url("/a"))) == (FailureKind.TLS, Phase.TLS)
    assert ask(server.url("/a"), Purpose.UNVERIFIED).status == 200


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param(lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"), FailureKind.TLS, id="no TLS on the port"),
        pytest.param(lambda connection: connection.recv(1000) and None, FailureKind.RESET, id="closed inside the handshake"),
    ],
)
def test_no_handshake(raw: Callable[[socket.socket], None], kind: FailureKind, stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger(raw=raw)
    assert outcome(ask(server.url("/a").replace("http:", "https:"))) == (kind, Phase.TLS)


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOBUFS])
def test_what_this_machine_lacks_is_not_the_hosts_fault(number: int) -> None:
    failure = failure_of(OSError(number, "told by the system"), Phase.CONNECT)
    assert (failure.kind, failure.phase) == (FailureKind.OUT_OF_FILES, Phase.CONNECT)
