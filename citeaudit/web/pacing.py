"""When the next request to a host or service may go, and how long a host that asks for patience is left alone (pure).

Times are seconds of a monotonic clock unless they are `datetime`s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from citeaudit.headers import retry_after_s

SILENCES = 2
"""A host that did not answer in time so often in a row is not waited for again in the run (verdicts.md, "How the fetch must behave")."""

TYPICAL_S = 0.25
"""Seconds that an answer takes, about: only to tell whether a queue or a silent host is longer."""

PATIENCE_ASKED = frozenset((429, 503))
"""The statuses whose Retry-After is kept to (RFC 6585 4, RFC 9110 10.2.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A host's or a service's pace: when its last request started, until when it is left alone, how long its pauses are in all."""

    started: float = float("-inf")
    paused_until: float = float("-inf")
    paused_s: float = 0.0


def wait_s(pace: Pace, gap_s: float, now: float) -> float:
    """Seconds until the next request may start, 0 where it may at once; `gap_s` lies between two starts."""
    return max(0.0, pace.started + gap_s - now, pace.paused_until - now)


def started(pace: Pace, now: float) -> Pace:
    """The pace after a request has started."""
    return replace(pace, started=now)


def paused(pace: Pace, pause_s: float, max_wait_s: float, now: float) -> Pace:
    """The pace after an answer that asks to be left alone for `pause_s`.

    The wish is not kept to where all pauses of the host together would be longer than `max_wait_s`.
    """
    # Two answers that came together ask for the same pause: only what is longer than the pause under way counts.
    until = max(pace.paused_until, now + pause_s)
    longer = until - max(pace.paused_until, now)
    if longer <= 0 or pace.paused_s + longer > max_wait_s:
        return pace
    return replace(pace, paused_until=until, paused_s=pace.paused_s + longer)


def patience_s(status: int, retry_after: str, now: datetime) -> float:
    """Seconds that an answer asks to be left alone: 429 or 503 with a Retry-After; 0 for any other."""
    return retry_after_s(retry_after, now) or 0.0 if status in PATIENCE_ASKED else 0.0
