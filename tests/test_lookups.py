"""Look-ups in the archives: what belongs to one address together, the urgent pages first, what the store holds not asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Event, Thread
from threading import enumerate as enumerate_threads

import pytest

from citeaudit.errors import UsageError
from citeaudit.lookups import AT_ONCE, Checked, Desk, LookUps, Page, Timed, pages_of
from citeaudit.model import ArchiveState, Claim, PartialDate, Progress
from citeaudit.ports import Claimed, Wanted
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
READ = datetime(2015, 10, 28, 12, tzinfo=UTC)
URL = "https://news.example.org/report"
STAMPS = ("20141028120000", "20151028120000", "20160301120000")
HEAD = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
PAGE = b"<!doctype html><title>A report</title><p>" + b"word " * 200


class Archive(ThreadingHTTPServer):
    """A Wayback with one page, captured three times; remembers what was asked of it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[str] = []
        self.stamps: tuple[str, ...] = STAMPS

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def count(self, part: str) -> int:
        return sum(part in path for path in self.asked)


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Archive)
        self.server.asked.append(self.path)
        if "/cdx/" in self.path:
            rows = [["org,example,news)/report", stamp, URL, "text/html", "200", "X"] for stamp in self.server.stamps]
            self._answer("application/json", json.dumps([HEAD, *rows] if rows else []).encode())
        else:
            at = datetime.strptime(self.path.split("/")[2][:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
            self._answer("text/html", PAGE, at)

    def _answer(self, kind: str, body: bytes, captured_at: datetime | None = None) -> None:
        self.send_response(200)
        if captured_at:
            self.send_header("Memento-Datetime", format_datetime(captured_at, usegmt=True))
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


@pytest.fixture
def archive() -> Iterator[Archive]:
    with Archive() as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def settings(archive: Archive, tmp_path: Path) -> Settings:
    store = tmp_path / "store.sqlite3"
    return Settings(store=store, allow_private=True, wayback_url=archive.url, cdx_per_minute=6000, replays_per_second=1000, host_gap_s=0)


def wanted(near: datetime = READ) -> Wanted:
    return Wanted(url=URL, near=near, cited_title="A report")


LINK = Claimed(url=URL, archive_url=f"https://web.archive.org/web/{STAMPS[1]}/{URL}", on=PartialDate(year=2015, month=10, day=28))
DAYS = ((2014, 10, 28), (2016, 3, 1))
BARE = Claimed(url=URL, on=PartialDate(year=2016, month=3, day=1))


# ---------------------------------------------------------------- a page


def test_what_is_asked_of_one_address_belongs_together() -> None:
    other, short = Wanted(url="https://example.org/", near=READ), Claimed(url="", archive_url="https://perma.cc/ABCD-1234")
    pages = pages_of([wanted(), other, wanted(), wanted(NOW)], [LINK, BARE, short, LINK])
    assert pages == (
        Page(url=URL, wanted=(wanted(), wanted(NOW)), claims=(LINK, BARE)),
        Page(url=other.url, wanted=(other,)),
        Page(url=short.archive_url, claims=(short,)),
    )


def test_a_page_of_many_days_is_asked_for_once(archive: Archive, settings: Settings) -> None:
    """All captures were listed at the first question, and a copy that was looked at is not looked at again."""
    page = Page(url=URL, wanted=(wanted(), wanted(READ - timedelta(days=360))), claims=(LINK, BARE))
    with open_web(settings, NOW) as web:
        checked = Desk(settings, web).look_up(page)
    assert [check.gap_days for check in checked.wanted.values()] == [0, -5]
    assert [verdict.value for verdict in checked.claims.values()] == [Claim.CONFIRMED, Claim.CONFIRMED]
    assert (archive.count("/cdx/"), archive.count("id_/")) == (1, len(STAMPS))


def test_a_page_under_several_spellings_is_asked_for_once(archive: Archive, settings: Settings) -> None:
    spellings = [replace(wanted(), url=f"{URL}{end}") for end in ("", "#part", "?utm_source=x")]
    (page,) = pages_of(spellings, [])
    with open_web(settings, NOW) as web:
        checked = Desk(settings, web).look_up(page)
    assert [check.verdict.value for check in checked.wanted.values()] == [ArchiveState.ARCHIVED] * 3
    assert (archive.count("/cdx/"), archive.count("id_/")) == (1, 1)


def test_a_page_that_the_archive_does_not_have_is_asked_for_once(archive: Archive, settings: Settings) -> None:
    archive.stamps = ()
    days = [wanted(READ + timedelta(days=days)) for days in (0, 100, 200)]
    with open_web(replace(settings, availability_url=f"{archive.url}/cdx/none"), NOW) as web:
        checked = Desk(settings, web).look_up(Page(url=URL, wanted=tuple(days)))
    assert [check.verdict.value for check in checked.wanted.values()] == [ArchiveState.ABSENT] * 3
    assert archive.count("filter=") == 1


def test_what_was_looked_up_is_known_without_a_network_and_stays_fresh_for_a_month(archive: Archive, settings: Settings) -> None:
    page = Page(url=URL, wanted=(wanted(),), claims=(LINK,))
    with open_web(settings, NOW) as web:
        assert not Desk(settings, web).stored(page).is_fresh
        seen = Desk(settings, web).look_up(page)
    del archive.asked[:]
    for days, is_fresh in ((0, True), (29, True), (31, False)):
        with open_web(settings, datetime.now(UTC) + timedelta(days=days)) as web:
            stored = Desk(settings, web).stored(page)
        assert (stored.wanted, stored.claims, stored.is_fresh) == (seen.wanted, seen.claims, is_fresh)
    assert archive.asked == []


def test_what_was_known_outlives_a_day_on_which_the_archive_does_not_answer(archive: Archive, settings: Settings) -> None:
    page = Page(url=URL, wanted=(wanted(),), claims=(LINK,))
    with open_web(settings, NOW) as web:
        seen = Desk(settings, web).look_up(page)
    away = replace(settings, wayback_url="http://127.0.0.1:1", availability_url="http://127.0.0.1:1", refresh=True)
    with open_web(away, NOW) as web:
        unsure = Desk(away, web).look_up(page)
    assert unsure.wanted[wanted()].verdict.value is ArchiveState.UNKNOWN
    assert unsure.claims[LINK].value is Claim.UNKNOWN
    with open_web(settings, datetime.now(UTC) + timedelta(days=41)) as web:
        stored = Desk(settings, web).stored(page)
    assert (stored.wanted, stored.claims, stored.is_fresh) == (seen.wanted, seen.claims, False)


def test_a_recording_has_what_its_run_saw_also_where_the_store_knows_better(archive: Archive, settings: Settings, tmp_path: Path) -> None:
    page = Page(url=URL, wanted=(wanted(),), claims=(LINK,))
    with open_web(settings, NOW) as web:
        Desk(settings, web).look_up(page)
    away = replace(settings, wayback_url="http://127.0.0.1:1", availability_url="http://127.0.0.1:1", refresh=True, record=tmp_path / "recording")
    with open_web(away, NOW) as web:
        seen = Desk(away, web).look_up(page)
    replayed = replace(away, refresh=False, record=None, replay=tmp_path / "recording")
    with open_web(replayed, NOW) as web:
        again = Desk(replayed, web).stored(page)
    assert (again.wanted, again.claims) == (seen.wanted, seen.claims)
    assert again.wanted[wanted()].verdict.value is ArchiveState.UNKNOWN


def test_of_two_days_without_an_answer_the_later_is_kept(archive: Archive, settings: Settings) -> None:
    away = replace(settings, wayback_url="http://127.0.0.1:1", availability_url="http://127.0.0.1:1")
    page = Page(url=URL, wanted=(wanted(),))
    for days in (0, 1):
        with open_web(away, NOW + timedelta(days=days)) as web:
            last = Desk(away, web).look_up(page)
    with open_web(away, NOW + timedelta(days=2)) as web:
        stored = Desk(away, web).stored(page)
    assert stored.wanted == last.wanted
    assert stored.wanted[wanted()].verdict.value is ArchiveState.UNKNOWN


def test_what_nobody_has_looked_at_is_left_open(settings: Settings) -> None:
    other = Claimed(url=URL, archive_url="https://web.archive.org/web/2015/https://www.example.net/")
    with open_web(settings, NOW) as web:
        stored = Desk(settings, web).stored(Page(url=URL, wanted=(wanted(),), claims=(LINK, BARE, other)))
    assert stored.wanted == {}
    assert {claim: verdict.value for claim, verdict in stored.claims.items()} == {other: Claim.OTHER_URL}, "its own address tells"


def test_a_link_without_a_time_is_looked_at_for_each_date_that_is_printed_beside_it(archive: Archive, settings: Settings) -> None:
    link = f"https://web.archive.org/web/{URL}"
    first, second = (Claimed(url=URL, archive_url=link, on=PartialDate(year=year, month=month, day=day)) for year, month, day in DAYS)
    with open_web(settings, NOW) as web:
        checked = Desk(settings, web).look_up(Page(url=URL, claims=(first, second)))
    assert [verdict.value for verdict in checked.claims.values()] == [Claim.CONFIRMED, Claim.CONFIRMED]


def test_a_bare_year_is_looked_up_by_itself_beside_a_source_of_that_year(archive: Archive, settings: Settings) -> None:
    """The same middle of the year is near both, and another capture is the best for each."""
    archive.stamps = ("20150901120000", "20161201120000")
    claim = Claimed(url=URL, on=PartialDate(year=2016))
    with open_web(settings, NOW) as web:
        checked = Desk(settings, web).look_up(Page(url=URL, wanted=(wanted(datetime(2016, 7, 1, 12, tzinfo=UTC)),), claims=(claim,)))
    assert checked.claims[claim].value is Claim.CONFIRMED


def test_a_mirror_plays_the_waybacks_links(archive: Archive, settings: Settings) -> None:
    with open_web(settings, NOW) as web:
        checked = Desk(settings, web).look_up(Page(url=URL, claims=(LINK,)))
    assert archive.asked == [f"/web/{STAMPS[1]}id_/{URL}"]
    assert checked.claims[LINK].value is Claim.CONFIRMED


# ---------------------------------------------------------------- many pages


def pages(count: int) -> list[Page]:
    return [Page(url=f"https://example.org/{number}") for number in range(count)]


def checked_of(page: Page) -> Checked:
    return Checked(page=page, wanted={}, claims={})


def test_the_most_urgent_page_is_next_by_what_is_known_then() -> None:
    dead: set[str] = set()
    begun: list[str] = []
    all_begun, release = Barrier(AT_ONCE + 1), Event()

    def look_up(page: Page) -> Checked:
        begun.append(page.url)
        if not release.is_set():
            all_begun.wait(30)
            release.wait(30)
        return checked_of(page)

    waiting = pages(AT_ONCE + 3)
    with closing(LookUps(waiting, look_up, lambda page: page.url in dead)) as lookups:
        all_begun.wait(30)
        dead.add(waiting[-1].url)
        release.set()
        assert {copy.page.url for copy in lookups.rest()} == {page.url for page in waiting}
    assert begun[AT_ONCE] == waiting[-1].url
    assert sorted(begun) == sorted(page.url for page in waiting)


def test_what_has_an_archive_link_comes_after_what_has_none() -> None:
    begun: list[str] = []

    def look_up(page: Page) -> Checked:
        begun.append(page.url)
        return checked_of(page)

    linked = [Page(url=f"https://linked.example/{number}", claims=(LINK,)) for number in range(AT_ONCE)]
    with closing(LookUps([*linked, *pages(2 * AT_ONCE)], look_up, lambda page: False)) as lookups:
        list(lookups.rest())
    # Of those that are under way at once, one may be told before another that was begun before it.
    assert not any("linked" in url for url in begun[: AT_ONCE + 1])


def test_what_goes_wrong_is_raised_where_the_page_is_taken() -> None:
    def look_up(page: Page) -> Checked:
        raise UsageError("the store cannot be written", where="store")

    with closing(LookUps(pages(1), look_up, lambda page: False)) as lookups, pytest.raises(UsageError):
        list(lookups.rest())


def test_after_its_end_nothing_more_begins() -> None:
    begun: list[str] = []
    all_begun, release = Barrier(AT_ONCE + 1), Event()

    def look_up(page: Page) -> Checked:
        begun.append(page.url)
        all_begun.wait(30)
        release.wait(30)
        return checked_of(page)

    lookups = LookUps(pages(AT_ONCE * 3), look_up, lambda page: False)
    all_begun.wait(30)
    lookups.close()
    release.set()
    for thread in enumerate_threads():
        if thread.name == "citeaudit archive":
            thread.join()
    assert len(begun) == AT_ONCE


def test_the_time_left_is_no_less_than_the_allowance_asks() -> None:
    told: list[Progress] = []
    timed = Timed(11, Settings(cdx_per_minute=6), told.append)
    timed.one_more()
    assert [(progress.stage, progress.done, progress.total) for progress in told] == [("archive", 0, 11), ("archive", 1, 11)]
    assert [progress.left_s is not None and progress.left_s >= 100 for progress in told] == [True, True]


def test_states_of_a_page_that_is_only_wanted(archive: Archive, settings: Settings) -> None:
    with open_web(settings, NOW) as web:
        checked = Desk(settings, web).look_up(Page(url=URL, wanted=(wanted(),)))
    assert [check.verdict.value for check in checked.wanted.values()] == [ArchiveState.ARCHIVED]
    assert checked.claims == {}
    assert archive.count("/cdx/") == 1
