"""Claims of articles: whether the archive link or the bare archive date that an article prints holds, and what is asked to see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from citeaudit.archives.captures import capture_in, is_same_page
from citeaudit.archives.cdx import reads
from citeaudit.archives.claims import claimed_by, judge, snapshot_of
from citeaudit.model import Claim, Exchange, FailureKind, Link, Lookup, Page, PartialDate, Phase, Snapshot, Source, UrlOrigin, Verdict, text
from citeaudit.ports import Claimed
from tests.archives.seen_in_archives import (
    ARTICLE,
    BLOCKED_SITE,
    CHALLENGE,
    ERROR,
    FOR_SALE,
    NOON,
    NOT_FOUND,
    TITLE,
    URL,
    broken,
    capture,
    captured,
    closest,
    index,
    replay,
    replay_url,
    second_opinion,
    unfiltered,
)

CONFIRMED, OTHER_DATE, OTHER_URL, MISSING, UNKNOWN = Claim.CONFIRMED, Claim.OTHER_DATE, Claim.OTHER_URL, Claim.NOT_FOUND, Claim.UNKNOWN
WAYBACK = "https://web.archive.org"
DAY, STAMP = "2015-10-28", "20151028120000"
HOME = "https://news.example.org/"
OTHER_PAGE = "https://news.example.org/2015/10/another-report"

Answer = Callable[[Snapshot], Exchange]
"""What came of asking for a snapshot: of the link itself, whatever address is asked for it."""


def link(stamp: str = STAMP, url: str = URL) -> str:
    """A link of the Wayback Machine, as articles print it."""
    return f"{WAYBACK}/web/{stamp}/{url}"


def stated(archive_url: str = "", on: str = "", name: str = "", url: str = URL, title: str = TITLE) -> Claimed:
    """What the article states."""
    return Claimed(url=url, archive_url=archive_url, on=PartialDate.from_iso(on), archive_name=name, cited_title=title)


def when(stamp: str) -> datetime:
    """The time of a stamp of 8 to 14 digits; noon where only the day is given."""
    digits = stamp + "120000" if len(stamp) == 8 else stamp
    return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def memento(stamp: str, original: str = "") -> tuple[tuple[str, str], ...]:
    """The headers by which an archive says of what time its copy is, and of which page (RFC 7089)."""
    others = f'<https://archive.example/timemap/{original}>; rel="timemap"; type="application/link-format"'
    named = (("link", f'<{original}>; rel="original", {others}'),) if original else ()
    return (("memento-datetime", f"{when(stamp):%a, %d %b %Y %H:%M:%S GMT}"), *named)


def shows(stamp: str = STAMP, page: Page | None = ARTICLE, status: int = 200, **more: Any) -> Answer:
    """A copy of a time is shown at the address that was asked."""
    return lambda asked: replay(asked, status, page, **{"headers": memento(stamp), **more})


def leads_to(stamp: str, url: str = URL, page: Page | None = ARTICLE, status: int = 200) -> Answer:
    """The archive leads on to another capture."""
    return lambda asked: replay(asked, status, page, to=replay_url(when(stamp), url), headers=memento(stamp))


def out_to(url: str, **more: Any) -> Answer:
    """The archive leads to an address that is none of a capture."""
    return lambda asked: replay(asked, to=url, **more)


def says(status: int, page: Page | None = ERROR, **more: Any) -> Answer:
    """The archive's own word: an answer that is no memento."""
    return lambda asked: replay(asked, status, page, **more)


def breaks(failure: FailureKind, phase: Phase = Phase.HEADERS) -> Answer:
    return lambda asked: broken(asked, failure, phase)


def looked_up(claimed: Claimed, *answers: Answer) -> Lookup:
    """The look-up of an archive link."""
    asked = snapshot_of(claimed, WAYBACK, NOON)
    assert asked is not None
    return Lookup(url=claimed.archive_url, snapshots=(asked,), exchanges=tuple(answer(asked) for answer in answers))


def linked(name: str, expected: Claim, claimed: Claimed, *answers: Answer) -> Any:
    """A row of a table: its id, what is expected, what the article states, what came of asking for its archive link."""
    return pytest.param(claimed, answers, expected, id=name)


# ---------------------------------------------------------------- links to the Wayback Machine

