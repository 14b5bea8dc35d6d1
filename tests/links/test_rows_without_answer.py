"""The decision table, rows 1 to 7 and 15: the URL, the name, the connection, the certificate or the redirects gave no answer to judge."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter

import pytest

from citeaudit.model import Failure, FailureKind, Phase, Purpose
from tests.links.seen import (
    ARTICLE,
    BAD_CERTIFICATE,
    DEAD_HOST,
    DOMAIN_EXISTS,
    ERROR,
    GONE,
    INVALID_URL,
    LIVE,
    MOMENT,
    NAME_AFTER_ALL,
    NO_DOMAIN,
    NO_NAME,
    NO_NAME_AGAIN,
    NOT_CHECKED,
    NOT_FOUND,
    OTHER_ARTICLE,
    REFUSED,
    RESET,
    RESET_IN_TLS,
    SITE,
    TLS_ERROR,
    TO_PRIVATE,
    TRANSIENT,
    UNKNOWN,
    URL,
    Asked,
    Chain,
    Judged,
    again,
    asked,
    case,
    failed,
    page,
    seen,
)

BEFORE_THE_HEADERS = [
    (FailureKind.CONNECTION_REFUSED, Phase.CONNECT),
    (FailureKind.UNREACHABLE, Phase.CONNECT),
    (FailureKind.SILENT, Phase.CONNECT),
    (FailureKind.SILENT, Phase.TLS),
    (FailureKind.SILENT, Phase.HEADERS),
    (FailureKind.DEADLINE, Phase.CONNECT),
    (FailureKind.DEADLINE, Phase.TLS),
    (FailureKind.DEADLINE, Phase.HEADERS),
    (FailureKind.HOST_SILENT, Phase.CONNECT),
]
UNSURE = [(FailureKind.NAME_UNSURE, "SERVFAIL"), (FailureKind.NAME_UNSURE, "EAI_AGAIN"), (FailureKind.DEADLINE, ""), (FailureKind.SILENT, "")]
MALFORMED = ["http://[half", "http:///path", "http://a.example:99999/", "https://xn--\u00fc.example/", "//news.example.org/a", "www.example.org/a"]
NOT_TO_BE_ASKED = [
    "http://10.0.0.8/report",
    "http://[::ffff:10.0.0.8]/report",
    "http://[64:ff9b::a00:8]/report",
    "http://0x7f.1/report",
    "http://localhost./report",
    "https://wiki.localhost/report",
]
OTHER_SCHEMES = ["ftp://files.example.org/report.pdf", "mailto:desk@example.org", "file:///etc/hostname", "javascript:void(0)"]


def nameless(url: str, *, twice: bool = True) -> Chain:
    """A URL whose host the resolver does not know, looked up once or twice."""
    first = failed(FailureKind.NO_SUCH_NAME, Phase.DNS, url=url)
    return (first, again(first, Purpose.NAME)) if twice else (first,)


def look(*, status: int = 200, failure: Failure | None = None) -> Chain:
    """A certificate that does not hold, and what the look without verification showed."""
    shown = ARTICLE if status == 200 else ERROR
    return (BAD_CERTIFICATE, seen(status, shown if status else None, purpose=Purpose.UNVERIFIED, failure=failure, retry_after="5"))


BARE = "https://example.org/2015/report"
# A cited name that is not ASCII is asked, and written down as asked, in its ASCII form.
ASCII_NAME = "https://www.xn--e1afmkfd.xn--p1ai/7"
CYRILLIC = replace(failed(FailureKind.NO_SUCH_NAME, Phase.DNS, url="https://www.пример.рф/7"), final_url=ASCII_NAME)
CYRILLIC_AGAIN = again(CYRILLIC, Purpose.NAME, url=ASCII_NAME)
CYRILLIC_DOMAIN = failed(FailureKind.NO_SUCH_NAME, Phase.DNS, url="https://xn--e1afmkfd.xn--p1ai/", purpose=Purpose.NAME)
HOP_NAMELESS = failed(FailureKind.NO_SUCH_NAME, Phase.DNS, via=("https://old.example.net/report",))
NAME_UNSURE_NOW = failed(FailureKind.NAME_UNSURE, Phase.DNS, detail="SERVFAIL", purpose=Purpose.NAME)
DOMAIN_UNSURE = again(NAME_UNSURE_NOW, Purpose.NAME, url="https://example.org/")

ROWS: list[Judged] = [
    *(case(f"row01-{url}", INVALID_URL, failed(FailureKind.INVALID_URL, Phase.URL, url=url), conf=1.0) for url in MALFORMED),
    *(case(f"row02-{url}", REFUSED, failed(FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS, url=url), conf=1.0) for url in NOT_TO_BE_ASKED),
    *(case(f"row02-{url}", REFUSED, failed(FailureKind.OTHER_SCHEME, Phase.URL, url=url), conf=1.0) for url in OTHER_SCHEMES),
    case("row02-a-name-that-resolves-to-a-private-address", REFUSED, failed(FailureKind.PRIVATE_ADDRESS, Phase.DNS), conf=1.0),
    case("row02-private-address-at-a-hop", REFUSED, TO_PRIVATE, conf=1.0),
    case("row02-other-scheme-at-a-hop", REFUSED, failed(FailureKind.OTHER_SCHEME, Phase.URL, via=("mailto:desk@example.org",)), conf=1.0),
    case("row02-private-address-at-the-second-time", REFUSED, NOT_FOUND, again(TO_PRIVATE, Purpose.BROWSER_LIKE), conf=1.0),
    case("row04-looked-up-only-once-is-not-dead", (UNKNOWN, TRANSIENT), NO_NAME),
    case("row04-twice-and-the-domain-not-looked-up", DEAD_HOST, NO_NAME, NO_NAME_AGAIN, conf=0.6),
    case("row04-twice-but-the-domain-exists", DEAD_HOST, NO_NAME, NO_NAME_AGAIN, DOMAIN_EXISTS, conf=0.6),
    case("row04-twice-and-the-domain-does-not-exist-either", DEAD_HOST, NO_NAME, NO_NAME_AGAIN, NO_DOMAIN, conf=0.8),
    case(
        "row04-twice-and-the-domain-is-unsure",
        DEAD_HOST,
        NO_NAME,
        NO_NAME_AGAIN,
        again(NAME_UNSURE_NOW, Purpose.NAME, url="https://example.org/"),
        conf=0.6,
    ),
    case("row04-twice-and-the-host-is-the-domain", DEAD_HOST, *nameless(BARE), conf=0.8),
    case("row04-twice-and-the-host-is-a-domain-under-co.uk", DEAD_HOST, *nameless("https://example.co.uk/a"), conf=0.8),
    case("row04-twice-and-the-host-is-not-ascii", DEAD_HOST, *nameless("https://xn--e1afmkfd.xn--p1ai/7"), conf=0.8),
    case("row04-twice-and-the-cited-name-is-not-ascii", DEAD_HOST, CYRILLIC, CYRILLIC_AGAIN, CYRILLIC_DOMAIN, conf=0.8),
    case("row04-at-a-hop-twice", DEAD_HOST, HOP_NAMELESS, again(NO_NAME, Purpose.NAME, url="https://old.example.net/report"), conf=0.6),
    case("row04-found-at-the-second-look-up", LIVE, NO_NAME, NAME_AFTER_ALL, seen(purpose=Purpose.REPEAT), conf=0.95),
    case("row04-found-at-the-second-look-up-and-gone", GONE, NO_NAME, NAME_AFTER_ALL, seen(410, ERROR, purpose=Purpose.REPEAT), conf=0.9),
    case("row04-found-at-the-second-look-up-and-refused", TRANSIENT, NO_NAME, NAME_AFTER_ALL, again(RESET, Purpose.REPEAT), conf=0.3),
    case("row05-unsure-at-the-second-look-up", TRANSIENT, NO_NAME, NAME_UNSURE_NOW, conf=0.3),
    *(case(f"row05-{kind}-{detail}", TRANSIENT, failed(kind, Phase.DNS, detail=detail), conf=0.3) for kind, detail in UNSURE),
    *(case(f"row06-{kind}-{phase}", TRANSIENT, failed(kind, phase), conf=0.3) for kind, phase in BEFORE_THE_HEADERS),
    case("row06-refused-after-a-redirect", TRANSIENT, failed(FailureKind.CONNECTION_REFUSED, Phase.CONNECT, via=(f"{SITE}/new",)), conf=0.3),
    case("row06-reset", TRANSIENT, RESET, conf=0.3),
    case("row06-reset-while-connecting", TRANSIENT, failed(FailureKind.RESET, Phase.CONNECT), conf=0.3),
    case("row06-reset-twice", TRANSIENT, RESET, again(RESET, Purpose.REPEAT), conf=0.3),
    case("row06-reset-then-page", LIVE, RESET, seen(purpose=Purpose.REPEAT), conf=0.95),
    case("row06-reset-then-gone", GONE, RESET, seen(410, ERROR, purpose=Purpose.REPEAT), conf=0.9),
    case("row06-reset-then-bad-certificate", TLS_ERROR, RESET, again(BAD_CERTIFICATE, Purpose.REPEAT), conf=0.9),
    case("row06-404-then-silence-is-not-dead", TRANSIENT, NOT_FOUND, failed(FailureKind.SILENT, Phase.CONNECT, purpose=Purpose.BROWSER_LIKE)),
    *(
        case(f"row06-{kind}-in-the-body-is-judged-on-what-was-read", LIVE, seen(failure=Failure(kind=kind, phase=Phase.BODY)), conf=0.95)
        for kind in (FailureKind.DEADLINE, FailureKind.RESET, FailureKind.SILENT, FailureKind.BROKEN_HTTP)
    ),
    case("row06-cut-body-of-a-404", GONE, seen(404, ERROR, failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY)), conf=(0.8, 0.97)),
    case("row06-cut-body-of-a-500", TRANSIENT, seen(500, ERROR, failure=Failure(kind=FailureKind.DEADLINE, phase=Phase.BODY)), conf=0.3),
    *(
        case(f"row07-{detail}", TLS_ERROR, failed(FailureKind.CERTIFICATE, Phase.TLS, detail=detail), conf=0.9)
        for detail in ("certificate has expired", "self-signed certificate", "Hostname mismatch", "unable to get local issuer certificate")
    ),
    case("row07-old-protocol", TLS_ERROR, failed(FailureKind.TLS, Phase.TLS, detail="unsupported protocol"), conf=0.9),
    case("row07-no-tls-on-the-port", TLS_ERROR, failed(FailureKind.TLS, Phase.TLS, detail="wrong version number"), conf=0.9),
    case("row07-wrong-host-after-a-redirect", TLS_ERROR, failed(FailureKind.CERTIFICATE, Phase.TLS, via=("https://www.example.net/a",)), conf=0.9),
    *(case(f"row07-look-that-shows-{status}", TLS_ERROR, *look(status=status), conf=0.9) for status in (200, 401, 403, 404, 410, 429, 503, 999)),
    case("row07-look-that-shows-a-wall", TLS_ERROR, BAD_CERTIFICATE, seen(403, MOMENT, purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-look-that-lands-on-the-home-page", TLS_ERROR, BAD_CERTIFICATE, seen(via=(f"{SITE}/",), purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-look-that-fails-too", TLS_ERROR, BAD_CERTIFICATE, failed(FailureKind.TLS, Phase.TLS, purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-look-that-is-reset", TLS_ERROR, BAD_CERTIFICATE, again(RESET, Purpose.UNVERIFIED), conf=0.9),
    case("row07-look-that-leads-to-a-private-address", TLS_ERROR, BAD_CERTIFICATE, again(TO_PRIVATE, Purpose.UNVERIFIED), conf=0.9),
    case("row07-reset-in-the-handshake-then-old-protocol", TLS_ERROR, RESET_IN_TLS, seen(purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-reset-in-the-handshake-then-old-protocol-404", TLS_ERROR, RESET_IN_TLS, seen(404, ERROR, purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-reset-in-both-handshakes-is-not-dead", (TRANSIENT, TLS_ERROR), RESET_IN_TLS, again(RESET_IN_TLS, Purpose.UNVERIFIED)),
    case("row07-404-then-bad-certificate", TLS_ERROR, NOT_FOUND, again(BAD_CERTIFICATE, Purpose.BROWSER_LIKE), conf=0.9),
    case("row10-407-of-our-proxy", UNKNOWN, failed(FailureKind.PROXY, Phase.PROXY, status=407)),
    case("row10-502-of-our-proxy-is-not-the-site's", UNKNOWN, failed(FailureKind.PROXY, Phase.PROXY, status=502)),
    case("row14-broken-http", TRANSIENT, failed(FailureKind.BROKEN_HTTP, Phase.HEADERS), conf=0.3),
    case("row14-broken-http-with-a-status", TRANSIENT, failed(FailureKind.BROKEN_HTTP, Phase.HEADERS, status=400), conf=0.3),
    case("row14-status-0", TRANSIENT, seen(0, None, size=0), conf=0.3),
    case("own-limit-of-files", UNKNOWN, failed(FailureKind.OUT_OF_FILES, Phase.CONNECT), says="this machine"),
    case("excluded-by-a-setting", NOT_CHECKED, failed(FailureKind.SKIPPED, Phase.URL, detail="asks for no visits")),
    case("row15-loop", GONE, failed(FailureKind.REDIRECT_LOOP, Phase.REDIRECT, status=302, via=(URL,)), conf=0.8),
    case("row15-loop-through-the-home-page", GONE, failed(FailureKind.REDIRECT_LOOP, Phase.REDIRECT, status=302, via=(f"{SITE}/", URL)), conf=0.8),
    case("row15-too-many-hops", GONE, failed(FailureKind.TOO_MANY_HOPS, Phase.REDIRECT, status=302, via=(f"{URL}/1", f"{URL}/2")), conf=0.8),
    case("row15-no-location", GONE, failed(FailureKind.BAD_LOCATION, Phase.REDIRECT, status=302), conf=0.8),
    case("row15-malformed-url-in-a-redirect", GONE, failed(FailureKind.INVALID_URL, Phase.URL, status=301, via=("http://[half",)), conf=0.8),
    case("row15-404-then-loop", GONE, NOT_FOUND, failed(FailureKind.REDIRECT_LOOP, Phase.REDIRECT, purpose=Purpose.BROWSER_LIKE), conf=0.8),
]

ASKING: list[Asked] = [
    asked("row01-malformed", None, failed(FailureKind.INVALID_URL, Phase.URL, url="http://[half")),
    asked("excluded-by-a-setting", None, failed(FailureKind.SKIPPED, Phase.URL, detail="asks for no visits")),
    asked("row02-private-address", None, TO_PRIVATE),
    asked("row02-other-scheme", None, failed(FailureKind.OTHER_SCHEME, Phase.URL, url="ftp://files.example.org/report.pdf")),
    asked("row04-the-name-again", Purpose.NAME, NO_NAME, url=URL),
    asked("row04-the-domain", Purpose.NAME, NO_NAME, NO_NAME_AGAIN, url="https://example.org/"),
    asked("row04-the-domain-in-the-cited-scheme", Purpose.NAME, *nameless("http://www.example.org/a"), url="http://example.org/"),
    asked("row04-the-domain-under-co.uk", Purpose.NAME, *nameless("http://www.news.example.co.uk/a"), url="http://example.co.uk/"),
    asked("row04-the-domain-without-the-port", Purpose.NAME, *nameless("https://www.example.org:8443/a?b=c#d"), url="https://example.org/"),
    asked("row04-the-host-is-the-domain-once", Purpose.NAME, *nameless(BARE, twice=False), url=BARE),
    asked("row04-the-host-is-the-domain-twice", None, *nameless(BARE)),
    asked("row04-the-domain-of-a-name-that-is-not-ascii", Purpose.NAME, CYRILLIC, CYRILLIC_AGAIN, url=CYRILLIC_DOMAIN.request.url),
    asked("row04-the-domain-exists", None, NO_NAME, NO_NAME_AGAIN, DOMAIN_EXISTS),
    asked("row04-the-domain-does-not-exist", None, NO_NAME, NO_NAME_AGAIN, NO_DOMAIN),
    asked("row04-found-after-all", Purpose.REPEAT, NO_NAME, NAME_AFTER_ALL, url=URL),
    asked("row04-found-after-all-and-404", Purpose.BROWSER_LIKE, NO_NAME, NAME_AFTER_ALL, again(NOT_FOUND, Purpose.REPEAT), url=URL),
    asked("row04-404-then-no-name", Purpose.NAME, NOT_FOUND, again(NO_NAME, Purpose.BROWSER_LIKE), url=URL),
    asked("row05-unsure", None, failed(FailureKind.NAME_UNSURE, Phase.DNS)),
    asked("row05-unsure-at-the-second-look-up", None, NO_NAME, NAME_UNSURE_NOW),
    *(asked(f"row06-{kind}-{phase}", None, failed(kind, phase)) for kind, phase in BEFORE_THE_HEADERS),
    asked("row06-reset-once-more", Purpose.REPEAT, RESET, url=URL, wait_s=2.0),
    asked("row06-reset-while-connecting-once-more", Purpose.REPEAT, failed(FailureKind.RESET, Phase.CONNECT), url=URL, wait_s=2.0),
    asked("row06-reset-twice", None, RESET, again(RESET, Purpose.REPEAT)),
    asked("row06-reset-in-the-body", None, seen(failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY))),
    asked("row06-reset-then-404", Purpose.BROWSER_LIKE, RESET, again(NOT_FOUND, Purpose.REPEAT), url=URL, wait_s=5.0),
    asked("row07-look-without-verification", Purpose.UNVERIFIED, BAD_CERTIFICATE, url=URL),
    asked("row07-old-protocol", Purpose.UNVERIFIED, failed(FailureKind.TLS, Phase.TLS), url=URL),
    asked("row07-reset-in-the-handshake", Purpose.UNVERIFIED, RESET_IN_TLS, url=URL),
    asked("row07-404-then-bad-certificate", Purpose.UNVERIFIED, NOT_FOUND, again(BAD_CERTIFICATE, Purpose.BROWSER_LIKE), url=URL),
    *(asked(f"row07-look-that-shows-{status}", None, *look(status=status)) for status in (200, 403, 404, 429, 503)),
    asked("row07-look-at-another-title", None, BAD_CERTIFICATE, seen(200, OTHER_ARTICLE, purpose=Purpose.UNVERIFIED)),
    asked("row07-look-that-shows-no-title", None, BAD_CERTIFICATE, seen(200, page(), purpose=Purpose.UNVERIFIED)),
    asked("row07-look-that-is-reset", None, BAD_CERTIFICATE, again(RESET, Purpose.UNVERIFIED)),
    asked("row07-reset-in-the-handshake-then-404", None, RESET_IN_TLS, seen(404, ERROR, purpose=Purpose.UNVERIFIED)),
    asked("row14-status-0", None, seen(0, None, size=0)),
    asked("row15-loop", None, failed(FailureKind.REDIRECT_LOOP, Phase.REDIRECT, status=302, via=(URL,))),
]


@pytest.mark.parametrize("row", ROWS, ids=attrgetter("name"))
def test_state(row: Judged) -> None:
    assert not list(row.misses())


@pytest.mark.parametrize("row", ASKING, ids=attrgetter("name"))
def test_what_is_asked_next(row: Asked) -> None:
    assert not list(row.misses())


def test_a_name_that_a_redirect_leads_to_is_looked_up_itself() -> None:
    request = asked("", None, HOP_NAMELESS).next()
    assert request is not None
    assert request.purpose is Purpose.NAME
    assert request.url.startswith("https://old.example.net/")
