"""A recording: a store of its own with all that one run saw, what it took from its store and the history it read too, to be judged again later."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from citeaudit.errors import UsageError
from citeaudit.model import Exchange, Lookup, PastCheck, Purpose, Request, SaveJob
from citeaudit.ports import Answers, NextRequest, Wanted, Web
from citeaudit.web.store import Store

NOT_OF_LINKS = frozenset((Purpose.CONTROL, Purpose.REPLAY))
"""What is no live check of a link: a control only says whether this machine is online, a replay is kept in its look-up."""


class Recording:
    """Another Web, and a file that keeps what passes through.

    What is read of older runs and what this run sees are two runs of the file, so that a machine without a network forgets the second alone.

    Raises:
        UsageError: there is a file already, or it cannot be written.
    """

    def __init__(self, web: Web, path: Path) -> None:
        if path.exists():
            raise UsageError("there is such a file already, and a recording is made anew", where=str(path), hint="name a file that does not exist")
        self._web = web
        self._copied: set[str] = set()
        self._older, self._seen = Store(path, web.now), Store(path, web.now)
        # A run that sees nothing has a recording too: that says when it was.
        self._older.begin()
        self._seen.begin()

    @property
    def now(self) -> datetime:
        """When this run looks, in UTC."""
        return self._web.now

    def fetch_many(self, requests: Iterable[Request], next_request: NextRequest) -> Answers:
        """Asks as the Web behind does; each exchange of a live check is in the recording before anything follows it."""

        def kept(exchanges: tuple[Exchange, ...]) -> Request | None:
            if exchanges[0].request.purpose not in NOT_OF_LINKS:
                following = next_request(exchanges)
                self._seen.add(exchanges[0].request.url, exchanges[-1], is_last=following is None)
                return following
            return next_request(exchanges)

        return self._web.fetch_many(requests, kept)

    def ask(self, service: str, request: Request) -> Exchange:
        """Asks as the Web behind does; what a wiki told is kept, what the archive's services told is in the look-up."""
        exchange = self._web.ask(service, request)
        if service == "mediawiki":
            self._seen.add(request.url, exchange)
        return exchange

    def stored(self, url: str) -> tuple[Exchange, ...]:
        """What an earlier run saw of a URL."""
        exchanges = self._web.stored(url)
        if url not in self._copied:
            self._copied.add(url)
            for exchange in exchanges:
                self._older.add(url, exchange)
        return exchanges

    def history(self, url: str) -> tuple[PastCheck, ...]:
        """The checks of a URL, oldest first."""
        checks = self._web.history(url)
        for check in checks:
            self._older.keep(url, check)
        return checks

    def keep(self, url: str, check: PastCheck) -> None:
        """Adds one check to the history of a URL."""
        self._web.keep(url, check)
        self._seen.keep(url, check)

    def stored_lookup(self, archive: str, wanted: Wanted) -> Lookup | None:
        """The last look-up for the same wanted snapshot."""
        lookup = self._web.stored_lookup(archive, wanted)
        if lookup is not None:
            self._older.keep_lookup(archive, wanted, lookup)
        return lookup

    def keep_lookup(self, archive: str, wanted: Wanted, lookup: Lookup, *, is_outdone: bool = False) -> None:
        """Keeps a look-up in an archive: here in any case, for it is what this run goes by."""
        self._web.keep_lookup(archive, wanted, lookup, is_outdone=is_outdone)
        self._seen.keep_lookup(archive, wanted, lookup)

    def save_job(self, url: str) -> SaveJob | None:
        """The newest wish to have a URL archived; a check reads it only to know whether to ask anew, which a replay never does."""
        return self._web.save_job(url)

    def keep_save_job(self, job: SaveJob) -> None:
        """Keeps how a wish to have a URL archived stands, in the store behind."""
        self._web.keep_save_job(job)

    def forget(self, urls: Collection[str]) -> None:
        """Drops what this run has seen of some URLs, from both."""
        self._web.forget(urls)
        self._seen.forget(urls)

    def forget_run(self) -> None:
        """Drops what this run has seen, from both; what it has read of older runs stays."""
        self._web.forget_run()
        self._seen.forget_run()

    def close(self) -> None:
        """Closes the recording; the Web behind is closed by who opened it."""
        self._seen.close()
        self._older.close()