HOLDS = [
    linked("day-as-printed", CONFIRMED, stated(link(), DAY), shows()),
    linked("month-as-printed", CONFIRMED, stated(link(), "2015-10"), shows()),
    linked("year-as-printed", CONFIRMED, stated(link(), "2015"), shows()),
    linked("nothing-printed-day-of-the-stamp", CONFIRMED, stated(link()), shows()),
    linked("last-second-of-the-day", CONFIRMED, stated(link("20151028235959"), DAY), shows("20151028235959")),
    linked("first-second-of-the-day", CONFIRMED, stated(link("20151028000000"), DAY), shows("20151028000000")),
    linked("date-of-the-address-where-no-header-says-it", CONFIRMED, stated(f"https://arquivo.pt/wayback/{STAMP}/{URL}", DAY), shows(headers=())),
    linked("date-of-the-final-address-where-no-header-says-it", CONFIRMED, stated(link("2015"), DAY), out_to(replay_url(when(STAMP)))),
    linked("stamp-of-4-digits", CONFIRMED, stated(link("2015")), leads_to("20150702093000")),
    linked("stamp-of-4-digits-day-printed", CONFIRMED, stated(link("2015"), DAY), leads_to(STAMP)),
    linked("stamp-of-6-digits", CONFIRMED, stated(link("201510")), leads_to("20151003093000")),
    linked("stamp-of-8-digits", CONFIRMED, stated(link("20151028")), leads_to("20151028231500")),
    linked("stamp-of-12-digits", CONFIRMED, stated(link("201510281200")), leads_to("20151028120031")),
    linked("short-stamp-without-a-redirect", CONFIRMED, stated(link("20151028"), DAY), shows("20151028231500")),
    linked("calendar-of-a-year", CONFIRMED, stated(link("2015*"), DAY), leads_to(STAMP)),
    linked("calendar-of-all-years", CONFIRMED, stated(link("*"), DAY), leads_to(STAMP)),
    linked("no-stamp", CONFIRMED, stated(f"{WAYBACK}/web/{URL}", DAY), leads_to(STAMP)),
    linked("no-stamp-no-web", CONFIRMED, stated(f"{WAYBACK}/{URL}", DAY), leads_to(STAMP)),
    linked("stamp-that-is-no-time", CONFIRMED, stated(link("20159999"), DAY), leads_to(STAMP)),
    linked("list-of-all-copies-day-printed", CONFIRMED, stated(link("*"), DAY), shows()),
    linked("neither-date-nor-stamp", CONFIRMED, stated(f"{WAYBACK}/web/{URL}"), leads_to(STAMP)),
    linked("another-capture-of-the-same-day", CONFIRMED, stated(link("20151028080000"), DAY), leads_to("20151028190000")),
    linked("captured-redirect-to-https", CONFIRMED, stated(link(url=URL.replace("https", "http")), DAY), leads_to("20151028120001")),
    linked("id-form", CONFIRMED, stated(link(f"{STAMP}id_"), DAY), shows()),
    linked("if-form", CONFIRMED, stated(link(f"{STAMP}if_"), DAY), shows()),
    linked("by-http", CONFIRMED, stated(link().replace("https://web", "http://web"), DAY), shows()),
    linked("old-host", CONFIRMED, stated(f"http://wayback.archive.org/web/{STAMP}/{URL}", DAY), shows()),
    linked("no-web-in-the-path", CONFIRMED, stated(f"{WAYBACK}/{STAMP}/{URL}", DAY), shows()),
    linked("pdf", CONFIRMED, stated(link(), DAY), shows(page=None, head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3")),
    linked("no-title-cited", CONFIRMED, stated(link(), DAY, title=""), shows()),
    linked("archive-named-too", CONFIRMED, stated(link(), DAY, "Wayback Machine"), shows()),
    linked("asked-again-after-a-503", CONFIRMED, stated(link(), DAY), says(503), shows()),
]

IDN = "https://пример.example/новости"
LISTED = "https://news.example.org/list?id=5&page=2"
SPELLINGS = [
    pytest.param(URL, URL.replace("https", "http"), id="http"),
    pytest.param(URL, "http://www.news.example.org/2015/10/rights-report", id="www"),
    pytest.param(URL, f"{URL}/", id="last-slash"),
    pytest.param(URL, "news.example.org/2015/10/rights-report", id="no-scheme"),
    pytest.param(URL, "http:/news.example.org/2015/10/rights-report", id="folded-scheme"),
    pytest.param(URL, "http%3A//news.example.org/2015/10/rights-report", id="quoted-scheme"),
    pytest.param(URL, "https%3A%2F%2Fnews.example.org%2F2015%2F10%2Frights-report", id="quoted-as-a-whole"),
    pytest.param(URL, "http://news.example.org:80/2015/10/rights-report", id="default-port"),
    pytest.param(URL, f"{URL}?utm_source=feed&utm_medium=rss", id="tracking"),
    pytest.param(f"{URL}?fbclid=x#top", URL, id="tracking-in-the-article"),
    pytest.param(URL, f"{URL}#part-2", id="fragment"),
    pytest.param(LISTED, "https://news.example.org/list?page=2&id=5", id="order-of-the-query"),
    pytest.param("https://news.example.org/a_b (c)", "https://news.example.org/a_b%20%28c%29", id="percent-signs"),
    pytest.param(IDN, "http://xn--e1afmkfd.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8", id="international-address"),
]
OTHER_PAGES = [
    pytest.param(OTHER_PAGE, id="another-page"),
    pytest.param(HOME, id="the-home-page"),
    pytest.param("https://news.example.org/2015/10", id="the-folder"),
    pytest.param(f"{URL}/comments", id="a-page-below"),
    pytest.param(f"{URL}?page=2", id="another-query"),
    pytest.param("https://blog.example.org/2015/10/rights-report", id="another-host"),
    pytest.param("https://news.example.com/2015/10/rights-report", id="another-domain"),
    pytest.param("https://news.example.org:8080/2015/10/rights-report", id="another-port"),
]

OF_ANOTHER_DAY = [
    linked("day-before", OTHER_DATE, stated(link("20151027120000"), DAY), shows("20151027120000")),
    linked("minutes-after-the-day-in-utc", OTHER_DATE, stated(link("20151029000500"), DAY), shows("20151029000500")),
    linked("minutes-before-the-day-in-utc", OTHER_DATE, stated(link("20151027235500"), DAY), shows("20151027235500")),
    linked("printed-against-its-own-stamp", OTHER_DATE, stated(link("20160301101010"), DAY), shows("20160301101010")),
    linked("day-and-month-exchanged", OTHER_DATE, stated(link("20150310120000"), "2015-10-03"), shows("20150310120000")),
    linked("another-month", OTHER_DATE, stated(link("20151101000000"), "2015-10"), shows("20151101000000")),
    linked("another-year", OTHER_DATE, stated(link("20160101000000"), "2015"), shows("20160101000000")),
    linked("redirected-two-days-on", OTHER_DATE, stated(link(), DAY), leads_to("20151030120000")),
    linked("redirected-years-on-nothing-printed", OTHER_DATE, stated(link()), leads_to("20230101120000")),
    linked("header-says-another-day-than-the-address", OTHER_DATE, stated(link(), DAY), shows("20151101120000")),
    linked("header-says-another-day-than-the-stamp", OTHER_DATE, stated(link()), shows("20151101120000")),
    linked("stamp-of-4-digits-another-year", OTHER_DATE, stated(link("2015")), leads_to("20160702093000")),
    linked("stamp-of-6-digits-another-month", OTHER_DATE, stated(link("201510")), leads_to("20151103093000")),
    linked("stamp-of-8-digits-another-day", OTHER_DATE, stated(link("20151028")), leads_to("20151030231500")),
    linked("calendar-of-another-year", OTHER_DATE, stated(link("2015*")), leads_to("20160101000000")),
    linked("no-stamp-leads-to-the-newest", OTHER_DATE, stated(f"{WAYBACK}/web/{URL}", DAY), leads_to("20250101120000")),
    linked("to-another-spelling-and-day", OTHER_DATE, stated(link(), DAY), leads_to("20151030120000", URL.replace("https", "http"))),
]
SHOWN_DAYS = {
    "redirected-two-days-on": "2015-10-30",
    "minutes-after-the-day-in-utc": "2015-10-29",
    "header-says-another-day-than-the-stamp": "2015-11-01",
}

LEADS_AWAY = [
    linked("to-the-home-page", OTHER_URL, stated(link(), DAY), leads_to(STAMP, HOME)),
    linked("to-another-page-with-the-cited-title", OTHER_URL, stated(link(), DAY), leads_to(STAMP, OTHER_PAGE)),
    linked("to-another-page-another-day", OTHER_URL, stated(link(), DAY), leads_to("20160101120000", OTHER_PAGE)),
    linked("to-another-page-that-was-not-found", OTHER_URL, stated(link(), DAY), leads_to(STAMP, OTHER_PAGE, ERROR, 404)),
    linked("out-to-the-live-web", OTHER_URL, stated(link(), DAY), out_to(HOME)),
    linked(
        "out-to-a-host-that-is-gone", OTHER_URL, stated(link(), DAY), out_to("https://gone.example/", failure=FailureKind.NO_SUCH_NAME, page=None)
    ),
    linked("out-to-a-private-address", OTHER_URL, stated(link(), DAY), out_to("http://10.0.0.1/", failure=FailureKind.PRIVATE_ADDRESS, page=None)),
]


SHOWS_NO_PAGE = [
    linked("captured-404", MISSING, stated(link(), DAY), shows(status=404, page=NOT_FOUND)),
    linked("captured-410", MISSING, stated(link(), DAY), shows(status=410, page=ERROR)),
    linked("captured-503", MISSING, stated(link(), DAY), shows(status=503, page=ERROR)),
    linked("captured-429", MISSING, stated(link(), DAY), shows(status=429, page=ERROR)),
    linked("captured-403-that-says-excluded", MISSING, stated(link(), DAY), shows(status=403, page=Page(text=BLOCKED_SITE, words=2))),
    linked("soft-404", MISSING, stated(link(), DAY), shows(page=NOT_FOUND)),
    linked("soft-404-of-another-day", MISSING, stated(link(), DAY), leads_to("20151030120000", page=NOT_FOUND)),
    linked("parked", MISSING, stated(link(), DAY), shows(page=FOR_SALE)),
    linked("robot-wall-was-captured", MISSING, stated(link(), DAY), shows(page=CHALLENGE)),
    linked("login-was-captured", MISSING, stated(link(), DAY), shows(page=Page(title="Log in", h1="Log in", words=12, password_fields=1))),
    linked("empty", MISSING, stated(link(), DAY), shows(page=None, head=b"", size=0)),
    linked("archive-says-404", MISSING, stated(link(), DAY), says(404)),
    linked("archive-says-403", MISSING, stated(link(), DAY), says(403)),
    linked("archive-says-excluded", MISSING, stated(link(), DAY), says(403, Page(text=BLOCKED_SITE, words=2))),
    linked("archive-says-excluded-by-header", MISSING, stated(link(), DAY), says(403, headers=(("x-archive-wayback-runtime-error", BLOCKED_SITE),))),
    linked("archive-says-404-nothing-printed", MISSING, stated(link()), says(404)),
]

CANNOT_TELL = [
    *(linked(f"archive-says-{status}", UNKNOWN, stated(link(), DAY), says(status)) for status in (429, 500, 502, 503, 504)),
    linked("silent", UNKNOWN, stated(link(), DAY), breaks(FailureKind.SILENT, Phase.CONNECT)),
    linked("too-slow", UNKNOWN, stated(link(), DAY), breaks(FailureKind.DEADLINE)),
    linked("reset", UNKNOWN, stated(link(), DAY), breaks(FailureKind.RESET)),
    linked("refuses-connections", UNKNOWN, stated(link(), DAY), breaks(FailureKind.CONNECTION_REFUSED, Phase.CONNECT)),
    linked("archive-has-no-address-now", UNKNOWN, stated(link(), DAY), breaks(FailureKind.NO_SUCH_NAME, Phase.DNS)),
    linked("undecodable", UNKNOWN, stated(link(), DAY), breaks(FailureKind.UNDECODABLE, Phase.BODY)),
    linked("compressed-and-not-said-so", UNKNOWN, stated(link(), DAY), shows(page=Page(title="x"), head=b"\x1f\x8b\x08\x00")),
    linked("made-by-scripts", UNKNOWN, stated(link(), DAY), shows(page=Page(title="Loading", words=4, scripts=6))),
    linked("not-asked", UNKNOWN, stated(link(), DAY)),
    linked("throttled-after-it-led-to-another-day", UNKNOWN, stated(link(), DAY), out_to(replay_url(when("20151030")), status=429, page=ERROR)),
]

# ---------------------------------------------------------------- links to other archives

LONG, SHORT = f"https://archive.ph/{STAMP}/{URL}", "https://archive.is/AbCdE"
PERMA, WEBCITE = "https://perma.cc/AB12-CD34", "https://www.webcitation.org/6cXyZ1234"
KEW = f"https://webarchive.nationalarchives.gov.uk/ukgwa/{STAMP}/{URL}"
COMMAS = "https://www.spiegel.example/international/0,1518,723814,00.html"
CAPTCHA = Page(title="archive.ph", h1="One more step", words=12, text="One more step Please complete the security check to access archive.ph")
PROVEN = memento(STAMP, URL)


def answers_to(url: str, **more: Any) -> Answer:
    """The archive leads on to another address of its own."""
    return lambda asked: replay(asked, to=url, **more)


ELSEWHERE = [
    linked("long-address", CONFIRMED, stated(LONG, DAY), shows(headers=())),
    linked("long-address-nothing-printed", CONFIRMED, stated(LONG), shows(headers=())),
    linked("long-address-and-headers", CONFIRMED, stated(LONG, DAY), shows(headers=PROVEN)),
    linked("dotted-stamp", CONFIRMED, stated(f"https://archive.today/2015.10.28-120000/{URL}", DAY), shows(headers=PROVEN)),
    linked("leads-to-a-sister", CONFIRMED, stated(LONG.replace(".ph", ".today"), DAY), answers_to(LONG)),
    linked("short-address-with-proof", CONFIRMED, stated(SHORT, DAY), shows(headers=PROVEN)),
    linked("short-address-with-proof-at-a-sister", CONFIRMED, stated(SHORT, DAY), answers_to("https://archive.ph/AbCdE", headers=PROVEN)),
    linked("short-address-with-proof-nothing-printed", CONFIRMED, stated(SHORT), shows(headers=PROVEN)),
    linked("proof-in-another-spelling", CONFIRMED, stated(PERMA, DAY), shows(headers=memento(STAMP, f"http://www.{URL[8:]}/"))),
    linked(
        "original-and-timegate-in-one", CONFIRMED, stated(PERMA, DAY), shows(headers=(*memento(STAMP), ("link", f'<{URL}>; rel="original timegate"')))
    ),
    linked("relation-without-quotes", CONFIRMED, stated(PERMA, DAY), shows(headers=(*memento(STAMP), ("link", f"<{URL}>; rel=original")))),
    linked(
        "original-named-last",
        CONFIRMED,
        stated(PERMA, DAY),
        shows(headers=(*memento(STAMP), ("link", f'<{HOME}>; rel="up", <{URL}>; rel="original"'))),
    ),
    linked("commas-in-the-original", CONFIRMED, stated(SHORT, DAY, url=COMMAS), shows(headers=memento(STAMP, COMMAS))),
    linked("national-archive", CONFIRMED, stated(KEW, DAY), shows()),
    linked("archive-it", CONFIRMED, stated(f"https://wayback.archive-it.org/1068/{STAMP}/{URL}", DAY), shows()),
    linked("arquivo", CONFIRMED, stated(f"https://arquivo.pt/wayback/{STAMP}/{URL}", DAY), shows()),
    linked("long-address-another-day-printed", OTHER_DATE, stated(LONG, "2015-10-29"), shows(headers=())),
    linked("short-address-another-day-printed", OTHER_DATE, stated(SHORT, "2015-10-29"), shows(headers=PROVEN)),
    linked("national-archive-leads-on", OTHER_DATE, stated(KEW, DAY), answers_to(KEW.replace(STAMP, "20160105120000"), headers=memento("20160105"))),
    linked("copy-of-another-page", OTHER_URL, stated(SHORT, DAY), shows(headers=memento(STAMP, OTHER_PAGE))),
    linked("long-address-copy-of-another-page", OTHER_URL, stated(LONG, DAY), shows(headers=memento(STAMP, OTHER_PAGE))),
    linked("national-archive-leads-to-another-page", OTHER_URL, stated(KEW, DAY), answers_to(KEW.replace(URL, HOME), headers=memento(STAMP))),
    linked("short-address-404", MISSING, stated(SHORT, DAY), says(404)),
    linked("long-address-404", MISSING, stated(LONG, DAY), says(404)),
    linked("perma-404", MISSING, stated(PERMA, DAY), says(404, NOT_FOUND)),
    linked("long-address-of-an-error-page", MISSING, stated(LONG, DAY), shows(headers=PROVEN, page=NOT_FOUND)),
    linked("copy-of-a-parked-page", MISSING, stated(SHORT, DAY), shows(headers=PROVEN, page=FOR_SALE)),
    linked("short-address-without-proof", UNKNOWN, stated(SHORT, DAY), shows(headers=())),
    linked("short-address-with-a-date-only", UNKNOWN, stated(SHORT, DAY), shows(headers=memento(STAMP))),
    linked("short-address-with-an-original-only", UNKNOWN, stated(SHORT, DAY), shows(headers=PROVEN[1:])),
    linked("perma-without-proof", UNKNOWN, stated(PERMA, DAY), shows(headers=())),
    linked("webcite-without-proof", UNKNOWN, stated(WEBCITE, DAY), shows(headers=())),
    linked("webcite-original-without-a-stamp", UNKNOWN, stated(f"{WEBCITE}?url={URL}", DAY), shows(headers=())),
    linked("webcite-silent", UNKNOWN, stated(WEBCITE, DAY), breaks(FailureKind.SILENT, Phase.CONNECT)),
    linked("webcite-503", UNKNOWN, stated(WEBCITE, DAY), says(503)),
    linked("captcha-429", UNKNOWN, stated(LONG, DAY), says(429, CAPTCHA)),
    linked("captcha-200", UNKNOWN, stated(LONG, DAY), says(200, CAPTCHA, headers=(("cf-mitigated", "challenge"),))),
    linked("wall-of-words-200", UNKNOWN, stated(LONG, DAY), says(200, CHALLENGE)),
    linked("wall-403", UNKNOWN, stated(PERMA, DAY), says(403, CHALLENGE, headers=(("cf-mitigated", "challenge"),))),
    linked("long-address-too-slow", UNKNOWN, stated(LONG, DAY), breaks(FailureKind.DEADLINE)),
    linked("long-address-not-asked", UNKNOWN, stated(LONG, DAY)),
]

LINKS = [*HOLDS, *OF_ANOTHER_DAY, *LEADS_AWAY, *SHOWS_NO_PAGE, *CANNOT_TELL, *ELSEWHERE]


@pytest.mark.parametrize(("claimed", "answers", "expected"), LINKS)
def test_claim_of_a_link(claimed: Claimed, answers: tuple[Answer, ...], expected: Claim) -> None:
    verdict = judge(claimed, looked_up(claimed, *answers), reads)
    assert verdict.value is expected, f"{verdict.rule}: {verdict.reason}"
    says_why(verdict)


def says_why(verdict: Verdict[Claim]) -> None:
    """Every verdict has a rule, a sentence, and evidence except `unknown`."""
    assert verdict.rule.strip()
    reason = str(verdict.reason)
    assert reason.count(" ") >= 3
    assert "{" not in reason
    assert all(seen.what.strip() for seen in verdict.evidence)
    if verdict.value is UNKNOWN:
        assert verdict.confidence == 0
    else:
        assert 0 < verdict.confidence <= 1
        assert any(seen.where for seen in verdict.evidence)


@pytest.mark.parametrize(("claimed", "answers", "expected"), [row for row in OF_ANOTHER_DAY if row.id in SHOWN_DAYS])
def test_another_day_is_named(claimed: Claimed, answers: tuple[Answer, ...], expected: Claim, request: pytest.FixtureRequest) -> None:
    case = request.node.callspec.id
    assert SHOWN_DAYS[case] in str(judge(claimed, looked_up(claimed, *answers), reads).reason)


@pytest.mark.parametrize(("cited", "original"), SPELLINGS)
def test_a_copy_under_another_spelling_is_of_the_same_page(cited: str, original: str) -> None:
    claimed = stated(link(url=original), DAY, url=cited)
    verdict = judge(claimed, looked_up(claimed, shows()), reads)
    assert verdict.value is CONFIRMED, f"{verdict.rule}: {verdict.reason}"


@pytest.mark.parametrize("archive", [link, lambda url: f"https://archive.ph/{STAMP}/{url}"], ids=["wayback", "archive.today"])
@pytest.mark.parametrize("original", OTHER_PAGES)
def test_a_link_that_says_another_page_need_not_be_asked(original: str, archive: Callable[..., str]) -> None:
    claimed = stated(archive(url=original), DAY)
    assert snapshot_of(claimed, WAYBACK, NOON) is None
    for lookup in (None, Lookup(url=claimed.archive_url)):
        verdict = judge(claimed, lookup, reads)
        assert verdict.value is OTHER_URL, f"{verdict.rule}: {verdict.reason}"
        says_why(verdict)


@pytest.mark.parametrize(
    "archive_url",
    [
        pytest.param(link(url=f"https://archive.ph/20140101000000/{OTHER_PAGE}"), id="another-archive-s-copy-of-another-page"),
        pytest.param(f"{WAYBACK}/", id="front-page-of-the-archive"),
        pytest.param(f"{WAYBACK}/web/{STAMP}/", id="stamp-without-a-page"),
        pytest.param(f"{WAYBACK}/details/rights-report", id="an-item-of-the-archive"),
        pytest.param("https://archive.ph/", id="front-page-of-another-archive"),
        pytest.param(URL, id="the-page-itself"),
        pytest.param("https://cache.example.net/search?q=cache:AbC:news.example.org/2015/10/rights-report", id="cache-of-a-search"),
    ],
)
def test_what_is_no_copy_of_the_page_confirms_nothing(archive_url: str) -> None:
    claimed = stated(archive_url, DAY)
    asked = snapshot_of(claimed, WAYBACK, NOON)
    lookup = Lookup(url=archive_url, snapshots=(asked,), exchanges=(replay(asked),)) if asked else None
    verdict = judge(claimed, lookup, reads)
    assert verdict.value in (OTHER_URL, MISSING, UNKNOWN)
    says_why(verdict)


@pytest.mark.parametrize("archive_url", [link(), LONG, SHORT, PERMA], ids=["wayback", "long", "short", "perma"])
def test_a_link_that_was_not_looked_up_is_not_known(archive_url: str) -> None:
    verdict = judge(stated(archive_url, DAY), None, reads)
    assert verdict.value is UNKNOWN
    says_why(verdict)


ANOTHER_TITLE = Page(title="Ten recipes with pumpkin | Example News", h1="Ten recipes with pumpkin", words=420, text="Cut the pumpkin into halves.")


@pytest.mark.parametrize(
    ("archive_url", "headers"), [(link(), memento(STAMP)), (LONG, PROVEN), (SHORT, PROVEN)], ids=["wayback", "long-address", "short-address"]
)
def test_a_copy_with_another_title_is_less_sure(archive_url: str, headers: tuple[tuple[str, str], ...]) -> None:
    claimed = stated(archive_url, DAY)
    agreeing, differing = (judge(claimed, looked_up(claimed, shows(page=page, headers=headers)), reads) for page in (ARTICLE, ANOTHER_TITLE))
    assert (agreeing.value, differing.value, differing.confidence) == (CONFIRMED, CONFIRMED, 0.6)
    assert agreeing.confidence > differing.confidence


# ---------------------------------------------------------------- bare dates

SAME_DAY, WEEK_BEFORE, WEEK_AFTER, DAY_AFTER = capture(0), capture(-7), capture(7), capture(1)
MORNING, EVENING = captured(when("20151028060000")), captured(when("20151028200000"))
CAPTURED_404 = capture(0, 404)


def bare(name: str, expected: Claim, claimed: Claimed, snapshots: tuple[Snapshot, ...], *exchanges: Exchange) -> Any:
    """A row of a table: its id, what is expected, what the article states, what the index listed, what was asked."""
    return pytest.param(claimed, Lookup(url=URL, snapshots=snapshots, exchanges=exchanges), expected, id=name)


def listed(name: str, expected: Claim, on: str, snapshots: tuple[Snapshot, ...], *replays: Exchange) -> Any:
    """A case where the index lists the snapshots."""
    return bare(name, expected, stated(on=on), snapshots, index(*snapshots), *replays)


def alone(name: str, expected: Claim, on: str, stamp: str) -> Any:
    """A case where the index lists one capture, which shows the page."""
    return listed(name, expected, on, (captured(when(stamp)),), replay(captured(when(stamp))))


def known_to_second(name: str, expected: Claim, of: Snapshot, *answers: Exchange) -> Any:
    """A case where only the second opinion knows a capture, which shows the page; `answers` are the index's."""
    return bare(name, expected, stated(on=DAY), (), *answers, second_opinion(closest(of)), replay(of))


EMPTY = (index(), unfiltered())
ON_THE_DAY = [
    listed("that-day", CONFIRMED, DAY, (SAME_DAY,), replay(SAME_DAY)),
    listed("that-day-among-others", CONFIRMED, DAY, (WEEK_BEFORE, SAME_DAY, DAY_AFTER), replay(SAME_DAY)),
    listed("second-one-of-that-day", CONFIRMED, DAY, (MORNING, EVENING), replay(MORNING, 404, ERROR), replay(EVENING)),
    listed("one-of-that-day-fails-the-other-shows", CONFIRMED, DAY, (MORNING, EVENING), broken(MORNING, FailureKind.DEADLINE), replay(EVENING)),
    listed("revisit-of-that-day", CONFIRMED, DAY, (capture(0, None),), replay(capture(0, None))),
    listed("leads-on-to-that-day", CONFIRMED, DAY, (WEEK_AFTER,), replay(WEEK_AFTER, to=replay_url(when(STAMP)))),
    listed("file-of-that-day", CONFIRMED, DAY, (SAME_DAY,), replay(SAME_DAY, page=None, head=b"%PDF-1.4\n%\xe2\xe3")),
    alone("first-second-of-the-day", CONFIRMED, DAY, "20151028000000"),
    alone("last-second-of-the-day", CONFIRMED, DAY, "20151028235959"),
    alone("in-that-month", CONFIRMED, "2015-10", "20151003093000"),
    alone("first-day-of-the-month", CONFIRMED, "2015-10", "20151001000000"),
    alone("last-day-of-the-month", CONFIRMED, "2015-10", "20151031235959"),
    alone("29-february", CONFIRMED, "2016-02", "20160229235959"),
    alone("first-day-of-the-year", CONFIRMED, "2015", "20150101000000"),
    alone("last-day-of-the-year", CONFIRMED, "2015", "20151231235959"),
    known_to_second("only-the-second-opinion-knows-it", CONFIRMED, SAME_DAY, *EMPTY),
    known_to_second("index-fails-the-second-opinion-knows-it", CONFIRMED, SAME_DAY, index(status=503, answer="")),
]

NOT_THAT_DAY = [
    listed("a-week-after", OTHER_DATE, DAY, (WEEK_AFTER,), replay(WEEK_AFTER)),
    listed("a-week-before", OTHER_DATE, DAY, (WEEK_BEFORE,), replay(WEEK_BEFORE)),
    listed("years-after", OTHER_DATE, DAY, (capture(2000),), replay(capture(2000))),
    listed("404-of-that-day", OTHER_DATE, DAY, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, 404, ERROR), replay(WEEK_AFTER)),
    listed("soft-404-of-that-day", OTHER_DATE, DAY, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=NOT_FOUND), replay(WEEK_AFTER)),
    listed("parked-on-that-day", OTHER_DATE, DAY, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=FOR_SALE), replay(WEEK_AFTER)),
    listed(
        "that-day-s-is-of-another-page",
        OTHER_DATE,
        DAY,
        (SAME_DAY, WEEK_AFTER),
        replay(SAME_DAY, to=replay_url(SAME_DAY.at, HOME)),
        replay(WEEK_AFTER),
    ),
    listed("that-day-s-leads-on-to-another-day", OTHER_DATE, DAY, (SAME_DAY,), replay(SAME_DAY, to=replay_url(WEEK_AFTER.at))),
    listed("error-listed-on-that-day", OTHER_DATE, DAY, (CAPTURED_404, WEEK_AFTER), replay(WEEK_AFTER)),
    listed("another-day-in-the-dark", OTHER_DATE, DAY, (DAY_AFTER, WEEK_AFTER), broken(DAY_AFTER, FailureKind.DEADLINE), replay(WEEK_AFTER)),
    alone("minutes-after-the-day-in-utc", OTHER_DATE, DAY, "20151029000500"),
    alone("minutes-before-the-day-in-utc", OTHER_DATE, DAY, "20151027235500"),
    alone("first-second-of-the-next-month", OTHER_DATE, "2015-10", "20151101000000"),
    alone("last-second-of-the-month-before", OTHER_DATE, "2015-10", "20150930235959"),
    alone("same-month-of-another-year", OTHER_DATE, "2015-10", "20141015120000"),
    alone("first-second-of-the-next-year", OTHER_DATE, "2015", "20160101000000"),
    known_to_second("second-opinion-of-another-day", OTHER_DATE, WEEK_BEFORE, *EMPTY),
]

