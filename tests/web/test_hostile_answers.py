"""Answers made to hang, break or fill the engine: each ends, within the limits, as an exchange."""

from __future__ import annotations

import gzip
import importlib
import logging
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.model import Exchange, FailureKind, Phase, Request
from citeaudit.web.answers import BODY_LIMIT, header
from citeaudit.web.misbehaving import Behaviour, Line

Start = Callable[..., Any]
Ask = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]

brotli = importlib.import_module("brotli")  # it has no types
zstd = importlib.import_module("backports.zstd")

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PAGE = b"<title>A page</title>"

BROKEN = (FailureKind.BROKEN_HTTP, Phase.HEADERS)
DEADLINE = (FailureKind.DEADLINE, Phase.HEADERS)


def sends(sent: bytes) -> Behaviour:
    return lambda line: line.send(sent)


def floods(head: bytes, piece: bytes) -> Behaviour:
    def flood(line: Line) -> None:
        line.send(head)
        line.flood(piece)

    return flood


def drips(head: bytes, piece: bytes) -> Behaviour:
    def drip(line: Line) -> None:
        line.send(head)
        line.drip(piece)

    return drip


# ---------------------------------------------------------------- before the headers are in


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        pytest.param(sends(b"HTTP/1.1 -200 OK\r\n\r\n"), BROKEN, id="a negative status"),
        pytest.param(sends(b"HTTP/1.1 1000 OK\r\n\r\n"), BROKEN, id="a status of four digits"),
        pytest.param(sends("HTTP/1.1 ٢٠٠ OK\r\n\r\n".encode()), BROKEN, id="a status in Arabic digits"),
        pytest.param(sends(b"ICY 200 OK\r\n\r\n"), BROKEN, id="a radio"),
        pytest.param(sends(b"SSH-2.0-OpenSSH_9\r\n"), BROKEN, id="another protocol"),
        pytest.param(sends(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), BROKEN, id="the preface of HTTP/2"),
        pytest.param(sends(b"HTTP/1.1 200 " + b"x" * 200_000), BROKEN, id="a status line without end"),
        pytest.param(sends(OK + b"X\0: a\r\n\r\n"), BROKEN, id="NUL in the name of a header"),
        pytest.param(sends(OK + b"X: " + b"a" * 70_000 + b"\r\n\r\n"), BROKEN, id="a huge header"),
        pytest.param(floods(OK, b"X: y\r\n"), BROKEN, id="headers without end"),
        pytest.param(floods(OK + b"X: ", b"y" * 65_536), BROKEN, id="one header without end"),
        pytest.param(sends(OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), BROKEN, id="two lengths"),
        pytest.param(sends(OK + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n"), BROKEN, id="a length beyond numbers"),
        pytest.param(sends(OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), BROKEN, id="length and chunks"),
        pytest.param(floods(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"), BROKEN, id="early hints without end"),
        pytest.param(floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), BROKEN, id="100 without end, at full speed"),
        pytest.param(drips(b"HTTP/1.1 200 ", b"O"), DEADLINE, id="a status line in drops"),
        pytest.param(drips(OK, b"X"), DEADLINE, id="a header in drops"),
    ],
)
def test_what_is_no_answer(behaviour: Behaviour, expected: object, stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    server.does("/a", behaviour)
    exchange = ask(server.url("/a"), deadline_s=1.5)
    assert (exchange.status, outcome(exchange)) == (0, expected)


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(b"Content-Type: text/html; charset=" + b" " * 60_000 + b"x", id="a charset behind many spaces"),
        pytest.param(b"Content-Type: text/html; charset=" + b'"' * 60_000, id="a charset of quotes"),
        pytest.param(b"Server: \x1b[31m" + b"a" * 50_000, id="a long name of a server"),
        pytest.param(b"Server: \xff\xfe\xed\xa0\x80", id="bytes that are no text"),
        pytest.param(b"X: a\r\n folded\r\n\tagain", id="folded"),
        pytest.param(b"Retry-After: " + b"9" * 6_000, id="a number beyond floats"),
    ],
)
def test_odd_headers_hide_no_page(header: bytes, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does("/a", sends(b"HTTP/1.1 200 OK\r\n" + header + b"\r\nContent-Type: text/html\r\nContent-Length: 21\r\n\r\n" + PAGE))
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure) == (200, None)
    assert exchange.page is not None
    assert exchange.page.title == "A page"
    assert all(len(value) <= 2_000 for _, value in exchange.headers)


def test_nothing_reads_more_of_a_header_than_is_kept() -> None:
    # The charset behind 60,000 spaces took 50 seconds to be found.
    assert header({"Content-Type": "text/html; charset=" + " " * 60_000 + "x"}, "Content-Type") == f"{'text/html; charset=':2000}"
    assert header({}, "Content-Type") == ""


# ---------------------------------------------------------------- bodies


