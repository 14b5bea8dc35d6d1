"""Where answers lead: redirects walked by hand, loops, cookies, quick refreshes; the rules pure, the rest against a real server."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.model import Exchange, Failure, FailureKind, Hop, Phase, Purpose, Request
from citeaudit.web.hops import Seen, next_target
from citeaudit.web.target import Target, read_target

Start = Callable[..., Any]
Ask = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]


def seen(location: str, status: int = 302) -> Seen:
    return Seen(exchange=Exchange(request=Request(url="x"), status=status, asked_at=datetime(2026, 1, 1, tzinfo=UTC)), location=location)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://b.example/x", "https://b.example/x"),
        ("/x?y=1#part", "http://a.example/x?y=1"),
        ("x", "http://a.example/folder/x"),
        ("//b.example", "http://b.example/"),
        ("?page=2", "http://a.example/folder/page?page=2"),
        ("/a b", "http://a.example/a%20b"),
        ("/ü", "http://a.example/%C3%BC"),
        ("/\udcfc", "http://a.example/%FC"),
        ("http://user:secret@b.example/", "http://b.example/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("  /x\t", "http://a.example/x"),
    ],
)
def test_a_location_leads_on(location: str, expected: str) -> None:
    base = read_target("http://a.example/folder/page")
    assert isinstance(base, Target)
    onward = next_target(seen(location), base)
    assert isinstance(onward, Target)
    assert onward.url == expected


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("", FailureKind.BAD_LOCATION),
        ("#part", FailureKind.BAD_LOCATION),
        ("http://", FailureKind.BAD_LOCATION),
        ("https:", FailureKind.BAD_LOCATION),
        ("http://[::1", FailureKind.BAD_LOCATION),
        ("http://b.example:99999/", FailureKind.BAD_LOCATION),
        ("http://xn--a b.example/", FailureKind.BAD_LOCATION),
        ("ftp://b.example/", FailureKind.OTHER_SCHEME),
        ("file:///etc/passwd", FailureKind.OTHER_SCHEME),
        ("javascript:history.back()", FailureKind.OTHER_SCHEME),
        ("mailto:a@b.example", FailureKind.OTHER_SCHEME),
    ],
)
def test_a_location_that_nobody_can_follow(location: str, kind: FailureKind) -> None:
    base = read_target("http://a.example/")
    assert isinstance(base, Target)
    onward = next_target(seen(location), base)
    assert isinstance(onward, Failure)
    assert (onward.kind, onward.phase) == (kind, Phase.REDIRECT)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_told(status: int, stranger: Start, ask: Ask) -> None:
    server, other = stranger(), stranger("127.0.0.2")
    server.answers("/a", status=status, Location="/b")
    server.answers("/b", status=302, Location=other.url("/c").replace("//", "//user:secret@"))
    other.answers("/c", b"<title>A page")
    exchange = ask(server.url("/a"))
    assert exchange.hops == (
        Hop(url=server.url("/a"), status=status, location="/b"),
        Hop(url=server.url("/b"), status=302, location=other.url("/c")),
    )
    assert (exchange.status, exchange.final_url, exchange.peer, exchange.failure) == (200, other.url("/c"), "127.0.0.2", None)
    assert exchange.request.url == server.url("/a")
    assert "authorization" not in other.asked[0][1]


@pytest.mark.parametrize("status", [200, 300, 304, 404, 503, 999])
def test_any_other_status_is_an_answer(status: int, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", b"" if status == 304 else b"<title>A page", status, Location="/b")
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.hops, server.paths()) == (status, None, (), ["/a"])


def test_the_body_of_a_redirect_is_never_read(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does("/a", lambda line: [line.send(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n"), line.flood(b"x" * 10_000)])
    server.answers("/b", b"x")
    assert ask(server.url("/a")).status == 200


def test_a_loop_is_told_by_url_and_cookies(stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    server.answers("/a", status=302, Location="/b")
    server.answers("/b", status=302, Location="/a")
    exchange = ask(server.url("/a"))
    assert outcome(exchange) == (FailureKind.REDIRECT_LOOP, Phase.REDIRECT)
    assert (exchange.status, exchange.final_url) == (302, server.url("/b"))
    assert [hop.location for hop in exchange.hops] == ["/b", "/a"]
    assert server.paths() == ["/a", "/b"]


def test_a_redirect_to_itself_that_sets_a_cookie_is_no_loop(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does(
        "/a",
        lambda line: line.send(
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
            if line.headers.get("cookie") == "seen=yes"
            else b"HTTP/1.1 302 Found\r\nSet-Cookie: seen=yes; Path=/\r\nLocation: /a\r\n\r\n"
        ),
    )
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, len(exchange.hops)) == (200, None, 1)


def test_cookies_do_not_outlive_an_exchange(stranger: Start, engine: Start) -> None:
    server = stranger()
    server.answers("/a", b"x", Set_Cookie="seen=yes; Path=/")
    following = iter([Request(url=server.url("/a"), purpose=Purpose.REPEAT), None])
    ((_, exchanges),) = engine().fetch_many([Request(url=server.url("/a"))], lambda chain: next(following))
    assert [exchange.status for exchange in exchanges] == [200, 200]
    assert all("cookie" not in headers for _, headers in server.asked)


def test_ten_redirects_are_followed_and_no_more(stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    for number in range(11):
        server.answers(f"/{number}", status=302, Location=f"/{number + 1}")
    server.answers("/11", b"x")
    assert ask(server.url("/1")).status == 200
    exchange = ask(server.url("/0"))
    assert outcome(exchange) == (FailureKind.TOO_MANY_HOPS, Phase.REDIRECT)
    assert len(exchange.hops) == 11


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("ftp://a.example/file", FailureKind.OTHER_SCHEME),
        ("mailto:a@b.example", FailureKind.OTHER_SCHEME),
        ("//a.example/x", FailureKind.INVALID_URL),
        ("www.a.example/x", FailureKind.INVALID_URL),
        ("http:///x", FailureKind.INVALID_URL),
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str, kind: FailureKind, ask: Ask, outcome: Outcome) -> None:
    exchange = ask(url)
    assert outcome(exchange) == (kind, Phase.URL)
    assert exchange.final_url == url


def test_credentials_never_reach_an_exchange_or_a_server(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", b"x")
    exchange = ask(server.url("/a").replace("//", "//user:secret@"))
    assert "secret" not in repr(exchange)
    assert exchange.request.url == exchange.final_url == server.url("/a")
    assert "authorization" not in server.asked[0][1]


@pytest.mark.parametrize("location", [r"http:\\user:secret@127.0.0.2:1\x", "//user:sec ret@127.0.0.2:1/x", "ht\ttp://user:secret@127.0.0.2:1/x"])
def test_credentials_of_an_oddly_written_redirect_are_not_kept(location: str, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", status=302, Location=location)
    exchange = ask(server.url("/a"))
    assert exchange.final_url == "http://127.0.0.2:1/x"
    assert "user" not in repr(exchange)


def test_the_deadline_is_one_for_all_hops(stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server, half = stranger(), threading.Event()
    server.does("/a", lambda line: [half.wait(1.2), line.send(b"HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n")])
    server.does("/b", lambda line: [half.wait(1.2), line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")])
    exchange = ask(server.url("/a"), deadline_s=2)
    assert outcome(exchange) == (FailureKind.DEADLINE, Phase.HEADERS)
    assert (exchange.status, exchange.final_url, len(exchange.hops)) == (0, server.url("/b"), 1)


@pytest.mark.parametrize("purpose", [Purpose.PAGE, Purpose.NAME])
def test_the_deadline_ends_a_look_up_too(purpose: Purpose, monkeypatch: pytest.MonkeyPatch, ask: Ask, outcome: Outcome) -> None:
    over = threading.Event()

    def hang(host: str, port: int, **kinds: int) -> object:
        over.wait(60)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    exchange = ask("http://a.example/", purpose, deadline_s=0.2, connect_s=30)
    over.set()
    assert outcome(exchange) == (FailureKind.NAME_UNSURE, Phase.DNS)
    assert exchange.took_s < 30


# ---------------------------------------------------------------- pages that lead on by themselves


def test_a_quick_refresh_is_a_redirect(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", b'<meta http-equiv="refresh" content="0; url=/b">')
    server.answers("/b", b"<title>The page")
    exchange = ask(server.url("/a"))
    assert exchange.hops == (Hop(url=server.url("/a"), status=200, location="/b"),)
    assert (exchange.final_url, exchange.page and exchange.page.title) == (server.url("/b"), "The page")


@pytest.mark.parametrize(
    ("refresh", "status"),
    [
        pytest.param("6; url=/b", 200, id="slow"),
        pytest.param("0; url=/a", 200, id="to itself"),
        pytest.param("0; url=javascript:x()", 200, id="to no web address"),
        pytest.param("3", 200, id="to nowhere"),
        pytest.param("0; url=/b", 404, id="of an error page"),
    ],
)
def test_any_other_refresh_is_an_answer(refresh: str, status: int, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", f'<title>A page</title><meta http-equiv="refresh" content="{refresh}">'.encode(), status)
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.hops) == (status, None, ())
    assert exchange.page is not None
    assert exchange.page.title == "A page"


# ---------------------------------------------------------------- controls


def test_for_a_control_any_answer_counts(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does("/a", lambda line: [line.send(b"HTTP/1.1 302 Found\r\nLocation: ftp://x/\r\n\r\n"), line.hold()])
    server.does("/b", lambda line: [line.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"), line.hold()])
    for path, status in (("/a", 302), ("/b", 200)):
        exchange = ask(server.url(path), Purpose.CONTROL)
        assert (exchange.status, exchange.failure) == (status, None)


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        pytest.param(302, {"Location": "{live}"}, b"", id="captured-redirect"),
        pytest.param(200, {}, b'<!doctype html><meta http-equiv="refresh" content="0;url={live}">', id="captured-refresh"),
    ],
)
def test_a_snapshot_that_leads_out_of_the_archive_is_not_followed(
    status: int, headers: dict[str, str], body: bytes, stranger: Start, ask: Ask
) -> None:
    """What the web has there today says nothing of the capture, and may be asked by nobody."""
    archive, live = stranger(), stranger()
    live.answers("/page", b"a page of today")
    there = live.url("/page")
    sent = {name: value.format(live=there) for name, value in headers.items()}
    archive.answers("/web/2015id_/http://a.example/", body.replace(b"{live}", there.encode()), status, **sent)
    exchange = ask(archive.url("/web/2015id_/http://a.example/"), Purpose.REPLAY, wayback_url=archive.url(""))
    assert (exchange.status, [hop.location for hop in exchange.hops]) == (status, [there])
    assert live.paths() == []