NOWHERE = [
    bare("nothing-listed", MISSING, stated(on=DAY), (), *EMPTY, second_opinion()),
    bare("only-an-error-was-captured", MISSING, stated(on=DAY), (CAPTURED_404,), index(), unfiltered(CAPTURED_404), second_opinion()),
    bare("excluded", MISSING, stated(on=DAY), (), index(status=403, answer=BLOCKED_SITE)),
    listed("excluded-at-the-replay", MISSING, DAY, (SAME_DAY,), replay(SAME_DAY, 403, Page(text=BLOCKED_SITE, words=2))),
    listed("replays-404", MISSING, DAY, (SAME_DAY,), replay(SAME_DAY, 404, ERROR)),
    listed("soft-404-only", MISSING, DAY, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=NOT_FOUND), replay(WEEK_AFTER, page=NOT_FOUND)),
    listed("another-page-only", MISSING, DAY, (SAME_DAY,), replay(SAME_DAY, to=replay_url(SAME_DAY.at, HOME))),
]

LATE_IN_THE_YEAR, A_YEAR_BEFORE = captured(when("20151120")), captured(when("20140820"))
LATE_IN_THE_MONTH, MONTH_BEFORE = captured(when("20151031")), captured(when("20150930"))
IN_THE_DARK = [
    bare("index-429", UNKNOWN, stated(on=DAY), (), index(status=429, answer="")),
    bare("index-503", UNKNOWN, stated(on=DAY), (), index(status=503, answer=""), second_opinion()),
    bare("index-silent", UNKNOWN, stated(on=DAY), (), index(failure=FailureKind.SILENT, answer="")),
    bare("index-malformed", UNKNOWN, stated(on=DAY), (), index(answer='[["urlkey","times')),
    bare("index-answers-with-a-page", UNKNOWN, stated(on=DAY), (), index(answer="<html><body>Sorry</body></html>")),
    bare("second-question-not-asked", UNKNOWN, stated(on=DAY), (), index()),
    bare("nothing-was-asked", UNKNOWN, stated(on=DAY), ()),
    listed("not-replayed", UNKNOWN, DAY, (SAME_DAY,)),
    listed("replay-429", UNKNOWN, DAY, (SAME_DAY,), replay(SAME_DAY, 429, ERROR)),
    listed("replay-too-slow", UNKNOWN, DAY, (SAME_DAY,), broken(SAME_DAY, FailureKind.DEADLINE)),
    listed("that-day-s-429-another-shows", UNKNOWN, DAY, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, 429, ERROR), replay(WEEK_AFTER)),
    listed("that-day-s-too-slow-another-shows", UNKNOWN, DAY, (SAME_DAY, WEEK_AFTER), broken(SAME_DAY, FailureKind.DEADLINE), replay(WEEK_AFTER)),
    listed("that-day-s-503-another-shows", UNKNOWN, DAY, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, 503, ERROR), replay(WEEK_AFTER)),
    listed("that-day-s-not-replayed-another-shows", UNKNOWN, DAY, (SAME_DAY, WEEK_AFTER), replay(WEEK_AFTER)),
    listed("one-of-that-day-not-replayed", UNKNOWN, DAY, (MORNING, EVENING, WEEK_AFTER), replay(MORNING, 404, ERROR), replay(WEEK_AFTER)),
    listed("revisit-of-that-day-not-replayed", UNKNOWN, DAY, (capture(0, None), WEEK_AFTER), replay(WEEK_AFTER)),
    listed("one-of-that-month-not-replayed", UNKNOWN, "2015-10", (MONTH_BEFORE, LATE_IN_THE_MONTH), replay(MONTH_BEFORE)),
    listed("one-of-that-year-not-replayed", UNKNOWN, "2015", (A_YEAR_BEFORE, LATE_IN_THE_YEAR), replay(A_YEAR_BEFORE)),
    known_to_second("index-fails-the-second-opinion-knows-another-day", UNKNOWN, WEEK_BEFORE, index(status=503, answer="")),
]

