"""When the next request may go: gaps, pauses, Retry-After."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.web.pacing import Pace, patience_s, paused, started, wait_s

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_the_first_request_goes_at_once_and_the_next_after_the_gap() -> None:
    pace = Pace()
    assert wait_s(pace, 0.5, now=100) == 0
    pace = started(pace, now=100)
    assert wait_s(pace, 0.5, now=100.25) == 0.25
    assert wait_s(pace, 0.5, now=101) == 0


def test_a_pause_is_kept_to() -> None:
    pace = paused(started(Pace(), now=100), 10, max_wait_s=30, now=101)
    assert wait_s(pace, 0.5, now=102) == 9
    assert wait_s(pace, 0.5, now=111) == 0


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        pytest.param([(0, 30)], 30, id="as long as may be"),
        pytest.param([(0, 31)], 0, id="too long"),
        pytest.param([(0, 0)], 0, id="none"),
        pytest.param([(0, 10), (1, 5)], 10, id="a shorter one inside a longer one"),
        pytest.param([(0, 10), (5, 10)], 15, id="one that makes it longer"),
        pytest.param([(0, 20), (20, 20)], 20, id="one too many"),
        pytest.param([(0, 20), (20, 10)], 30, id="all that may be"),
    ],
)
def test_all_pauses_of_a_host_together_are_capped(wishes: list[tuple[float, float]], expected: float) -> None:
    pace = Pace()
    for now, pause_s in wishes:
        pace = paused(pace, pause_s, max_wait_s=30, now=now)
    assert wait_s(pace, 0, now=0) == expected


@pytest.mark.parametrize(
    ("status", "retry_after", "expected"), [(429, "7", 7.0), (503, "7", 7.0), (429, "soon", 0.0), (200, "7", 0.0), (301, "7", 0.0)]
)
def test_who_is_left_alone(status: int, retry_after: str, expected: float) -> None:
    assert patience_s(status, retry_after, NOW) == expected
