"""The two Webs of `ports.py`: the live one, made of the engine, the named services and the store; and the store alone, for `--offline`."""

from __future__ import annotations

import threading
from collections.abc import Collection, Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, Failure, FailureKind, Lookup, PastCheck, Phase, Purpose, Request, SaveJob
from citeaudit.ports import Answers, NextRequest, Wanted, Web
from citeaudit.settings import Settings
from citeaudit.urls import host_of
from citeaudit.web.recording import NOT_OF_LINKS, Recording
from citeaudit.web.store import Store

if TYPE_CHECKING:
    from citeaudit.web.api import Services
    from citeaudit.web.fetch import Engine
    from citeaudit.web.names import Resolve


@contextmanager
def open_web(settings: Settings, now: datetime, resolve: Resolve | None = None) -> Iterator[Web]:
    """Opens the Web for one run, and closes it however the run ends. Threads and connections are made when they are first needed.

    Args:
        settings: of the run; `offline` gives the store alone, `store` its place.
        now: when the run looks, an aware time.
        resolve: who looks up the names of strangers' hosts; None: the system.

    Raises:
        UsageError: the store, a recording or the certificates cannot be used.
    """
    if settings.replay is not None:
        with closing(replayed(settings.replay)) as web:
            yield web
        return
    store = Store(store_path(settings), now, only_read=settings.offline)
    with closing(StoredWeb(store, now) if settings.offline else LiveWeb(settings, store, now, resolve)) as web:
        if settings.record is None:
            yield web
        else:
            with closing(Recording(web, settings.record)) as recording:
                yield recording


def replayed(path: Path) -> StoredWeb:
    """What a recording holds, at the time of the run that made it.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    if not path.is_file():
        raise UsageError("there is no such recording", where=str(path), hint="name a file that --record has made")
    store = Store(path, datetime.now(UTC), only_read=True)
    return StoredWeb(store, store.last_run() or datetime.now(UTC))


def store_path(settings: Settings) -> Path:
    """Where the store of a run lies: where the settings say, else in the user's data folder."""
    if settings.store is not None:
        return settings.store
    import platformdirs

    return platformdirs.user_data_path("citeaudit") / "store.sqlite3"


def own_endpoints(settings: Settings) -> frozenset[str]:
    """The endpoints that the user has set: they may be private addresses, unlike the usual ones."""
    return _endpoints(settings) - _endpoints(Settings())


def _endpoints(settings: Settings) -> frozenset[str]:
    services = (settings.wayback_url, settings.availability_url, settings.mediawiki_url, settings.memento_url)
    return frozenset((*services, *settings.offline_controls))


def _nothing() -> Generator[tuple[str, tuple[Exchange, ...]], None, None]:
    yield from ()


class StoredWeb:
    """What the store shows, and nothing else: nobody is asked, nothing is kept."""

    def __init__(self, store: Store, now: datetime) -> None:
        self._store = store
        self._now = now.astimezone(UTC)

    @property
    def now(self) -> datetime:
        """When this run looks, in UTC."""
        return self._now

    def fetch_many(self, requests: Iterable[Request], next_request: NextRequest) -> Answers:
        """Nothing."""
        return _nothing()

    def ask(self, service: str, request: Request) -> Exchange:
        """What a service answered to the same request when it was asked last, where the store keeps that; else a failure: there is no network."""
        answers = self._store.stored(request.url)
        if answers:
            return answers[-1]
        failure = Failure(kind=FailureKind.UNREACHABLE, phase=Phase.CONNECT, detail="no network is used")
        return Exchange(request=request, failure=failure, asked_at=self._now)

    def stored(self, url: str) -> tuple[Exchange, ...]:
        """The exchanges of the last live check of a URL, oldest first; of a wiki's API, its last answers."""
        return self._store.stored(url)

    def history(self, url: str) -> tuple[PastCheck, ...]:
        """The checks of a URL, oldest first."""
        return self._store.history(url)

    def keep(self, url: str, check: PastCheck) -> None:
        """Nothing: the store stays as it is."""

    def stored_lookup(self, archive: str, wanted: Wanted) -> Lookup | None:
        """The last look-up for the same wanted snapshot."""
        return self._store.stored_lookup(archive, wanted)

    def keep_lookup(self, archive: str, wanted: Wanted, lookup: Lookup, *, is_outdone: bool = False) -> None:
        """Nothing: the store stays as it is."""

    def save_job(self, url: str) -> SaveJob | None:
        """The newest wish to have a URL archived."""
        return self._store.save_job(url)

    def keep_save_job(self, job: SaveJob) -> None:
        """Nothing: the store stays as it is."""

    def forget(self, urls: Collection[str]) -> None:
        """Nothing: this run has kept nothing."""

    def forget_run(self) -> None:
        """Nothing: this run has kept nothing."""

    def close(self) -> None:
        """Closes the store."""
        self._store.close()