BARE = [*ON_THE_DAY, *NOT_THAT_DAY, *NOWHERE, *IN_THE_DARK]


@pytest.mark.parametrize(("claimed", "lookup", "expected"), BARE)
def test_claim_of_a_bare_date(claimed: Claimed, lookup: Lookup, expected: Claim) -> None:
    verdict = judge(claimed, lookup, reads)
    assert verdict.value is expected, f"{verdict.rule}: {verdict.reason}"
    says_why(verdict)


@pytest.mark.parametrize(("on", "name"), [(DAY, "2015-10-28"), ("2015-10", "2015-10"), ("2015", "2015")], ids=["day", "month", "year"])
def test_both_days_are_named(on: str, name: str) -> None:
    far = captured(when("20190301"))
    reason = str(judge(stated(on=on), Lookup(url=URL, snapshots=(far,), exchanges=(index(far), replay(far))), reads).reason)
    assert "2019-03-01" in reason
    assert name in reason


SHOWN = Lookup(url=URL, snapshots=(SAME_DAY,), exchanges=(index(SAME_DAY), replay(SAME_DAY)))


@pytest.mark.parametrize("name", ["", "Wayback Machine", "the Wayback Machine", "Internet Archive"])
def test_the_wayback_machine_s_word_counts_where_it_is_meant(name: str) -> None:
    assert judge(stated(on=DAY, name=name), SHOWN, reads).value is CONFIRMED


