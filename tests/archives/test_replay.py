"""What a replayed snapshot shows: the page, something else that was captured, nothing, or what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.archives.replay import Replay, Shown, read
from citeaudit.model import Exchange, Failure, FailureKind, Hop, Page, Phase, Purpose, Request, Snapshot
from citeaudit.ports import Wanted

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CAPTURED = datetime(2015, 10, 28, 12, tzinfo=UTC)
URL, TITLE = "https://www.example.org/news/land-reform", "Land reform put off after protests"
WANTED = Wanted(url=URL, near=CAPTURED, cited_title=TITLE)
ARCHIVE = "https://web.archive.org/web"
SNAPSHOT = Snapshot(archive="wayback", url=URL, at=CAPTURED, status=200, replay_url=f"{ARCHIVE}/20151028120000id_/{URL}")
MEMENTO = (("memento-datetime", "Wed, 28 Oct 2015 12:00:00 GMT"),)

WORDS = "The decree was read out on Monday and the council met again in the evening to hear the farmers. " * 20
ARTICLE = Page(title=f"{TITLE} | Example", h1=TITLE, words=380, text=WORDS)


def replayed(status: int = 200, page: Page | None = ARTICLE, failure: FailureKind | None = None, **more: Any) -> Exchange:
    request = Request(url=SNAPSHOT.replay_url, purpose=Purpose.REPLAY)
    broken = Failure(kind=failure, phase=Phase.HEADERS) if failure else None
    seen = {"headers": MEMENTO, "final_url": request.url, "size": 20_000, "head": b"<!doctype html>", **more}
    return Exchange(request=request, status=status, page=page, failure=broken, asked_at=NOON, **seen)


def led_to(url: str, status: int = 200, **more: Any) -> Exchange:
    return replayed(status, hops=(Hop(url=SNAPSHOT.replay_url, status=302, location=url),), final_url=url, **more)


def shown(exchange: Exchange, wanted: Wanted = WANTED) -> Replay:
    return read(exchange, SNAPSHOT, wanted)


SHORT = Page(words=60, text="Some words that stand on the page, and a few more of them.")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(ARTICLE, Shown.PAGE, id="the-page"),
        pytest.param(replace(SHORT, title="Page not found"), Shown.ANOTHER_PAGE, id="error-page"),
        pytest.param(replace(SHORT, title="Page not found", h1=TITLE), Shown.PAGE, id="error-words-over-the-cited-article"),
        pytest.param(replace(SHORT, title="Just a moment..."), Shown.ANOTHER_PAGE, id="robot-wall"),
        pytest.param(replace(SHORT, title="Log in", password_fields=1), Shown.ANOTHER_PAGE, id="login"),
        pytest.param(replace(SHORT, html_attributes=(("data-adblockkey", "MFww"),)), Shown.ANOTHER_PAGE, id="parked"),
        pytest.param(replace(ARTICLE, title="Casino", h1="", text="casino slot bonus " * 60), Shown.ANOTHER_PAGE, id="taken-over"),
        pytest.param(replace(SHORT, title="Down for maintenance", text="Site under maintenance"), Shown.ANOTHER_PAGE, id="maintenance"),
        pytest.param(Page(title=TITLE, words=3, scripts=4), Shown.UNSURE, id="made-by-scripts"),
        pytest.param(Page(), Shown.PAGE, id="words-are-no-condition-without-scripts"),
    ],
)
def test_what_was_captured(page: Page, expected: Shown) -> None:
    assert shown(replayed(page=page)).shown is expected


@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        pytest.param(replayed(page=None, head=b"%PDF-1.7"), Shown.PAGE, id="pdf"),
        pytest.param(replayed(page=None, head=b"{}"), Shown.PAGE, id="a-file-of-another-kind"),
        pytest.param(replayed(page=Page(title="x"), head=b"\x1f\x8b\x08\x00"), Shown.UNSURE, id="compressed-and-not-said-so"),
        pytest.param(replayed(page=None, head=b"", size=0), Shown.NOTHING, id="empty"),
        pytest.param(replayed(404), Shown.ANOTHER_PAGE, id="captured-404"),
        pytest.param(replayed(503), Shown.ANOTHER_PAGE, id="captured-503"),
        pytest.param(replayed(429), Shown.ANOTHER_PAGE, id="captured-429"),
        pytest.param(replayed(403, headers=()), Shown.NOTHING, id="the-archive-s-403"),
        pytest.param(replayed(404, headers=()), Shown.NOTHING, id="the-archive-s-404"),
        pytest.param(replayed(429, headers=()), Shown.UNSURE, id="the-archive-s-429"),
        pytest.param(replayed(503, headers=()), Shown.UNSURE, id="the-archive-s-503"),
        pytest.param(replayed(200, failure=FailureKind.UNDECODABLE, headers=()), Shown.UNSURE, id="undecodable"),
        pytest.param(replayed(0, failure=FailureKind.SILENT), Shown.UNSURE, id="silent"),
        pytest.param(replayed(302, failure=FailureKind.REDIRECT_LOOP), Shown.NOTHING, id="loop"),
    ],
)
def test_answers_of_the_archive_and_answers_that_were_captured(exchange: Exchange, expected: Shown) -> None:
    assert shown(exchange).shown is expected


def test_the_archive_s_word_and_a_captured_one_on_exclusion() -> None:
    said = (("x-archive-wayback-runtime-error", "AdministrativeAccessControlException: Blocked Site Error"),)
    words = Page(words=9, text="This URL has been excluded from the Wayback Machine.")
    assert shown(replayed(403, page=None, headers=said)).shown is Shown.EXCLUDED
    assert shown(replayed(403, page=words, headers=())).shown is Shown.EXCLUDED
    assert shown(replayed(403, page=words)).shown is Shown.ANOTHER_PAGE


def test_headers_of_a_robot_wall_count_where_they_were_captured() -> None:
    assert shown(replayed(headers=(*MEMENTO, ("x-archive-orig-cf-mitigated", "challenge")))).shown is Shown.ANOTHER_PAGE
    assert shown(replayed(headers=(*MEMENTO, ("cf-mitigated", "challenge")))).shown is Shown.PAGE


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(led_to("https://www.example.org/"), id="out-to-the-live-web"),
        pytest.param(led_to(f"{ARCHIVE}/20151028120000id_/https://www.example.org/"), id="capture-of-another-page"),
        pytest.param(led_to("http://192.168.0.1/", failure=FailureKind.PRIVATE_ADDRESS), id="private-address"),
        pytest.param(led_to("https://gone.example/", failure=FailureKind.NO_SUCH_NAME), id="host-that-is-gone"),
        pytest.param(led_to("/new/land-reform"), id="relative-to-the-archive"),
        pytest.param(led_to("http://[broken", failure=FailureKind.BAD_LOCATION), id="no-address"),
        pytest.param(led_to(f"https://mirror.example/web/20151028120000id_/{URL}"), id="another-archive"),
    ],
)
def test_a_snapshot_that_leads_away_from_the_page(exchange: Exchange) -> None:
    assert shown(exchange).shown is Shown.ELSEWHERE


def test_another_capture_of_the_page_is_judged_by_its_own_date() -> None:
    url = f"{ARCHIVE}/20170301080000id_/http://example.org/news/land-reform"
    seen = shown(led_to(url, headers=(("memento-datetime", "Wed, 01 Mar 2017 08:00:00 GMT"),)))
    assert seen.shown is Shown.PAGE
    assert (seen.snapshot.at, seen.snapshot.replay_url) == (datetime(2017, 3, 1, 8, tzinfo=UTC), url)
    assert seen.snapshot.page_url == url.replace("id_", "")


@pytest.mark.parametrize(
    ("headers", "url", "at"),
    [
        pytest.param((("memento-datetime", "Wed, 01 Mar 2017 08:00:00 GMT"),), SNAPSHOT.replay_url, datetime(2017, 3, 1, 8, tzinfo=UTC), id="header"),
        pytest.param((), f"{ARCHIVE}/20170301080000id_/{URL}", datetime(2017, 3, 1, 8, tzinfo=UTC), id="final-address"),
        pytest.param((("memento-datetime", "yesterday"),), SNAPSHOT.replay_url, CAPTURED, id="unreadable-header"),
        pytest.param((("memento-datetime", "Sun, 99 Foo 2017 08:00:00 GMT"),), SNAPSHOT.replay_url, CAPTURED, id="impossible-header"),
        pytest.param((), "", CAPTURED, id="as-listed"),
    ],
)
def test_the_date_of_what_was_shown(headers: tuple[tuple[str, str], ...], url: str, at: datetime) -> None:
    assert shown(replayed(headers=headers, final_url=url)).snapshot.at == at


@pytest.mark.parametrize(
    ("title", "confidence"), [(TITLE, 0.95), ("", 0.8), ("A wholly other story of the harvest", 0.6)], ids=["agrees", "none-cited", "differs"]
)
def test_how_sure_it_is_that_the_page_is_the_cited_one(title: str, confidence: float) -> None:
    seen = shown(replayed(), replace(WANTED, cited_title=title))
    assert (seen.shown, seen.confidence) == (Shown.PAGE, confidence)


# ---------------------------------------------------------------- archives whose addresses do not name what they show

SHORT_URL = "https://perma.example/AB12-CD34"
NAMELESS = replace(SNAPSHOT, replay_url=SHORT_URL)


def of(url: str, *, at: str = "Wed, 28 Oct 2015 12:00:00 GMT") -> tuple[tuple[str, str], ...]:
    """The headers of a capture of a URL (RFC 7089, 2.1 and 2.2)."""
    return (("link", f'<{url}>; rel="original", <https://perma.example/map/{url}>; rel="timemap"'), ("memento-datetime", at))


def nameless(status: int = 200, to: str = "", **more: Any) -> Replay:
    hops = (Hop(url=SHORT_URL, status=302, location=to),) if to else ()
    exchange = replayed(status, **{"hops": hops, "final_url": to or SHORT_URL, "headers": of(URL), **more})
    return read(replace(exchange, request=Request(url=SHORT_URL, purpose=Purpose.REPLAY)), NAMELESS, WANTED)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(nameless(), Shown.PAGE, id="says-of-what-it-is-a-capture"),
        pytest.param(nameless(headers=of(f"{URL}/")), Shown.PAGE, id="another-spelling"),
        pytest.param(nameless(headers=of("https://www.example.org/")), Shown.ELSEWHERE, id="of-another-page"),
        pytest.param(nameless(headers=MEMENTO), Shown.UNSURE, id="does-not-say-of-what"),
        pytest.param(nameless(headers=of(URL)[:1]), Shown.UNSURE, id="does-not-say-that-it-is-one"),
        pytest.param(nameless(headers=of(URL, at="soon")), Shown.UNSURE, id="a-time-that-is-none"),
        pytest.param(nameless(headers=()), Shown.UNSURE, id="a-question-or-a-frame"),
        pytest.param(nameless(404), Shown.ANOTHER_PAGE, id="captured-404"),
        pytest.param(nameless(404, headers=()), Shown.NOTHING, id="the-archive-s-404"),
        pytest.param(nameless(503, headers=()), Shown.UNSURE, id="the-archive-s-503"),
        pytest.param(nameless(0, failure=FailureKind.SILENT, headers=()), Shown.UNSURE, id="silent"),
        pytest.param(nameless(to="https://perma.example/new"), Shown.PAGE, id="led-on-in-the-archive"),
        pytest.param(nameless(to="https://mirror.example/new"), Shown.PAGE, id="led-on-to-another-archive-that-says-so"),
        pytest.param(nameless(to="https://mirror.example/new", headers=()), Shown.UNSURE, id="led-on-to-who-does-not-say-so"),
        pytest.param(nameless(503, to="https://mirror.example/new", headers=()), Shown.UNSURE, id="led-on-to-an-error"),
        pytest.param(nameless(to=URL), Shown.UNSURE, id="led-to-the-page-s-own-site"),
    ],
)
def test_an_address_that_does_not_name_what_it_shows(seen: Replay, expected: Shown) -> None:
    assert seen.shown is expected


CHALLENGE = Page(title="Just a moment...", words=6, scripts=1, text="Enable JavaScript and cookies to continue")
COOLING = (("cf-mitigated", "challenge"),)
SISTER = replace(SNAPSHOT, replay_url=f"https://archive.ph/20151028120000/{URL}")


def stamped(status: int = 200, to: str = SISTER.replay_url, **more: Any) -> Replay:
    """What came of an address that names what it shows, outside a Wayback Machine."""
    request = Request(url=SISTER.replay_url, purpose=Purpose.REPLAY)
    hops = (Hop(url=request.url, status=302, location=to),) if to != request.url else ()
    exchange = replayed(status, **{"final_url": to, "hops": hops, "headers": (), **more})
    return read(replace(exchange, request=request), SISTER, WANTED)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        pytest.param(stamped(), Shown.PAGE, id="shows-the-page"),
        pytest.param(stamped(headers=of("https://www.example.org/")), Shown.ELSEWHERE, id="says-that-it-is-of-another-page"),
        pytest.param(stamped(page=CHALLENGE), Shown.UNSURE, id="the-archive-s-robot-wall"),
        pytest.param(stamped(page=CHALLENGE, headers=MEMENTO), Shown.ANOTHER_PAGE, id="a-captured-robot-wall"),
        pytest.param(stamped(403, headers=COOLING), Shown.UNSURE, id="the-archive-s-robot-wall-with-403"),
        pytest.param(stamped(to=f"https://archive.is/20151028120000/{URL}"), Shown.PAGE, id="another-host-of-the-archive"),
        pytest.param(stamped(to=f"https://mirror.example/20151028120000/{URL}"), Shown.ELSEWHERE, id="another-archive"),
    ],
)
def test_an_address_that_names_what_it_shows(seen: Replay, expected: Shown) -> None:
    assert seen.shown is expected


def test_where_such_an_address_led_on_the_snapshot_is_the_one_that_was_shown() -> None:
    seen = nameless(to="https://mirror.example/new", headers=of(URL, at="Thu, 29 Oct 2015 12:00:00 GMT")).snapshot
    assert (seen.replay_url, seen.at.day) == ("https://mirror.example/new", 29)


@pytest.mark.parametrize(
    ("exchange", "expected"),
    [
        pytest.param(led_to(f"https://mirror.example/all/20151028120000/{URL}", headers=of(URL)), Shown.PAGE, id="another-archive-that-says-so"),
        pytest.param(led_to("https://mirror.example/AB12", headers=of(URL)), Shown.PAGE, id="under-an-address-without-a-name"),
        pytest.param(led_to("https://www.example.org/new", headers=of(URL)), Shown.ELSEWHERE, id="the-page-s-own-site-says-so"),
        pytest.param(led_to("https://mirror.example/AB12", headers=of("https://www.example.org/")), Shown.ELSEWHERE, id="of-another-page"),
        pytest.param(led_to(f"https://mirror.example/web/2015id_/{URL}", status=429, headers=()), Shown.UNSURE, id="another-archive-s-429"),
        pytest.param(led_to(f"https://mirror.example/web/2015id_/{URL}", status=404, headers=()), Shown.NOTHING, id="another-archive-s-404"),
        pytest.param(
            led_to(f"https://mirror.example/web/2015id_/{URL}", status=0, failure=FailureKind.SILENT, headers=()), Shown.UNSURE, id="silent"
        ),
        pytest.param(led_to("https://mirror.example/AB12", status=503, headers=()), Shown.ELSEWHERE, id="a-captured-redirect-to-an-error"),
    ],
)
def test_a_capture_that_leads_to_another_archive(exchange: Exchange, expected: Shown) -> None:
    assert shown(exchange).shown is expected
