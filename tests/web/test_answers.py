"""What is kept of an answer: bodies that never end, break off, explode, or are no page; headers; charsets."""

from __future__ import annotations

import gzip
import hashlib
import importlib
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from multidict import CIMultiDict

from citeaudit.model import Exchange, FailureKind, Phase
from citeaudit.web.answers import BODY_LIMIT, kept_headers, page_of

Start = Callable[..., Any]
Ask = Callable[..., Exchange]
Outcome = Callable[[Exchange], tuple[FailureKind, Phase] | None]

PAGE = b"<!doctype html><title>A page</title><p>Words of a page."


brotli = importlib.import_module("brotli")  # it has no types
zstd = importlib.import_module("backports.zstd")


def test_a_page_is_read_with_what_judges_need_of_it(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", PAGE)
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.truncated) == (200, None, False)
    assert (exchange.content_type, exchange.charset, exchange.peer) == ("text/html", "utf-8", "127.0.0.1")
    assert (exchange.size, exchange.head, exchange.sha256) == (len(PAGE), PAGE[:16], hashlib.sha256(PAGE).hexdigest())
    assert exchange.page is not None
    assert exchange.page.title == "A page"
    assert exchange.asked_at.utcoffset() is not None


def test_an_empty_body(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a")
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.size, exchange.sha256, exchange.page) == (200, None, 0, "", None)


# ---------------------------------------------------------------- bodies without end


def test_an_endless_body_is_read_up_to_the_cap(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.does("/a", lambda line: [line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE), line.flood(b" " * 65_536)])
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.size, exchange.truncated) == (200, None, BODY_LIMIT, True)
    assert exchange.page is not None
    assert exchange.page.title == "A page"
    assert exchange.took_s < 10, "the deadline was not waited for"
    assert server.hung_up.acquire(timeout=10), "the connection is closed"


def test_a_body_of_exactly_the_cap_is_whole(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", b"x" * BODY_LIMIT, Content_Type="text/plain")
    exchange = ask(server.url("/a"))
    assert (exchange.size, exchange.truncated) == (BODY_LIMIT, False)


@pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(lambda line: line.drip(b"x"), id="drip-fed"),
        pytest.param(lambda line: line.hold(), id="stalled"),
        pytest.param(lambda line: line.reset(), id="reset"),
        pytest.param(lambda line: None, id="closed early"),
    ],
)
def test_a_body_that_breaks_off_is_kept_as_far_as_it_came(behaviour: Callable[[Any], object], stranger: Start, ask: Ask) -> None:
    server = stranger()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n"
    server.does("/a", lambda line: [line.send(head + PAGE), behaviour(line)])
    exchange = ask(server.url("/a"), deadline_s=1)
    assert (exchange.status, exchange.failure, exchange.truncated) == (200, None, True)
    assert exchange.page is not None
    assert exchange.page.title == "A page"


def test_a_bad_chunk_in_the_middle_of_a_body(stranger: Start, ask: Ask) -> None:
    server = stranger()
    chunk = PAGE.ljust(0x100000)  # more than is read at once: the headers are in before the bad chunk comes
    sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n" + chunk + b"\r\nzz\r\n"
    server.does("/a", lambda line: line.send(sent))
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.truncated) == (200, None, True)
    assert exchange.took_s < 10, "the deadline was not waited for"
    assert exchange.page is not None
    assert exchange.page.title == "A page"


@pytest.mark.parametrize(
    ("sent", "behaviour", "kind"),
    [
        pytest.param(b"Content-Length: 5", lambda line: line.hold(), FailureKind.DEADLINE, id="stalled"),
        pytest.param(b"Content-Length: 5", lambda line: None, FailureKind.BROKEN_HTTP, id="closed early"),
    ],
)
def test_a_body_of_which_nothing_came(
    sent: bytes, behaviour: Callable[[Any], object], kind: FailureKind, stranger: Start, ask: Ask, outcome: Outcome
) -> None:
    server = stranger()
    server.does("/a", lambda line: [line.send(b"HTTP/1.1 200 OK\r\n" + sent + b"\r\n\r\n"), behaviour(line)])
    exchange = ask(server.url("/a"), deadline_s=1)
    assert outcome(exchange) == (kind, Phase.BODY)
    assert (exchange.status, exchange.size, exchange.truncated) == (200, 0, True)


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("br", brotli.compress),
        ("zstd", zstd.compress),
        ("identity", bytes),
        ("GZIP", gzip.compress),
    ],
)
def test_encodings_that_are_offered_are_read(encoding: str, encode: Callable[[bytes], bytes], stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", encode(PAGE), Content_Encoding=encoding)
    exchange = ask(server.url("/a"))
    assert (exchange.size, exchange.failure) == (len(PAGE), None)
    assert server.asked[0][1]["accept-encoding"] == "br, deflate, gzip, zstd"


@pytest.mark.parametrize(("encoding", "encode"), [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)])
def test_a_bomb_goes_off_up_to_the_cap(encoding: str, encode: Callable[[bytes], bytes], stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", encode(bytes(16 * BODY_LIMIT)), Content_Encoding=encoding)
    exchange = ask(server.url("/a"))
    assert (exchange.status, exchange.failure, exchange.size, exchange.truncated) == (200, None, BODY_LIMIT, True)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        pytest.param("compress", b"\x1f\x9d\x90", id="unknown"),
        pytest.param("gzip, gzip", gzip.compress(gzip.compress(PAGE)), id="nested"),
        pytest.param("gzip", PAGE, id="not what it says"),
    ],
)
def test_an_encoding_that_cannot_be_read(encoding: str, body: bytes, stranger: Start, ask: Ask, outcome: Outcome) -> None:
    server = stranger()
    server.answers("/a", body, Content_Encoding=encoding)
    exchange = ask(server.url("/a"))
    assert outcome(exchange) == (FailureKind.UNDECODABLE, Phase.BODY)
    assert (exchange.status, exchange.size, exchange.page) == (200, 0, None)


