"""How well the references of a revision agree with those of a copy, and whether it looks older or newer than the copy (pure).

Only whole titles (or words) are matched, which is cheap; which source is which is decided in `alignment.py`, once the revision is found.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from citeaudit.model import PartialDate, Source
from citeaudit.recovery.order import landmarks
from citeaudit.recovery.rows import Row, row_of

_BONES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two lists of references compared: how many are `here` (the copy) and `there`, and `matched` by title, of these `in_order`, with `same` dates.

    `missing` are references of the copy that are not there as they are here, `extra` those there that are not here so, each by a key that is the same
    in every comparison of this copy. `newer` counts of the latter those that are dated after everything in the copy.
    """

    here: int
    there: int
    matched: int
    in_order: int
    same: int
    missing: frozenset[str] = frozenset()
    extra: frozenset[str] = frozenset()
    newer: int = 0

    @property
    def share(self) -> float:
        """How much of both lists is matched, 0 to 1."""
        return 2 * self.matched / (self.here + self.there) if self.here + self.there else 0.0

    @property
    def is_perfect(self) -> bool:
        """Whether the lists are the same, in order and dates too."""
        return self.here > 0 and self.here == self.there == self.same == self.in_order


def agreement(copy: Sequence[Source], other: Sequence[Source]) -> Agreement:
    """Compares the references of a copy with those of a revision, in time proportional to both."""
    here, there = [row_of(source) for source in copy], [row_of(source) for source in other]
    pairs = _pairs(here, there)
    same = [(mine, theirs) for mine, theirs in pairs if _dates(copy[mine]) == _dates(other[theirs])]
    kept_here, kept_there = {mine for mine, _ in same}, {theirs for _, theirs in same}
    extra = [at for at in range(len(there)) if at not in kept_there]
    newest = max((day for source in copy for day in _days(source)), default=None)
    return Agreement(
        here=len(here),
        there=len(there),
        matched=len(pairs),
        in_order=len(landmarks(pairs, (len(here), len(there))).here),
        same=len(same),
        missing=frozenset(str(at) for at in range(len(here)) if at not in kept_here),
        extra=frozenset(_key(there[at]) for at in extra),
        newer=sum(newest is not None and any(day > newest for day in _days(other[at])) for at in extra),
    )


def _key(row: Row) -> str:
    return " ".join([row.title or row.phrase or row.page, *map(str, _dates(row.source))])


_KEYS: tuple[Callable[[Row], str], ...] = (
    lambda row: row.title.replace(" ", ""),
    lambda row: row.bones if len(row.bones) >= _BONES else "",
    lambda row: row.phrase,
    lambda row: row.page,
)
"""What names a source whole, from best to least; each is tried on what those before it left."""


def _pairs(here: Sequence[Row], there: Sequence[Row]) -> list[tuple[int, int]]:
    """Indices of sources that have the same title (or words, or address), each once, those of one title in order."""
    pairs: list[tuple[int, int]] = []
    mine, theirs = list(range(len(here))), list(range(len(there)))
    for key in _KEYS:
        waiting: dict[str, deque[int]] = defaultdict(deque)
        for at in theirs:
            waiting[key(there[at])].append(at)
        found = {at: waiting[name].popleft() for at in mine if (name := key(here[at])) and waiting.get(name)}
        pairs += found.items()
        taken = set(found.values())
        mine, theirs = [at for at in mine if at not in found], [at for at in theirs if at not in taken]
    return sorted(pairs)


def _dates(source: Source) -> tuple[PartialDate | None, ...]:
    return source.accessed, source.archived_on, source.published


def _days(source: Source) -> list[date]:
    return [day for day in (day_of(source.accessed), day_of(source.archived_on)) if day]


def day_of(printed: PartialDate | None) -> date | None:
    """The first day that a printed date can mean; None for none."""
    return date(printed.year, printed.month or 1, printed.day or 1) if printed and printed.year else None
