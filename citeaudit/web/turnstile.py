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
from citeaudit.web.store import AHEAD_S, Store


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


class Shut:
    """What all services of a run know of a host: that it has said 429, and its last word once it refuses connections after that."""

    def __init__(self) -> None:
        self._limited: set[str] = set()
        self._words: dict[str, Exchange] = {}

    def last_word(self, host: str) -> Exchange | None:
        """What a host that is shut said last; None where it is not."""
        return self._words.get(host)

    def take_in(self, exchange: Exchange, host: str) -> None:
        """Takes in how a host has answered (verdicts.md, "Pace")."""
        if exchange.status == 429:
            self._limited.add(host)
        elif host in self._limited and exchange.failure and exchange.failure.kind is FailureKind.CONNECTION_REFUSED:
            self._words[host] = exchange


class Turnstile:
    """The way into one service, for any thread: each of its hosts has received this run in some way, and said something last.

    Args:
        shut: what all services of the run share.
        gap_s: seconds between two requests.
        pause_s: seconds of a pause that is asked for without a length.
        longest_s: the longest pause that is waited for; who asks for more is not asked again until it is over.
        pace: under which name the store keeps the pace of a host.
    """

    def __init__(self, store: Store, clock: Clock, shut: Shut, *, gap_s: float, pause_s: float, longest_s: float, pace: Callable[[str], str]) -> None:
        self._store, self._clock, self._shut, self._pace = store, clock, shut, pace
        self._gap_s, self._pause_s, self._longest_s = gap_s, pause_s, longest_s
        self._lock = threading.Lock()
        self._receptions: dict[str, Reception] = {}
        self._last: dict[str, Exchange] = {}

    def enter(self, request: Request) -> Exchange | None:
        """Waits for the turn of a request, and `wait_s` of it; None when it may go. Where it may not go at all: what stands for its answer."""
        now, host = self._clock.now(), host_of(request.url)
        due = now + request.wait_s
        while True:
            refused = self._refused(request, host, now)
            if refused is not None:
                return refused
            turn = max(self._store.reserve(self._pace(host), now, self._gap_s), due)
            if self._clock.wait(turn - now):
                return _without_answer(request, now, FailureKind.HOST_SILENT, Phase.CONNECT, "the run was ended before its turn came")
            # A pause may have begun while it waited, in this run or in another one.
            now = self._clock.now()
            if self._store.paused_until(self._pace(host), now) <= now:
                return None

    def _refused(self, request: Request, host: str, now: float) -> Exchange | None:
        """What stands for the answer of a host that is not asked: what it said last, in whichever run."""
        with self._lock:
            reception, last = self._receptions.get(host, Reception()), self._last.get(host)
            shut = self._shut.last_word(host)
        if shut is not None:
            return _said_before(shut, request)
        if last is not None and (reception.is_closed or now < reception.rest_until):
            return _said_before(last, request)
        until = self._store.paused_until(self._pace(host), now)
        if until - now <= self._longest_s:
            return None
        why = f"it said in an earlier run that it wants to be left alone until {datetime.fromtimestamp(until, UTC):%H:%M} UTC"
        return _without_answer(request, now, FailureKind.SKIPPED, Phase.URL, why)

    def leave(self, exchange: Exchange) -> None:
        """Takes in how the service has answered."""
        now, host = self._clock.now(), host_of(exchange.request.url)
        with self._lock:
            self._last[host] = exchange
            self._shut.take_in(exchange, host)
            self._receptions[host] = received(self._receptions.get(host, Reception()), exchange, now, self._longest_s, self._pause_s)
        pause = pause_s(exchange, now, self._pause_s)
        if pause:
            self._store.pause(self._pace(host), now + min(pause, AHEAD_S))


def _said_before(last: Exchange, request: Request) -> Exchange:
    """The service's last word, with the time of that, as the answer to a request that is not sent."""
    return replace(last, request=_shown(request), hops=(), final_url="", took_s=0.0)


def _without_answer(request: Request, now: float, kind: FailureKind, phase: Phase, why: str) -> Exchange:
    failure = Failure(kind=kind, phase=phase, detail=why)
    return Exchange(request=_shown(request), failure=failure, asked_at=datetime.fromtimestamp(now, UTC))


def _shown(request: Request) -> Request:
    return replace(request, url=without_credentials(request.url))
