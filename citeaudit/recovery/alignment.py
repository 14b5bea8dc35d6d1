"""Two lists of an article's sources, aligned: by what they print, and among sources alike by their order; never by number or place alone (pure)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from citeaudit.model import Source
from citeaudit.recovery.candidates import Index
from citeaudit.recovery.comparison import MOST_SURE, NEAR_TITLE, TAKEN_FROM, Comparison, compare
from citeaudit.recovery.order import Landmarks, landmarks
from citeaudit.recovery.rows import Row, row_of

MARGIN = 0.12
"""Two candidates whose confidences are no further apart are alike: only the order of the lists can tell them apart."""

A_SIDE = 0.04
"""What a neighbour in its place adds to the confidence."""

BY_ORDER_AT_MOST = 0.8
"""The confidence of a match that only the order decided."""

CROWD = 24
"""With so many rivals no order tells which is which."""

_BOTH = 2
_NEAR = 0.5
_ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The source of the other list that a source is: its index, the confidence (0 to 1) and what agrees."""

    index: int
    confidence: float
    agreements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """The nearest source of the other list, taken or not. `rivals` counts others, on either side, that are as near; `is_open` is false where the
    title (or words) of the nearest one already say that it is another work.
    """

    index: int
    confidence: float
    agreements: tuple[str, ...]
    contradictions: tuple[str, ...]
    rivals: int
    is_open: bool
    is_taken: bool


@dataclass(frozen=True, slots=True)
class _Pair:
    here: int
    there: int
    said: Comparison


_Taken = tuple[_Pair, float, int]
"""A pair that was taken, its confidence, and how many rivals it had."""


def align(copy: Sequence[Source], other: Sequence[Source]) -> tuple[Match | None, ...]:
    """For each source of `copy` the same one of `other`; None where there is none, or where it is doubtful which."""
    return tuple(
        Match(index=seen.index, confidence=seen.confidence, agreements=seen.agreements) if seen and seen.is_taken else None
        for seen in consider(copy, other)
    )


def consider(copy: Sequence[Source], other: Sequence[Source]) -> tuple[Considered | None, ...]:
    """For each source of `copy` the nearest one of `other` and whether it is taken; None where nothing is like it.

    Pairs that nothing else comes near are taken first. Those of them that run in step on both sides are landmarks; by their place between these the
    rest is told apart. Takes time in proportion to the lists' length.
    """
    here, there = [row_of(source) for source in copy], [row_of(source) for source in other]
    every = _compared(here, there)
    taken: dict[int, _Taken] = {}
    marks = landmarks((), (len(here), len(there)))
    for _ in range(_ROUNDS):
        table = _Open(every, taken, there)
        found = {at: chosen for at in table.by_here if at not in taken and (chosen := _chosen(at, table, marks))}
        once = _each_once(found)
        if not once:
            break
        taken |= once
        marks = landmarks(((pair.here, pair.there) for pair, _, rivals in taken.values() if not rivals), (len(here), len(there)))
    table = _Open(every, taken, there)
    return tuple(_told(at, every, taken, table, marks) for at in range(len(here)))


def _compared(here: Sequence[Row], there: Sequence[Row]) -> Mapping[int, list[_Pair]]:
    index = Index(there)
    return {at: [_Pair(at, found, compare(row, there[found])) for found in index.like(row)] for at, row in enumerate(here)}