# ---------------------------------------------------------------- pages and headers


@pytest.mark.parametrize(
    ("body", "content_type", "title"),
    [
        pytest.param(PAGE, "text/html", "A page", id="html"),
        pytest.param(PAGE, "Application/XHTML+xml; charset=utf-8", "A page", id="xhtml"),
        pytest.param(b"\n <title>A page", "", "A page", id="markup without a type"),
        pytest.param(b"%PDF-1.7 <title>A page", "text/html", None, id="a PDF called html"),
        pytest.param(PAGE, "text/plain", None, id="text"),
        pytest.param(b"words", "", None, id="no type, no markup"),
        pytest.param(b"", "text/html", None, id="nothing"),
    ],
)
def test_only_markup_is_read_as_a_page(body: bytes, content_type: str, title: str | None) -> None:
    page, _ = page_of(body, content_type)
    assert (page.title if page else None) == title


@pytest.mark.parametrize(
    ("content_type", "charset"), [("text/plain; charset=KOI8-R", "koi8-r"), ('text/css; x=1; Charset="utf-8"', "utf-8"), ("a/b", "")]
)
def test_the_charset_of_what_is_no_page_is_the_one_that_was_sent(content_type: str, charset: str) -> None:
    assert page_of(b"x", content_type) == (None, charset)


def test_headers_are_kept_as_far_as_judges_read_them() -> None:
    headers = {
        "Server": "nginx",
        "Set-Cookie": "secret=1",
        "CF-Mitigated": "challenge",
        "Location": "http://user:word@a.example/",
        "X-Archive-Src": "w.warc.gz",
        "WWW-Authenticate": "Basic realm=\udcff",
        "Retry-After": "9" * 5000,
    }
    kept = dict(kept_headers(headers))
    assert kept.pop("retry-after") == "9" * 2000
    assert kept == {
        "cf-mitigated": "challenge",
        "location": "http://a.example/",
        "server": "nginx",
        "www-authenticate": "Basic realm=\ufffd",
        "x-archive-src": "w.warc.gz",
    }


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        pytest.param(['<http://a.example/>; rel="original"'], '<http://a.example/>; rel="original"', id="of-a-capture"),
        pytest.param(["<http://b.example/m>;rel=timemap"], "<http://b.example/m>;rel=timemap", id="of-a-list-of-captures"),
        pytest.param(['<http://a.example/>; rel="first Original"'], '<http://a.example/>; rel="first Original"', id="among-other-relations"),
        pytest.param(["</a.css>; rel=preload", "<http://a.example/>; rel=original"], "<http://a.example/>; rel=original", id="sent-twice"),
        pytest.param(["<http://a.example/>; rel=original", "<b>; rel=timemap"], "<http://a.example/>; rel=original, <b>; rel=timemap", id="in-two"),
        pytest.param(['</original>; rel="preload"; as=style', "<timemap>; rel=next"], None, id="what-a-browser-shall-load"),
        pytest.param(["</a>; rel=originality"], None, id="another-word"),
        pytest.param(["<" + "a" * 3000 + '>; rel="original"'], None, id="too-long"),
    ],
)
def test_a_link_header_is_kept_where_it_speaks_of_captures(sent: list[str], kept: str | None) -> None:
    headers = CIMultiDict([("Link", value) for value in sent])
    assert dict(kept_headers(headers)).get("link") == kept


def test_a_link_header_is_kept_as_far_as_any_other() -> None:
    header = '<http://a.example/>; rel="original", ' * 100
    assert dict(kept_headers({"Link": header}))["link"] == header[:2000]


def test_headers_may_be_longer_than_most_servers_send(stranger: Start, ask: Ask) -> None:
    server = stranger()
    server.answers("/a", PAGE, **{f"X{number}": "x" for number in range(200)}, Content_Security_Policy="x" * 60_000)
    assert ask(server.url("/a")).status == 200
