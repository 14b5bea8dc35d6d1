"""Among generated lists of captures the chosen snapshot is the best by the written rule, which a walk outward from the day states once more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from citeaudit.archives.cdx import reads
from citeaudit.archives.judge import REPLAYS, judge, next_snapshot
from citeaudit.model import ArchiveState, Exchange, FailureKind, Lookup, PartialDate, Snapshot
from citeaudit.ports import Wanted
from tests.archives.seen_in_archives import ERROR, NOT_FOUND, TITLE, URL, broken, captured, index, replay

FARTHEST = 9000
"""Days from the day to be near within which captures are generated: some 25 years."""

EDGES = (-366, -365, -364, -91, -90, -2, -1, 0, 1, 2, 89, 90, 91, 364, 365, 366)
STATUSES = (200, 200, 200, None, None, 301, 404, 503)


@cache
def walk() -> tuple[int, ...]:
    """Days from the day to be near, the best first (verdicts.md, "Archive states"): outward, a day before before one as far after it.

    All of the window of 365 days before to 90 after comes before the first day outside it.
    """
    outward = [gap for days in range(FARTHEST + 1) for gap in ((-days, days) if days else (0,))]
    return (*(gap for gap in outward if -365 <= gap <= 90), *(gap for gap in outward if gap < -365 or gap > 90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A day to be near, the period that is asked for, if any, and what an index lists: several captures of a day among them, in no order."""

    near: datetime
    within: PartialDate | None
    captures: tuple[Snapshot, ...]

    @property
    def wanted(self) -> Wanted:
        return Wanted(url=URL, near=self.near, cited_title=TITLE, within=self.within)

    def gap(self, snapshot: Snapshot) -> int:
        return (snapshot.at.date() - self.near.date()).days

    def in_turn(self) -> list[int]:
        """The gaps of what may show the page (a status of 200, or none at all: a revisit), the best first; those of the period before all others."""
        usable = {self.gap(snapshot) for snapshot in self.captures if snapshot.status in (200, None)}
        walked = [gap for gap in walk() if gap in usable]
        return [gap for gap in walked if self._is_asked_for(gap)] + [gap for gap in walked if not self._is_asked_for(gap)]

    def _is_asked_for(self, gap: int) -> bool:
        return self.within is None or f"{self.near + timedelta(days=gap):%Y-%m-%d}".startswith(str(self.within))


_GAPS = st.sampled_from(EDGES) | st.integers(-500, 200) | st.integers(-FARTHEST, FARTHEST)
_SECONDS = st.sampled_from([0, 43_200, 86_399]) | st.integers(0, 86_399)


@st.composite
def lists(draw: st.DrawFn, *, one_a_day: bool = False) -> Listed:
    """Captures within 9,000 days of a day to be near, whose hours differ."""
    midnight = datetime(2012, 2, 29, tzinfo=UTC) + timedelta(days=draw(st.integers(-1500, 3000)))
    gaps = draw(st.lists(_GAPS, max_size=12, unique=one_a_day))
    times = [midnight + timedelta(days=gap, seconds=draw(_SECONDS)) for gap in gaps]
    captures = tuple(captured(at, draw(st.sampled_from(STATUSES))) for at in times)
    day = PartialDate(year=midnight.year, month=midnight.month, day=midnight.day)
    periods = (None, None, day, replace(day, day=None), replace(day, month=None, day=None))
    return Listed(near=midnight + timedelta(seconds=draw(_SECONDS)), within=draw(st.sampled_from(periods)), captures=captures)


def looked_up(listed: Listed, *replays: Exchange) -> Lookup:
    return Lookup(url=URL, snapshots=listed.captures, exchanges=(index(*listed.captures), *replays))


@settings(max_examples=300, deadline=None, derandomize=True)
@given(lists())
def test_the_first_choice_is_the_best_by_the_written_rule(listed: Listed) -> None:
    chosen = next_snapshot(looked_up(listed), listed.wanted, reads)
    assert (None if chosen is None else listed.gap(chosen)) == next(iter(listed.in_turn()), None)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(lists(one_a_day=True), st.data())
def test_the_order_of_the_rows_does_not_count(listed: Listed, data: st.DataObject) -> None:
    again = replace(listed, captures=tuple(data.draw(st.permutations(listed.captures))))
    assert next_snapshot(looked_up(listed), listed.wanted, reads) == next_snapshot(looked_up(again), listed.wanted, reads)


SHOWS, GOES_ON = "shows the page", ("archive says 404", "captured soft 404", "archive says 503", "too slow")


def came_of(snapshot: Snapshot, outcome: str) -> Exchange:
    match outcome:
        case "shows the page":
            return replay(snapshot)
        case "archive says 404":
            return replay(snapshot, 404, ERROR)
        case "captured soft 404":
            return replay(snapshot, page=NOT_FOUND)
        case "archive says 503":
            return replay(snapshot, 503, ERROR)
        case _:
            return broken(snapshot, FailureKind.DEADLINE)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(lists(one_a_day=True), st.lists(st.sampled_from((SHOWS, *GOES_ON, *GOES_ON)), min_size=12, max_size=12))
def test_the_verdict_names_the_best_of_those_that_show_the_page(listed: Listed, outcomes: list[str]) -> None:
    """Bad ones are passed over for the next best, at most three are replayed."""
    outcome = dict(zip(map(listed.gap, listed.captures), outcomes, strict=False))
    in_turn = listed.in_turn()[:3]
    expected = next((gap for gap in in_turn if outcome[gap] == SHOWS), None)

    replays: tuple[Exchange, ...] = ()
    asked = []
    while chosen := next_snapshot(looked_up(listed, *replays), listed.wanted, reads):
        asked.append(listed.gap(chosen))
        replays = (*replays, came_of(chosen, outcome[asked[-1]]))
        assert len(replays) <= REPLAYS
    assert asked == (in_turn[: in_turn.index(expected) + 1] if expected is not None else in_turn)

    check = judge(looked_up(listed, *replays), listed.wanted, reads)
    assert check.gap_days == expected
    if expected is None:
        assert check.verdict.value in (ArchiveState.UNUSABLE, ArchiveState.UNKNOWN)
    else:
        assert check.verdict.value is (ArchiveState.ARCHIVED if -365 <= expected <= 90 else ArchiveState.DISTANT)
        assert check.snapshot is not None
        assert listed.gap(check.snapshot) == expected