@pytest.mark.parametrize("lookup", [SHOWN, None], ids=["the-wayback-machine-has-it", "not-looked-up"])
@pytest.mark.parametrize("name", ["WebCite", "archive.today", "archive.is", "Perma.cc", "UK Government Web Archive"])
def test_a_bare_date_of_another_archive_is_not_known(name: str, lookup: Lookup | None) -> None:
    verdict = judge(stated(on=DAY, name=name), lookup, reads)
    assert verdict.value is UNKNOWN
    says_why(verdict)


def test_a_bare_date_that_was_not_looked_up_is_not_known() -> None:
    verdict = judge(stated(on=DAY), None, reads)
    assert verdict.value is UNKNOWN
    says_why(verdict)


def test_a_bare_date_whose_snapshot_has_another_title_is_less_sure() -> None:
    lookup = Lookup(url=URL, snapshots=(SAME_DAY,), exchanges=(index(SAME_DAY), replay(SAME_DAY, page=ANOTHER_TITLE)))
    verdict = judge(stated(on=DAY), lookup, reads)
    assert (verdict.value, verdict.confidence) == (CONFIRMED, 0.6)


# ---------------------------------------------------------------- what is asked

MIRROR = "http://127.0.0.1:8080/wayback"


@pytest.mark.parametrize("base", [WAYBACK, MIRROR], ids=["the-wayback-machine", "a-mirror"])
@pytest.mark.parametrize(
    "archive_url",
    [
        pytest.param(link(), id="whole"),
        pytest.param(link(f"{STAMP}if_"), id="if-form"),
        pytest.param(link(url=f"http://www.{URL[8:]}/"), id="another-spelling"),
        pytest.param(f"http://wayback.archive.org/web/{STAMP}/{URL}", id="old-host"),
        pytest.param(f"{WAYBACK}/{STAMP}/{URL}", id="no-web-in-the-path"),
    ],
)
def test_a_link_of_the_wayback_machine_is_replayed_as_it_was_captured(archive_url: str, base: str) -> None:
    asked = snapshot_of(stated(archive_url, DAY), base, NOON)
    assert asked is not None
    assert asked.at == when(STAMP)
    assert asked.replay_url.startswith(f"{base}/web/{STAMP}id_/")
    inside = capture_in(asked.replay_url)
    assert inside is not None
    assert is_same_page(inside.original, URL)