class _Open:
    """The pairs that may be the same source; those are left out of which either side is taken without a rival.

    What only the order gave to another stays a rival: that it is taken does not make the one that is left the right one.
    """

    def __init__(self, every: Mapping[int, list[_Pair]], taken: Mapping[int, _Taken], there: Sequence[Row]) -> None:
        settled = {pair.here: pair.there for pair, _, rivals in taken.values() if not rivals}
        gone = set(settled.values())
        self.used = {pair.there for pair, _, _ in taken.values()}
        self.by_here: dict[int, list[_Pair]] = {}
        self._by_there: dict[int, list[_Pair]] = defaultdict(list)
        self._pages = [row.page for row in there]
        for at, pairs in every.items():
            left = [pair for pair in pairs if pair.said.is_open and pair.there not in gone] if at not in settled else []
            if any(pair.there not in self.used for pair in left):
                self.by_here[at] = left
            for pair in left:
                self._by_there[pair.there].append(pair)
        for pairs in self._by_there.values():
            pairs.sort(key=lambda pair: -pair.said.score)

    def rivals(self, pair: _Pair) -> tuple[list[_Pair], list[_Pair]]:
        """The pairs as near as this one: of the same source here with others there, and of others here with the same one there, `CROWD` at most.

        Sources of one address are no rivals, unless more sources here claim it than have it there.
        """
        near = pair.said.score - MARGIN
        across = [one for one in self.by_here[pair.here] if one.there != pair.there and one.said.score > near]
        close = takewhile(lambda one: one.said.score > near, self._by_there[pair.there])
        back = list(islice((one for one in close if one.here != pair.here), CROWD))
        page = self._pages[pair.there]
        if page and all(self._pages[one.there] == page for one in across) and len(back) <= len(across):
            return [], []
        return across, back


def _chosen(at: int, table: _Open, marks: Landmarks) -> _Taken | None:
    """The pair that is taken for a source, its confidence, and by how many rivals it was contested; None where none is sure enough.

    Among rivals only one that stands in its place on both sides is taken, and only where no rival does so too.
    """
    best = _best(at, table, marks)
    rivals = [pair for pairs in table.rivals(best) for pair in pairs]
    sides = marks.sides(best.here, best.there)
    sure = min(MOST_SURE, best.said.score + A_SIDE * sides)
    if sure < TAKEN_FROM or len(rivals) >= CROWD:
        return None
    if rivals and (sides < _BOTH or any(marks.sides(rival.here, rival.there) >= sides for rival in rivals)):
        return None
    return best, min(BY_ORDER_AT_MOST, sure) if rivals else sure, len(rivals)


def _best(at: int, table: _Open, marks: Landmarks) -> _Pair:
    """The pair with the highest score, of those alike the one that stands in its place."""
    free = [pair for pair in table.by_here[at] if pair.there not in table.used]
    top = max(pair.said.score for pair in free)
    alike = [pair for pair in free if pair.said.score > top - MARGIN]
    return max(alike, key=lambda pair: (marks.sides(pair.here, pair.there), pair.said.score, -pair.there))


def _each_once(found: Mapping[int, _Taken]) -> dict[int, _Taken]:
    """Each source there given to one here: the surer one, then the first."""
    claims: dict[int, int] = {}
    for at, (pair, sure, _) in found.items():
        holder = claims.get(pair.there)
        if holder is None or found[holder][1] < sure:
            claims[pair.there] = at
    return {at: found[at] for at in sorted(claims.values())}


def _told(at: int, every: Mapping[int, list[_Pair]], taken: Mapping[int, _Taken], table: _Open, marks: Landmarks) -> Considered | None:
    if at in taken:
        pair, sure, rivals = taken[at]
        sides = marks.sides(pair.here, pair.there)
        neighbours = ("the neighbours in the list",) if sides else ()
        return _considered(pair, sure, rivals, (*pair.said.agreements, *neighbours), is_taken=True)
    if at in table.by_here:
        best = _best(at, table, marks)
        across, back = table.rivals(best)
        return _considered(best, best.said.score, len(across) + len(back), best.said.agreements, is_taken=False)
    nearest = max(every[at], key=lambda pair: (pair.said.is_open, pair.said.score, pair.said.titles.likeness), default=None)
    if nearest is None or not (nearest.said.titles.likeness >= NEAR_TITLE or nearest.said.score >= _NEAR):
        return None
    return _considered(nearest, nearest.said.score, int(nearest.said.is_open), nearest.said.agreements, is_taken=False)


def _considered(pair: _Pair, sure: float, rivals: int, agreements: tuple[str, ...], *, is_taken: bool) -> Considered:
    return Considered(
        index=pair.there,
        confidence=round(sure, 2),
        agreements=agreements,
        contradictions=pair.said.contradictions,
        rivals=rivals,
        is_open=pair.said.is_open,
        is_taken=is_taken,
    )
