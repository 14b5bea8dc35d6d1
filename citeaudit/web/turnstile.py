"""Lets requests to a named service through: at a pace that all processes on a store share, with its pauses, and not at all once it is closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from citeaudit.model import Exchange, Failure, FailureKind, Phase, Request
from citeaudit.urls import host_of, without_credentials
from citeaudit.web.receptions import Reception, pause_s, received
from citeaudit.web.store import Store


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


class Turnstile:
    """The way into one service, for any thread: each of its hosts has received this run in some way, and said something last.

    Args:
        gap_s: seconds between two requests.
        pause_s: seconds of a pause that is asked for without a length.
        longest_s: the longest pause that is waited for; who asks for more is not asked again until it is over.
        pace: under which name the store keeps the pace of a host.
    """

    def __init__(self, store: Store, clock: Clock, *, gap_s: float, pause_s: float, longest_s: float, pace: Callable[[str], str]) -> None:
        self._store, self._clock, self._pace = store, clock, pace
        self._gap_s, self._pause_s, self._longest_s = gap_s, pause_s, longest_s
        self._lock = threading.Lock()
        self._receptions: dict[str, Reception] = {}
        self._last: dict[str, Exchange] = {}

    def enter(self, request: Request) -> Exchange | None:
        """Waits for the turn of a request, and `wait_s` of it; None when it may go. Where it may not go at all: what stands for its answer."""
        now, host = self._clock.now(), host_of(request.url)
        with self._lock:
            reception, last = self._receptions.get(host, Reception()), self._last.get(host)
        if last is not None and (reception.is_closed or now < reception.rest_until):
            return _said_before(last, request)
        turn = max(self._store.reserve(self._pace(host), now, self._gap_s), now + request.wait_s)
        return _ended(request, now) if self._clock.wait(turn - now) else None

    def leave(self, exchange: Exchange) -> None:
        """Takes in how the service has answered."""
        now, host = self._clock.now(), host_of(exchange.request.url)
        with self._lock:
            self._last[host] = exchange
            self._receptions[host] = received(self._receptions.get(host, Reception()), exchange, now, self._longest_s, self._pause_s)
        pause = pause_s(exchange, now, self._pause_s)
        if pause:
            self._store.pause(self._pace(host), now + min(pause, self._longest_s))


def _said_before(last: Exchange, request: Request) -> Exchange:
    """The service's last word, with the time of that, as the answer to a request that is not sent."""
    return replace(last, request=_shown(request), hops=(), final_url="", took_s=0.0)


def _ended(request: Request, now: float) -> Exchange:
    failure = Failure(kind=FailureKind.HOST_SILENT, phase=Phase.CONNECT, detail="the run was ended before its turn came")
    return Exchange(request=_shown(request), failure=failure, asked_at=datetime.fromtimestamp(now, UTC))


def _shown(request: Request) -> Request:
    return replace(request, url=without_credentials(request.url))