@pytest.mark.parametrize("archive_url", [link("2015"), link("20151028"), link("2015*"), link("*"), f"{WAYBACK}/web/{URL}", f"{WAYBACK}/save/{URL}"])
def test_a_link_without_a_whole_stamp_is_asked_for_one_capture(archive_url: str) -> None:
    """A calendar is no copy, and who asks for `/save/` has the page captured."""
    asked = snapshot_of(stated(archive_url, DAY), WAYBACK, NOON)
    assert asked is not None
    inside = capture_in(asked.replay_url)
    assert inside is not None
    assert inside.base == WAYBACK
    assert is_same_page(inside.original, URL)
    assert "id_/" in asked.replay_url
    assert asked.at.tzinfo is not None


@pytest.mark.parametrize("archive_url", [LONG, SHORT, PERMA, WEBCITE])
def test_a_link_of_another_archive_is_asked_as_it_stands(archive_url: str) -> None:
    asked = snapshot_of(stated(archive_url, DAY), MIRROR, NOON)
    assert asked is not None
    assert asked.replay_url == archive_url


def test_a_bare_date_has_no_link_to_ask() -> None:
    assert snapshot_of(stated(on=DAY), WAYBACK, NOON) is None
    assert snapshot_of(stated(on=DAY, name="WebCite"), WAYBACK, NOON) is None


