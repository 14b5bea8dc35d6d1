"""The engine that asks strangers' servers: asyncio in a thread of its own, a queue out; nothing else of the program meets asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Collection, Coroutine, Iterable, Iterator, Sequence
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, TypeVar

from citeaudit.model import Exchange, Purpose, Request
from citeaudit.ports import NextRequest
from citeaudit.settings import Settings
from citeaudit.urls import host_of
from citeaudit.web import trust
from citeaudit.web.client import Client
from citeaudit.web.guard import Guard
from citeaudit.web.hops import Walker
from citeaudit.web.names import Names, Resolve, system_answer
from citeaudit.web.turns import Turns

Done = tuple[str, tuple[Exchange, ...]]
"""A URL that is done: as it was asked for, and its exchanges in order."""

T = TypeVar("T")


class Fetching(Iterator[Done]):
    """URLs under way: yields each as it is done. `close()`, or dropping it, stops what is under way."""

    # What the engine's thread holds (tasks, queue) must not lead back here: only then is this object dropped when its reader drops it.
    def __init__(self, engine: Engine, requests: Sequence[Request], next_request: NextRequest) -> None:
        self._engine = engine
        self._left = len(requests)
        self._tasks: set[asyncio.Task[Done]] = set()
        self._finished: SimpleQueue[asyncio.Task[Done]] = SimpleQueue()
        engine.start(requests, next_request, self._tasks, self._finished)

    def __next__(self) -> Done:
        while self._left:
            task = self._finished.get()
            self._left -= 1
            if task.cancelled():
                continue
            wrong = task.exception()
            if wrong is not None:
                self.close()
                raise wrong
            return task.result()
        raise StopIteration

    def close(self) -> None:
        """Stops what is under way; when it returns, nothing more is asked or seen."""
        self._engine.cancel(self._tasks)
        while self._left:
            self._finished.get()
            self._left -= 1

    def __del__(self) -> None:
        if self._left:
            self._engine.cancel(self._tasks)


class Engine:
    """Asks strangers' servers, many at once, each with care. Holds connections and a thread: call `close()`.

    Args:
        settings: limits, pace, the contact in the User-Agent.
        exempt: hosts of the endpoints that the user has set; controls and replays may ask them at private addresses.
        resolve: who looks names up; None: the system.

    Raises:
        UsageError: the certificates to trust cannot be read.
    """

    def __init__(self, settings: Settings, exempt: Collection[str] = frozenset(), resolve: Resolve | None = None) -> None:
        trust.trusted()  # what is wrong with the certificates shows before a thread runs
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="citeaudit engine")
        self._thread.start()
        self._client = self._wait_for(_opened(settings))
        self._probes: dict[str, asyncio.Task[Exchange]] = {}
        self._walker = Walker(settings, self._client, Guard(settings, exempt, Names(settings.connect_s, resolve or system_answer)), Turns(settings))

    def fetch_many(self, requests: Iterable[Request], next_request: NextRequest) -> Fetching:
        """Asks for URLs, at work from the call on; yields each URL with its exchanges as it is done.

        Args:
            requests: the first request of each URL. Those of the busiest hosts start first, because they decide the end.
            next_request: is called after each exchange of a URL, in the engine's thread, and answers with the next request or None. Its `wait_s`
                counts from the end of the exchange before, holds no connection and takes nothing from the deadline.

        What `next_request` raises is raised by the iterator.
        """
        wanted = list(requests)
        # On 10,000 links the queue of the busiest host is still there when all others are done.
        links = Counter(host_of(request.url) for request in wanted)
        return Fetching(self, sorted(wanted, key=lambda request: -links[host_of(request.url)]), next_request)

    def start(
        self, requests: Sequence[Request], next_request: NextRequest, tasks: set[asyncio.Task[Done]], finished: SimpleQueue[asyncio.Task[Done]]
    ) -> None:
        """Starts a task a request, in `tasks` while it runs; each is put into `finished` when it has ended, however it ended."""

        def in_the_loop() -> None:
            for request in requests:
                task = self._loop.create_task(self._chain(request, next_request))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                task.add_done_callback(finished.put)

        self._loop.call_soon_threadsafe(in_the_loop)

    def cancel(self, tasks: Collection[asyncio.Task[Done]]) -> None:
        """Cancels tasks that `start` has started or is about to."""

        def in_the_loop() -> None:
            for task in tuple(tasks):
                task.cancel()

        with suppress(RuntimeError):  # the engine is closed: nothing is under way any more
            self._loop.call_soon_threadsafe(in_the_loop)

    def close(self) -> None:
        """Stops everything under way and closes every connection; may be called twice."""
        if self._loop.is_closed():
            return
        self._wait_for(self._stopped())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _chain(self, request: Request, next_request: NextRequest) -> Done:
        """All exchanges of one URL."""
        exchanges: tuple[Exchange, ...] = ()
        following: Request | None = request
        while following is not None:
            if following.wait_s:
                await asyncio.sleep(following.wait_s)
            exchanges += (await self._exchange(following),)
            following = next_request(exchanges)
        return request.url, exchanges

    async def _exchange(self, request: Request) -> Exchange:
        if request.purpose is not Purpose.PROBE:
            return await self._walker.exchange(request)
        # All links of a folder have the same probe, which is asked once (verdicts.md, "Decision table").
        if request.url not in self._probes:
            self._probes[request.url] = self._loop.create_task(self._walker.exchange(request))
        return await self._probes[request.url]

    async def _stopped(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.close()

    def _wait_for(self, doing: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()


async def _opened(settings: Settings) -> Client:
    return Client(settings)
