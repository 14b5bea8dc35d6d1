"""Answers of the few named services, through `requests`: one at a time, at the pace that each asks for, each ended by a deadline.

`requests` is for these alone: whatever a stranger's server answers goes through `fetch.py`. The user names the endpoints, so they may be private.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from citeaudit.model import Exchange, Failure, FailureKind, Phase, Request
from citeaudit.settings import Settings
from citeaudit.urls import without_credentials
from citeaudit.web import pacing
from citeaudit.web.line import Line
from citeaudit.web.store import Store

PER_MINUTE: Mapping[str, Callable[[Settings], float]] = {
    "cdx": lambda settings: settings.cdx_per_minute,
    "availability": lambda settings: settings.cdx_per_minute,
}
"""The services that may be asked, and how often each by itself, over all processes that share a store."""

PAUSE_S = 60.0
"""Pause after a 429 that does not say how long (verdicts.md, "Pace"): the Wayback Machine shuts a caller out for an hour who goes on regardless."""

PAUSES = 5
"""A service that asks for a pause so often in a row, each time after it had one, is not asked again in the run: 1,000 pauses are 16 hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How a service has received this run so far.

    `limited`: it has said 429. `pauses`, `silences`: answers in a row that asked for a pause, asks in a row without an answer. `rest_until` (seconds
    since 1970): until then it wants to be left alone for longer than anybody waits. `is_closed`: it is not asked any more.
    """

    limited: bool = False
    pauses: int = 0
    silences: int = 0
    rest_until: float = 0.0
    is_closed: bool = False


def pause_s(exchange: Exchange, now: float) -> float:
    """For how many seconds from `now` (since 1970) an answer asks to be left alone (pure); 0 where it does not."""
    said = exchange.header("retry-after").strip()
    asked = pacing.patience_s(exchange.status, said, datetime.fromtimestamp(now, UTC))
    return PAUSE_S if exchange.status == 429 and not asked and not said.isdigit() else asked


def received(before: Reception, exchange: Exchange, now: float, longest_s: float) -> Reception:
    """What an exchange adds to how a service receives this run (pure). A pause of more than `longest_s` seconds is not waited for.

    It is closed by a refused connection after a 429 (verdicts.md, "Pace"), by silence as often as a host may be silent, and by PAUSES.
    """
    failure = exchange.failure.kind if exchange.failure else None
    pause = pause_s(exchange, now)
    pauses = before.pauses + 1 if pause else 0
    silences = before.silences + 1 if failure in (FailureKind.SILENT, FailureKind.DEADLINE) else 0
    is_shut_out = before.limited and failure is FailureKind.CONNECTION_REFUSED
    return Reception(
        limited=before.limited or exchange.status == 429,
        pauses=pauses,
        silences=silences,
        rest_until=now + pause if pause > longest_s else before.rest_until,
        is_closed=is_shut_out or pauses >= PAUSES or silences >= pacing.SILENCES,
    )


class Clock:
    """The real time, and waiting that `stop` ends at once."""

    def __init__(self) -> None:
        self._stopped = threading.Event()

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def wait(self, seconds: float) -> bool:
        """Waits, and says whether it was stopped before or meanwhile."""
        return self._stopped.wait(max(0.0, seconds))

    def stop(self) -> None:
        """Ends all waiting."""
        self._stopped.set()


class Services:
    """The named services of a run. A service is asked by one thread at a time; other services need not wait for it."""

    def __init__(self, settings: Settings, store: Store, clock: Clock | None = None) -> None:
        self._clock = clock or Clock()
        self._services = {name: _Service(name, 60.0 / per_minute(settings), settings, store, self._clock) for name, per_minute in PER_MINUTE.items()}

    def ask(self, service: str, request: Request) -> Exchange:
        """Asks a service when its turn has come; waiting for that is not part of the deadline. `service` is a name of PER_MINUTE.

        Nothing that the service answers, or fails to answer, is raised: it is in the exchange. A redirect is an answer, and is not followed.

        Raises:
            UsageError: the store, or the certificates that the environment names, cannot be used.
        """
        return self._services[service].ask(request)

    def close(self) -> None:
        """Ends all waiting, and does not wait for what is under way."""
        self._clock.stop()
        for service in self._services.values():
            service.close()


class _Service:
    """One service: its turn, its line, how it has received this run, and the last that it said."""

    def __init__(self, name: str, gap_s: float, settings: Settings, store: Store, clock: Clock) -> None:
        self._name, self._gap_s, self._settings, self._store, self._clock = name, gap_s, settings, store, clock
        # Who says 60 s is waited for like who says nothing, whatever the settings say of links.
        self._longest_s = max(settings.max_wait_s, PAUSE_S)
        self._one_at_a_time = threading.Lock()
        self._reception = Reception()
        self._last: Exchange | None = None
        self._line: Line | None = None

    def ask(self, request: Request) -> Exchange:
        """As `Services.ask`."""
        with self._one_at_a_time:
            now = self._clock.now()
            if self._last and (self._reception.is_closed or now < self._reception.rest_until):
                return _said_before(self._last, request)
            if self._clock.wait(self._store.reserve(self._name, now, self._gap_s) - now):
                return _ended(request, now)
            self._last = self._answer(request)
            self._take_in(self._last, self._clock.now())
            return self._last

    def _answer(self, request: Request) -> Exchange:
        if self._line is None:
            self._line = Line(self._name, self._settings)
        exchange = self._line.ask(request, datetime.fromtimestamp(self._clock.now(), UTC))
        if exchange.failure and exchange.failure.kind is FailureKind.DEADLINE:
            # Its thread may hang for as long as the service likes; the next request gets another.
            self._line.close()
            self._line = None
        return exchange

    def _take_in(self, exchange: Exchange, now: float) -> None:
        self._reception = received(self._reception, exchange, now, self._longest_s)
        pause = pause_s(exchange, now)
        if pause:
            self._store.pause(self._name, now + min(pause, self._longest_s))

    def close(self) -> None:
        """Lets the thread end."""
        if self._line is not None:
            self._line.close()


def _said_before(last: Exchange, request: Request) -> Exchange:
    """The service's last word, with the time of that, as the answer to a request that is not sent."""
    return replace(last, request=_shown(request), hops=(), final_url="", took_s=0.0)


def _ended(request: Request, now: float) -> Exchange:
    failure = Failure(kind=FailureKind.HOST_SILENT, phase=Phase.CONNECT, detail="the run was ended before its turn came")
    return Exchange(request=_shown(request), failure=failure, asked_at=datetime.fromtimestamp(now, UTC))


def _shown(request: Request) -> Request:
    return replace(request, url=without_credentials(request.url))
