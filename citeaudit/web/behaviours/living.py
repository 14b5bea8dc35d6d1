"""Links that answer with the page that was cited, in the many ways in which pages are sent: live."""

from __future__ import annotations

import gzip
import importlib
import time
import zlib
from email.utils import formatdate

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import (
    ABSENT,
    ARTICLE,
    ARTICLE_PAGE,
    IN_CHUNKS,
    TITLE,
    Case,
    Place,
    Served,
    chunked,
    here,
    leads,
    page,
    resets,
    says,
    sends,
    to,
    to_browsers,
    to_https,
)
from citeaudit.web.misbehaving import Behaviour, Line, answer

_brotli = importlib.import_module("brotli")  # it has no types

_KAZAKH = "Қазақстандағы журналистердің құқықтары"
_RUSSIAN = "Доклад о правах журналистов"
_JAPANESE = "報道の自由に関する報告書"

_FRAMES = f"<html><head><title>{TITLE}</title></head><frameset><frame src='a.htm'></frameset></html>".encode()
_PDF = b"%PDF-1.4\n% a paper\n" + b"0" * 900
_BOMB = 8_000_000
"""Bytes that a small answer is unpacked to: four times of what is read."""


def _zstd(body: bytes) -> bytes:
    """A Zstandard frame of one raw block (RFC 8878 3.1.1), for a body of 256 to 65,000 bytes: the standard library has no encoder yet."""
    size = (len(body) - 256).to_bytes(2, "little")
    block = (1 | len(body) << 3).to_bytes(3, "little")
    return b"\x28\xb5\x2f\xfd\x60" + size + block + body


def _written(title: str, charset: str, content_type: str = "text/html", head: str = "") -> Behaviour:
    return sends(page(title, head=head).decode().encode(charset), Content_Type=content_type)


def _to_get_alone(line: Line) -> None:
    (ARTICLE_PAGE if line.method == "GET" else sends(b"", 405))(line)


def _resets_halfway(line: Line) -> None:
    sends(page(), Content_Length="100000")(line)
    line.reset()


def _busy_for_a_second(line: Line) -> None:
    # The time has whole seconds: two on are at least one.
    sends(b"slowly", 429, Retry_After=formatdate(time.time() + 2, usegmt=True))(line)


def _with_cookie(line: Line) -> None:
    if "seen=yes" in line.headers.get("cookie", ""):
        ARTICLE_PAGE(line)
    else:
        leads(line.path, 302, Set_Cookie="seen=yes; Path=/")(line)


def _drips(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    line.drip(b"<p>more of it</p>")


def _floods(line: Line) -> None:
    line.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page())
    line.flood(b"<p>more of it</p>" * 500)


def _headed(title: str, heading: str) -> bytes:
    return page(title).replace(f"<h1>{title}".encode(), f"<h1>{heading}".encode())


def _live(
    name: str, host: str, served: Served, title: str = TITLE, path: str = "/2019/report", place: Place = Place.SERVER, scheme: str = "http"
) -> Case:
    url = f"{scheme}://{host}.example{path}"
    return Case(name=name, url=url, expected=LinkState.LIVE, title=title, served=served, place=place)


_KINDS = (
    _live("a page as it was cited", "news", here(ARTICLE_PAGE)),
    _live("a page whose title was not cited", "untitled", here(ARTICLE_PAGE), title=""),
    _live("a page whose title ends with the site's name", "courier", here(sends(page(f"{TITLE} | The Courier")))),
    _live("a page whose heading alone has the cited title", "herald", here(sends(_headed("The Herald", TITLE)))),
    _live("a PDF", "papers", here(sends(_PDF, Content_Type="application/pdf")), path="/report.pdf"),
    _live("a PDF that is called text/html", "mislabelled", here(sends(_PDF)), path="/report.pdf"),
    _live("an image", "pictures", here(sends(b"\x89PNG\r\n\x1a\n" + b"0" * 900, Content_Type="image/png")), path="/map.png"),
    _live("a plain text", "texts", here(sends(ARTICLE.encode(), Content_Type="text/plain")), path="/report.txt"),
    _live("a page without a Content-Type", "untyped", here(sends(page(), Content_Type=""))),
    _live("a page with status 203", "proxied-page", here(sends(page(), 203))),
    _live("an address with a fragment", "fragments", here(ARTICLE_PAGE), path="/2019/report#part-2"),
    _live("an address with a query and odd signs", "queries", here(ARTICLE_PAGE), path="/отчёт.php?год=2019&q=a%20b"),
    _live("a host in other letters than ASCII", "құқық", here(ARTICLE_PAGE)),
    _live("an address of 8 kB", "long", here(ARTICLE_PAGE), path=f"/report?of={'x' * 8000}"),
    Case(name="an address in capitals", url="HTTP://CAPITALS.Example/2019/report", expected=LinkState.LIVE, served=here(ARTICLE_PAGE)),
    Case(name="an address with a dot and a port", url="http://dotted.example.:8080/report", expected=LinkState.LIVE, served=here(ARTICLE_PAGE)),
    _live("a page of frames", "frames", here(sends(_FRAMES))),
    _live("a home page that is cited as such", "gazette", here(sends(page("The Home Gazette"))), title="Home Gazette", path="/"),
    _live("a home page that leads to its index", "welcome", to("/index.html", ARTICLE_PAGE), path="/"),
    _live("a page that renews itself every minute", "ticker", here(sends(page(head='<meta http-equiv="refresh" content="60">')))),
)

