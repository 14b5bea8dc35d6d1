"""Which link of a run is begun next: those of the hosts with most left first, a few of each host at once, the rest waits outside the event loop.

A link under way costs kilobytes even while it waits for its turn; ten thousand of them were ninety megabytes.
"""

from __future__ import annotations

import heapq
from collections import Counter, deque
from collections.abc import Iterable, Iterator

from citeaudit.model import Request
from citeaudit.urls import host_of

OF_A_HOST = 4
"""Links of one host under way at once: its two connections are kept busy, and the next ones stand ready."""

UNDER_WAY = 16
"""Links under way at once, for each request that may be: most of them wait for their host."""


class Feed:
    """The links of a run that are not begun yet. What rests (until it is asked once more) is not counted as under way.

    Args:
        requests: the first of each link.
        places: requests under way at once, as the settings say.
    """

    def __init__(self, requests: Iterable[Request], places: int) -> None:
        self._most = places * UNDER_WAY
        self._waiting: dict[str, deque[Request]] = {}
        self._under_way: Counter[str] = Counter()
        self._in_all = 0
        for request in requests:
            self._waiting.setdefault(host_of(request.url), deque()).append(request)
        self._ready: list[tuple[int, str]] = []
        self._offered: set[str] = set()
        for host in self._waiting:
            self._offer(host)

    def due(self) -> Iterator[Request]:
        """The links that may be begun now, each once."""
        while self._ready and self._in_all < self._most:
            _, host = heapq.heappop(self._ready)
            self._offered.discard(host)
            request = self._waiting[host].popleft()
            self.goes_on(request)
            self._offer(host)
            yield request

    def waiting(self) -> int:
        """How many links are not begun."""
        return sum(map(len, self._waiting.values()))

    def rests(self, request: Request) -> None:
        """A link of this request's host is not under way for a while."""
        self._leaves(host_of(request.url))

    def goes_on(self, request: Request) -> None:
        """It is again, whatever the limits say."""
        self._under_way[host_of(request.url)] += 1
        self._in_all += 1

    def ends(self, request: Request) -> None:
        """A link is done."""
        self._leaves(host_of(request.url))

    def _leaves(self, host: str) -> None:
        self._under_way[host] -= 1
        self._in_all -= 1
        self._offer(host)

    def _offer(self, host: str) -> None:
        if self._waiting[host] and host not in self._offered and self._under_way[host] < OF_A_HOST:
            self._offered.add(host)
            heapq.heappush(self._ready, (-len(self._waiting[host]), host))