# ---------------------------------------------------------------- what an article states

SOURCE = Source(article="An article", reference="1", title=TITLE)
ON = PartialDate(year=2015, month=10, day=28)


def known(url: str, origin: UrlOrigin = UrlOrigin.ARTICLE, archive_url: str = "") -> Link:
    """The URL of a source as its recovery left it."""
    return Link(url=url, archive_url=archive_url, origin=Verdict(value=origin, rule="given", reason=text("the article gives it")))


def test_a_link_its_date_and_its_archive_are_stated() -> None:
    source = replace(SOURCE, url=URL, archive_url=link(), archived_on=ON, archive_name="Wayback Machine")
    expected = Claimed(url=URL, archive_url=link(), on=ON, archive_name="Wayback Machine", cited_title=TITLE)
    assert claimed_by(source, known(URL)) == expected


def test_a_link_that_came_with_a_recovered_address_is_stated_too() -> None:
    claimed = claimed_by(replace(SOURCE, archived_on=ON), known(URL, UrlOrigin.RECOVERED, archive_url=link()))
    assert claimed == Claimed(url=URL, archive_url=link(), on=ON, cited_title=TITLE)


def test_the_copy_s_own_link_comes_before_a_recovered_one() -> None:
    claimed = claimed_by(replace(SOURCE, url=URL, archive_url=LONG), known(URL, archive_url=link()))
    assert claimed is not None
    assert (claimed.archive_url, claimed.on) == (LONG, None)


