"""Answers of the few named services, through `requests`: one at a time, at the pace that each asks for, each ended by a deadline.

`requests` is for these alone: whatever a stranger's server answers goes through `fetch.py`. The user names the endpoints, so they may be private.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from citeaudit.headers import retry_after_s
from citeaudit.model import Exchange, Failure, FailureKind, Phase, Request
from citeaudit.settings import Settings
from citeaudit.urls import host_of, registrable_domain, without_credentials
from citeaudit.web import pacing
from citeaudit.web.line import ANSWER_MAX, Line
from citeaudit.web.store import Store

PAUSE_S = 60.0
"""Pause after a 429 that does not say how long (verdicts.md, "Pace"): the Wayback Machine shuts a caller out for an hour who goes on regardless."""

WIKI_PAUSE_S = 5.0
"""The same for a wiki: the least that https://www.mediawiki.org/wiki/Manual:Maxlag_parameter asks for ("at least 5 seconds")."""

WIKI_PER_MINUTE = 200.0
"""What Wikimedia allows a client that says who it is (https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits, June 2026)."""

WIKI_ANSWER_MAX = 16 << 20
"""Decoded bytes of a wiki's answer that are read: the longest articles come to 5 MB of HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a service is asked: seconds between two requests, and after a 429 that does not say how long; how much of an answer is read.

    `is_many`: there are many of it, each domain with a pace of its own. `only_public`: it may have no private address, for it may come from outside
    the settings. `is_kept`: what it tells is kept in the store.
    """

    gap_s: Callable[[Settings], float]
    pause_s: float = PAUSE_S
    answer_max: int = ANSWER_MAX
    only_public: Callable[[Settings], bool] = lambda settings: False
    is_many: bool = False
    is_kept: bool = False


def _wiki_gap_s(settings: Settings) -> float:
    """A wiki that the user has set is paced as any host; one request at a time is enough by https://www.mediawiki.org/wiki/API:Etiquette."""
    return settings.host_gap_s if settings.mediawiki_url else max(settings.host_gap_s, 60.0 / WIKI_PER_MINUTE)


_INDEX = Manner(gap_s=lambda settings: 60.0 / settings.cdx_per_minute)

SERVICES: Mapping[str, Manner] = {
    "cdx": _INDEX,
    "availability": _INDEX,
    "mediawiki": Manner(
        gap_s=_wiki_gap_s,
        pause_s=WIKI_PAUSE_S,
        answer_max=WIKI_ANSWER_MAX,
        only_public=lambda settings: not (settings.allow_private or settings.mediawiki_url),
        is_many=True,
        is_kept=True,
    ),
}
"""The services that may be asked, each paced by itself, over all processes that share a store. `mediawiki` is any wiki."""

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


def pause_s(exchange: Exchange, now: float, unsaid_s: float = PAUSE_S) -> float:
    """For how many seconds from `now` (since 1970) an answer asks to be left alone (pure); 0 where it does not, `unsaid_s` where it does not say.

    A wiki whose databases lag says so with status 200 and Retry-After (https://www.mediawiki.org/wiki/Manual:Maxlag_parameter).
    """
    said, at = exchange.header("retry-after").strip(), datetime.fromtimestamp(now, UTC)
    asked = retry_after_s(said, at) or 0.0 if exchange.status == 200 else pacing.patience_s(exchange.status, said, at)
    return unsaid_s if exchange.status == 429 and not asked and not said.isdigit() else asked


def received(before: Reception, exchange: Exchange, now: float, longest_s: float, unsaid_s: float = PAUSE_S) -> Reception:
    """What an exchange adds to how a service receives this run (pure). A pause of more than `longest_s` seconds is not waited for.

    It is closed by a refused connection after a 429 (verdicts.md, "Pace"), by silence as often as a host may be silent, and by PAUSES.
    """
    failure = exchange.failure.kind if exchange.failure else None
    pause = pause_s(exchange, now, unsaid_s)
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


class _Said(msgspec.Struct):
    """The outermost of a wiki's answer."""

    parse: msgspec.Raw = msgspec.Raw()
    query: msgspec.Raw = msgspec.Raw()


def tells(exchange: Exchange) -> bool:
    """Whether a wiki told what it was asked for, in full (pure): neither a failure nor an error that it names, nor a page in its place."""
    if exchange.status != 200 or exchange.failure or exchange.truncated:
        return False
    try:
        said = msgspec.json.decode(exchange.answer, type=_Said)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return bool(bytes(said.parse) or bytes(said.query))


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
        self._services = {name: _Service(name, settings, store, self._clock) for name in SERVICES}

    def ask(self, service: str, request: Request) -> Exchange:
        """Asks a service when its turn has come, and `wait_s` of the request is over; waiting is not part of the deadline.

        Nothing that the service answers, or fails to answer, is raised: it is in the exchange. A redirect is an answer, and is not followed.

        Args:
            service: a name of SERVICES; what one that `is_kept` tells is in the store before this returns.
            request: what is asked.

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
    """One service: its turn, its line, and for each of its hosts how that has received this run, and the last that it said."""

    def __init__(self, name: str, settings: Settings, store: Store, clock: Clock) -> None:
        self._name, self._settings, self._store, self._clock = name, settings, store, clock
        self._manner = SERVICES[name]
        # Who says 60 s is waited for like who says nothing, whatever the settings say of links.
        self._longest_s = max(settings.max_wait_s, self._manner.pause_s)
        self._one_at_a_time = threading.Lock()
        self._receptions: dict[str, Reception] = {}
        self._last: dict[str, Exchange] = {}
        self._line: Line | None = None

    def ask(self, request: Request) -> Exchange:
        """As `Services.ask`."""
        with self._one_at_a_time:
            now, host = self._clock.now(), host_of(request.url)
            reception = self._receptions.get(host, Reception())
            if host in self._last and (reception.is_closed or now < reception.rest_until):
                return _said_before(self._last[host], request)
            turn = max(self._store.reserve(self._pace(host), now, self._manner.gap_s(self._settings)), now + request.wait_s)
            if self._clock.wait(turn - now):
                return _ended(request, now)
            exchange = self._last[host] = self._answer(request)
            self._take_in(exchange, host, self._clock.now())
            return exchange

    def _answer(self, request: Request) -> Exchange:
        if self._line is None:
            manner = self._manner
            self._line = Line(self._name, self._settings, answer_max=manner.answer_max, only_public=manner.only_public(self._settings))
        exchange = self._line.ask(request, datetime.fromtimestamp(self._clock.now(), UTC))
        if exchange.failure and exchange.failure.kind is FailureKind.DEADLINE:
            # Its thread may hang for as long as the service likes; the next request gets another.
            self._line.close()
            self._line = None
        return exchange

    def _take_in(self, exchange: Exchange, host: str, now: float) -> None:
        before, unsaid_s = self._receptions.get(host, Reception()), self._manner.pause_s
        self._receptions[host] = received(before, exchange, now, self._longest_s, unsaid_s)
        pause = pause_s(exchange, now, unsaid_s)
        if pause:
            self._store.pause(self._pace(host), now + min(pause, self._longest_s))
        if self._manner.is_kept and tells(exchange):
            self._store.add(exchange.request.url, exchange)

    def _pace(self, host: str) -> str:
        """The name that the store keeps the pace under."""
        return f"{self._name} {registrable_domain(host) or host}" if self._manner.is_many else self._name

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
