"""The engine that asks strangers' servers: asyncio in a thread of its own, a queue out; nothing else of the program meets asyncio."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, Purpose, Request
from citeaudit.ports import NextRequest
from citeaudit.settings import Settings
from citeaudit.urls import host_of
from citeaudit.web import trust
from citeaudit.web.client import Client
from citeaudit.web.feeding import Feed
from citeaudit.web.guard import Guard, Place
from citeaudit.web.hops import Walker
from citeaudit.web.names import Names, Resolve, system_answer
from citeaudit.web.proxies import refuse_unusable
from citeaudit.web.turns import Turns

Done = tuple[str, tuple[Exchange, ...]]
"""A URL that is done: as it was asked for, and its exchanges in order."""

Bundle = list["asyncio.Task[Done] | None"]

BUNDLE_S = 0.05
"""Seconds for which links that are done are gathered: a reader who is woken for each has both threads wait for each other, a third of all CPU."""

T = TypeVar("T")


class _Run:
    """The links of one `fetch_many`, in the event loop: begins them as the feed says, and puts them into `finished`, in bundles, when they end.

    However they end; what was never begun when the run is stopped is put there as None.
    """

    def __init__(self, engine: Engine, requests: Sequence[Request], next_request: NextRequest, finished: SimpleQueue[Bundle]) -> None:
        self._engine, self._next_request, self._finished = engine, next_request, finished
        self._feed = Feed(requests, engine.places)
        self._tasks: set[asyncio.Task[Done]] = set()
        self._bundle: Bundle = []
        self._is_stopped = False

    def begin(self, requests: Sequence[Request]) -> None:
        """Counts what is to be done, and begins what is due."""
        for request in requests:
            self._engine.expect(request, 1)
        self._begin_due()

    def _begin_due(self) -> None:
        if self._is_stopped:
            return
        self._engine.runs.add(self)
        for request in self._feed.due():
            task = asyncio.get_running_loop().create_task(self._chain(request))
            self._tasks.add(task)
            task.add_done_callback(partial(self._ended, request))

    def stop(self) -> None:
        """Cancels what is under way, and begins nothing more."""
        if not self._is_stopped:
            self._is_stopped = True
            self._engine.runs.discard(self)
            self._bundle += [None] * self._feed.waiting()
            self._hand_over()
            for task in tuple(self._tasks):
                task.cancel()

    def _ended(self, request: Request, task: asyncio.Task[Done]) -> None:
        self._tasks.discard(task)
        self._feed.ends(request)
        self._engine.expect(request, -1)
        if not task.cancelled():
            task.exception()  # looked at here: asyncio prints those that nobody has looked at, and who closes looks at none
        self._bundle.append(task)
        self._begin_due()
        if not self._tasks:
            self._engine.runs.discard(self)
        if self._is_stopped or not self._tasks:
            self._hand_over()
        elif len(self._bundle) == 1:
            asyncio.get_running_loop().call_later(BUNDLE_S, self._hand_over)

    def _hand_over(self) -> None:
        if self._bundle:
            self._finished.put(self._bundle)
            self._bundle = []

    async def _chain(self, request: Request) -> Done:
        """All exchanges of one URL."""
        exchanges: tuple[Exchange, ...] = ()
        following: Request | None = request
        while following is not None:
            if following.wait_s:
                self._feed.rests(request)
                self._begin_due()
                try:
                    await asyncio.sleep(following.wait_s)
                finally:
                    self._feed.goes_on(request)
            exchanges += (await self._engine.exchange(following),)
            following = self._next_request(exchanges)
        return request.url, exchanges


class Fetching(Iterator[Done]):
    """URLs under way: yields each as it is done. `close()`, or dropping it, stops what is under way."""

    # What the engine's thread holds (the run, its queue) must not lead back here: only then is this object dropped when its reader drops it.
    def __init__(self, engine: Engine, requests: Sequence[Request], next_request: NextRequest) -> None:
        self._engine = engine
        self._left = len(requests)
        self._bundle: Bundle = []
        self._finished: SimpleQueue[Bundle] = SimpleQueue()
        self._run = _Run(engine, requests, next_request, self._finished)
        if requests:
            engine.in_the_loop(partial(self._run.begin, requests))

    def __next__(self) -> Done:
        while self._left:
            task = self._next()
            if task is None or task.cancelled():
                continue
            wrong = task.exception()
            if wrong is not None:
                self.close()
                raise wrong
            return task.result()
        raise StopIteration

    def close(self) -> None:
        """Stops what is under way; when it returns, nothing more is asked or seen."""
        self._stop()
        while self._left:
            self._next()

    def __del__(self) -> None:
        if self._left:
            self._stop()

    def _next(self) -> asyncio.Task[Done] | None:
        if not self._bundle:
            self._bundle = self._finished.get()[::-1]
        self._left -= 1
        return self._bundle.pop()

    def _stop(self) -> None:
        with suppress(RuntimeError):  # the engine is closed: nothing is under way any more
            self._engine.in_the_loop(self._run.stop)


class Engine:
    """Asks strangers' servers, many at once, each with care. Holds connections and a thread: call `close()`.

    Args:
        settings: limits, pace, the contact in the User-Agent.
        exempt: where the endpoints are that the user has set; controls and replays may ask them at private addresses.
        resolve: who looks names up; None: the system.

    Raises:
        UsageError: the certificates to trust cannot be read, a proxy cannot be used, or the machine lets no connection be opened.
    """

    def __init__(self, settings: Settings, exempt: Collection[Place] = frozenset(), resolve: Resolve | None = None) -> None:
        # What is wrong with certificates, proxies or the machine shows before a thread runs.
        trust.trusted()
        refuse_unusable()
        try:
            self._loop = asyncio.new_event_loop()
        except OSError as wrong:
            hint = "raise that limit (ulimit -n)"
            raise UsageError(f"no connection can be opened ({wrong.strerror})", where="this machine's limit of open files", hint=hint) from None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True, name="citeaudit engine")
        self._thread.start()
        self._gate, self._is_closing = threading.Lock(), False
        self._client = self._wait_for(_opened(settings))
        self._probes: dict[str, asyncio.Task[Exchange]] = {}
        self._turns = Turns(settings)
        self._walker = Walker(settings, self._client, Guard(settings, exempt, Names(settings.connect_s, resolve or system_answer)), self._turns)
        self.places = settings.concurrency
        """Requests under way at once."""
        self.runs: set[_Run] = set()
        """What is under way; of the event loop."""

    def fetch_many(self, requests: Iterable[Request], next_request: NextRequest) -> Fetching:
        """Asks for URLs, at work from the call on; yields each URL with its exchanges as it is done.

        Args:
            requests: the first request of each URL. Those of the hosts with most left start first, because they decide the end.
            next_request: is called after each exchange of a URL, in the engine's thread, and answers with the next request or None. Its `wait_s`
                counts from the end of the exchange before, holds no connection and takes nothing from the deadline.

        What `next_request` raises is raised by the iterator.
        """
        return Fetching(self, list(requests), next_request)

    def in_the_loop(self, work: Callable[[], None]) -> None:
        """Has the engine's thread do something.

        Raises:
            RuntimeError: the engine is closed.
        """
        # What was let in before the engine closes is stopped by it; nothing may come after, for nobody would ever answer.
        with self._gate:
            if self._is_closing:
                raise RuntimeError("the engine is closed")
            self._loop.call_soon_threadsafe(work)

    def expect(self, request: Request, links: int) -> None:
        """Counts links of this request's host that are still to be done."""
        self._turns.expect(host_of(request.url), links)

    def close(self) -> None:
        """Stops everything under way and closes every connection; may be called twice."""
        with self._gate:
            if self._is_closing:
                return
            self._is_closing = True
        self._wait_for(self._stopped())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def exchange(self, request: Request) -> Exchange:
        """Sends one request; in the engine's thread."""
        if request.purpose is not Purpose.PROBE:
            return await self._walker.exchange(request)
        # All links of a folder have the same probe, which is asked once (verdicts.md, "Decision table").
        if request.url not in self._probes:
            self._probes[request.url] = self._loop.create_task(self._walker.exchange(request))
        return await self._probes[request.url]

    async def _stopped(self) -> None:
        for run in tuple(self.runs):
            run.stop()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.close()

    def _wait_for(self, doing: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result()


async def _opened(settings: Settings) -> Client:
    return Client(settings)