def _deflated(wbits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join([packer.compress(b" " * 1_000_000) for _ in range(20)]) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        pytest.param("gzip", lambda: _deflated(31), id="gzip"),
        pytest.param("deflate", lambda: _deflated(15), id="deflate"),
        pytest.param("deflate", lambda: _deflated(-15), id="raw deflate"),
        pytest.param("br", lambda: brotli.compress(b" " * 20_000_000, quality=1, lgwin=10), id="br, a small window"),
        pytest.param("zstd", lambda: zstd.compress(b" " * 20_000_000), id="zstd"),
    ],
)
def test_bombs_are_read_up_to_the_cap(encoding: str, bomb: Callable[[], bytes], stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", bomb(), Content_Encoding=encoding)
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.size, exchange.truncated) == (200, None, BODY_LIMIT, True)


@pytest.mark.parametrize(
    ("encoding", "head", "piece"),
    [
        pytest.param("gzip", gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff" * 10_000, id="empty blocks"),
        pytest.param("gzip", b"", gzip.compress(b"") * 1_000, id="empty members"),
        pytest.param("gzip", b"\x1f\x8b\x08\x08\0\0\0\0\0\xff", b"a" * 65_536, id="a file name without end"),
        pytest.param("zstd", b"", bytes.fromhex("502a4d18000000") * 5_000, id="frames to skip"),
        pytest.param("br", b"", b"\x06" * 65_536, id="empty metablocks"),
    ],
)
def test_bodies_that_never_decode_to_anything_end(encoding: str, head: bytes, piece: bytes, stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    server.does("/a", floods(OK + f"Content-Encoding: {encoding}\r\n\r\n".encode() + head, piece))
    exchange = ask(server.url("/a"), deadline_s=2)
    assert (exchange.status, exchange.size) == (200, 0)
    assert outcome(exchange) in ((FailureKind.UNDECODABLE, Phase.BODY), (FailureKind.DEADLINE, Phase.BODY))


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param(b"15\r\n" + PAGE + b"\r\n", id="no end"),
        pytest.param(b"15;" + b"a" * 60_000 + b"\r\n" + PAGE + b"\r\n0\r\n\r\n", id="a long extension"),
        pytest.param(b"15\r\n" + PAGE + b"\r\nzz\r\n", id="a bad size after a good one"),
    ],
)
def test_chunks_are_read_as_far_as_they_go(rest: bytes, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does("/a", sends(CHUNKED + rest))
    exchange = ask(server.url("/a"), deadline_s=5)
    # Where the bad size comes in one piece with the headers, the parser has thrown the status away too.
    assert exchange.status == 0 or (exchange.page is not None and exchange.page.title == "A page")


def test_cookies_that_are_none_reach_nobodys_terminal(stranger: Start, ask: Ask, capfd: pytest.CaptureFixture[str]) -> None:
    server = stranger()
    server.answers("/a", PAGE, Set_Cookie="\x1b[31mspoilt cookie=1")
    # pytest hears everything itself; elsewhere Python writes to stderr what has no handler.
    assert ask(server.url("/a")).status == 200
    assert logging.getLogger("aiohttp").handlers
    assert "spoilt" not in capfd.readouterr().err


# ---------------------------------------------------------------- chains


def test_pages_that_refresh_to_a_new_address_each_time_end(stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    asked: list[str] = []

    def onward(line: Line) -> None:
        asked.append(line.path)
        body = f'<meta http-equiv=refresh content="0;url=/a?{len(asked)}">'.encode()
        line.send(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body)

    server.does("*", onward)
    assert outcome(ask(server.url("/a"))) == (FailureKind.TOO_MANY_HOPS, Phase.REDIRECT)
    assert len(asked) == 11


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param("a=" + "x" * 50_000, id="giant"),
        pytest.param('a="\\012\\015X: y"', id="line breaks in octal"),
        pytest.param("a=b; Max-Age=" + "9" * 5_000, id="kept for ever"),
        pytest.param("a=b; Expires=Fri, 99 Foo 99999 99:99:99", id="no date"),
        pytest.param("a=b; Domain=" + "." * 30_000, id="no domain"),
        pytest.param("a=b" + ";" * 30_000, id="nothing but marks"),
        pytest.param("a=привет", id="no ASCII"),
    ],
)
def test_odd_cookies_stop_nothing(cookie: str, stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", status=302, Location="/b", Set_Cookie=cookie)
    server.answers("/b", PAGE)
    assert ask(server.url("/a")).status == 200
    assert all("x" not in headers for _, headers in server.asked)


def test_one_hostile_host_among_many_delays_no_other(stranger: Start, engine: Start) -> None:
    hostile, kind = stranger("127.0.0.2"), stranger()
    hostile.does("*", floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"))
    kind.answers("*", PAGE)
    asking = [Request(url=server.url(f"/{number}")) for number in range(8) for server in (hostile, kind)]
    seen = [exchanges[0] for _, exchanges in engine().fetch_many(asking, lambda chain: None)]
    assert [exchange.status for exchange in seen if exchange.final_url.startswith(kind.url())] == [200] * 8
    assert {exchange.status for exchange in seen if exchange.final_url.startswith(hostile.url())} == {0}
