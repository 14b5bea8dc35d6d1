"""What the services of a Wayback answered, as it is read: rows, nothing, excluded, no answer, the capture that is named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from citeaudit.archives.cdx import read_index, second_opinion
from citeaudit.model import Exchange, Purpose, Request
from citeaudit.ports import Reply

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PAGE = "https://www.example.org/news/2015"
HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
ROW = ["org,example)/news/2015", "20151028120000", PAGE, "text/html", "200", "SHA"]


def answered(answer: Any, status: int = 200, **more: Any) -> Exchange:
    said = answer if isinstance(answer, str) else json.dumps(answer)
    request = Request(url="https://web.archive.org/cdx/search/cdx?url=x&output=json", purpose=Purpose.API)
    return Exchange(request=request, status=status, answer=said, asked_at=NOON, **more)


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
