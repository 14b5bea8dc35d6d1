"""What may be said of a page's copies in an archive, and which snapshot to replay next: decided on what a look-up saw (pure)."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import assert_never

from citeaudit.archives.replay import Replay, Shown
from citeaudit.archives.seen import Reads, Seen, gap_days, is_near, put_in_order
from citeaudit.model import ArchiveCheck, ArchiveState, Lookup, PartialDate, Snapshot, Source, Text, Verdict, text
from citeaudit.ports import Question, Reply, Wanted

REPLAYS = 3
"""How many snapshots are replayed for one source (verdicts.md, "Archive states"): where the three nearest are bad, the next is hardly better."""

KEPT_LONG, KEPT_SHORT = timedelta(days=30), timedelta(days=1)
"""How long an answer holds. What the archive has stays; what it has not may be captured any day; an error is no answer."""


def day_to_be_near(source: Source, now: datetime) -> datetime:
    """The time that a snapshot should be near: the access date, else the publication date, else `now`.

    Of a date that names only the month or the year, that is its middle.
    """
    date = source.accessed or source.published
    return noon_of(date) if date else now


def noon_of(date: PartialDate) -> datetime:
    """The time that stands for a date: its noon in UTC, of the 15th where no day is named, of the 1st of July where no month is."""
    month = date.month or 7
    day = date.day or (15 if date.month else 1)
    return datetime(date.year, month, min(day, calendar.monthrange(date.year, month)[1]), 12, tzinfo=UTC)


def next_snapshot(lookup: Lookup, wanted: Wanted, reads: Reads) -> Snapshot | None:
    """The snapshot to replay next: the nearest that has not been tried, one near enough before any other, an earlier one before one as far after.

    None when a good one was seen, the archive said that the site is excluded or that it is asked too often, `REPLAYS` were tried, or nothing is left.
    """
    seen = put_in_order(lookup, wanted, reads)
    if seen.good or seen.is_excluded or seen.is_throttled or len(seen.replays) >= REPLAYS:
        return None
    return next(iter(seen.untried), None)


def judge(lookup: Lookup, wanted: Wanted, reads: Reads) -> ArchiveCheck:
    """Judges a look-up. `claim` is left open; `checked_at` is the time of the last exchange."""
    seen = put_in_order(lookup, wanted, reads)
    checked_at = lookup.exchanges[-1].asked_at if lookup.exchanges else None
    if seen.good:
        gap = gap_days(seen.good.snapshot, wanted)
        verdict = _found(seen.good, gap, seen, wanted)
        return ArchiveCheck(verdict=verdict, snapshot=seen.good.snapshot, gap_days=gap, checked_at=checked_at)
    return ArchiveCheck(verdict=_not_found(seen), checked_at=checked_at)


def is_fresh(lookup: Lookup | None, wanted: Wanted, reads: Reads, now: datetime) -> bool:
    """Whether a stored look-up still answers, so that nothing need be asked: by the age of its last exchange."""
    if lookup is None or not lookup.exchanges:
        return False
    age = now - lookup.exchanges[-1].asked_at
    state = judge(lookup, wanted, reads).verdict.value
    match state:
        case ArchiveState.ARCHIVED | ArchiveState.DISTANT:
            return age <= KEPT_LONG
        case ArchiveState.ABSENT | ArchiveState.UNUSABLE | ArchiveState.EXCLUDED:
            return age <= KEPT_SHORT
        case ArchiveState.UNKNOWN | ArchiveState.NOT_CHECKED:
            return False
        case _:
            assert_never(state)


# From the best that can be said to the least. Who could not look comes before who has nothing: what failed might have shown the page.
_RANKS = (
    ArchiveState.ARCHIVED,
    ArchiveState.DISTANT,
    ArchiveState.UNKNOWN,
    ArchiveState.UNUSABLE,
    ArchiveState.EXCLUDED,
    ArchiveState.ABSENT,
    ArchiveState.NOT_CHECKED,
)


def best(checks: Sequence[ArchiveCheck]) -> ArchiveCheck:
    """The best of what several archives have for one wanted snapshot, with the evidence of all; of two far copies the nearer one."""
    first = min(checks, key=lambda check: (_RANKS.index(check.verdict.value), abs(check.gap_days or 0)))
    others = tuple(evidence for check in checks if check is not first for evidence in check.verdict.evidence)
    return replace(first, verdict=replace(first.verdict, evidence=first.verdict.evidence + others))


def not_checked(why: Text) -> ArchiveCheck:
    """The check of a source that was not looked up, and why."""
    return ArchiveCheck(verdict=Verdict(value=ArchiveState.NOT_CHECKED, rule="not-looked-up", reason=why))


# ---------------------------------------------------------------- the verdicts


def _found(best: Replay, gap: int, seen: Seen, wanted: Wanted) -> Verdict[ArchiveState]:
    values: dict[str, str | int] = {"date": f"{best.snapshot.at:%Y-%m-%d}", "near": f"{wanted.near:%Y-%m-%d}", "days": abs(gap)}
    if is_near(gap):
        reason = text("the snapshot of {date} shows the page ({days} days from {near})", **values)
        return _verdict(ArchiveState.ARCHIVED, "replays-near", reason, seen, best.confidence)
    # That there is no nearer one cannot be said while one of them is in the dark.
    if seen.troubles:
        reason = text("the snapshot of {date} shows the page ({days} days from {near}); a nearer one could not be looked at", **values)
        return _verdict(ArchiveState.DISTANT, "replays-far", reason, seen, min(best.confidence, 0.5))
    reason = text("the nearest snapshot that shows the page is of {date}, {days} days from {near}", **values)
    return _verdict(ArchiveState.DISTANT, "replays-far", reason, seen, best.confidence)


def _not_found(seen: Seen) -> Verdict[ArchiveState]:
    # An error anywhere comes before every "nothing": what failed might have shown the page.
    if seen.is_excluded:
        return _verdict(ArchiveState.EXCLUDED, "excluded", text("the archive keeps this site out of view"), seen, 0.95)
    if seen.troubles:
        return _verdict(ArchiveState.UNKNOWN, "no-answer", seen.troubles[-1], seen)
    if seen.untried and len(seen.replays) < REPLAYS:
        return _verdict(ArchiveState.UNKNOWN, "not-replayed", text("the archive lists a snapshot, which was not looked at"), seen)
    # What only the second opinion named and the archive does not show was no capture to begin with.
    if seen.listed or any(shown.shown in (Shown.ANOTHER_PAGE, Shown.ELSEWHERE) for shown in seen.replays):
        return _unusable(seen)
    return _nothing_listed(seen)


def _nothing_listed(seen: Seen) -> Verdict[ArchiveState]:
    pages, others = seen.replies(Question.PAGES), seen.replies(Question.OTHERS)
    if pages == others == {Reply.EMPTY} and seen.replies(Question.OPINION):
        reason = text("the archive's index lists nothing under this address")
        return _verdict(ArchiveState.ABSENT, "nothing-listed", reason, seen, 0.9)
    if Reply.ROWS in pages | others:
        reason = text("the archive's index lists no capture of this address that could be replayed")
        return _verdict(ArchiveState.UNKNOWN, "other-addresses", reason, seen)
    if not seen.said:
        return _verdict(ArchiveState.UNKNOWN, "not-asked", text("the archive was not asked about this address"), seen)
    return _verdict(ArchiveState.UNKNOWN, "not-asked", text("the archive was not asked all that it takes to say that it has nothing"), seen)


def _unusable(seen: Seen) -> Verdict[ArchiveState]:
    if not seen.replays:
        reason = text("the archive captured only error pages or redirects at this address")
        return _verdict(ArchiveState.UNUSABLE, "only-errors", reason, seen, 0.9)
    if seen.untried:
        reason = text("the {tried} nearest snapshots do not show the page", tried=len(seen.replays))
        return _verdict(ArchiveState.UNUSABLE, "none-replays", reason, seen, 0.6)
    return _verdict(ArchiveState.UNUSABLE, "none-replays", text("no snapshot shows the page"), seen, 0.9)


def _verdict(state: ArchiveState, rule: str, reason: Text, seen: Seen, confidence: float = 0.0) -> Verdict[ArchiveState]:
    return Verdict(value=state, rule=rule, reason=reason, evidence=seen.evidence(), confidence=confidence)