class LiveWeb(StoredWeb):
    """The network, and the store that keeps what it shows."""

    def __init__(self, settings: Settings, store: Store, now: datetime, resolve: Resolve | None) -> None:
        super().__init__(store, now)
        self._settings, self._resolve = settings, resolve
        self._opening, self._is_closed = threading.Lock(), False
        self._engine: Engine | None = None
        self._services: Services | None = None

    def fetch_many(self, requests: Iterable[Request], next_request: NextRequest) -> Answers:
        """Asks strangers' servers, at work from the call on; each exchange of a live check is in the store before anything follows it."""
        wanted = list(requests)

        def kept(exchanges: tuple[Exchange, ...]) -> Request | None:
            if exchanges[0].request.purpose not in NOT_OF_LINKS:
                following = next_request(exchanges)
                self._store.add(exchanges[0].request.url, exchanges[-1], is_last=following is None)
                return following
            return next_request(exchanges)

        if not wanted:
            return _nothing()
        if wanted[0].purpose is Purpose.REPLAY:
            return self._replayed(wanted, next_request)
        return self._open_engine().fetch_many(wanted, kept)

    def _replayed(self, requests: Iterable[Request], next_request: NextRequest) -> Generator[tuple[str, tuple[Exchange, ...]], None, None]:
        """Snapshots, one after the other as they are read, each at the pace of its archive, which all processes on the store share."""
        way = self._open_services().replays
        for request in requests:
            host = host_of(request.url)
            refused = way.enter(request)
            if refused is not None:
                yield request.url, (refused,)
                continue
            for url, exchanges in self._open_engine().fetch_many([request], next_request):
                # Where a captured redirect leads out of the archive, it is another host that answers.
                if host_of(exchanges[-1].final_url) == host:
                    way.leave(exchanges[-1])
                yield url, exchanges

    def ask(self, service: str, request: Request) -> Exchange:
        """Asks one of the named services when its turn has come; a wiki's answer is in the store before this returns."""
        return self._open_services().ask(service, request)

    def keep(self, url: str, check: PastCheck) -> None:
        """Adds one check to the history of a URL; the same URL and time are kept once."""
        self._store.keep(url, check)

    def keep_lookup(self, archive: str, wanted: Wanted, lookup: Lookup, *, is_outdone: bool = False) -> None:
        """Keeps a look-up in an archive, unless it is outdone by what the store holds."""
        if not is_outdone:
            self._store.keep_lookup(archive, wanted, lookup)

    def keep_save_job(self, job: SaveJob) -> None:
        """Keeps how a wish to have a URL archived stands."""
        self._store.keep_save_job(job)

    def forget(self, urls: Collection[str]) -> None:
        """Drops what this run has kept of some URLs."""
        self._store.forget(urls)

    def forget_run(self) -> None:
        """Drops what this run has kept; what is still under way is not kept either."""
        self._store.forget_run()

    def close(self) -> None:
        """Ends what is under way, waiting for no answer and for no other process, and closes the store."""
        self._store.hurry()
        # Said before it is looked what is open: who opens something meanwhile looks after that, and closes it. Not under the lock, which a thread may
        # hold for ever that an interrupt has left in an import.
        self._is_closed = True
        try:
            if self._services is not None:
                self._services.close()
            if self._engine is not None:
                self._engine.close()
        finally:
            super().close()

    def _open_engine(self) -> Engine:
        with self._opening:
            if self._engine is None:
                from citeaudit.web.fetch import Engine
                from citeaudit.web.target import Target, read_target

                targets = [read_target(endpoint) for endpoint in own_endpoints(self._settings)]
                exempt = frozenset((target.host, target.port) for target in targets if isinstance(target, Target))
                self._engine = Engine(self._settings, exempt, self._resolve)
            self._refuse_closed(self._engine)
            return self._engine

    def _refuse_closed(self, opened: Engine | Services) -> None:
        if self._is_closed:
            opened.close()
            raise RuntimeError("the Web is closed")

    def _open_services(self) -> Services:
        with self._opening:
            if self._services is None:
                from citeaudit.web.api import Services

                self._services = Services(self._settings, self._store)
            self._refuse_closed(self._services)
            return self._services
