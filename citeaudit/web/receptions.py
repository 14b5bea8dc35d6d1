"""How a named service receives a run: when it wants to be left alone, when it is not asked any more (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from citeaudit.headers import retry_after_s
from citeaudit.model import Exchange, FailureKind
from citeaudit.web import pacing

PAUSE_S = 60.0
"""Pause after a 429 that does not say how long (verdicts.md, "Pace"): the Wayback Machine shuts a caller out for an hour who goes on regardless."""

PAUSES = 5
"""A service that asks for a pause so often in a row, each time after it had one, is not asked again in the run: 1,000 pauses are 16 hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How a service has received this run so far.

    `pauses`, `silences`: answers in a row that asked for a pause, asks in a row without an answer. `rest_until` (seconds since 1970): until then it
    wants to be left alone for longer than anybody waits. `is_closed`: it is not asked any more.
    """

    pauses: int = 0
    silences: int = 0
    rest_until: float = 0.0
    is_closed: bool = False


def pause_s(exchange: Exchange, now: float, unsaid_s: float = PAUSE_S) -> float:
    """For how many seconds from `now` (since 1970) an answer asks to be left alone (pure); 0 where it does not, `unsaid_s` where it does not say.

    A wiki whose databases lag says so with status 200 and Retry-After (https://www.mediawiki.org/wiki/Manual:Maxlag_parameter).
    """
    said, at = exchange.header("retry-after").strip(), datetime.fromtimestamp(now, UTC)
    asked = retry_after_s(said, at) or 0.0 if exchange.status == 200 else pacing.patience_s(exchange.status, said, at)
    return unsaid_s if exchange.status == 429 and not asked and not said.isdigit() else asked


def received(before: Reception, exchange: Exchange, now: float, longest_s: float, unsaid_s: float = PAUSE_S) -> Reception:
    """What an exchange adds to how a service receives this run (pure). A pause of more than `longest_s` seconds is not waited for.

    It is closed by silence as often as a host may be silent, and by PAUSES.
    """
    failure = exchange.failure.kind if exchange.failure else None
    pause = pause_s(exchange, now, unsaid_s)
    pauses = before.pauses + 1 if pause else 0
    silences = before.silences + 1 if failure in (FailureKind.SILENT, FailureKind.DEADLINE) else 0
    return Reception(
        pauses=pauses,
        silences=silences,
        rest_until=now + pause if pause > longest_s else before.rest_until,
        is_closed=pauses >= PAUSES or silences >= pacing.SILENCES,
    )
