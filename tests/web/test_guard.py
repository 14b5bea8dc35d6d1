"""What may be asked at all: private addresses, names that lead to them, exempt endpoints, proxies. Asked through the engine."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citeaudit.model import Exchange, FailureKind, Phase, Purpose, Request
from citeaudit.policies import HostPolicy
from citeaudit.urls import port_of

Start = Callable[..., Any]
Ask = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]
Resolves = Callable[..., list[str]]

REFUSED = (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS)


@pytest.fixture
def resolves(monkeypatch: pytest.MonkeyPatch) -> Resolves:
    """Replaces the system's resolver: `resolves({name: [addresses] or error})`; gives the list of the names that were asked."""

    def replace(answers: dict[str, Any]) -> list[str]:
        asked: list[str] = []

        def getaddrinfo(host: str, port: int, **kinds: int) -> list[tuple[Any, ...]]:
            asked.append(host)
            answer = answers[host]
            if isinstance(answer, Exception):
                raise answer
            return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in answer]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        return asked

    return replace


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "169.254.169.254", "localhost", "x.LOCALHOST."]
)
def test_literals_and_localhost_are_refused_without_a_look_up(host: str, resolves: Resolves, ask: Ask, outcome: Outcome) -> None:
    asked = resolves({})
    assert outcome(ask(f"http://{host}/", allow_private=False)) == REFUSED
    assert asked == []


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1111", "::1"]], ids=["only private", "one of two", "one of two, IPv6"]
)
def test_a_name_with_any_private_address_is_refused_and_nobody_is_asked(
    addresses: list[str], stranger: Start, resolves: Resolves, ask: Ask, outcome: Outcome
) -> None:
    server = stranger()
    resolves({"public.example": addresses})
    exchange = ask(server.url("/a", "public.example"), allow_private=False)
    assert outcome(exchange) == REFUSED
    assert (exchange.status, server.paths()) == (0, [])


def test_a_redirect_to_a_private_address_is_refused(stranger: Start, resolves: Resolves, engine: Start, outcome: Outcome) -> None:
    server = stranger()
    server.answers("/a", status=302, Location="http://127.0.0.1:22/")
    resolves({"archive.example": ["127.0.0.1"]})
    asking = [Request(url=server.url("/a", "archive.example"), purpose=Purpose.REPLAY)]
    ((_, (exchange,)),) = engine(allow_private=False, exempt=frozenset([("archive.example", port_of(server.url("/")))])).fetch_many(
        asking, lambda chain: None
    )
    assert outcome(exchange) == REFUSED
    assert (exchange.final_url, exchange.status, exchange.hops[0].status) == ("http://127.0.0.1:22/", 0, 302)


@pytest.mark.parametrize(
    ("purpose", "expected"), [(Purpose.REPLAY, None), (Purpose.CONTROL, None), (Purpose.PAGE, REFUSED), (Purpose.BROWSER_LIKE, REFUSED)]
)
def test_endpoints_of_the_user_may_be_private_for_replays_and_controls(
    purpose: Purpose, expected: object, stranger: Start, engine: Start, outcome: Outcome
) -> None:
    server = stranger()
    server.answers("/a", b"x")
    asking = [Request(url=server.url("/a"), purpose=purpose)]
    ours = frozenset([("127.0.0.1", port_of(server.url("/")))])
    ((_, (exchange,)),) = engine(allow_private=False, exempt=ours).fetch_many(asking, lambda chain: None)
    assert outcome(exchange) == expected


def test_a_private_endpoint_opens_no_other_port_of_its_host(stranger: Start, engine: Start, outcome: Outcome) -> None:
    endpoint, other = stranger(), stranger()
    asking = [Request(url=other.url("/a"), purpose=Purpose.REPLAY)]
    ours = frozenset([("127.0.0.1", port_of(endpoint.url("/")))])
    ((_, (exchange,)),) = engine(allow_private=False, exempt=ours).fetch_many(asking, lambda chain: None)
    assert (outcome(exchange), other.paths()) == (REFUSED, [])


@pytest.mark.parametrize(("is_set", "paths"), [(True, ["/a"]), (False, [])])
def test_a_host_that_is_skipped_is_asked_for_snapshots_only_as_the_archive_of_the_settings(
    is_set: bool, paths: list[str], stranger: Start, engine: Start
) -> None:
    server = stranger()
    server.answers("/a", b"x")
    skipped = (HostPolicy(host="127.0.0.1", skip="as its owner asked"),)
    chosen = {"wayback_url": server.url("")} if is_set else {}
    asking = [Request(url=server.url("/a"), purpose=Purpose.REPLAY)]
    list(engine(hosts=skipped, **chosen).fetch_many(asking, lambda chain: None))
    assert server.paths() == paths


def test_the_address_that_was_looked_up_is_the_one_connected_to(stranger: Start, resolves: Resolves, ask: Ask) -> None:
    server = stranger("127.0.0.3")
    server.answers("/a", status=302, Location="/b")
    server.answers("/b", b"x")
    asked = resolves({"a.example": ["127.0.0.3"]})
    exchange = ask(server.url("/a", "a.example"))
    assert (exchange.status, exchange.peer) == (200, "127.0.0.3")
    assert asked == ["a.example"], "one answer a name and run"
    assert server.asked[0][1]["host"] == f"a.example:{server.port}"


