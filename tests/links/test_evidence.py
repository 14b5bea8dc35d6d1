"""What a verdict stands on, as an editor reads it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from citeaudit.links.evidence import evidence_of
from citeaudit.model import Evidence, Exchange, Failure, FailureKind, Hop, Page, Phase, Purpose, Request

AT = datetime(2026, 5, 1, tzinfo=UTC)
LATER = AT + timedelta(seconds=6)
URL = "http://a.example/x"
FINAL = "https://a.example/x"


def test_hops_headers_and_title_are_told_with_place_and_time() -> None:
    exchange = Exchange(
        request=Request(url=URL),
        hops=(Hop(url=URL, status=301, location=FINAL),),
        status=200,
        headers=(("content-type", "text/html"), ("server", "nginx")),
        final_url=FINAL,
        page=Page(title="Land reform"),
        asked_at=AT,
    )
    assert evidence_of((exchange,)) == (
        Evidence(what=f"301 {URL} → 200 {FINAL}", where=FINAL, seen_at=AT),
        Evidence(what="server: nginx", where=FINAL, seen_at=AT),
        Evidence(what="title “Land reform”", where=FINAL, seen_at=AT),
    )


def test_a_failure_is_told_with_its_phase() -> None:
    failure = Failure(kind=FailureKind.CONNECTION_REFUSED, phase=Phase.CONNECT, detail="Connection refused")
    assert evidence_of((Exchange(request=Request(url=URL), failure=failure, asked_at=AT),)) == (
        Evidence(what=f"no answer from {URL}", where=URL, seen_at=AT),
        Evidence(what="connection-refused (connect): Connection refused", where=URL, seen_at=AT),
    )


def test_every_repeat_is_told_by_its_kind() -> None:
    first = Exchange(request=Request(url=URL), status=404, final_url=URL, asked_at=AT)
    second = Exchange(request=Request(url=URL, purpose=Purpose.BROWSER_LIKE), status=404, final_url=URL, asked_at=LATER)
    assert [(seen.what, seen.seen_at) for seen in evidence_of((first, second))] == [(f"404 {URL}", AT), (f"browser-like: 404 {URL}", LATER)]


def test_a_redirect_that_broke_is_told_once() -> None:
    exchange = Exchange(
        request=Request(url=URL),
        hops=(Hop(url=URL, status=302, location="/x"),),
        status=302,
        failure=Failure(kind=FailureKind.REDIRECT_LOOP, phase=Phase.REDIRECT),
        final_url=URL,
        asked_at=AT,
    )
    assert [seen.what for seen in evidence_of((exchange,))] == [f"302 {URL}", "redirect-loop (redirect)"]


def test_a_paywall_is_a_note() -> None:
    paid, free = (Exchange(request=Request(url=URL), status=200, final_url=URL, page=Page(free=is_free), asked_at=AT) for is_free in (False, True))
    note = "the page says that it is not free to read (isAccessibleForFree)"
    assert [seen.what for seen in evidence_of((paid, free))] == [f"200 {URL}", note, f"200 {URL}"]
