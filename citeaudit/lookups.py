"""Look-ups in the archives: each page's snapshots and archive statements, from the store or from the network, several pages at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from queue import SimpleQueue
from threading import Lock, Thread

from citeaudit.archives import claims, jobs
from citeaudit.archives import judge as archives
from citeaudit.archives.asking import replay, replays_of
from citeaudit.model import ArchiveCheck, ArchiveState, Claim, Exchange, Lookup, Progress, Snapshot, Verdict
from citeaudit.ports import NO_DAY, Archive, Claimed, Tell, Wanted, Web, offered
from citeaudit.settings import Settings
from citeaudit.urls import page_key

AT_ONCE = 4
"""Pages that are looked up at once: while one waits for its turn at the index, snapshots of others are replayed."""

STAGE = "archive"

_CLAIM = "claim"
"""The name under which the store keeps the replays of archive links."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is asked of the archives about one page, under whichever spelling: the snapshots that are wanted, and what articles say of copies."""

    url: str
    wanted: tuple[Wanted, ...] = ()
    claims: tuple[Claimed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What is known of a page's copies; what nothing is known of is left out. `exchanges` are those of this check.

    `is_fresh` where nothing of it need be asked anew.
    """

    page: Page
    wanted: Mapping[Wanted, ArchiveCheck]
    claims: Mapping[Claimed, Verdict[Claim]]
    exchanges: tuple[Exchange, ...] = ()
    is_fresh: bool = True


def pages_of(wanted: Iterable[Wanted], claimed: Iterable[Claimed]) -> tuple[Page, ...]:
    """Puts together what is asked about one page, in the order of first mention; `url` is its first spelling."""
    made: dict[str, tuple[str, dict[Wanted, None], dict[Claimed, None]]] = {}
    for want in wanted:
        made.setdefault(page_key(want.url), (want.url, {}, {}))[1][want] = None
    for claim in claimed:
        url = claim.url or claim.archive_url
        made.setdefault(page_key(url), (url, {}, {}))[2][claim] = None
    return tuple(Page(url=url, wanted=tuple(wants), claims=tuple(said)) for url, wants, said in made.values())


@dataclass(slots=True, kw_only=True)
class _Notes:
    """What a check of one page has gathered so far.

    The last look-up by archive, the copies that were shown by their address, what was asked, whether all that was stored still holds.
    """

    last: dict[str, Lookup] = field(default_factory=dict)
    shown: dict[str, Exchange] = field(default_factory=dict)
    asked: list[Exchange] = field(default_factory=list)
    is_fresh: bool = True

    def before(self, archive: str) -> Lookup | None:
        """The last look-up in an archive, with every copy that was shown since."""
        last = self.last.get(archive)
        return replace(last, exchanges=(*last.exchanges, *self.shown.values())) if last else None

    def add(self, lookup: Lookup, *, is_asked: bool) -> None:
        """Takes in a look-up, which was asked for just now or was in the store."""
        if is_asked:
            self.asked += lookup.exchanges
        self.shown |= replays_of(lookup)


class Desk:
    """Checks pages by what the store holds, and by what the archives that the settings want answer. For several threads at once."""

    def __init__(self, settings: Settings, web: Web) -> None:
        self._settings, self._web = settings, web
        known = offered("citeaudit.archives.services", "ARCHIVE", Archive)
        self._archives = sorted((archive for archive in known if archive.is_asked(settings)), key=lambda archive: archive.rank)

    def stored(self, page: Page) -> Checked:
        """What the store shows of a page."""
        return self._check(page, asks=False)

    def look_up(self, page: Page) -> Checked:
        """Asks what is not known, or not fresh; each look-up is in the store before this returns."""
        return self._check(page, asks=True)

    def _check(self, page: Page, *, asks: bool) -> Checked:
        notes = _Notes()
        wanted = {want: self._best(want, notes, asks=asks) for want in page.wanted}
        said = {claim: self._claim(claim, notes, asks=asks) for claim in page.claims}
        return Checked(
            page=page,
            wanted={want: check for want, check in wanted.items() if check},
            claims={claim: verdict for claim, verdict in said.items() if verdict},
            exchanges=tuple(notes.asked),
            is_fresh=notes.is_fresh,
        )

    def _best(self, want: Wanted, notes: _Notes, *, asks: bool) -> ArchiveCheck | None:
        """The best that an archive has; the next one is asked where those before have no near copy."""
        checks: list[ArchiveCheck] = []
        for archive in self._archives:
            lookup = self._lookup(archive, want, notes, asks=asks)
            if lookup is None:
                continue
            checks.append(archives.judge(lookup, want, archive.reads))
            if checks[-1].verdict.value is ArchiveState.ARCHIVED:
                break
        return archives.best(checks) if checks else None

    def _lookup(self, archive: Archive, want: Wanted, notes: _Notes, *, asks: bool) -> Lookup | None:
        def is_fresh(lookup: Lookup | None, now: datetime) -> bool:
            # What was seen before a page was saved says nothing of that copy.
            is_overtaken = lookup is not None and jobs.is_overtaken(lookup, self._web.save_job(page_key(want.url)))
            return not is_overtaken and archives.is_fresh(lookup, want, archive.reads, now)

        def ask() -> Lookup:
            return archive.look_up(want, self._web, self._settings, notes.before(archive.name))

        lookup = self._known(archive.name, want, is_fresh, ask, notes, asks=asks)
        if lookup is not None:
            notes.last[archive.name] = lookup
        return lookup

    def _claim(self, claim: Claimed, notes: _Notes, *, asks: bool) -> Verdict[Claim] | None:
        """The verdict on what an article says of a copy; None where that takes a look which nobody has had."""
        first, want = self._archives[0], claims.wanted_for(claim)
        snapshot = claims.snapshot_of(claim, self._settings.wayback_url, self._web.now)
        if want is None and snapshot is None:
            return claims.judge(claim, None, first.reads)
        lookup = self._lookup(first, want, notes, asks=asks) if want else None
        lookup = self._replayed(claim, snapshot, notes, asks=asks) if snapshot else lookup
        return claims.judge(claim, lookup, first.reads) if lookup else None

    def _replayed(self, claim: Claimed, snapshot: Snapshot, notes: _Notes, *, asks: bool) -> Lookup | None:
        def is_fresh(lookup: Lookup | None, now: datetime) -> bool:
            return claims.is_fresh(claim, lookup, self._archives[0].reads, now)

        def ask() -> Lookup:
            shown = notes.shown.get(snapshot.replay_url)
            return Lookup(url=claim.archive_url, snapshots=(snapshot,), exchanges=(shown,) if shown else tuple(replay(snapshot, self._web)))

        # What a link without a time leads to depends on the date beside it.
        key = Wanted(url=claim.archive_url, near=archives.noon_of(claim.on) if claim.on else NO_DAY)
        return self._known(_CLAIM, key, is_fresh, ask, notes, asks=asks)

    def _known(
        self, name: str, key: Wanted, is_fresh: Callable[[Lookup | None, datetime], bool], ask: Callable[[], Lookup], notes: _Notes, *, asks: bool
    ) -> Lookup | None:
        """What the store holds under a name and a key; where that is not fresh and somebody may be asked, what they answer, which is then stored."""

        def says_something(lookup: Lookup | None) -> bool:
            return lookup is not None and bool(lookup.exchanges) and is_fresh(lookup, lookup.exchanges[-1].asked_at)

        before = self._web.stored_lookup(name, key)
        holds = is_fresh(before, self._web.now)
        notes.is_fresh = notes.is_fresh and holds
        is_asked = asks and (self._settings.refresh or not holds)
        lookup = ask() if is_asked else before
        if lookup is None:
            return None
        if is_asked:
            # What an archive once answered outlives the day on which it does not: a run without a network goes by it.
            self._web.keep_lookup(name, key, lookup, is_outdone=says_something(before) and not says_something(lookup))
        notes.add(lookup, is_asked=is_asked)
        return lookup


class LookUps:
    """Pages under way, a few at once, the most urgent first: at work from the beginning. `close()` begins no more, and waits for nothing.

    Args:
        pages: what is looked up.
        look_up: looks one page up; what it raises is raised where its page is taken.
        is_urgent: whether a page that waits comes before those that are not, in any thread; it may become so at any time.
    """

    def __init__(self, pages: Iterable[Page], look_up: Callable[[Page], Checked], is_urgent: Callable[[Page], bool]) -> None:
        # Those for which the article has no archive link yet come first.
        self._waiting = sorted(pages, key=lambda page: any(claim.archive_url for claim in page.claims))
        self._look_up, self._is_urgent = look_up, is_urgent
        self._choosing = Lock()
        self._done: SimpleQueue[Future[Checked]] = SimpleQueue()
        self._left = len(self._waiting)
        # Daemons, not a pool: Python waits for the threads of a pool before it exits, and an interrupt may leave one waiting for ever (in an import).
        for _ in range(min(AT_ONCE, self._left)):
            Thread(target=self._work, daemon=True, name="citeaudit archive").start()

    def ready(self) -> Iterator[Checked]:
        """Those that are done by now."""
        while self._left and not self._done.empty():
            yield self._take()

    def rest(self) -> Iterator[Checked]:
        """All that are left, as they are done."""
        while self._left:
            yield self._take()

    def close(self) -> None:
        """Begins nothing more. What is under way ends when the Web is closed."""
        with self._choosing:
            self._waiting.clear()

    def _take(self) -> Checked:
        self._left -= 1
        return self._done.get().result()

    def _work(self) -> None:
        while self._waiting:
            done: Future[Checked] = Future()
            try:
                page = self._next()
                if page is None:
                    return
                done.set_result(self._look_up(page))
            except Exception as met:  # noqa: BLE001 - it is raised where the page is taken
                done.set_exception(met)
            self._done.put(done)

    def _next(self) -> Page | None:
        with self._choosing:
            if not self._waiting:
                return None
            page = next(filter(self._is_urgent, self._waiting), self._waiting[0])
            self._waiting.remove(page)
            return page


class Timed:
    """Tells how many of the pages are done, and how long the others will take: as long as those before, and no less than the allowance asks."""

    def __init__(self, total: int, settings: Settings, tell: Tell) -> None:
        self._total, self._tell, self._done = total, tell, 0
        self._least_s = 60 / settings.cdx_per_minute
        self._began = time.monotonic()
        if total:
            tell(Progress(stage=STAGE, done=0, total=total, left_s=self._least_s * total))

    def one_more(self) -> None:
        """One page more is done."""
        self._done += 1
        each_s = max(self._least_s, (time.monotonic() - self._began) / self._done)
        self._tell(Progress(stage=STAGE, done=self._done, total=self._total, left_s=each_s * (self._total - self._done)))
