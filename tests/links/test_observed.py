"""What the rules read of a link's exchanges."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.content.titles import Agreement
from citeaudit.links.observed import Observed, judged, observe
from citeaudit.model import Exchange, Failure, FailureKind, Hop, Page, Phase, Purpose, Request

AT = datetime(2026, 5, 1, tzinfo=UTC)
URL = "https://a.example/news/1"


def exchange(purpose: Purpose = Purpose.PAGE, **seen: object) -> Exchange:
    return Exchange(request=Request(url=URL, purpose=purpose), asked_at=AT, **seen)  # type: ignore[arg-type]


def observed(*exchanges: Exchange, title: str = "Land reform") -> Observed:
    return observe(exchanges, URL, title, 5.0, 30.0)


def test_the_last_answer_is_judged_and_looks_are_only_looks() -> None:
    page, repeat = exchange(status=404), exchange(Purpose.BROWSER_LIKE, status=200)
    look = exchange(Purpose.UNVERIFIED, status=500)
    assert judged((page, repeat, look, exchange(Purpose.NAME), exchange(Purpose.PROBE, status=200))) is repeat
    assert observed(page, repeat, look).look is look


@pytest.mark.parametrize(
    ("failure", "counts"),
    [
        pytest.param(Failure(kind=FailureKind.RESET, phase=Phase.HEADERS), True, id="before the headers"),
        pytest.param(Failure(kind=FailureKind.DEADLINE, phase=Phase.BODY), False, id="a body that was cut"),
        pytest.param(Failure(kind=FailureKind.UNDECODABLE, phase=Phase.HEADERS), False, id="an encoding nobody knows"),
    ],
)
def test_only_what_came_before_the_answer_is_a_failure(failure: Failure, counts: bool) -> None:
    assert (observed(exchange(status=200, failure=failure)).failure is failure) is counts


def test_a_file_that_calls_itself_html_is_no_page() -> None:
    seen = observed(exchange(status=200, head=b"%PDF-1.4 ", page=Page(title="%PDF")))
    assert (seen.media, seen.page, seen.agreement) == ("PDF", Page(), Agreement.NOTHING)


@pytest.mark.parametrize(
    ("refresh_s", "target", "landed"),
    [
        pytest.param(0.0, "/news/2", "https://a.example/news/2", id="at once"),
        pytest.param(5.0, "https://b.example/", "https://b.example/", id="within five seconds"),
        pytest.param(6.0, "/news/2", URL, id="later"),
        pytest.param(0.0, "", URL, id="to itself"),
        pytest.param(0.0, "/News/1/", URL, id="to itself, spelt otherwise"),
        pytest.param(0.0, "app://open", URL, id="into an app"),
        pytest.param(0.0, "http://[bad", URL, id="to nowhere"),
        pytest.param(0.0, "/from", URL, id="back to where it came from"),
        pytest.param(None, "/news/2", URL, id="no refresh"),
    ],
)
def test_a_quick_meta_refresh_leads_on(refresh_s: float | None, target: str, landed: str) -> None:
    page = Page(title="Land reform", refresh_s=refresh_s, refresh_url=target)
    seen = observed(exchange(status=200, page=page, final_url=URL, hops=(Hop(url="https://a.example/from", status=302),)))
    assert (seen.landed, seen.refreshes) == (landed, landed != URL)
    assert seen.agreement is (Agreement.NOTHING if seen.refreshes else Agreement.AGREES)


def test_where_nothing_answered_the_asked_address_stands() -> None:
    seen = observed(exchange(failure=Failure(kind=FailureKind.SILENT, phase=Phase.CONNECT)))
    assert (seen.asked, seen.host, seen.landed, seen.is_moved, seen.status) == (URL, "a.example", URL, False, 0)