_ENCODINGS = (
    _live("gzip", "gzip", here(sends(gzip.compress(page()), Content_Encoding="gzip"))),
    _live("deflate", "deflate", here(sends(zlib.compress(page()), Content_Encoding="deflate"))),
    _live("Brotli", "brotli", here(sends(_brotli.compress(page()), Content_Encoding="br"))),
    _live("Zstandard", "zstd", here(sends(_zstd(page()), Content_Encoding="zstd"))),
    _live("a gzip bomb", "bomb", here(sends(gzip.compress(page() + b"0" * _BOMB), Content_Encoding="gzip"))),
    _live("gzip that breaks off", "cut-gzip", here(sends(gzip.compress(page(text=ARTICLE * 3))[:-40], Content_Encoding="gzip"))),
    _live("chunks", "chunks", here(sends(chunked(page()), 200, **IN_CHUNKS))),
    _live("windows-1251, said in the header", "header-charset", here(_written(_RUSSIAN, "cp1251", "text/html; charset=windows-1251")), _RUSSIAN),
    _live("windows-1251, said in the page", "meta-charset", here(_written(_RUSSIAN, "cp1251", head='<meta charset="cp1251">')), _RUSSIAN),
    _live("a charset that nobody knows", "no-charset", here(sends(page(), Content_Type="text/html; charset=unheard-of"))),
    _live("UTF-16 with a mark", "utf-16", here(_written(_KAZAKH, "utf-16")), _KAZAKH),
    _live("Shift JIS", "shift-jis", here(_written(_JAPANESE, "shift_jis", "text/html; charset=Shift_JIS")), _JAPANESE),
)

_TRANSPORT = (
    _live("HTTP/1.0", "old-server", here(says(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page()))),
    _live("100 Continue before the answer", "continue", here(says(b"HTTP/1.1 100 Continue\r\n\r\n" + answer(page())))),
    _live("early hints before the answer", "hints", here(says(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(page())))),
    _live("a body without a length", "unmeasured", here(sends(page(), Content_Length=""))),
    _live("a body that breaks off", "half", here(sends(page(), Content_Length="100000"))),
    _live("a body that ends with a reset", "half-reset", here(_resets_halfway)),
    _live("a body that drips without end", "drip", here(_drips)),
    _live("a body that floods without end", "flood", here(_floods)),
    _live("lines that end without a return", "unix", here(says(answer(page()).replace(b"\r\n", b"\n")))),
    _live("a header on two lines", "folded", here(sends(page(), X_Policy="one,\r\n two"))),
    _live("a cookie that is none", "odd-cookie", here(sends(page(), Set_Cookie="päge=ü"))),
    _live("very long headers", "policies", here(sends(page(), Content_Security_Policy="default-src 'self' " + "x.example " * 3000))),
    _live("a hundred headers", "verbose", here(sends(page(), 200, **{f"X_Field_{number}": "x" for number in range(100)}))),
    _live("a server that answers 405 to all but GET", "get-alone", here(_to_get_alone)),
    _live("a reset at the first attempt", "hiccup", here(resets, ARTICLE_PAGE)),
    _live("a name that is found at the second look-up", "late-name", here(ARTICLE_PAGE), place=Place.NAME_AT_SECOND_LOOK),
)

_ASKED_AGAIN = (
    _live("403 for programs, the page for browsers", "shy", here(to_browsers(ARTICLE_PAGE, sends(page("Forbidden", "No."), 403)))),
    _live("406 for programs, the page for browsers", "picky", here(to_browsers(ARTICLE_PAGE, sends(page("Not acceptable", "No."), 406)))),
    _live("400 for programs, the page for browsers", "fussy", here(to_browsers(ARTICLE_PAGE, sends(page("Bad request", "No."), 400)))),
    _live("404 for programs, the page for browsers", "choosy", here(to_browsers(ARTICLE_PAGE, ABSENT))),
    _live("404 at the first attempt", "flaky", here(ABSENT, ARTICLE_PAGE)),
    _live("429 with a second of patience", "busy", here(sends(b"slowly", 429, Retry_After="1"), ARTICLE_PAGE)),
    _live("429 until a time that is past", "past", here(sends(b"slowly", 429, Retry_After="Fri, 31 Dec 1999 23:59:59 GMT"), ARTICLE_PAGE)),
    _live("429 until a time of day", "clock", here(_busy_for_a_second, ARTICLE_PAGE)),
    _live("503 with a second of patience", "restarting", here(sends(b"soon", 503, Retry_After="1"), ARTICLE_PAGE)),
    _live("a cookie is set, and the same address asked for again", "cookies", here(_with_cookie)),
)

_SAME_PAGE = (
    _live("www. is added", "bare", to("http://www.bare.example/2019/report", ARTICLE_PAGE)),
    _live("a slash is added", "slash", to("/2019/report/", ARTICLE_PAGE)),
    _live("http becomes https", "secured", here(to_https), place=Place.SECURE),
    _live("https", "secure", here(ARTICLE_PAGE), place=Place.SECURE, scheme="https"),
)

CASES: tuple[Case, ...] = (*_KINDS, *_ENCODINGS, *_TRANSPORT, *_ASKED_AGAIN, *_SAME_PAGE)
