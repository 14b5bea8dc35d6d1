"""The order that two lists share: sure pairs that run in step are its landmarks, and where a pair stands between them speaks for it (pure)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

_FARTHEST = 1
"""A landmark further off says nothing of where a source stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmarks:
    """Pairs (index here, index there) that rise on both sides; `ends` are the lengths of both lists."""

    here: tuple[int, ...]
    there: tuple[int, ...]
    ends: tuple[int, int]

    def sides(self, here: int, there: int) -> int:
        """On how many sides (0 to 2) the nearest landmark, or the lists' end, is equally far from both places. The pair itself is none."""
        before = bisect_left(self.here, here) - 1
        after = bisect_right(self.here, here)
        left = (self.here[before], self.there[before]) if before >= 0 else (-1, -1)
        right = (self.here[after], self.there[after]) if after < len(self.here) else self.ends
        back, ahead = (here - left[0], there - left[1]), (right[0] - here, right[1] - there)
        return sum(mine == theirs and mine <= _FARTHEST for mine, theirs in (back, ahead))


def landmarks(pairs: Iterable[tuple[int, int]], ends: tuple[int, int]) -> Landmarks:
    """The longest run of pairs that rise on both sides; pairs out of it are of sources that were moved."""
    ordered = sorted(pairs)
    tails: list[int] = []  # the index of the pair that ends the best run of each length
    previous: list[int] = []
    for at, (_, there) in enumerate(ordered):
        length = bisect_left(tails, there, key=lambda tail: ordered[tail][1])
        previous.append(tails[length - 1] if length else -1)
        tails[length : length + 1] = [at]
    run: list[tuple[int, int]] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        run.append(ordered[at])
        at = previous[at]
    run.reverse()
    return Landmarks(here=tuple(here for here, _ in run), there=tuple(there for _, there in run), ends=ends)
