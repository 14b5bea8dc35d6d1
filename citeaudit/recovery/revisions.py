"""Which revision of an article a copy was made from: what to look at next, and which look agrees best (pure).

Articles mostly grow: a revision that is later than the copy has references that the copy lacks, an earlier one lacks some of the copy's. So the time
in which the right revision must lie is halved, the half being the one in which the copy's list lies on the way from one known list to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from citeaudit.model import Source
from citeaudit.recovery.agreement import Agreement, agreement, day_of

__all__ = ["MOST_LOOKS", "WIKIS_BEGAN", "Agreement", "Look", "agreement", "best", "newest_access", "next_moment"]

MOST_LOOKS = 12
"""So many revisions are fetched at most: the bound on what is asked of a wiki for one copy."""

WIKIS_BEGAN = datetime(2001, 1, 15, tzinfo=UTC)
"""The day of Wikipedia's first edits (https://en.wikipedia.org/wiki/History_of_Wikipedia): no revision that a search could find is older."""

RESEMBLES_FROM = 0.5
"""A revision that shares less of the references (0 to 1, of those on both sides) is not what the copy was made from."""

_STEP = timedelta(seconds=1)  # the precision of a wiki's timestamps
_NARROW = timedelta(days=1)
_NEARLY_BLANK = 0.1
_CHAIN = 2
_AT_THE_END = 1.5
"""Weighs the time before the first look, which has a neighbour on one side only, against the times between two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The newest revision at or before `moment`: its id, when it was saved, how it agrees; the id is empty where there was none yet."""

    moment: datetime
    revision: str
    at: datetime
    agreement: Agreement


def newest_access(sources: Sequence[Source], today: date) -> date | None:
    """The newest day on which the copy says that a source was read or archived: the copy cannot be older. Dates after `today` are mistakes."""
    days = (day_of(printed) for source in sources for printed in (source.accessed, source.archived_on))
    return max((day for day in days if day and WIKIS_BEGAN.date() <= day <= today), default=None)


def best(looks: Sequence[Look]) -> int | None:
    """The index of the look that agrees best; None where none resembles the copy."""
    quality = [(look.agreement.share, look.agreement.in_order, look.agreement.same) for look in looks]
    index = max(range(len(looks)), key=lambda at: quality[at], default=None)
    return index if index is not None and looks[index].agreement.share >= RESEMBLES_FROM else None


def next_moment(looks: Sequence[Look], earliest: datetime, now: datetime) -> datetime | None:
    """The moment whose revision to look at next; None when the search is done.

    Args:
        looks: those made, in the order in which they were made.
        earliest: the copy is not older, as `newest_access` says (else `WIKIS_BEGAN`). Passed over where the looks refute it.
        now: the copy is not newer.

    The first look is at the newest revision, most copies being young; then the time that is left is halved. It is done with the first look that
    agrees in all, when no revision is left between the known ones, and after `MOST_LOOKS`.
    """
    if len(looks) >= MOST_LOOKS or any(look.agreement.is_perfect for look in looks):
        return None
    if not looks:
        return now
    return _before_blank(looks) or next((moment for gap in _gaps(looks, earliest) if (moment := _inside(gap, looks))), None)


def _before_blank(looks: Sequence[Look]) -> datetime | None:
    """A revision that lost most references may be vandalism: the one before it tells."""
    known = {look.moment for look in looks}
    return next((look.at - _STEP for look in looks if look.at - _STEP not in known and _is_suspect(look, looks)), None)


def _is_suspect(look: Look, looks: Sequence[Look]) -> bool:
    """Whether a look has far fewer references than an earlier revision, or hardly any while nothing shows that the article was so short then."""
    if not look.revision:
        return False
    older = [other for other in looks if other.at < look.at and other.revision]
    if any(other.agreement.there > 2 * look.agreement.there + 2 for other in older):
        return True
    return look.agreement.there <= _NEARLY_BLANK * look.agreement.here and len(older) < _CHAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """The time between two looks, and how many changes of references it would take beyond those seen if the copy was made in it."""

    low: datetime
    high: datetime
    cost: float


def _gaps(looks: Sequence[Look], earliest: datetime) -> list[_Gap]:
    """The times between the revisions looked at, the likeliest first, of those alike the earlier one: copies mostly follow soon on their newest date.

    What one edit does to a reference another seldom undoes, so the copy's list lies on the way from the list before it to the list after it. A look
    that has references newer than the whole copy is hardly before it.
    """
    telling = sorted({look.at: look for look in looks if look.revision and not _is_suspect(look, looks)}.values(), key=lambda look: look.at)
    if not telling:
        return []
    begun = max((look.moment for look in looks if not look.revision), default=WIKIS_BEGAN)
    first = telling[0]
    gaps = [_Gap(low=max(earliest, begun) if earliest < first.at else begun, high=first.at, cost=_AT_THE_END * _distance(first))]
    newer = 0
    for before, after in pairwise(telling):
        newer += before.agreement.newer
        detour = _distance(before) + _distance(after) - _apart(before, after)
        low = max(look.moment for look in looks if look.at == before.at)
        gaps.append(_Gap(low=low, high=after.at, cost=detour + newer))
    return sorted(gaps, key=lambda gap: gap.cost)


def _distance(look: Look) -> int:
    return len(look.agreement.missing) + len(look.agreement.extra)


def _apart(one: Look, other: Look) -> int:
    """In how many references two revisions differ, as far as their comparisons with the copy tell."""
    return len(one.agreement.missing ^ other.agreement.missing) + len(one.agreement.extra ^ other.agreement.extra)


def _inside(gap: _Gap, looks: Sequence[Look]) -> datetime | None:
    """The middle of a gap; its end where little is left, or where its first revision was found again: the look before the end always finds another.

    None where no revision in it is unknown.
    """
    begins = next((look.revision for look in looks if look.at <= gap.low <= look.moment), None)
    came_again = sum(look.revision == begins for look in looks) > 1
    middle = (gap.low + (gap.high - gap.low) / 2).replace(microsecond=0)
    last = gap.high - _STEP
    wanted = (last,) if came_again or gap.high - gap.low <= _NARROW else (middle, last)
    return next((moment for moment in wanted if moment > gap.low and not any(look.at <= moment <= look.moment for look in looks)), None)