def test_a_bare_date_is_stated_of_a_recovered_address() -> None:
    claimed = claimed_by(replace(SOURCE, archived_on=ON, archive_name="WebCite"), known(URL, UrlOrigin.RECOVERED))
    assert claimed == Claimed(url=URL, on=ON, archive_name="WebCite", cited_title=TITLE)


@pytest.mark.parametrize(
    ("source", "url"),
    [
        pytest.param(replace(SOURCE, url=URL), URL, id="neither-link-nor-date"),
        pytest.param(replace(SOURCE, url=URL, accessed=ON, published=ON), URL, id="other-dates-only"),
        pytest.param(replace(SOURCE, archived_on=ON), "", id="a-date-without-any-address"),
        pytest.param(SOURCE, "", id="nothing-at-all"),
    ],
)
def test_nothing_is_stated(source: Source, url: str) -> None:
    assert claimed_by(source, known(url, UrlOrigin.ARTICLE if url else UrlOrigin.NONE)) is None


def test_an_archive_link_whose_capture_is_years_from_its_stamp_names_the_day_of_the_capture() -> None:
    claimed = stated(link())
    reason = judge(claimed, looked_up(claimed, leads_to(f"{when(STAMP) + timedelta(days=800):%Y%m%d%H%M%S}")), reads).reason
    assert "2018-01-05" in str(reason)


@pytest.mark.parametrize("archive_url", [link("*"), f"{WAYBACK}/save/{URL}", f"{WAYBACK}/save/_embed/{URL}"])
def test_a_link_that_names_no_copy_is_not_asked_for_and_says_nothing(archive_url: str) -> None:
    claimed = stated(archive_url)
    assert snapshot_of(claimed, WAYBACK, NOON) is None
    verdict = judge(claimed, None, reads)
    assert (verdict.value, verdict.rule, verdict.confidence) == (Claim.UNKNOWN, "link-of-no-copy", 0)


@pytest.mark.parametrize("archive_url", [link("*"), f"{WAYBACK}/save/{URL}", f"{WAYBACK}/web/{URL}"])
def test_a_link_without_a_time_is_asked_for_the_copy_of_the_printed_day(archive_url: str) -> None:
    asked = snapshot_of(stated(archive_url, DAY), WAYBACK, NOON)
    assert asked is not None
    assert "/web/20151028120000id_/" in asked.replay_url
