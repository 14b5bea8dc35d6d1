"""What an archive's services answered, as it is read: rows, nothing, excluded, no answer; and the addresses of captures."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.archives.answers import trouble
from citeaudit.archives.captures import capture_in, is_same_page, moment, raw_url, replay_url
from citeaudit.archives.cdx import read_index, second_opinion
from citeaudit.model import Exchange, Failure, FailureKind, Phase, Purpose, Request
from citeaudit.ports import Reply

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAGE = "https://www.example.org/news/2015"
HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
ROW = ["org,example)/news/2015", "20151028120000", PAGE, "text/html", "200", "SHA"]


def answered(answer: Any, status: int = 200, **more: Any) -> Exchange:
    said = answer if isinstance(answer, str) else json.dumps(answer)
    request = Request(url="https://web.archive.org/cdx/search/cdx?url=x&output=json", purpose=Purpose.API)
    return Exchange(request=request, status=status, answer=said, asked_at=NOON, **more)


def failed(kind: FailureKind) -> Exchange:
    return answered("", 0, failure=Failure(kind=kind, phase=Phase.HEADERS))


@pytest.mark.parametrize(
    ("exchange", "reply", "rows"),
    [
        pytest.param(answered([HEAD, ROW, ROW]), Reply.ROWS, 2, id="rows"),
        pytest.param(answered([HEAD[::-1], ROW[::-1]]), Reply.ROWS, 1, id="columns-in-another-order"),
        pytest.param(answered([]), Reply.EMPTY, 0, id="empty-list"),
        pytest.param(answered([HEAD]), Reply.EMPTY, 0, id="head-without-rows"),
        pytest.param(answered([HEAD, ROW[:3]]), Reply.NO_ANSWER, 0, id="short-row"),
        pytest.param(answered([HEAD[:2], ROW[:2]]), Reply.NO_ANSWER, 0, id="columns-missing"),
        pytest.param(answered([HEAD, [1, 2, 3, 4, 5, 6]]), Reply.NO_ANSWER, 0, id="cells-that-are-no-text"),
        pytest.param(answered("org,example)/ 20151028120000 http://example.org/"), Reply.NO_ANSWER, 0, id="plain-text"),
        pytest.param(answered("null"), Reply.NO_ANSWER, 0, id="null"),
        pytest.param(answered([HEAD, ROW], truncated=True), Reply.NO_ANSWER, 0, id="cut-by-the-cap"),
        pytest.param(answered([], 503), Reply.NO_ANSWER, 0, id="empty-list-with-an-error"),
        pytest.param(answered("AdministrativeAccessControlException: Blocked Site Error", 403), Reply.EXCLUDED, 0, id="blocked-site"),
        pytest.param(answered("RobotAccessControlException: Blocked By Robots", 403), Reply.NO_ANSWER, 0, id="blocked-by-robots-txt"),
        pytest.param(answered("<h1>Forbidden</h1>", 403), Reply.NO_ANSWER, 0, id="forbidden-for-another-reason"),
    ],
)
def test_an_answer_of_the_index(exchange: Exchange, reply: Reply, rows: int) -> None:
    answer = read_index(exchange)
    assert (answer.reply, len(answer.rows)) == (reply, rows)
    assert all(row["original"] == PAGE and row["statuscode"] == "200" for row in answer.rows)


CLOSEST = {"available": True, "status": "200", "timestamp": "20151028120000", "url": f"http://web.archive.org/web/20151028120000/{PAGE}"}


def named(**closest: Any) -> Exchange:
    return answered({"url": PAGE, "archived_snapshots": {"closest": {**CLOSEST, **closest}}})


def test_the_second_opinion_is_replayed_where_the_index_was_asked() -> None:
    """A mirror's availability service may name the original's addresses; the mirror replays."""
    snapshot = second_opinion(named(), "http://127.0.0.1:8080/mirror")
    assert snapshot is not None
    assert (snapshot.url, snapshot.at) == (PAGE, datetime(2015, 10, 28, 12, tzinfo=UTC))
    assert snapshot.replay_url == f"http://127.0.0.1:8080/mirror/web/20151028120000id_/{PAGE}"


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(answered({"url": PAGE, "archived_snapshots": {}}), id="empty"),
        pytest.param(named(available=False), id="not-available"),
        pytest.param(named(available="true"), id="available-is-a-word"),
        pytest.param(named(status="302"), id="redirect"),
        pytest.param(named(timestamp="2015"), id="half-a-timestamp"),
        pytest.param(named(timestamp="20151332250000"), id="no-time"),
        pytest.param(named(timestamp=None), id="no-timestamp"),
        pytest.param(named(url="https://example.net/"), id="no-capture"),
        pytest.param(answered({"archived_snapshots": [1]}), id="list-instead"),
        pytest.param(answered("<html>"), id="a-page"),
        pytest.param(answered({"archived_snapshots": {"closest": CLOSEST}}, 429), id="throttled"),
    ],
)
def test_a_second_opinion_that_does_not_count(exchange: Exchange) -> None:
    assert second_opinion(exchange, "https://web.archive.org") is None


@pytest.mark.parametrize(
    ("url", "base", "collection", "stamp", "original"),
    [
        (f"https://web.archive.org/web/20151028120000id_/{PAGE}", "https://web.archive.org", "web", "20151028120000", PAGE),
        (f"http://web.archive.org/web/2015/{PAGE}?a=/web/2016/x", "http://web.archive.org", "web", "2015", f"{PAGE}?a=/web/2016/x"),
        (f"http://127.0.0.1:8080/some/mirror/web/20151028120000if_/{PAGE}", "http://127.0.0.1:8080/some/mirror", "web", "20151028120000", PAGE),
        ("https://web.archive.org/web/2/example.org/", "https://web.archive.org", "web", "2", "example.org/"),
        (f"https://arquivo.pt/wayback/20151028120000/{PAGE}", "https://arquivo.pt", "wayback", "20151028120000", PAGE),
        (f"https://webarchive.nationalarchives.gov.uk/ukgwa/2015mp_/{PAGE}", "https://webarchive.nationalarchives.gov.uk", "ukgwa", "2015", PAGE),
        (f"https://archive.ph/20151028120000/{PAGE}", "https://archive.ph", "", "20151028120000", PAGE),
        (f"https://archive.ph/2015/{PAGE}/2016/{PAGE}", "https://archive.ph", "", "2015", f"{PAGE}/2016/{PAGE}"),
    ],
)
def test_the_address_of_a_capture(url: str, base: str, collection: str, stamp: str, original: str) -> None:
    capture = capture_in(url)
    assert capture is not None
    assert (capture.base, capture.collection, capture.stamp, capture.original) == (base, collection, stamp, original)


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        (f"https://web.archive.org/web/20151028120000/{PAGE}", f"https://web.archive.org/web/20151028120000id_/{PAGE}"),
        (f"https://arquivo.pt/wayback/20151028120000mp_/{PAGE}", f"https://arquivo.pt/wayback/20151028120000id_/{PAGE}"),
        (f"https://archive.ph/20151028120000/{PAGE}", f"https://archive.ph/20151028120000/{PAGE}"),
        ("https://perma.cc/AB12-CD34", "https://perma.cc/AB12-CD34"),
    ],
)
def test_where_a_capture_replays_as_it_was_captured(url: str, raw: str) -> None:
    assert raw_url(url) == raw
    assert raw_url(raw) == raw


def test_a_replay_address_is_read_back() -> None:
    capture = capture_in(replay_url("https://web.archive.org", "20151028120000", PAGE))
    assert capture is not None
    assert capture.original == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/",
        "https://web.archive.org/web/*/https://example.org/",
        "https://www.example.org/2015/http-server",
        f"https://www.example.org/?from=/2015/{PAGE}",
        f"https://www.example.org/12/{PAGE}",
        "https://archive.ph/newest/https://www.example.org/web/2015/x",
        PAGE,
        "",
        "/web/2015/x",
    ],
)
def test_no_address_of_a_capture(url: str) -> None:
    assert capture_in(url) is None


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("http://www.example.org/news/2015", True),
        ("https://example.org/news/2015", True),
        ("http://www2.example.org:80/news/2015", True),
        ("https://www.example.org/news/2015/", True),
        ("https://www.example.org/News/2015#top", True),
        ("https://www.example.org/news/2015?utm_source=feed", True),
        ("https://www.example.org/news/%32015", True),
        ("https://www.example.org/news/2016", False),
        ("https://www.example.org/news/2015?page=2", False),
        ("https://www.example.org:8443/news/2015", False),
        ("https://news.example.org/news/2015", False),
        ("https://www.example.org/", False),
        ("http://[broken", False),
    ],
)
def test_whether_an_archive_files_two_addresses_as_one_page(other: str, same: bool) -> None:
    assert is_same_page(PAGE, other) is same
    assert is_same_page(other, PAGE) is same


def test_the_order_of_a_query_and_an_international_host_do_not_part_pages() -> None:
    assert is_same_page("http://example.org/?b=2&a=1", "https://www.example.org/?a=1&b=2")
    assert is_same_page("http://www.пример.рф/дата", "http://xn--e1afmkfd.xn--p1ai/%D0%B4%D0%B0%D1%82%D0%B0")
    assert not is_same_page("http://example.org/?a=1", "http://example.org/?a=1&b=2")


@pytest.mark.parametrize(
    ("stamp", "expected"), [("20151028120001", datetime(2015, 10, 28, 12, 0, 1, tzinfo=UTC)), ("2015102812000", None), ("x" * 14, None)]
)
def test_a_timestamp(stamp: str, expected: datetime | None) -> None:
    assert moment(stamp) == expected


@pytest.mark.parametrize(
    ("exchange", "words"),
    [
        (failed(FailureKind.DEADLINE), "did not answer in time"),
        (failed(FailureKind.RESET), "failed (reset)"),
        (answered("", 429), "less often"),
        (answered("", 503), "503"),
        (answered("[", truncated=True), "cut off"),
        (answered("<html>"), "could not be read"),
    ],
)
def test_why_there_was_no_answer(exchange: Exchange, words: str) -> None:
    assert words in str(trouble(exchange))
