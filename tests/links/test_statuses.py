"""How long a host asks to wait. The rules themselves are tested by the whole table, in test_judge.py."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.links.statuses import retry_after_s
from citeaudit.model import Exchange, Request

AT = datetime(2026, 5, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param("120", 120.0, id="seconds"),
        pytest.param(" 0 ", 0.0, id="at once"),
        pytest.param("Fri, 01 May 2026 12:00:20 GMT", 20.0, id="a date"),
        pytest.param("Fri, 01 May 2026 11:00:00 GMT", 0.0, id="a date that is past"),
        pytest.param("Fri, 01 May 2026 12:00:20 -0000", 20.0, id="a date without a zone is UTC"),
        pytest.param("soon", None, id="a word"),
        pytest.param("-5", None, id="less than nothing"),
        pytest.param("²", None, id="a sign that looks like a number"),
        pytest.param("", None, id="not said"),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: float | None) -> None:
    asked = Exchange(request=Request(url="https://a.example/"), status=429, headers=(("retry-after", header),), asked_at=AT)
    assert retry_after_s(asked) == seconds
