"""Retry-After as servers write it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.headers import retry_after_s

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 12:00:30 -0000", 30.0),
        ("Sunday, 01-Mar-26 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("", None),
        ("9" * 400, float("inf")),
    ],
)
def test_retry_after(value: str, expected: float | None) -> None:
    assert retry_after_s(value, NOON) == expected
