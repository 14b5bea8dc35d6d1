"""Waits for a request's turn: few connections to a host, a gap between its requests, its pauses kept to, not too many requests in all."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from citeaudit.policies import policy_for
from citeaudit.settings import Settings
from citeaudit.web import pacing
from citeaudit.web.pacing import Pace
from citeaudit.web.places import Places
from citeaudit.web.proxies import PORTS
from citeaudit.web.target import Target


class Turns:
    """The turns of a run. Belongs to one event loop.

    Order: a place at the host, then the gap and the host's pause, then a place among all requests. Whoever waits for a host holds no place among all.
    A place among all goes to the host that may take longest, by its links or by being silent: it decides when the run ends. Replays, for
    which a look-up waits, go first.
    Silence is counted for a host and port: a port that a firewall swallows says nothing of another one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._places = Places(settings.concurrency)
        self._expected: Counter[str] = Counter()
        self._known: set[str] = set()
        self._at_host: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(settings.host_connections))
        self._next: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._paces: defaultdict[str, Pace] = defaultdict(Pace)
        self._silences: Counter[tuple[str, int]] = Counter()

    @asynccontextmanager
    async def turn(self, target: Target, *, is_replay: bool) -> AsyncIterator[Callable[[], Awaitable[None]]]:
        """Waits for the turn, holds it, gives it back; a silent host's turn comes at once, for there is nothing to wait for.

        Gives what hands the host on to the next before the turn is over: the place among all is held until then.
        """
        server = _server(target)
        gap_s = self._gap_s(target)
        async with AsyncExitStack() as host:
            await host.enter_async_context(self._at_host[server])
            # One at a time looks at the clock, so that all that wait for a host start in order and a gap apart.
            async with self._next[server]:
                while (wait := self._wait_s(server, gap_s)) > 0 and not self.is_silent(target):
                    await asyncio.sleep(wait)
                await self._places.take(float("-inf") if is_replay else -self._left_s(target.host))
                self._paces[server] = pacing.started(self._paces[server], _now())
            try:
                yield host.aclose
            finally:
                self._places.give_back()

    def expect(self, host: str, links: int) -> None:
        """Adds links of a host to those that are still to be done, or takes them off."""
        self._expected[host] += links

    def is_silent(self, target: Target) -> bool:
        """Whether the host stayed silent so often in a row that it is not waited for again."""
        return self._silences[target.host, target.port] >= pacing.SILENCES

    def unanswered(self, target: Target) -> None:
        """Notes that a host did not answer in time."""
        self._silences[target.host, target.port] += 1

    def answered(self, target: Target, pause_s: float) -> None:
        """Notes that a host answered, and for how many seconds it asks to be left alone."""
        self._silences[target.host, target.port] = 0
        server = _server(target)
        self._known.add(target.host)
        self._paces[server] = pacing.paused(self._paces[server], pause_s, self._settings.max_wait_s, _now())

    def _left_s(self, host: str) -> float:
        """How long a host may still take: one that has not answered yet may be silent until the deadline."""
        links_s = self._expected[host] * pacing.TYPICAL_S / self._settings.host_connections
        return links_s if host in self._known else links_s + self._settings.deadline_s

    def _gap_s(self, target: Target) -> float:
        policy = policy_for(self._settings.hosts, target.host, target.port)
        return self._settings.host_gap_s if policy is None or policy.gap_s is None else policy.gap_s

    def _wait_s(self, name: str, gap_s: float) -> float:
        return pacing.wait_s(self._paces[name], gap_s, _now())


def _server(target: Target) -> str:
    """Whom the limits of a host hold for: a host with both of the web's ports; what listens at another port is a server of its own."""
    return target.host if target.port in PORTS.values() else f"{target.host}:{target.port}"


def _now() -> float:
    return asyncio.get_running_loop().time()
