"""Archive states: what an archive's index, its second opinion and its replays showed, and what may be said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from citeaudit.archives.cdx import reads
from citeaudit.archives.judge import day_to_be_near, is_fresh, judge, next_snapshot, not_checked
from citeaudit.model import ArchiveState, Exchange, FailureKind, Lookup, PartialDate, Phase, Snapshot, Source, text
from citeaudit.ports import Wanted
from tests.archives.seen_in_archives import (
    BLOCKED_SITE,
    CHALLENGE,
    ERROR,
    FOR_SALE,
    NOON,
    NOT_FOUND,
    READ,
    TITLE,
    URL,
    broken,
    capture,
    closest,
    index,
    replay,
    replay_url,
    second_opinion,
    unfiltered,
)

WANTED = Wanted(url=URL, near=READ, cited_title=TITLE)
ARCHIVED, DISTANT, UNUSABLE, ABSENT = ArchiveState.ARCHIVED, ArchiveState.DISTANT, ArchiveState.UNUSABLE, ArchiveState.ABSENT
EXCLUDED, UNKNOWN = ArchiveState.EXCLUDED, ArchiveState.UNKNOWN


def case(name: str, expected: ArchiveState | Snapshot | None, snapshots: tuple[Snapshot, ...], *exchanges: Exchange, gap: int | None = None) -> Any:
    """A row of a table: its id, what is expected, the rows that the index listed, what was asked, and the gap in days where a snapshot is named."""
    return pytest.param(Lookup(url=URL, snapshots=snapshots, exchanges=exchanges), expected, gap, id=name)


def listed(name: str, expected: ArchiveState | Snapshot | None, snapshots: tuple[Snapshot, ...], *replays: Exchange, gap: int | None = None) -> Any:
    """A case where the index lists the snapshots."""
    return case(name, expected, snapshots, index(*snapshots), *replays, gap=gap)


SAME_DAY, WEEK_BEFORE, WEEK_AFTER, MONTH_AFTER = capture(0), capture(-7), capture(7), capture(30)
REVISIT = capture(3, None)
CAPTURED_404, CAPTURED_301 = capture(2, 404), capture(4, 301)
ERRORS = (CAPTURED_404, CAPTURED_301)
TWO_FAIL = (replay(SAME_DAY, 404, ERROR), replay(WEEK_AFTER, 404, ERROR))
YEARS_LATER = READ + timedelta(days=800)
HTTP_URL = URL.replace("https://", "http://")
CLOSEST = closest(WEEK_BEFORE)
FOREIGN = {**CLOSEST, "url": replay_url(WEEK_BEFORE.at, "https://www.example.net/other")}
OTHER_URL = replay_url(SAME_DAY.at, "https://news.example.org/")

FOUND = [
    listed("same-day", ARCHIVED, (SAME_DAY,), replay(SAME_DAY), gap=0),
    listed("a-week-before", ARCHIVED, (WEEK_BEFORE,), replay(WEEK_BEFORE), gap=-7),
    listed("a-week-after", ARCHIVED, (WEEK_AFTER,), replay(WEEK_AFTER), gap=7),
    listed("90-days-after", ARCHIVED, (capture(90),), replay(capture(90)), gap=90),
    listed("91-days-after-is-distant", DISTANT, (capture(91),), replay(capture(91)), gap=91),
    listed("365-days-before", ARCHIVED, (capture(-365),), replay(capture(-365)), gap=-365),
    listed("366-days-before-is-distant", DISTANT, (capture(-366),), replay(capture(-366)), gap=-366),
    listed("years-after-is-distant", DISTANT, (capture(2000),), replay(capture(2000)), gap=2000),
    listed("revisit-that-shows-the-page", ARCHIVED, (REVISIT,), replay(REVISIT), gap=3),
    listed("pdf", ARCHIVED, (SAME_DAY,), replay(SAME_DAY, page=None, head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3"), gap=0),
    listed("404-is-passed-over", ARCHIVED, (WEEK_AFTER, SAME_DAY), replay(SAME_DAY, 404, ERROR), replay(WEEK_AFTER), gap=7),
    listed("403-is-passed-over", ARCHIVED, (WEEK_AFTER, SAME_DAY), replay(SAME_DAY, 403, ERROR), replay(WEEK_AFTER), gap=7),
    listed("503-is-passed-over", ARCHIVED, (WEEK_AFTER, SAME_DAY), replay(SAME_DAY, 503, ERROR), replay(WEEK_AFTER), gap=7),
    listed("timeout-is-passed-over", ARCHIVED, (WEEK_AFTER, SAME_DAY), broken(SAME_DAY, FailureKind.DEADLINE), replay(WEEK_AFTER), gap=7),
    listed("soft-404-is-passed-over", ARCHIVED, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=NOT_FOUND), replay(WEEK_AFTER), gap=7),
    listed("parked-is-passed-over", ARCHIVED, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=FOR_SALE), replay(WEEK_AFTER), gap=7),
    listed("challenge-is-passed-over", ARCHIVED, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=CHALLENGE), replay(WEEK_AFTER), gap=7),
    listed("another-url-is-passed-over", ARCHIVED, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, to=OTHER_URL), replay(WEEK_AFTER), gap=7),
    listed("third-one-replays", ARCHIVED, (SAME_DAY, WEEK_AFTER, MONTH_AFTER), *TWO_FAIL, replay(MONTH_AFTER), gap=30),
    listed("near-one-fails-far-one-replays", DISTANT, (SAME_DAY, capture(400)), replay(SAME_DAY, 404, ERROR), replay(capture(400)), gap=400),
    listed("one-in-the-window-though-another-is-nearer", ARCHIVED, (capture(100), capture(-200)), replay(capture(-200)), gap=-200),
    listed("redirected-to-another-capture", ARCHIVED, (SAME_DAY,), replay(SAME_DAY, to=replay_url(READ + timedelta(days=20))), gap=20),
    listed("redirected-to-a-far-capture", DISTANT, (SAME_DAY,), replay(SAME_DAY, to=replay_url(YEARS_LATER)), gap=800),
    listed("redirected-to-the-http-form", ARCHIVED, (SAME_DAY,), replay(SAME_DAY, to=replay_url(WEEK_AFTER.at, HTTP_URL)), gap=7),
    case("only-the-second-opinion-knows-it", ARCHIVED, (WEEK_BEFORE,), index(), unfiltered(), second_opinion(CLOSEST), replay(WEEK_BEFORE), gap=-7),
]

USELESS = [
    case("only-a-404-was-captured", UNUSABLE, (CAPTURED_404,), index(), unfiltered(CAPTURED_404)),
    case("only-a-redirect-was-captured", UNUSABLE, (CAPTURED_301,), index(), unfiltered(CAPTURED_301)),
    case("only-errors-and-no-second-opinion", UNUSABLE, ERRORS, index(), unfiltered(*ERRORS), second_opinion()),
    listed("replays-404", UNUSABLE, (SAME_DAY,), replay(SAME_DAY, 404, ERROR)),
    listed("replays-403", UNUSABLE, (SAME_DAY,), replay(SAME_DAY, 403, ERROR)),
    listed("replays-404-thrice", UNUSABLE, (SAME_DAY, WEEK_AFTER, WEEK_BEFORE), *TWO_FAIL, replay(WEEK_BEFORE, 404, ERROR)),
    listed("replays-another-url", UNUSABLE, (SAME_DAY,), replay(SAME_DAY, to=OTHER_URL)),
    listed("replay-leads-to-a-refused-address", UNUSABLE, (SAME_DAY,), broken(SAME_DAY, FailureKind.PRIVATE_ADDRESS, Phase.ADDRESS)),
    listed("soft-404-was-captured", UNUSABLE, (SAME_DAY,), replay(SAME_DAY, page=NOT_FOUND)),
    listed("soft-404-was-captured-unchanged", UNUSABLE, (REVISIT,), replay(REVISIT, page=NOT_FOUND)),
    listed("parked-page-was-captured", UNUSABLE, (SAME_DAY,), replay(SAME_DAY, page=FOR_SALE)),
    listed("challenge-was-captured", UNUSABLE, (SAME_DAY,), replay(SAME_DAY, page=CHALLENGE)),
]

NOTHING = [
    case("empty-twice", ABSENT, (), index(), unfiltered(), second_opinion()),
    case("second-opinion-throttled-adds-nothing", ABSENT, (), index(), unfiltered(), second_opinion(status=429)),
    case("second-opinion-silent-adds-nothing", ABSENT, (), index(), unfiltered(), second_opinion(failure=FailureKind.SILENT)),
    case("second-opinion-not-available", ABSENT, (), index(), unfiltered(), second_opinion({**CLOSEST, "available": False})),
    case("second-opinion-is-a-404", ABSENT, (), index(), unfiltered(), second_opinion({**CLOSEST, "status": "404"})),
    case("second-opinion-without-a-time", ABSENT, (), index(), unfiltered(), second_opinion({**CLOSEST, "timestamp": "2015"})),
    case("second-opinion-of-another-url", ABSENT, (), index(), unfiltered(), second_opinion(FOREIGN)),
    case("blocked-site-error", EXCLUDED, (), index(status=403, answer=BLOCKED_SITE)),
    case("blocked-by-header", EXCLUDED, (), index(status=403, answer="", headers=(("x-archive-wayback-runtime-error", BLOCKED_SITE),))),
]

CANNOT_TELL = [
    *(case(f"index-{status}", UNKNOWN, (), index(status=status, answer="slow down")) for status in (429, 403, 404, 500, 502, 503, 302)),
    *(case(f"index-{kind}", UNKNOWN, (), index(failure=kind, answer="")) for kind in (FailureKind.SILENT, FailureKind.DEADLINE, FailureKind.RESET)),
    case("index-refuses-connections", UNKNOWN, (), index(failure=FailureKind.CONNECTION_REFUSED, phase=Phase.CONNECT, answer="")),
    case("index-malformed", UNKNOWN, (), index(answer='[["urlkey","times')),
    case("index-answers-with-a-page", UNKNOWN, (), index(answer="<html><body>Wayback Machine is down</body></html>")),
    case("index-answers-with-an-error-object", UNKNOWN, (), index(answer='{"error": "try again"}')),
    case("index-truncated", UNKNOWN, (), index(answer='[["urlkey"', truncated=True)),
    case("index-cut-off", UNKNOWN, (), index(answer="[", failure=FailureKind.RESET, phase=Phase.BODY, truncated=True)),
    case("index-error-and-empty-second-opinion", UNKNOWN, (), index(status=503, answer=""), second_opinion()),
    case("second-question-not-asked", UNKNOWN, (), index()),
    case("second-question-throttled", UNKNOWN, (), index(), unfiltered(status=429, answer=""), second_opinion()),
    case("second-question-silent", UNKNOWN, (), index(), unfiltered(failure=FailureKind.SILENT, answer=""), second_opinion()),
    case("second-question-malformed", UNKNOWN, (), index(), unfiltered(answer="[["), second_opinion()),
    case("nothing-was-asked", UNKNOWN, ()),
    listed("not-replayed-yet", UNKNOWN, (SAME_DAY,)),
    listed("replays-503", UNKNOWN, (SAME_DAY,), replay(SAME_DAY, 503, ERROR)),
    listed("replays-503-and-504", UNKNOWN, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, 503, ERROR), replay(WEEK_AFTER, 504, ERROR)),
    listed("replays-429", UNKNOWN, (SAME_DAY,), replay(SAME_DAY, 429, ERROR)),
    listed("replay-silent", UNKNOWN, (SAME_DAY,), broken(SAME_DAY, FailureKind.SILENT, Phase.CONNECT)),
    listed("replay-reset", UNKNOWN, (SAME_DAY,), broken(SAME_DAY, FailureKind.RESET)),
    listed("replay-refuses-connections", UNKNOWN, (SAME_DAY,), broken(SAME_DAY, FailureKind.CONNECTION_REFUSED, Phase.CONNECT)),
]

TABLE = [*FOUND, *USELESS, *NOTHING, *CANNOT_TELL]


@pytest.mark.parametrize(("lookup", "state", "gap"), TABLE)
def test_state_of_the_archive(lookup: Lookup, state: ArchiveState, gap: int | None) -> None:
    check = judge(lookup, WANTED, reads)
    assert check.verdict.value is state, f"{check.verdict.rule}: {check.verdict.reason}"
    if gap is not None:
        assert check.gap_days == gap
        assert check.snapshot is not None
        assert check.snapshot.at == READ + timedelta(days=gap)


@pytest.mark.parametrize(("lookup", "state", "gap"), TABLE)
def test_every_verdict_says_why_and_on_what_evidence(lookup: Lookup, state: ArchiveState, gap: int | None) -> None:
    verdict = judge(lookup, WANTED, reads).verdict
    assert verdict.rule.strip()
    assert " " in str(verdict.reason)
    assert 0 <= verdict.confidence <= 1
    assert all(seen.what.strip() for seen in verdict.evidence)
    if verdict.value is not UNKNOWN:
        assert any(seen.where and seen.seen_at for seen in verdict.evidence)


def test_a_capture_that_only_the_second_opinion_knows_is_not_absent_before_it_replays() -> None:
    lookup = Lookup(url=URL, snapshots=(WEEK_BEFORE,), exchanges=(index(), unfiltered(), second_opinion(CLOSEST)))
    assert judge(lookup, WANTED, reads).verdict.value is UNKNOWN


def test_when_it_was_checked_is_told() -> None:
    later = NOON + timedelta(minutes=2)
    lookup = Lookup(url=URL, snapshots=(SAME_DAY,), exchanges=(index(SAME_DAY), replay(SAME_DAY, asked_at=later)))
    checked_at = judge(lookup, WANTED, reads).checked_at
    assert checked_at is not None
    assert NOON <= checked_at <= later


def test_far_capture_tells_the_gap() -> None:
    lookup = Lookup(url=URL, snapshots=(capture(500),), exchanges=(index(capture(500)), replay(capture(500))))
    assert "500" in str(judge(lookup, WANTED, reads).verdict.reason)


NEXT = [
    listed("nearest", SAME_DAY, (MONTH_AFTER, SAME_DAY, WEEK_BEFORE)),
    listed("before-at-equal-distance", WEEK_BEFORE, (WEEK_AFTER, WEEK_BEFORE)),
    listed("after-where-that-is-nearer", WEEK_AFTER, (capture(-8), WEEK_AFTER)),
    listed("in-the-window-first", capture(-200), (capture(100), capture(-200))),
    listed("revisit", REVISIT, (WEEK_AFTER, REVISIT)),
    listed("distant-one-where-there-is-no-other", capture(900), (capture(900), capture(2000))),
    listed("next-nearest-after-a-404", WEEK_BEFORE, (MONTH_AFTER, SAME_DAY, WEEK_BEFORE), replay(SAME_DAY, 404, ERROR)),
    listed("next-nearest-after-a-503", WEEK_AFTER, (MONTH_AFTER, SAME_DAY, WEEK_AFTER), replay(SAME_DAY, 503, ERROR)),
    listed("next-nearest-after-a-soft-404", WEEK_AFTER, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, page=NOT_FOUND)),
    listed("next-nearest-after-another-url", WEEK_AFTER, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY, to=OTHER_URL)),
    listed("third-after-two", MONTH_AFTER, (SAME_DAY, WEEK_AFTER, MONTH_AFTER), *TWO_FAIL),
    listed("none-after-three", None, (SAME_DAY, WEEK_AFTER, WEEK_BEFORE, MONTH_AFTER), *TWO_FAIL, replay(WEEK_BEFORE, 404, ERROR)),
    listed("none-once-it-replays", None, (SAME_DAY, WEEK_AFTER), replay(SAME_DAY)),
    listed("none-where-all-were-replayed", None, (SAME_DAY,), replay(SAME_DAY, 404, ERROR)),
    case("none-where-only-errors-were-captured", None, ERRORS, index(), unfiltered(*ERRORS)),
    case("none-where-nothing-is-listed", None, (), index(), unfiltered(), second_opinion()),
    case("none-after-an-error-of-the-index", None, (), index(status=503, answer="")),
    case("second-opinion's", WEEK_BEFORE, (WEEK_BEFORE,), index(), unfiltered(), second_opinion(CLOSEST)),
]


@pytest.mark.parametrize(("lookup", "expected", "gap"), NEXT)
def test_which_snapshot_is_replayed_next(lookup: Lookup, expected: Snapshot | None, gap: None) -> None:
    assert next_snapshot(lookup, WANTED, reads) == expected


def test_left_out_as_asked() -> None:
    check = not_checked(text("archive checks were left out, as asked"))
    assert check.verdict.value is ArchiveState.NOT_CHECKED
    assert str(check.verdict.reason) == "archive checks were left out, as asked"
    assert check.verdict.rule
    assert (check.snapshot, check.gap_days, check.checked_at, check.claim) == (None, None, None, None)


ACCESSED, PUBLISHED = PartialDate(year=2016, month=3, day=9), PartialDate(year=2015, month=1, day=8)
SOURCE = Source(article="An article", reference="1", url=URL)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(replace(SOURCE, accessed=ACCESSED, published=PUBLISHED), "2016-03-09", id="access-date"),
        pytest.param(replace(SOURCE, published=PUBLISHED), "2015-01-08", id="publication-date"),
        pytest.param(replace(SOURCE, accessed=PartialDate(year=2015, month=10)), "2015-10", id="month-only"),
        pytest.param(replace(SOURCE, published=PartialDate(year=2012)), "2012", id="year-only"),
        pytest.param(SOURCE, "2026-01-01", id="neither-is-now"),
        pytest.param(replace(SOURCE, archived_on=ACCESSED), "2026-01-01", id="archive-date-is-none-of-them"),
    ],
)
def test_day_to_be_near(source: Source, expected: str) -> None:
    near = day_to_be_near(source, NOON)
    assert near.tzinfo is not None
    assert near.isoformat().startswith(expected)


KNOWN = Lookup(url=URL, snapshots=(SAME_DAY,), exchanges=(index(SAME_DAY), replay(SAME_DAY)))
THROTTLED = Lookup(url=URL, exchanges=(index(status=429, answer=""),))


@pytest.mark.parametrize(
    ("lookup", "days", "expected"),
    [
        pytest.param(None, 0, False, id="never-looked"),
        pytest.param(KNOWN, 0, True, id="looked-just-now"),
        pytest.param(KNOWN, 730, False, id="looked-two-years-ago"),
        pytest.param(THROTTLED, 2, False, id="could-not-look-two-days-ago"),
    ],
)
def test_whether_a_look_up_is_still_good(lookup: Lookup | None, days: int, expected: bool) -> None:
    assert is_fresh(lookup, WANTED, reads, NOON + timedelta(days=days, minutes=1)) is expected
