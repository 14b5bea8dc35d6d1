"""Answers of the few named services, through `requests`: one at a time, at the pace that each asks for, each ended by a deadline.

`requests` is for these alone: whatever a stranger's server answers goes through `fetch.py`. The user names the endpoints, so they may be private.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from citeaudit.model import Exchange, FailureKind, Request
from citeaudit.settings import Settings
from citeaudit.urls import host_of, registrable_domain
from citeaudit.web.line import ANSWER_MAX, Line
from citeaudit.web.receptions import PAUSE_S
from citeaudit.web.store import Store
from citeaudit.web.turnstile import Clock, Shut, Turnstile

WIKI_PAUSE_S = 5.0
"""Pause after a wiki's 429 that does not say how long: "at least 5 seconds", by https://www.mediawiki.org/wiki/Manual:Maxlag_parameter."""

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


MARGIN = 1.02
"""So much longer than the allowance asks is the gap between two questions to the index: what is sent 60 s apart may arrive less than that apart."""

REPLAYS = "replay"
"""The name under which the store keeps the pace of replays."""

TIMEMAP_MAX = 4 << 20
"""Decoded bytes of a TimeMap that are read: it lists all captures of a page, 20,000 of them or so in this."""

_INDEX = Manner(gap_s=lambda settings: MARGIN * 60.0 / settings.cdx_per_minute)

SERVICES: Mapping[str, Manner] = {
    "cdx": _INDEX,
    "availability": _INDEX,
    # Jobs are looked at four times as often as pages are asked for: every 5 s at the usual pace.
    "save": Manner(gap_s=lambda settings: MARGIN * 60.0 / settings.saves_per_minute),
    "save-status": Manner(gap_s=lambda settings: 60.0 / settings.saves_per_minute / 4),
    "memento": replace(_INDEX, answer_max=TIMEMAP_MAX),
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


class Services:
    """The named services of a run. A service is asked by one thread at a time; other services need not wait for it."""

    def __init__(self, settings: Settings, store: Store, clock: Clock | None = None) -> None:
        self._clock, shut = clock or Clock(), Shut()
        self._services = {name: _Service(name, settings, store, self._clock, shut) for name in SERVICES}
        wayback = host_of(settings.wayback_url)
        self.replays = Turnstile(
            store,
            self._clock,
            shut,
            gap_s=1 / settings.replays_per_second,
            pause_s=PAUSE_S,
            longest_s=max(settings.max_wait_s, PAUSE_S),
            pace=lambda host: REPLAYS if host == wayback else f"{REPLAYS} {registrable_domain(host) or host}",
        )
        """The way to snapshots, which the engine asks for, because strangers wrote what they show; each other archive has a pace of its own."""

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
    """One service: the way into it, and its line."""

    def __init__(self, name: str, settings: Settings, store: Store, clock: Clock, shut: Shut) -> None:
        self._name, self._settings, self._store, self._clock = name, settings, store, clock
        self._manner = SERVICES[name]
        self._turnstile = Turnstile(
            store,
            clock,
            shut,
            gap_s=self._manner.gap_s(settings),
            pause_s=self._manner.pause_s,
            # Who says 60 s is waited for like who says nothing, whatever the settings say of links.
            longest_s=max(settings.max_wait_s, self._manner.pause_s),
            pace=self._pace,
        )
        self._one_at_a_time = threading.Lock()
        self._line: Line | None = None

    def ask(self, request: Request) -> Exchange:
        """As `Services.ask`."""
        with self._one_at_a_time:
            refused = self._turnstile.enter(request)
            if refused is not None:
                return refused
            exchange = self._answer(request)
            self._turnstile.leave(exchange)
            if self._manner.is_kept and tells(exchange):
                self._store.add(exchange.request.url, exchange)
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

    def _pace(self, host: str) -> str:
        """The name that the store keeps the pace under."""
        return f"{self._name} {registrable_domain(host) or host}" if self._manner.is_many else self._name

    def close(self) -> None:
        """Lets the thread end."""
        if self._line is not None:
            self._line.close()
