"""Which sources the archive is asked to save, what a run does about an earlier wish, and which look-ups a saved page overtakes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from citeaudit.archives.jobs import (
    FINAL_FOR,
    FOLLOWED_FOR,
    KNOWN_FOR,
    LISTED_AFTER,
    Alone,
    Next,
    Page,
    is_overtaken,
    next_after,
    next_of,
    plan,
    seen,
    taken,
)
from citeaudit.archives.savepagenow import Answer, Word
from citeaudit.model import ArchiveState, Exchange, LinkState, Lookup, Request, SaveJob, SaveState, Snapshot, Source, Text, text
from citeaudit.tables import CheckedSource

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://example.org/page"
PAGE = Page(reference="1", url=URL, sent=URL)
LASTING, PASSING = text("({code})", code="no-access"), text("({code})", code="celery")


def checked(url: str, link: str = "live", archive: str = "absent", reference: str = "1") -> CheckedSource:
    return CheckedSource(source=Source(article="A", reference=reference, url=url), link=LinkState(link), archive=ArchiveState(archive))


def job(state: SaveState, *, at: datetime = NOW, reason: Text | None = None) -> SaveJob:
    snapshot = f"https://web.archive.org/web/{at:%Y%m%d%H%M%S}/{URL}" if state is SaveState.SAVED else ""
    return SaveJob(url=URL, number="spn2-1", asked_at=at, seen_at=at, state=state, snapshot_url=snapshot, reason=reason)


def nothing(key: str) -> SaveJob | None:
    return None


def as_it_is(url: str) -> str:
    return "" if "://10." in url or ":port" in url else url


@pytest.mark.parametrize("link", list(LinkState))
@pytest.mark.parametrize("archive", list(ArchiveState))
def test_only_live_and_unarchived_sources_are_asked_for(link: LinkState, archive: ArchiveState) -> None:
    made = plan([checked(URL, link, archive)], nothing, as_it_is, NOW)
    wanted = link in ("live", "moved", "drifted") and archive in ("absent", "unusable")
    assert [page.url for page in made.to_ask] == ([URL] if wanted else [])
    assert sum(made.alone.values()) == (0 if wanted else 1)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        pytest.param(checked(""), Alone.NO_ADDRESS, id="no-url"),
        pytest.param(checked("ftp://example.org/a"), Alone.NO_ADDRESS, id="ftp"),
        pytest.param(checked("http://10.0.0.1/"), Alone.CLOSED, id="private"),
        pytest.param(checked("http://example.org:port/"), Alone.CLOSED, id="malformed"),
        pytest.param(checked(URL, "gone"), Alone.NOT_LIVE, id="dead"),
        pytest.param(checked(URL, "blocked", "archived"), Alone.NOT_LIVE, id="cannot-be-told"),
        pytest.param(checked(URL, "live", "distant"), Alone.ARCHIVED, id="distant"),
        pytest.param(checked(URL, "live", "excluded"), Alone.EXCLUDED, id="excluded"),
        pytest.param(checked(URL, "live", "unknown"), Alone.NOT_KNOWN, id="unknown"),
    ],
)
def test_why_a_source_is_left_alone(row: CheckedSource, why: Alone) -> None:
    made = plan([row], nothing, as_it_is, NOW)
    assert (made.to_ask, made.alone) == ((), {why: 1})


def test_each_page_is_asked_for_once_in_the_sources_order() -> None:
    rows = [checked(URL, reference="4"), checked("https://example.org/b", reference="5"), checked("https://EXAMPLE.org:443/page#top", reference="6")]
    made = plan(rows, nothing, as_it_is, NOW)
    assert [(page.reference, page.url) for page in made.to_ask] == [("4", URL), ("5", "https://example.org/b")]
    assert made.alone == {}


def test_a_page_that_has_a_copy_near_another_day_is_archived() -> None:
    made = plan([checked(URL, archive="unusable"), checked(f"{URL}#b", archive="distant")], nothing, as_it_is, NOW)
    assert (made.to_ask, made.alone) == ((), {Alone.ARCHIVED: 2})


def test_what_earlier_runs_have_asked_for_is_looked_up_for_all_spellings() -> None:
    stored = {
        URL: job(SaveState.ASKED),
        "https://example.org/b": job(SaveState.SAVED),
        "https://example.org/c": job(SaveState.FAILED, reason=LASTING),
    }
    rows = [checked(f"https://EXAMPLE.org/{path}#x") for path in ("page", "b", "c", "d")]
    made = plan(rows, stored.get, as_it_is, NOW)
    assert [page.key for page in made.to_ask] == ["https://example.org/d"]
    assert [(page.key, followed) for page, followed in made.to_follow] == [(URL, stored[URL])]
    assert made.alone == {Alone.SAVED: 1, Alone.FAILED: 1}


@pytest.mark.parametrize(
    ("before", "what"),
    [
        pytest.param(None, Next.ASK, id="never-asked"),
        pytest.param(job(SaveState.ASKED, at=NOW - timedelta(days=9)), Next.FOLLOW, id="under-way"),
        pytest.param(job(SaveState.SAVED, at=NOW - timedelta(days=900)), Next.LEAVE, id="saved"),
        pytest.param(job(SaveState.FAILED, reason=PASSING), Next.ASK, id="failed-and-may-pass"),
        pytest.param(job(SaveState.FAILED), Next.ASK, id="failed-for-no-reason"),
        pytest.param(job(SaveState.FAILED, reason=LASTING, at=NOW - FINAL_FOR + HOUR), Next.LEAVE, id="failed-for-good-today"),
        pytest.param(job(SaveState.FAILED, reason=LASTING, at=NOW - FINAL_FOR), Next.ASK, id="failed-for-good-yesterday"),
    ],
)
def test_what_a_run_does_about_an_earlier_wish(before: SaveJob | None, what: Next) -> None:
    assert next_of(before, NOW) is what


def test_a_wish_from_its_number_to_its_end() -> None:
    wish = taken(PAGE, "spn2-1", NOW)
    assert wish == job(SaveState.ASKED)
    assert seen(wish, Answer(word=Word.PENDING, number="spn2-1"), NOW + HOUR).seen_at == NOW + HOUR
    assert seen(wish, Answer(word=Word.BUSY), NOW + HOUR) == wish
    saved = seen(wish, Answer(word=Word.SAVED, snapshot_url="https://web.archive.org/web/1/x"), NOW + HOUR)
    assert (saved.state, saved.snapshot_url, saved.seen_at, saved.asked_at) == (SaveState.SAVED, "https://web.archive.org/web/1/x", NOW + HOUR, NOW)
    failed = seen(wish, Answer(word=Word.FAILED, reason=LASTING), NOW)
    assert (failed.state, failed.reason) == (SaveState.FAILED, LASTING)


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("word", "age", "followed", "may_ask", "what"),
    [
        pytest.param(Word.SAVED, KNOWN_FOR * 9, FOLLOWED_FOR * 9, True, Next.LEAVE, id="saved"),
        pytest.param(Word.FAILED, SECOND, SECOND, True, Next.LEAVE, id="failed"),
        pytest.param(Word.PENDING, FOLLOWED_FOR, FOLLOWED_FOR, True, Next.FOLLOW, id="pending"),
        pytest.param(Word.PENDING, KNOWN_FOR, SECOND, True, Next.FOLLOW, id="pending-of-an-earlier-run"),
        pytest.param(Word.PENDING, FOLLOWED_FOR, FOLLOWED_FOR + SECOND, True, Next.LEAVE, id="pending-for-too-long"),
        pytest.param(Word.PENDING, KNOWN_FOR + SECOND, SECOND, True, Next.ASK, id="pending-for-longer-than-it-is-known"),
        pytest.param(Word.PENDING, KNOWN_FOR + SECOND, SECOND, False, Next.LEAVE, id="pending-for-ever"),
        pytest.param(Word.FORGOTTEN, SECOND, SECOND, True, Next.ASK, id="not-known"),
        pytest.param(Word.FORGOTTEN, SECOND, SECOND, False, Next.LEAVE, id="not-known-again"),
        pytest.param(Word.BUSY, KNOWN_FOR * 2, FOLLOWED_FOR, True, Next.FOLLOW, id="busy"),
        pytest.param(Word.UNREADABLE, SECOND, FOLLOWED_FOR + SECOND, True, Next.LEAVE, id="unreadable-for-too-long"),
        pytest.param(Word.UNREACHED, SECOND, SECOND, True, Next.FOLLOW, id="unreached"),
    ],
)
def test_what_a_run_does_about_a_job_that_it_has_looked_at(word: Word, age: timedelta, followed: timedelta, may_ask: bool, what: Next) -> None:
    answer, since = Answer(word=word), NOW + age - followed
    assert next_after(job(SaveState.ASKED), answer, NOW + age, since=since, followed_for=FOLLOWED_FOR, may_ask=may_ask) is what


def looked_up(at: datetime, *captures: datetime) -> Lookup:
    rows = tuple(Snapshot(archive="wayback", url=URL, at=capture, status=200, replay_url=f"https://x.example/{capture:%Y}") for capture in captures)
    return Lookup(url=URL, snapshots=rows, exchanges=(Exchange(request=Request(url=URL), asked_at=at),))


@pytest.mark.parametrize(
    ("lookup", "wish", "overtaken"),
    [
        pytest.param(looked_up(NOW - HOUR), job(SaveState.SAVED), True, id="looked-up-before"),
        pytest.param(looked_up(NOW - HOUR, NOW - 9 * HOUR), job(SaveState.SAVED), True, id="looked-up-before-and-older-captures"),
        pytest.param(looked_up(NOW + LISTED_AFTER - HOUR), job(SaveState.SAVED), True, id="looked-up-too-soon"),
        pytest.param(looked_up(NOW + LISTED_AFTER), job(SaveState.SAVED), False, id="looked-up-when-it-must-be-listed"),
        pytest.param(looked_up(NOW + HOUR, NOW), job(SaveState.SAVED), False, id="it-is-listed"),
        pytest.param(looked_up(NOW - HOUR), job(SaveState.ASKED), False, id="under-way"),
        pytest.param(looked_up(NOW - HOUR), job(SaveState.FAILED, reason=PASSING), False, id="failed"),
        pytest.param(looked_up(NOW - HOUR), None, False, id="never-asked"),
        pytest.param(Lookup(url=URL), job(SaveState.SAVED), False, id="no-look-up"),
    ],
)
def test_which_look_ups_a_saved_page_overtakes(lookup: Lookup, wish: SaveJob | None, overtaken: bool) -> None:
    assert is_overtaken(lookup, wish) is overtaken
