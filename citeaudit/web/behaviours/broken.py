"""Links whose server fails: tls-error, transient, and what cannot be judged at all, unknown."""

from __future__ import annotations

import gzip

from citeaudit.model import LinkState
from citeaudit.web.behaviours.case import (
    ARTICLE_PAGE,
    IN_CHUNKS,
    Case,
    Place,
    Served,
    chunked,
    closes,
    here,
    leads,
    page,
    resets,
    says,
    sends,
    to_https,
)
from citeaudit.web.misbehaving import Line

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
_DOWN = page("Under maintenance", "The site is under maintenance. Please come back later.")
_DATABASE = page("Database Error", "Error establishing a database connection")
_SHELL = b'<!doctype html><html><head><title></title></head><body><div id="root"></div><script src="/app.js"></script></body></html>'
_SERVED = here(ARTICLE_PAGE)


def _continues(line: Line) -> None:
    line.drip(b"HTTP/1.1 100 Continue\r\n\r\n")


def _drips_header(line: Line) -> None:
    line.send(_HEAD + b"X-Slow: ")
    line.drip(b"x")


def _floods_headers(line: Line) -> None:
    line.send(_HEAD)
    line.flood(b"X-More: 1\r\n" * 100)


def _resets_among_headers(line: Line) -> None:
    line.send(_HEAD)
    line.reset()


def _says_no_more(line: Line) -> None:
    line.send(_HEAD + b"\r\n")
    line.hold()


def _holds(line: Line) -> None:
    line.hold()


def _tls(name: str, host: str, place: Place, served: Served = _SERVED) -> Case:
    return Case(name=name, url=f"https://{host}.example/2019/report", expected=LinkState.TLS_ERROR, served=served, place=place)


def _fails(name: str, host: str, served: Served = (), place: Place = Place.SERVER, scheme: str = "http", path: str = "/2019/report") -> Case:
    return Case(name=name, url=f"{scheme}://{host}.example{path}", expected=LinkState.TRANSIENT, served=served, place=place)


def _unclear(name: str, host: str, served: Served) -> Case:
    return Case(name=name, url=f"http://{host}.example/2019/report", expected=LinkState.UNKNOWN, served=served)


_TLS_ERROR = (
    _tls("an expired certificate", "expired", Place.EXPIRED),
    _tls("a certificate for another host", "wrong-host", Place.WRONG_HOST),
    _tls("a self-signed certificate", "self-signed", Place.SELF_SIGNED),
    _tls("an incomplete chain of certificates", "incomplete", Place.INCOMPLETE),
    _tls("an old protocol", "old-protocol", Place.OLD_PROTOCOL),
    _tls("no TLS on its port", "no-tls", Place.NO_TLS),
    _tls("a reset in the handshake, but for old protocols", "reset-handshake", Place.RESETS_FIRST_HANDSHAKE),
    Case(
        name="a redirect to an expired certificate",
        url="http://expired-later.example/2019/report",
        expected=LinkState.TLS_ERROR,
        served=here(to_https),
        place=Place.EXPIRED,
    ),
    _tls("an expired certificate before a 404", "expired-404", Place.EXPIRED, here(sends(page("Not found", "No."), 404))),
)

_STATUSES = (500, 501, 502, 503, 504, 508, 520, 521, 522, 525)

_TRANSIENT = (
    *(_fails(f"{status}", f"fault-{status}", here(sends(page("Error", "It failed."), status))) for status in _STATUSES),
    _fails("a refused connection", "refused", place=Place.REFUSES),
    _fails("a connection that nobody takes", "swallowed", place=Place.SWALLOWS),
    _fails("a reset, again and again", "resets", here(resets)),
    _fails("a reset in the handshake, again and again", "reset-tls", place=Place.RESETS, scheme="https"),
    _fails("a connection closed without a word", "wordless", here(closes)),
    _fails("a redirect to a host that refuses connections", "lost", here(leads("http://refused.example/2019/report"))),
    _fails("headers that break off", "half-headers", here(says(_HEAD))),
    _fails("a reset among the headers", "reset-headers", here(_resets_among_headers)),
    _fails("silence", "silent", here(_holds)),
    *(_fails(f"one of four links to a host that nobody finds awake, {n}", "asleep", place=Place.SWALLOWS, path=f"/{n}") for n in (1, 2, 3, 4)),
    _fails("100 Continue without end", "continues", here(_continues)),
    _fails("a header that drips without end", "slow-headers", here(_drips_header)),
    _fails("headers without end", "many-headers", here(_floods_headers)),
    _fails("HTTP/0.9", "ancient", here(says(page()))),
    _fails("an answer that is no HTTP", "mail", here(says(b"220 mail.example ESMTP ready\r\n"))),
    _fails("a NUL in a header", "nul", here(says(_HEAD + b"X-Odd: a\0b\r\nContent-Length: 2\r\n\r\nhi"))),
    _fails("two lengths that differ", "two-lengths", here(says(_HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi!"))),
    _fails("a negative length", "negative", here(says(_HEAD + b"Content-Length: -2\r\n\r\nhi"))),
    _fails("a chunk whose size cannot be read", "odd-chunk", here(sends(chunked(page())[:-5] + b"zz\r\n", 200, **IN_CHUNKS))),
    _fails("a body that is longer than its length", "longer", here(sends(page(), Content_Length=str(len(page()) - 20)))),
    _fails("headers beyond all measure", "monster", here(says(_HEAD + b"X-Long: " + b"x" * 200_000 + b"\r\n\r\nhi"))),
    _fails("a page of maintenance that says 200", "maintained", here(sends(_DOWN))),
    _fails("a page of maintenance, 503", "maintained-503", here(sends(_DOWN, 503))),
    _fails("a database error that says 200", "database", here(sends(_DATABASE))),
    _fails("a name that the resolver is not sure of", "servfail", place=Place.NAME_UNSURE),
    _fails("a look-up that hangs", "slow-name", place=Place.NAME_NEVER_ANSWERED),
)

_UNKNOWN = (
    *(_unclear(f"{status}", f"client-{status}", here(sends(b"no", status))) for status in (400, 405, 408, 409, 414, 421, 425, 431)),
    _unclear("an encoding that nobody offered", "compress", here(sends(b"\x1f\x9d\x90abc", Content_Encoding="compress"))),
    _unclear("gzip in gzip", "twice-gzip", here(sends(gzip.compress(gzip.compress(page())), Content_Encoding="gzip, gzip"))),
    _unclear("a broken gzip", "broken-gzip", here(sends(b"this is no gzip at all", Content_Encoding="gzip"))),
    _unclear("an empty page", "empty", here(sends(b""))),
    _unclear("headers, and nothing more", "speechless-body", here(_says_no_more)),
    _unclear("101 that nobody asked for", "switching", here(says(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"))),
    _unclear("204", "no-content", here(says(b"HTTP/1.1 204 No Content\r\n\r\n"))),
    _unclear("a page that scripts make", "shell", here(sends(_SHELL))),
)

CASES: tuple[Case, ...] = (*_TLS_ERROR, *_TRANSIENT, *_UNKNOWN)
