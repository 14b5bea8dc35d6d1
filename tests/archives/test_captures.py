"""Addresses of captures: what they name, where they replay, and when two addresses are one page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.archives.captures import capture_in, is_same_page, moment, raw_url, replay_url

PAGE = "https://www.example.org/news/2015"


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
