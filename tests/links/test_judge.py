"""The decision table of links: what was seen of a URL, and the state it must be given (rows as numbered in the design's verdicts)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from citeaudit.links.judge import Context, judge, next_request
from citeaudit.model import Exchange, Failure, FailureKind, Hop, LinkState, Page, Phase, Purpose, Request

SITE = "https://news.example.org"
URL = f"{SITE}/2015/10/rights-report"
TITLE = "Kazakhstan adopts a law on public assemblies"
NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
REPEAT_S = 5.0
LIVE, MOVED, DRIFTED = LinkState.LIVE, LinkState.MOVED, LinkState.DRIFTED
GONE, SOFT_404, PARKED, DEAD_HOST = LinkState.GONE, LinkState.SOFT_404, LinkState.PARKED, LinkState.DEAD_HOST
BLOCKED, RESTRICTED, RATE_LIMITED, TLS_ERROR = LinkState.BLOCKED, LinkState.RESTRICTED, LinkState.RATE_LIMITED, LinkState.TLS_ERROR
TRANSIENT, INVALID_URL, REFUSED, UNKNOWN = LinkState.TRANSIENT, LinkState.INVALID_URL, LinkState.REFUSED, LinkState.UNKNOWN
OK = (LIVE, MOVED)
CANNOT_TELL = (UNKNOWN, TRANSIENT)

PROSE = """
The commission met in the capital on Tuesday and heard twelve witnesses from three regions. Lawyers described how permits were refused
without a written answer, while officials said that every request had been dealt with in time. A draft published last spring would let organisers
give notice instead of asking for leave; its authors expect a first reading before summer. Observers who travelled north reported calm streets,
closed shops and many uniformed men near the old station. One teacher, sixty years old, remembered an earlier winter when nobody came home. Her
neighbours keep letters, photographs and receipts as proof. Several newspapers printed their names; others waited for confirmation from hospitals.
Parliament returns next month and may still change what it has promised."""


def page(title: str = "", *, h1: str = "", words: int = 400, text: str = "", **more: Any) -> Page:
    """A page that shows `h1`, then `text`, then prose until it has `words` words."""
    shown = f"{h1} {text}".split()
    shown += (PROSE.split() * 5)[: max(0, words - len(shown))]
    return Page(title=title, h1=h1, words=len(shown), text=" ".join(shown)[:8000], **more)


ARTICLE = page(f"{TITLE} | Example News", h1=TITLE)
OTHER_ARTICLE = page("Ten recipes with pumpkin | Example News", h1="Ten recipes with pumpkin")
FRONT_PAGE = page("Example News: politics, sport, weather", h1="Today")
ERROR = page("Error", words=8)


def seen(
    status: int = 200,
    shown: Page | None = ARTICLE,
    *,
    url: str = URL,
    via: tuple[str, ...] = (),
    purpose: Purpose = Purpose.PAGE,
    failure: Failure | None = None,
    head: bytes = b"<!doctype html>\n",
    size: int = 20_000,
    hop_status: int = 301,
    **headers: str,
) -> Exchange:
    """One exchange: `via` are the URLs it was redirected to, the last one final; `cf_mitigated="x"` is the header cf-mitigated."""
    way = (url, *via)
    return Exchange(
        request=Request(url=url, purpose=purpose),
        hops=tuple(Hop(url=here, status=hop_status, location=there) for here, there in zip(way, via, strict=False)),
        status=status,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
        failure=failure,
        final_url=way[-1],
        content_type="text/html" if shown else "",
        head=head if size else b"",
        size=size,
        truncated=failure is not None and failure.phase is Phase.BODY,
        page=shown,
        asked_at=NOON,
    )


def failed(kind: FailureKind, phase: Phase, *, status: int = 0, detail: str = "", **more: Any) -> Exchange:
    """An exchange that ended without a body."""
    return seen(status, None, failure=Failure(kind=kind, phase=phase, detail=detail), size=0, **more)


def pdf(**more: Any) -> Exchange:
    """A PDF, told by its first bytes."""
    return seen(200, None, head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", **more)


def case(
    name: str, state: LinkState | tuple[LinkState, ...], *exchanges: Exchange, conf: float | tuple[float, float] = (0.0, 1.0), title: str = TITLE
) -> Any:
    """A row of a table: its id, the state (or the states that the words leave open), what was seen, the confidence (or its bounds)."""
    states = state if isinstance(state, tuple) else (state,)
    bounds = conf if isinstance(conf, tuple) else (conf, conf)
    return pytest.param(exchanges, states, bounds, title, id=name)


NO_NAME = failed(FailureKind.NO_SUCH_NAME, Phase.DNS)
NO_NAME_AGAIN = failed(FailureKind.NO_SUCH_NAME, Phase.DNS, purpose=Purpose.NAME)
NAME_AFTER_ALL = seen(0, None, purpose=Purpose.NAME, size=0)
RESET = failed(FailureKind.RESET, Phase.HEADERS)
BAD_CERTIFICATE = failed(FailureKind.CERTIFICATE, Phase.TLS, detail="certificate has expired")
RESET_IN_TLS = failed(FailureKind.RESET, Phase.TLS)
NOT_FOUND = seen(404, page("Page not found", words=20))
ADBLOCK_KEY = (("data-adblockkey", "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJB"),)
BLANK_403 = seen(403, page("Forbidden", words=6))
REPEATED = Purpose.BROWSER_LIKE
TO_PRIVATE = failed(FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS, via=("http://192.168.0.4/admin",))

NO_ANSWER = [
    case("row01-malformed", INVALID_URL, failed(FailureKind.INVALID_URL, Phase.URL, url="http://[half"), conf=1.0),
    case("row01-no-host", INVALID_URL, failed(FailureKind.INVALID_URL, Phase.URL, url="http:///path"), conf=1.0),
    case("row01-bad-port", INVALID_URL, failed(FailureKind.INVALID_URL, Phase.URL, url="http://a.example:99999/"), conf=1.0),
    case("row02-private-address", REFUSED, failed(FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS, url="http://10.0.0.8/report"), conf=1.0),
    case("row02-other-scheme", REFUSED, failed(FailureKind.OTHER_SCHEME, Phase.URL, url="ftp://files.example.org/report.pdf"), conf=1.0),
    case("row02-private-address-at-a-hop", REFUSED, TO_PRIVATE, conf=1.0),
    case("row02-other-scheme-at-a-hop", REFUSED, failed(FailureKind.OTHER_SCHEME, Phase.URL, via=("mailto:desk@example.org",)), conf=1.0),
    case("row04-no-such-name-twice", DEAD_HOST, NO_NAME, NO_NAME_AGAIN, conf=0.6),
    case("row04-looked-up-only-once-is-not-dead", CANNOT_TELL, NO_NAME),
    case("row04-found-at-the-second-look-up", LIVE, NO_NAME, NAME_AFTER_ALL, seen(purpose=Purpose.REPEAT), conf=0.95),
    case("row05-name-unsure", TRANSIENT, failed(FailureKind.NAME_UNSURE, Phase.DNS, detail="SERVFAIL"), conf=0.3),
    case("row06-refused", TRANSIENT, failed(FailureKind.CONNECTION_REFUSED, Phase.CONNECT), conf=0.3),
    case("row06-unreachable", TRANSIENT, failed(FailureKind.UNREACHABLE, Phase.CONNECT), conf=0.3),
    case("row06-silent", TRANSIENT, failed(FailureKind.SILENT, Phase.CONNECT), conf=0.3),
    case("row06-deadline-before-the-headers", TRANSIENT, failed(FailureKind.DEADLINE, Phase.HEADERS), conf=0.3),
    case("row06-host-was-silent-before", TRANSIENT, failed(FailureKind.HOST_SILENT, Phase.CONNECT), conf=0.3),
    case("row06-reset-twice", TRANSIENT, RESET, failed(FailureKind.RESET, Phase.HEADERS, purpose=Purpose.REPEAT), conf=0.3),
    case("row06-reset-then-page", LIVE, RESET, seen(purpose=Purpose.REPEAT), conf=0.95),
    case("row06-reset-then-gone", GONE, RESET, seen(410, ERROR, purpose=Purpose.REPEAT), conf=0.9),
    case("row06-deadline-in-the-body-is-judged-on-what-was-read", LIVE, seen(failure=Failure(kind=FailureKind.DEADLINE, phase=Phase.BODY))),
    case("row06-reset-in-the-body-is-judged-on-what-was-read", LIVE, seen(failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY))),
    case("row14-broken-body-is-judged-on-what-was-read", LIVE, seen(failure=Failure(kind=FailureKind.BROKEN_HTTP, phase=Phase.BODY))),
    case("row06-cut-body-of-a-404", GONE, seen(404, ERROR, failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY))),
    case("row07-expired", TLS_ERROR, BAD_CERTIFICATE, conf=0.9),
    case("row07-wrong-host-after-a-redirect", TLS_ERROR, failed(FailureKind.CERTIFICATE, Phase.TLS, via=("https://www.example.net/a",))),
    case("row07-old-protocol", TLS_ERROR, failed(FailureKind.TLS, Phase.TLS, detail="unsupported protocol"), conf=0.9),
    case("row07-unverified-page-is-still-tls-error", TLS_ERROR, BAD_CERTIFICATE, seen(purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-unverified-404-is-still-tls-error", TLS_ERROR, BAD_CERTIFICATE, seen(404, ERROR, purpose=Purpose.UNVERIFIED), conf=0.9),
    case("row07-unverified-look-fails-too", TLS_ERROR, BAD_CERTIFICATE, failed(FailureKind.TLS, Phase.TLS, purpose=Purpose.UNVERIFIED)),
    case("row07-reset-in-the-handshake-then-old-protocol", TLS_ERROR, RESET_IN_TLS, seen(purpose=Purpose.UNVERIFIED)),
    case("row10-407-of-our-proxy", UNKNOWN, failed(FailureKind.PROXY, Phase.PROXY, status=407)),
    case("row14-broken-http", TRANSIENT, failed(FailureKind.BROKEN_HTTP, Phase.HEADERS), conf=0.3),
    case("row15-loop", GONE, failed(FailureKind.REDIRECT_LOOP, Phase.REDIRECT, status=302, via=(URL,)), conf=0.8),
    case("row15-too-many-hops", GONE, failed(FailureKind.TOO_MANY_HOPS, Phase.REDIRECT, status=302, via=(f"{URL}/1", f"{URL}/2")), conf=0.8),
    case("row15-no-location", GONE, failed(FailureKind.BAD_LOCATION, Phase.REDIRECT, status=302), conf=0.8),
    case("row15-malformed-url-in-a-redirect", GONE, failed(FailureKind.INVALID_URL, Phase.URL, status=301, via=("http://[half",)), conf=0.8),
]

MOMENT = page("Just a moment...", text="Enable JavaScript and cookies to continue", words=6)
ERROR_1020 = page("Access denied", h1="Error 1020", text="Ray ID: 81c0 Access denied This website is using a security service", words=30)
AKAMAI = page("Access Denied", h1="Access Denied", text="You don't have permission. Reference #18.2d351ab8.1557333295.a4e16ab", words=14)
TURNSTILE = "https://challenges.cloudflare.com/turnstile/v0/api.js"
RECAPTCHA = "https://www.google.com/recaptcha/api.js"
DATADOME = "https://ct.captcha-delivery.com/c.js"
INCAPSULA = "/_Incapsula_Resource?SWUDNSAI=31"
DATADOME_SHELL = page("example.org", words=9, scripts=1, script_sources=(DATADOME,))
LOGIN = page("Log in | Example News", h1="Log in", words=30, password_fields=1)
CONSENT = page("Before you continue", h1="Before you continue", words=70, consent_forms=1)
NOT_HERE = page("Unavailable", text="This content is not available in your region.", words=20)
HTTP_SOON, HTTP_LATER = (f"Thu, 01 Jan 2026 12:{minute_second} GMT" for minute_second in ("00:20", "30:00"))

WALLS = [
    case("row08-cloudflare-challenge-403", BLOCKED, seen(403, MOMENT, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-404", BLOCKED, seen(404, ERROR, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-200", BLOCKED, seen(200, ERROR, cf_mitigated="challenge"), conf=0.9),
    case("row08-cloudflare-challenge-429", BLOCKED, seen(429, ERROR, cf_mitigated="challenge", retry_after="5"), conf=0.9),
    case("row08-cloudflare-challenge-503", BLOCKED, seen(503, MOMENT, cf_mitigated="challenge", retry_after="5"), conf=0.9),
    case("row08-error-1020", BLOCKED, seen(403, ERROR_1020, server="cloudflare"), conf=0.9),
    case("row08-akamai", BLOCKED, seen(403, AKAMAI, server="AkamaiGHost"), conf=0.9),
    case("row08-aws-waf-202", BLOCKED, seen(202, page(words=0, scripts=1), x_amzn_waf_action="challenge"), conf=0.9),
    case("row08-999", BLOCKED, seen(999, page(words=0, scripts=1)), conf=0.9),
    case("row08-just-a-moment-200", BLOCKED, seen(200, MOMENT), conf=0.9),
    case("row08-just-a-moment-503", BLOCKED, seen(503, MOMENT), conf=0.9),
    case("row08-incapsula-frame", BLOCKED, seen(200, page(words=3, frame_sources=(INCAPSULA,))), conf=0.9),
    case("row08-incapsula-script", BLOCKED, seen(200, page(words=0, scripts=1, script_sources=(INCAPSULA,))), conf=0.9),
    case("row08-captcha-widget", BLOCKED, seen(200, page("Check", words=15, scripts=1, script_sources=(TURNSTILE,))), conf=0.9),
    case("row08-datadome-403", BLOCKED, seen(403, page(words=4, scripts=1), x_datadome="protected"), conf=0.9),
    case("row08-datadome-401", BLOCKED, seen(401, MOMENT, x_datadome="protected"), conf=0.9),
    case("row08-datadome-429", BLOCKED, seen(429, ERROR, x_datadome="protected"), conf=0.9),
    case("row08-iinfo-403", BLOCKED, seen(403, ERROR, x_iinfo="9-42-0 0NNN RT(1)"), conf=0.9),
    case("row08-ddos-guard-403", BLOCKED, seen(403, ERROR, server="ddos-guard"), conf=0.9),
    case("row08-datadome-challenge-script-200", BLOCKED, seen(200, DATADOME_SHELL, x_datadome="protected"), conf=0.9),
    case("row08-datadome-on-an-ordinary-page-is-live", LIVE, seen(x_datadome="protected"), conf=0.95),
    case("row08-datadome-on-a-short-ordinary-page-is-live", LIVE, seen(200, page(TITLE, words=120), x_datadome="protected"), conf=0.95),
    case("row08-iinfo-on-an-ordinary-page-is-live", LIVE, seen(x_iinfo="9-42-0 0NNN RT(1)"), conf=0.95),
    case("row08-ddos-guard-on-an-ordinary-page-is-live", LIVE, seen(server="ddos-guard"), conf=0.95),
    case("row08-datadome-404-is-gone", GONE, seen(404, ERROR, x_datadome="protected")),
    case("row08-ddos-guard-410-is-gone", GONE, seen(410, ERROR, server="ddos-guard"), conf=0.9),
    case("row08-captcha-in-the-comment-form-of-an-article-is-live", LIVE, seen(200, page(TITLE, scripts=2, script_sources=(RECAPTCHA,)))),
    case("row08-article-titled-just-a-moment-is-live", LIVE, seen(200, page("Just a moment of peace")), title="Just a moment of peace"),
    case("row09-429", RATE_LIMITED, seen(429, ERROR), conf=0.95),
    case("row09-429-twice", RATE_LIMITED, seen(429, ERROR, retry_after="1"), seen(429, ERROR, purpose=Purpose.REPEAT), conf=0.95),
    case("row09-429-then-page", LIVE, seen(429, ERROR, retry_after="1"), seen(purpose=Purpose.REPEAT), conf=0.95),
    case("row09-503-with-a-long-wait", RATE_LIMITED, seen(503, ERROR, retry_after="3600"), conf=0.95),
    case("row09-503-with-a-date", RATE_LIMITED, seen(503, ERROR, retry_after=HTTP_LATER), conf=0.95),
    *(case(f"row10-{status}", RESTRICTED, seen(status, ERROR), conf=0.9) for status in (401, 402, 451)),
    case("row10-redirect-to-login", RESTRICTED, seen(200, LOGIN, via=(f"{SITE}/login?next=%2F2015",), hop_status=302), conf=0.9),
    case("row10-the-url-itself-asks-to-sign-in", RESTRICTED, seen(200, page("Sign in", words=40, password_fields=1)), conf=0.9),
    case("row10-redirect-to-consent", RESTRICTED, seen(200, CONSENT, via=("https://consent.example.org/m?c=1",)), conf=0.9),
    case("row10-403-with-region-text", RESTRICTED, seen(403, NOT_HERE), conf=0.9),
    case("row10-login-box-beside-a-long-article-is-live", LIVE, seen(200, page(TITLE, h1="Sign in", password_fields=1)), conf=0.95),
    case("row10-login-box-beside-a-short-article-is-live", LIVE, seen(200, page(TITLE, h1=TITLE, words=80, password_fields=1)), conf=0.95),
    case("row11-403", BLOCKED, BLANK_403, conf=0.5),
    case("row11-403-twice", BLOCKED, BLANK_403, seen(403, ERROR, purpose=REPEATED), conf=0.5),
    *(case(f"row11-{status}", BLOCKED, seen(status, ERROR), conf=0.5) for status in (406, 418)),
    case("row11-403-then-page-to-a-browser", LIVE, BLANK_403, seen(purpose=REPEATED), conf=0.95),
    case("row11-403-then-410-to-a-browser", GONE, BLANK_403, seen(410, ERROR, purpose=REPEATED), conf=0.9),
    case("row11-before-parked", BLOCKED, seen(403, page("Account Suspended", words=9)), conf=0.5),
]

STATUSES = [
    case("row12-410", GONE, seen(410, ERROR), conf=0.9),
    case("row12-410-with-a-long-page", GONE, seen(410, ARTICLE), conf=0.9),
    case("row13-404", GONE, NOT_FOUND, conf=(0.8, 0.97)),
    case("row13-404-twice", GONE, NOT_FOUND, seen(404, ERROR, purpose=REPEATED), conf=(0.8, 0.97)),
    case("row13-404-with-a-long-page", GONE, seen(404, ARTICLE), conf=(0.8, 0.97)),
    case("row13-404-after-a-redirect", GONE, seen(404, ERROR, via=(f"{SITE}/new",)), conf=(0.8, 0.97)),
    case("row13-404-of-a-parked-domain", GONE, seen(404, page("Buy", words=9, html_attributes=ADBLOCK_KEY))),
    case("row13-404-without-a-body", GONE, seen(404, None, size=0), conf=(0.8, 0.97)),
    case("row13-404-that-cannot-be-decoded", GONE, failed(FailureKind.UNDECODABLE, Phase.BODY, status=404), conf=(0.8, 0.97)),
    case("row13-404-then-page", LIVE, NOT_FOUND, seen(purpose=REPEATED), conf=0.95),
    case("row13-404-then-410", GONE, NOT_FOUND, seen(410, ERROR, purpose=REPEATED), conf=0.9),
    case("row13-404-then-503", TRANSIENT, NOT_FOUND, seen(503, ERROR, purpose=REPEATED), conf=0.3),
    case("row13-404-then-wall", BLOCKED, NOT_FOUND, seen(403, MOMENT, purpose=REPEATED, cf_mitigated="challenge"), conf=0.9),
    *(case(f"row14-{status}", TRANSIENT, seen(status, ERROR), conf=0.3) for status in (500, 504, 522)),
    case("row14-503-without-retry-after", TRANSIENT, seen(503, ERROR), conf=0.3),
    case("row14-502-with-a-not-found-phrase", TRANSIENT, seen(502, page("Page not found", words=9)), conf=0.3),
    *(case(f"row14-{status}", UNKNOWN, seen(status, ERROR), conf=0.3) for status in (400, 405, 408, 409, 414, 421, 425, 431, 422)),
    case("row14-400-then-page-to-a-browser", LIVE, seen(400, ERROR), seen(purpose=REPEATED), conf=0.95),
    case("row15-300-without-a-page", GONE, seen(300, None, size=0), conf=0.8),
    case("row15-304-without-a-page", GONE, seen(304, None, size=0), conf=0.8),
]

UPKEEP = page("Down for maintenance", h1="We'll be back soon", text="The site is down for scheduled maintenance.", words=25)
NO_DATABASE = page("Database Error", h1="Error establishing a database connection", words=8)
SALE_TEXT = "This domain is for sale. Buy this domain. Related searches: loans, flights, insurance."
CASINO = " ".join(["slot gacor casino online jackpot"] * 16)
SPAM = page("Situs slot gacor casino terpercaya", text=CASINO)
DEALER = "https://www.hugedomains.com/domain_profile.cfm?d=example.org"
NOT_SUSPENDED = "Minister's account suspended after protest"
SUSPENDED = page("Account Suspended", h1="This Account has been suspended.", words=14)
SHELL = page("Loading", words=4, scripts=6)

PARKED_OR_EMPTY = [
    case("row16-0-bytes", UNKNOWN, seen(200, None, size=0)),
    case("row16-204", UNKNOWN, seen(204, None, size=0)),
    case("row16-undecodable", UNKNOWN, failed(FailureKind.UNDECODABLE, Phase.BODY, status=200)),
    case("row16-maintenance", TRANSIENT, seen(200, UPKEEP), conf=0.3),
    case("row16-database-error", TRANSIENT, seen(200, NO_DATABASE), conf=0.3),
    case("row16-article-on-maintenance-is-live", LIVE, seen(200, page("Down for maintenance")), title="Down for maintenance"),
    case("row17-for-sale", PARKED, seen(200, page("news.example.org", h1="This domain is for sale", text=SALE_TEXT, words=25)), conf=0.9),
    case("row17-adblock-key", PARKED, seen(200, page("example", words=40, html_attributes=ADBLOCK_KEY)), conf=0.9),
    case("row17-adblock-key-in-a-shell", PARKED, seen(200, replace(SHELL, html_attributes=ADBLOCK_KEY)), conf=0.9),
    case("row17-parking-frame", PARKED, seen(200, page("example", words=9, frame_sources=("https://www.sedoparking.com/x",))), conf=0.9),
    case("row17-sold-through-a-dealer", PARKED, seen(200, page("example.org is for sale | HugeDomains", words=90), via=(DEALER,)), conf=0.9),
    case("row17-for-sale-at-the-root", PARKED, seen(200, page("example.org", text=SALE_TEXT, words=25), via=(f"{SITE}/",)), conf=0.9),
    case("row17-nginx", PARKED, seen(200, page("Welcome to nginx!", h1="Welcome to nginx!", words=60)), conf=0.9),
    case("row17-apache", PARKED, seen(200, page("Apache2 Ubuntu Default Page: It works", words=380)), conf=0.9),
    case("row17-suspended", PARKED, seen(200, SUSPENDED), conf=0.9),
    case("row17-gambling-on-the-same-host", PARKED, seen(200, SPAM), conf=0.9),
    case("row17-gambling-on-another-domain", PARKED, seen(200, SPAM, via=("https://slots.example.net/id",)), conf=0.9),
    case("row17-cited-page-on-casinos-is-live", LIVE, seen(200, page("Casino slot online", text=CASINO)), title="Casino slot online", conf=0.95),
    case("row17-a-few-casino-words-are-no-takeover", DRIFTED, seen(200, page("City approves casino", text="The casino opens")), conf=0.6),
    case("row17-house-for-sale-is-live", LIVE, seen(200, page("House for sale in Almaty")), title="House for sale in Almaty", conf=0.95),
    case("row17-article-on-a-suspended-account-is-live", LIVE, seen(200, page(f"{NOT_SUSPENDED} | Example News")), title=NOT_SUSPENDED),
]


def landed(name: str, state: LinkState | tuple[LinkState, ...], url: str, to: str, shown: Page = ARTICLE, **more: Any) -> Any:
    """A case of a URL that redirects to another."""
    return case(name, state, seen(200, shown, url=url, via=(to,)), **more)


LANDED = [
    landed("row10-login-at-the-root", RESTRICTED, URL, f"{SITE}/", LOGIN, conf=0.9),
    landed("row16-maintenance-at-the-root", TRANSIENT, URL, f"{SITE}/", UPKEEP, conf=0.3),
    landed("row18-home-page", SOFT_404, URL, f"{SITE}/", FRONT_PAGE, conf=0.9),
    landed("row18-home-page-whatever-its-title", SOFT_404, URL, f"{SITE}/", ARTICLE, conf=0.9),
    landed("row18-home-page-without-a-slash", SOFT_404, URL, SITE, FRONT_PAGE, conf=0.9),
    landed("row18-index-of-the-root", SOFT_404, URL, f"{SITE}/index.html", FRONT_PAGE, conf=0.9),
    landed("row18-mobile-home-page", SOFT_404, "https://www.example.org/a/b", "https://m.example.org/", FRONT_PAGE, conf=0.9),
    landed("row18-home-page-of-another-host", SOFT_404, URL, "https://portal.example.net/", FRONT_PAGE, conf=0.9),
    landed("row18-other-host's-root-that-has-the-title-is-moved", MOVED, URL, "https://rights-report.example.net/", conf=0.9),
    landed("row18-home-page-before-shell", SOFT_404, URL, f"{SITE}/", SHELL, conf=0.9),
    case("row18-cited-home-page-is-live", LIVE, seen(url=f"{SITE}/"), conf=0.95),
    landed("row18-cited-home-page-without-a-slash-is-live", LIVE, SITE, f"{SITE}/", conf=0.95),
    landed("row18-cited-home-page-in-another-spelling-is-live", LIVE, "http://example.org", "https://www.example.org/", conf=0.95),
    landed("row18-cited-index-that-is-the-root-stays", OK, f"{SITE}/index.html", f"{SITE}/"),
    landed("row18-ancestor-folder-without-the-title", SOFT_404, URL, f"{SITE}/2015/10/", OTHER_ARTICLE, conf=0.6),
    landed("row18-farther-ancestor-without-the-title", SOFT_404, URL, f"{SITE}/2015", OTHER_ARTICLE, conf=0.6),
    landed("row18-ancestor-folder-with-the-title-is-moved", MOVED, f"{SITE}/rights/2015/3", f"{SITE}/rights/2015/", conf=0.9),
    landed("row18-sibling-is-no-ancestor", DRIFTED, URL, f"{SITE}/2015/10/rights", OTHER_ARTICLE, conf=0.6),
    landed("row18-print-version-stays", OK, f"{SITE}/a/rights-report/print", f"{SITE}/a/rights-report"),
    landed("row19-404-in-the-path", SOFT_404, URL, f"{SITE}/404", conf=0.9),
    landed("row19-404-html", SOFT_404, URL, f"{SITE}/404.html", OTHER_ARTICLE, conf=0.9),
    landed("row19-notfound", SOFT_404, URL, f"{SITE}/notfound", OTHER_ARTICLE, conf=0.9),
    landed("row19-error", SOFT_404, URL, f"{SITE}/error/generic", OTHER_ARTICLE, conf=0.9),
    landed("row19-part-that-the-cited-path-has-too", MOVED, f"{SITE}/error/a", f"{SITE}/error/b", conf=0.9),
    landed("row19-404-within-a-part", MOVED, URL, f"{SITE}/2015/peugeot-404-sold", conf=0.9),
    landed("row19-terror-is-no-error", MOVED, URL, f"{SITE}/terror/report", conf=0.9),
    landed("row23-other-path", MOVED, URL, f"{SITE}/archive/rights-report-2015", conf=0.9),
    landed("row23-other-domain", MOVED, URL, "https://www.example.net/rights-report", conf=0.9),
    case("row23-302-that-lands-on-the-page", MOVED, seen(via=(f"{SITE}/article/7",), hop_status=302), conf=0.9),
    case("row23-two-hops", MOVED, seen(via=(f"{SITE}/r/7", f"{SITE}/article/7")), conf=0.9),
    case("row23-meta-refresh-was-followed", MOVED, seen(via=(f"{SITE}/article/7",), hop_status=200), conf=0.9),
    case("row23-slow-meta-refresh-is-no-redirect", LIVE, seen(200, page(TITLE, refresh_s=300.0, refresh_url=f"{SITE}/")), conf=0.95),
    case("row23-pdf-at-another-url", MOVED, pdf(via=(f"{SITE}/files/7.pdf",)), conf=0.9),
    landed("row23-no-cited-title-does-not-disagree", MOVED, URL, f"{SITE}/article/7", title="", conf=0.9),
    landed("row23-no-page-title-does-not-disagree", MOVED, URL, f"{SITE}/article/7", page(), conf=0.9),
    landed("row23-https-alone-is-live", LIVE, "http://news.example.org/a/b", f"{SITE}/a/b", conf=0.95),
    landed("row23-www-alone-is-live", LIVE, "https://example.org/a/b", "https://www.example.org/a/b", conf=0.95),
    landed("row23-slash-alone-is-live", LIVE, URL, f"{URL}/", conf=0.95),
    landed("row23-case-alone-is-live", LIVE, f"{SITE}/Reports/Rights", f"{SITE}/reports/rights", conf=0.95),
    landed("row23-all-spellings-at-once-are-live", LIVE, "http://Example.org/A/b", "https://www.example.org/a/b/", conf=0.95),
    landed("row26-other-url-and-other-title", DRIFTED, URL, f"{SITE}/2026/pumpkin", OTHER_ARTICLE, conf=0.6),
]

PHRASES = [
    ("en", "Page not found", "Sorry, the page you are looking for does not exist"),
    ("ru", "Страница не найдена", "Запрашиваемая страница не существует"),
    ("kk", "Бет табылмады", "Бұл бет табылмады"),
    ("de", "Seite nicht gefunden", "Diese Seite existiert nicht"),
    ("fr", "Page introuvable", "Page non trouvée"),
    ("es", "Página no encontrada", "No se encontró la página"),
    ("it", "Pagina non trovata", "La pagina non esiste"),
    ("pt", "Página não encontrada", "A página não foi encontrada"),
    ("zh", "页面不存在", "找不到页面"),
    ("ar", "الصفحة غير موجودة", "لم يتم العثور على الصفحة"),
    ("tr", "Sayfa bulunamadı", "Aradığınız sayfa bulunamadı"),
    ("uk", "Сторінку не знайдено", "Сторінка не знайдена"),
]

TITLES = [
    *(case(f"row20-{lang}-title", SOFT_404, seen(200, page(f"{title} | Example", words=30)), conf=0.9) for lang, title, _ in PHRASES),
    *(case(f"row20-{lang}-h1", SOFT_404, seen(200, page("Example", h1=h1, words=30)), conf=0.9) for lang, _, h1 in PHRASES),
    case("row20-404-before-the-phrase", SOFT_404, seen(200, page("404 - Page Not Found", words=20)), conf=0.9),
    case("row20-in-a-shell", SOFT_404, seen(200, page("Page not found", words=5, scripts=4)), conf=0.9),
    case("row20-no-title-cited", SOFT_404, seen(200, page("Page not found", words=30)), title="", conf=0.9),
    case("row20-at-another-url", SOFT_404, seen(200, page("Page not found", words=30), via=(f"{SITE}/oops",)), conf=0.9),
    case("row20-phrase-over-400-words-is-live", LIVE, seen(200, page("Page not found")), title="", conf=0.8),
    case("row20-phrase-beside-the-cited-title", (LIVE, DRIFTED), seen(200, page("Page not found", h1=TITLE, words=80))),
    case("row21-shell", UNKNOWN, seen(200, SHELL)),
    case("row21-shell-that-has-the-title", UNKNOWN, seen(200, page(TITLE, words=3, scripts=2))),
    case("row21-few-words-and-no-script-is-live", LIVE, seen(200, page(TITLE, words=8)), conf=0.95),
    case("row21-enough-words-and-scripts-is-live", LIVE, seen(200, page(TITLE, words=60, scripts=12)), conf=0.95),
    case("row24-title-with-the-site's-name", LIVE, seen(), conf=0.95),
    case("row24-title-in-other-letters-and-points", LIVE, seen(200, page("KAZAKHSTAN ADOPTS A LAW: ON PUBLIC ASSEMBLIES!")), conf=0.95),
    case("row24-title-without-a-word", LIVE, seen(200, page("Kazakhstan adopts law on public assemblies")), conf=0.95),
    case("row24-russian-title", LIVE, seen(200, page("Принят закон о собраниях")), title="Принят закон о собраниях", conf=0.95),
    case("row24-202-that-is-the-page", LIVE, seen(202), conf=0.95),
    case("row25-no-title-cited", LIVE, seen(), title="", conf=0.8),
    case("row25-no-title-on-the-page", LIVE, seen(200, page()), conf=0.8),
    case("row25-pdf", LIVE, pdf(), conf=0.8),
    case("row25-png", LIVE, seen(200, None, head=b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), conf=0.8),
    case("row25-jpeg", LIVE, seen(200, None, head=b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01"), conf=0.8),
    case("row26-other-title", DRIFTED, seen(200, OTHER_ARTICLE), conf=0.6),
    case("row26-few-words-shared", DRIFTED, seen(200, page("Kazakhstan wins a boxing medal in Rio")), conf=0.6),
]

TABLE = [*NO_ANSWER, *WALLS, *STATUSES, *PARKED_OR_EMPTY, *LANDED, *TITLES]
Chain = tuple[Exchange, ...]


def context_of(exchanges: Chain, title: str = TITLE, repeat_after_s: float = REPEAT_S) -> Context:
    return Context(url=exchanges[0].request.url, title=title, repeat_after_s=repeat_after_s)


@pytest.mark.parametrize(("exchanges", "states", "bounds", "title"), TABLE)
def test_state_of_what_was_seen(exchanges: Chain, states: tuple[LinkState, ...], bounds: tuple[float, float], title: str) -> None:
    verdict = judge(exchanges, context_of(exchanges, title))
    assert verdict.value in states, f"{verdict.rule}: {verdict.reason}"
    if verdict.value is not UNKNOWN or bounds[0]:
        assert bounds[0] <= verdict.confidence <= bounds[1], f"{verdict.rule}: {verdict.reason}"


@pytest.mark.parametrize(("exchanges", "states", "bounds", "title"), TABLE)
def test_every_verdict_says_why_and_on_what_evidence(
    exchanges: Chain, states: tuple[LinkState, ...], bounds: tuple[float, float], title: str
) -> None:
    verdict = judge(exchanges, context_of(exchanges, title))
    reason = str(verdict.reason)
    assert verdict.rule.strip()
    assert " " in reason
    assert "{" not in reason
    assert 0 <= verdict.confidence <= 1
    assert all(seen.what.strip() for seen in verdict.evidence)
    if verdict.value is not UNKNOWN:
        assert any(seen.where and seen.seen_at for seen in verdict.evidence)


@pytest.mark.parametrize("shown", [ARTICLE, OTHER_ARTICLE], ids=["moved", "drifted"])
def test_a_new_address_is_told(shown: Page) -> None:
    new = f"{SITE}/archive/7"
    verdict = judge((seen(200, shown, via=(new,)),), Context(url=URL, title=TITLE, repeat_after_s=REPEAT_S))
    assert any(new in seen.where or new in seen.what for seen in verdict.evidence)


def test_the_look_without_verification_tells_status_and_title() -> None:
    looks = (BAD_CERTIFICATE, seen(200, page("Minutes of the assembly"), purpose=Purpose.UNVERIFIED))
    told = " ".join([*(seen.what for seen in judge(looks, context_of(looks)).evidence), str(judge(looks, context_of(looks)).reason)])
    assert "200" in told
    assert "Minutes of the assembly" in told


ASKED_AGAIN = [
    pytest.param((NO_NAME,), Purpose.NAME, None, id="row04-name-is-looked-up-twice"),
    pytest.param((RESET,), Purpose.REPEAT, 2.0, id="row06-reset-once-more-after-2-s"),
    pytest.param((BAD_CERTIFICATE,), Purpose.UNVERIFIED, None, id="row07-look-without-verification"),
    pytest.param((RESET_IN_TLS,), Purpose.UNVERIFIED, None, id="row07-reset-in-the-handshake-old-protocol"),
    pytest.param((seen(429, ERROR, retry_after="12"),), Purpose.REPEAT, 12.0, id="row09-429-waits-as-asked"),
    pytest.param((seen(429, ERROR, retry_after="30"),), Purpose.REPEAT, 30.0, id="row09-429-waits-30-s"),
    pytest.param((seen(503, ERROR, retry_after="7"),), Purpose.REPEAT, 7.0, id="row09-503-waits-as-asked"),
    pytest.param((seen(429, ERROR, retry_after=HTTP_SOON),), Purpose.REPEAT, 20.0, id="row09-429-until-a-date"),
    pytest.param((BLANK_403,), Purpose.BROWSER_LIKE, None, id="row11-403"),
    *(pytest.param((seen(status, ERROR),), Purpose.BROWSER_LIKE, None, id=f"row11-{status}") for status in (406, 418)),
    pytest.param((NOT_FOUND,), Purpose.BROWSER_LIKE, REPEAT_S, id="row13-404"),
    pytest.param((seen(404, ERROR, via=(f"{SITE}/new",)),), Purpose.BROWSER_LIKE, REPEAT_S, id="row13-404-after-a-redirect"),
    *(pytest.param((seen(status, ERROR),), Purpose.BROWSER_LIKE, None, id=f"row14-{status}") for status in (400, 405, 422, 431)),
]


@pytest.mark.parametrize(("exchanges", "purpose", "wait_s"), ASKED_AGAIN)
def test_asks_again(exchanges: Chain, purpose: Purpose, wait_s: float | None) -> None:
    request = next_request(exchanges, context_of(exchanges))
    assert request is not None
    assert (request.url, request.purpose) == (URL, purpose)
    assert request.wait_s >= 0
    if wait_s is not None:
        assert request.wait_s == pytest.approx(wait_s)


def test_how_long_a_404_rests_is_a_setting() -> None:
    request = next_request((NOT_FOUND,), context_of((NOT_FOUND,), repeat_after_s=8.0))
    assert request is not None
    assert request.wait_s == pytest.approx(8.0)


def test_a_name_that_is_found_after_all_starts_the_link_again() -> None:
    request = next_request((NO_NAME, NAME_AFTER_ALL), context_of((NO_NAME,)))
    assert request is not None
    assert request.purpose in (Purpose.PAGE, Purpose.REPEAT)


LEFT_AT_THAT = [
    pytest.param((seen(),), id="row24-page"),
    pytest.param((failed(FailureKind.INVALID_URL, Phase.URL),), id="row01-malformed"),
    pytest.param((TO_PRIVATE,), id="row02-private-address"),
    pytest.param((NO_NAME, NO_NAME_AGAIN), id="row04-no-such-name-twice"),
    pytest.param((failed(FailureKind.NAME_UNSURE, Phase.DNS),), id="row05-name-unsure"),
    pytest.param((failed(FailureKind.CONNECTION_REFUSED, Phase.CONNECT),), id="row06-refused"),
    pytest.param((failed(FailureKind.SILENT, Phase.CONNECT),), id="row06-silent"),
    pytest.param((failed(FailureKind.HOST_SILENT, Phase.CONNECT),), id="row06-host-was-silent-before"),
    pytest.param((seen(failure=Failure(kind=FailureKind.RESET, phase=Phase.BODY)),), id="row06-reset-in-the-body"),
    pytest.param((seen(403, MOMENT, cf_mitigated="challenge"),), id="row08-wall-403"),
    pytest.param((seen(404, ERROR, cf_mitigated="challenge"),), id="row08-wall-404"),
    pytest.param((seen(429, ERROR, cf_mitigated="challenge", retry_after="5"),), id="row08-wall-429"),
    pytest.param((seen(429, ERROR, retry_after="31"),), id="row09-429-wants-too-long-a-wait"),
    pytest.param((seen(503, ERROR, retry_after=HTTP_LATER),), id="row09-503-until-a-far-date"),
    pytest.param((seen(401, ERROR),), id="row10-401"),
    pytest.param((seen(403, page("No", text="Not available in your country", words=9)),), id="row10-403-with-region-text"),
    pytest.param((seen(410, ERROR),), id="row12-410"),
    pytest.param((seen(500, ERROR),), id="row14-500"),
    pytest.param((seen(503, ERROR),), id="row14-503-without-retry-after"),
    pytest.param((seen(200, UPKEEP),), id="row16-maintenance"),
    pytest.param((seen(200, FRONT_PAGE, via=(f"{SITE}/",)),), id="row18-home-page"),
    pytest.param((seen(200, SHELL),), id="row21-shell"),
    pytest.param((seen(429, ERROR, retry_after="1"), seen(429, ERROR, retry_after="1", purpose=Purpose.REPEAT)), id="row09-429-twice"),
    pytest.param((NOT_FOUND, seen(purpose=REPEATED)), id="row13-404-then-page"),
]


@pytest.mark.parametrize("exchanges", LEFT_AT_THAT)
def test_does_not_ask_again(exchanges: Chain) -> None:
    assert next_request(exchanges, context_of(exchanges)) is None


def again(first: Exchange, purpose: Purpose, number: int) -> Exchange:
    """The same answer to a later request."""
    return replace(first, request=Request(url=first.request.url, purpose=purpose), asked_at=NOON + timedelta(minutes=number))


@pytest.mark.parametrize("exchanges", [pytest.param(p.values[0], id=str(p.id)) for p in ASKED_AGAIN])
def test_never_asks_twice_for_one_reason(exchanges: Chain) -> None:
    """The same answer again and again: each purpose is asked for once, and then it is left at that."""
    context, chain, purposes = context_of(exchanges), list(exchanges), [Purpose.PAGE]
    while request := next_request(tuple(chain), context):
        assert request.purpose not in purposes
        purposes.append(request.purpose)
        chain.append(again(exchanges[0], request.purpose, len(chain)))


@pytest.mark.parametrize("swing", [(403, 404), (404, 429), (429, 503), (400, 403)], ids=str)
def test_answers_that_swing_come_to_an_end(swing: tuple[int, int]) -> None:
    chain = [seen(swing[0], ERROR, retry_after="1")]
    while request := next_request(tuple(chain), context_of(tuple(chain))):
        chain.append(again(seen(swing[len(chain) % 2], ERROR, retry_after="1"), request.purpose, len(chain)))
        assert len(chain) <= 4, [exchange.request.purpose for exchange in chain]
