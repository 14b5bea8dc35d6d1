"""What a request to a named service carries, whom it trusts, which way it goes, and what its errors mean."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, FailureKind, Phase, Purpose, Request
from citeaudit.settings import Settings
from citeaudit.web.line import Line

Stranger = Any
"""A server as the fixture `stranger` starts it."""

Asking = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]


@pytest.fixture(autouse=True)
def direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("http_proxy", "https_proxy", "no_proxy", "requests_ca_bundle", "ssl_cert_file"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.upper(), raising=False)


@pytest.fixture
def asking() -> Iterator[Asking]:
    """Asks URLs in one session, the last answer counts: `asking(url, …, **settings)`."""
    with ExitStack() as lines:

        def ask(*urls: str, **settings: Any) -> Exchange:
            line = Line("cdx", Settings(**settings))
            lines.callback(line.close)
            return [line.ask(Request(url=url, purpose=Purpose.API), datetime(2031, 5, 4, tzinfo=UTC)) for url in urls][-1]

        yield ask


def test_who_asks_is_told_and_nothing_is_sent_besides(
    stranger: Callable[..., Stranger], asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = stranger()
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ann password sesame")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    # Said, so that the second request is not sent into a connection that is being closed.
    service.answers("/cdx", Set_Cookie="session=1; Path=/", Connection="close")
    asking(service.url("/cdx"), service.url("/cdx"), contact="ann@paper.example\r\nX-Injected: 1")
    _, headers = service.asked[1]
    assert headers["user-agent"].startswith("citeaudit/")
    assert "(+ann@paper.example" in headers["user-agent"]
    assert not {"cookie", "x-injected", "authorization"} & set(headers)


def test_credentials_of_an_endpoint_are_used_and_not_shown(stranger: Callable[..., Stranger], asking: Asking) -> None:
    service = stranger()
    service.answers("/cdx", status=302, Location="http://ann:sesame@127.0.0.1/else")
    url = service.url("/cdx")
    seen = asking(url.replace("//", "//ann:sesame@"))
    assert service.asked[0][1]["authorization"].startswith("Basic ")
    assert (seen.request.url, seen.final_url, seen.hops[0].location) == (url, url, "http://127.0.0.1/else")
    assert "sesame" not in repr(seen)


@pytest.mark.parametrize(
    ("url", "failure"),
    [
        pytest.param("http://127.0.0.1:1/cdx", (FailureKind.CONNECTION_REFUSED, Phase.CONNECT), id="refused"),
        pytest.param("http://no-such-host.invalid/cdx", (FailureKind.NO_SUCH_NAME, Phase.DNS), id="no-such-name"),
        pytest.param("http://busy-resolver.invalid/cdx", (FailureKind.NAME_UNSURE, Phase.DNS), id="resolver-is-busy"),
        pytest.param("http://no-route.invalid/cdx", (FailureKind.UNREACHABLE, Phase.CONNECT), id="no-route"),
        pytest.param("http://127.0.0.1:99999/cdx", (FailureKind.INVALID_URL, Phase.URL), id="bad-port"),
        pytest.param("gopher://127.0.0.1/cdx", (FailureKind.OTHER_SCHEME, Phase.URL), id="another-scheme"),
    ],
)
def test_where_nobody_can_be_asked(
    asking: Asking, monkeypatch: pytest.MonkeyPatch, outcome: Outcome, url: str, failure: tuple[FailureKind, Phase]
) -> None:
    says = {
        "no-such-host.invalid": socket.gaierror(socket.EAI_NONAME, "Name or service not known"),
        "busy-resolver.invalid": socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"),
        "no-route.invalid": OSError(113, "No route to host"),
    }
    known = socket.getaddrinfo

    def resolver(host: str, *rest: Any, **more: Any) -> Any:
        if host in says:
            raise says[host]
        return known(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    seen = asking(url)
    assert (outcome(seen), seen.status) == (failure, 0)


def test_a_connection_that_nobody_takes_is_silence(asking: Asking, outcome: Outcome, black_hole: str) -> None:
    assert outcome(asking(black_hole, connect_s=0.2)) == (FailureKind.SILENT, Phase.CONNECT)


def test_a_certificate_counts_by_the_trust_of_the_environment(
    stranger: Callable[..., Stranger], tls: ssl.SSLContext, certificate: Path, asking: Asking, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    mirror = stranger(tls=tls)
    mirror.answers("/cdx", b"[]")
    assert outcome(asking(mirror.url("/cdx"))) == (FailureKind.CERTIFICATE, Phase.TLS)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    assert asking(mirror.url("/cdx")).answer == "[]"


def test_certificates_that_cannot_be_read_stop_the_run(asking: Asking, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "missing.pem"))
    with pytest.raises(UsageError, match="REQUESTS_CA_BUNDLE"):
        asking("https://127.0.0.1:1/")


def test_a_port_without_tls_is_a_tls_failure(stranger: Callable[..., Stranger], asking: Asking, outcome: Outcome) -> None:
    plain = stranger(raw=lambda connection: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"))
    assert outcome(asking(plain.url("/cdx").replace("http:", "https:"))) == (FailureKind.TLS, Phase.TLS)


def test_the_proxy_of_the_environment_is_asked(
    stranger: Callable[..., Stranger], asking: Asking, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = stranger()
    proxy.answers("http://archive.example/cdx", b'["by proxy"]')
    monkeypatch.setenv("http_proxy", proxy.url("").replace("//", "//ann:sesame@"))
    seen = asking("http://archive.example/cdx")
    assert (seen.answer, seen.peer) == ('["by proxy"]', f"proxy {proxy.url('')}")
    assert proxy.asked[0][1]["proxy-authorization"].startswith("Basic ")


def test_behind_a_tunnel_the_same_certificates_are_trusted(
    stranger: Callable[..., Stranger], tls: ssl.SSLContext, certificate: Path, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tunnel(connection: socket.socket) -> None:
        assert connection.recv(65536).startswith(b"CONNECT stranger.example:443 ")
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with tls.wrap_socket(connection, server_side=True) as inner:
            inner.recv(65536)
            inner.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")

    monkeypatch.setenv("https_proxy", stranger(raw=tunnel).url(""))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    assert asking("https://stranger.example/cdx").answer == "[]"


def test_a_proxy_that_cannot_be_reached_is_a_failure_of_the_proxy(asking: Asking, outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert outcome(asking("http://archive.example/cdx")) == (FailureKind.PROXY, Phase.PROXY)


def test_a_tunnel_that_the_proxy_refuses_is_a_failure_of_the_proxy(
    stranger: Callable[..., Stranger], asking: Asking, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = stranger()
    proxy.answers("archive.example:443", status=502)
    monkeypatch.setenv("https_proxy", proxy.url(""))
    assert outcome(asking("https://archive.example/cdx")) == (FailureKind.PROXY, Phase.PROXY)


# ---------------------------------------------------------------- addresses of one's own network


@pytest.fixture
def asking_public(monkeypatch: pytest.MonkeyPatch) -> Iterator[Asking]:
    """Asks one URL in a session that may ask the open internet only."""
    with ExitStack() as lines:

        def ask(url: str) -> Exchange:
            line = Line("mediawiki", Settings(), only_public=True)
            lines.callback(line.close)
            return line.ask(Request(url=url, purpose=Purpose.API), datetime(2031, 5, 4, tzinfo=UTC))

        yield ask


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://0x7f.1:1/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://192.168.0.9/w/api.php",
        "https://169.254.169.254/latest/meta-data",
    ],
)
def test_a_private_address_is_not_asked(asking_public: Asking, outcome: Outcome, url: str) -> None:
    assert outcome(asking_public(url)) == (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS)


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_name_that_leads_to_a_private_address_hears_not_a_word(
    stranger: Callable[..., Stranger], tls: ssl.SSLContext, asking_public: Asking, outcome: Outcome, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    server = stranger(tls=tls if encrypted else None)
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: look_up("127.0.0.1", *rest, **named))
    seen = asking_public(server.url("/w/api.php", host="wiki.example"))
    assert outcome(seen) == (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS)
    assert seen.failure is not None
    assert (seen.failure.detail, server.asked) == ("127.0.0.1", [])


def test_a_proxy_may_be_private_but_not_where_it_is_told_to_go(
    stranger: Callable[..., Stranger], asking_public: Asking, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = stranger()
    proxy.answers("http://wiki.example/w/api.php", b"{}")
    monkeypatch.setenv("http_proxy", proxy.url(""))
    assert asking_public("http://wiki.example/w/api.php").status == 200
    for inner in ("http://wiki/w/api.php", "http://wiki.local/w/api.php", "http://10.0.0.1/"):
        assert outcome(asking_public(inner)) == (FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS)
    assert proxy.paths() == ["http://wiki.example/w/api.php"]