def test_a_name_without_any_address_does_not_exist(resolves: Resolves, ask: Ask, outcome: Outcome) -> None:
    resolves({"a.example": []})
    assert outcome(ask("http://a.example/")) == (FailureKind.NO_SUCH_NAME, Phase.DNS)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("answer", "settings", "expected"),
    [
        pytest.param(["8.8.8.8"], {"allow_private": False}, None, id="exists"),
        pytest.param(["10.0.0.1"], {"allow_private": False}, REFUSED, id="private"),
        pytest.param(["10.0.0.1"], {}, None, id="private, and may be"),
        pytest.param(socket.gaierror(socket.EAI_NONAME, "x"), {}, (FailureKind.NO_SUCH_NAME, Phase.DNS), id="does not exist"),
        pytest.param(socket.gaierror(socket.EAI_AGAIN, "x"), {}, (FailureKind.NAME_UNSURE, Phase.DNS), id="cannot tell"),
    ],
)
def test_a_look_up_only_asks_for_the_name(
    answer: object, settings: dict[str, bool], expected: object, resolves: Resolves, ask: Ask, outcome: Outcome
) -> None:
    resolves({"a.example": answer})
    exchange = ask("http://a.example/x", Purpose.NAME, **settings)
    assert outcome(exchange) == expected
    assert (exchange.status, exchange.peer) == (0, "")


# ---------------------------------------------------------------- proxies


@pytest.fixture
def proxy(stranger: Start, engine: Start, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A stranger that is our proxy."""
    server = stranger()
    for scheme in ("HTTP", "HTTPS"):
        monkeypatch.setenv(f"{scheme}_PROXY", f"http://user:secret@127.0.0.1:{server.port}")
    return server


def test_behind_a_proxy_names_are_left_to_it(proxy: Any, resolves: Resolves, ask: Ask) -> None:
    asked = resolves({})
    proxy.answers("http://a.example/x", b"<title>A page")
    exchange = ask("http://a.example/x", allow_private=False)
    assert (exchange.status, exchange.peer, asked) == (200, "proxy 127.0.0.1", [])
    assert proxy.asked[0][1]["proxy-authorization"].startswith("Basic ")
    assert "secret" not in repr(exchange)


def test_through_a_tunnel_the_certificate_still_counts(
    proxy: Any, tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask, outcome: Outcome
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    proxy.tunnels("stranger.example:443", tls)
    proxy.tunnels("other.example:443", tls)
    proxy.answers("/x", b"x")
    assert ask("https://stranger.example/x", allow_private=False).status == 200
    assert outcome(ask("https://other.example/x", allow_private=False)) == (FailureKind.CERTIFICATE, Phase.TLS)


@pytest.mark.parametrize("host", ["127.0.0.1", "10.0.0.1", "localhost", "intranet", "db.internal"])
def test_behind_a_proxy_literals_and_names_of_the_own_network_are_refused(host: str, proxy: Any, ask: Ask, outcome: Outcome) -> None:
    assert outcome(ask(f"http://{host}/", allow_private=False)) == REFUSED
    assert proxy.paths() == []


@pytest.mark.parametrize(("url", "told"), [("https://a.example/", "a.example:443"), ("http://a.example/", "http://a.example/")])
def test_the_refusal_of_the_proxy_is_no_answer_of_the_source(url: str, told: str, proxy: Any, ask: Ask, outcome: Outcome) -> None:
    proxy.answers(told, b"who are you", 407)
    assert outcome(ask(url)) == (FailureKind.PROXY, Phase.PROXY)


@pytest.mark.parametrize(
    ("status", "headers"),
    [(502, {}), (504, {}), (503, {"X_Squid_Error": "ERR_CONNECT_FAIL 111"}), (500, {"Proxy_Status": "one.example; error=connection_refused"})],
)
def test_an_error_of_the_proxy_is_no_answer_of_the_source(status: int, headers: dict[str, str], proxy: Any, ask: Ask, outcome: Outcome) -> None:
    proxy.answers("http://a.example/", b"<title>Proxy error", status, **headers)
    assert outcome(ask("http://a.example/")) == (FailureKind.PROXY, Phase.PROXY)


def test_through_a_tunnel_an_error_is_the_sources(
    proxy: Any, tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    proxy.tunnels("stranger.example:443", tls)
    proxy.answers("/x", b"<title>Bad gateway", 502)
    exchange = ask("https://stranger.example/x", allow_private=False)
    assert (exchange.status, exchange.failure) == (502, None)


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "http://nowhere.example:1"])
def test_a_proxy_that_cannot_be_used(
    address: str, engine: Start, resolves: Resolves, monkeypatch: pytest.MonkeyPatch, ask: Ask, outcome: Outcome
) -> None:
    resolves({"nowhere.example": socket.gaierror(socket.EAI_NONAME, "x")})
    monkeypatch.setenv("HTTP_PROXY", address)
    assert outcome(ask("http://a.example/")) == (FailureKind.PROXY, Phase.PROXY)


def test_behind_a_proxy_a_look_up_cannot_tell(proxy: Any, ask: Ask, outcome: Outcome) -> None:
    assert outcome(ask("http://a.example/", Purpose.NAME)) == (FailureKind.NAME_UNSURE, Phase.DNS)
