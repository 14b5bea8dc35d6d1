"""Which brackets in a plain text are markers of references, and which list each of them leads to (pure).

A number in brackets is a marker where the list has that entry, or lacks it by one or two; `[note 1]` and `[a]` are markers where there is a list
for their group. All other brackets (`[2015]`, `[sic]`, `[…]`) are text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from citeaudit.articles.body import Marker
from citeaudit.articles.numbering import STYLES, styled
from citeaudit.articles.textcopy.brackets import Bracket, ordinal
from citeaudit.articles.textcopy.entries import Entry, ReferenceList

_WIDEST_GAP = 2
"""So many numbers may be missing between the list's last entry and a marker; farther away it is a year or the number of a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """A list of references whose group and numbers are known: `numbers` and `entries` go together."""

    group: str
    numbers: tuple[str, ...]
    entries: tuple[Entry, ...]


def highest(numbers: Collection[int], known: int = 0) -> int:
    """The highest number that may be a marker's, 0 where none is.

    Args:
        numbers: all that stand in brackets.
        known: the number of the list's last entry, 0 where there is no list: then the markers must begin at 1.
    """
    top = known
    for number in sorted(numbers):
        if number <= top + (_WIDEST_GAP if top else 0) + 1:
            top = max(top, number)
    return top if numbers and min(numbers) <= top else 0


# ---------------------------------------------------------------- lists and their groups


def number_lists(lists: Sequence[ReferenceList], brackets: Sequence[Bracket]) -> tuple[NumberedList, ...]:
    """Gives each list its group and its entries their numbers, as the markers in the text use them.

    A list belongs to the group whose markers count up to its length, or nearest to it; what is left is the main list.
    """
    spans = [entry.span for found in lists for entry in found.entries]
    outside = [bracket for bracket in brackets if not _is_inside(spans, bracket.span[0])]
    main = {bracket.ordinal for bracket in outside if not bracket.group and bracket.ordinal}
    groups = _groups(lists, {**_tops(outside), **({"": top} if (top := highest(main)) else {})})
    rest = [found for n, found in enumerate(lists) if n not in groups]
    named = [(group, lists[n].entries) for n, group in groups.items()] + _main_lists(rest, highest(main))
    named.sort(key=lambda pair: pair[1][0].span)
    return tuple(NumberedList(group=group, numbers=_numbers(group, entries, main), entries=entries) for group, entries in named)


def _groups(lists: Sequence[ReferenceList], tops: Mapping[str, int]) -> dict[int, str]:
    """The group of each list, by the list's place: the nearest pairs of length and highest number first.

    Of pairs that are as near, notes come before references, as wikis print them; where there are too few lists, the main list comes first.
    """
    pairs = []
    for group, top in tops.items():
        for n, found in enumerate(lists):
            is_lettered = group == STYLES[0] and found.entries[0].printed == styled(group, 1)
            distance = -1 if is_lettered else abs(len(found.entries) - sum(entry.is_sub for entry in found.entries) - top)
            pairs.append((distance, (group == "") == (len(lists) >= len(tops)), n, group))
    groups: dict[int, str] = {}
    for _, _, n, group in sorted(pairs):
        if n not in groups and group not in groups.values():
            groups[n] = group
    return {n: group for n, group in groups.items() if group}


def _tops(outside: Sequence[Bracket]) -> dict[str, int]:
    """The highest ordinal of each group beside the main one, in order of appearance; a group's markers count up from 1 and are attached to words."""
    found: dict[str, set[int]] = {}
    for bracket in outside:
        if bracket.group and bracket.is_attached:
            found.setdefault(bracket.group, set()).add(bracket.ordinal)
    return {group: top for group, ordinals in found.items() if (top := highest(ordinals))}


def _main_lists(rest: Sequence[ReferenceList], cited: int) -> list[tuple[str, tuple[Entry, ...]]]:
    """The main list; it may be printed in pieces. Lists that cannot all be it are told apart as its `list 2`, `list 3`, …"""
    pieces = [found.entries for found in rest]
    # More numbers are cited than the longest piece has entries, or the numbers go on: then the pieces are one list that headings part.
    if len(pieces) > 1 and cited <= max(map(len, pieces)) and not _count_on(pieces):
        order = sorted(pieces, key=len, reverse=True)
        return [(f"list {n}" if n > 1 else "", entries) for n, entries in enumerate(order, 1)]
    return [("", tuple(chain.from_iterable(pieces)))] if pieces else []


def _count_on(pieces: Sequence[Sequence[Entry]]) -> bool:
    """Whether the printed numbers of each piece go on where the piece before it ended."""
    printed = [int(entry.printed) if entry.printed.isdecimal() else 0 for piece in pieces for entry in piece]
    return all(0 < before < after for before, after in pairwise(printed))


def _numbers(group: str, entries: Sequence[Entry], main: Collection[int]) -> tuple[str, ...]:
    """The entries' numbers by their order; by what they print where the markers agree with that, because entries are missing in the copy."""
    subs = [entry.is_sub for entry in entries]
    if any(subs):
        return tuple(_with_subs(_numbers(group, [entry for entry in entries if not entry.is_sub], main), subs))
    printed = [int(entry.printed) if entry.printed.isdecimal() else 0 for entry in entries]
    rising = all(0 < before < after for before, after in pairwise([0.5, *printed]))
    # Printed 1, 3, 4 with markers 1 to 4: the copy lost an entry. With markers 1 to 3: something that is no entry took the number 2.
    if not group and rising and len(printed) < highest(main, len(printed)) <= printed[-1]:
        return tuple(map(str, printed))
    return tuple(styled(group if group in STYLES else "", number) for number in range(1, len(entries) + 1))


def _with_subs(numbers: Sequence[str], subs: Sequence[bool]) -> Iterator[str]:
    """The numbers of entries, with those of the sub-references, which count within the entry before them."""
    own, part = iter(numbers), 0
    number = "0"
    for is_sub in subs:
        number, part = (number, part + 1) if is_sub else (next(own), 0)
        yield f"{number}.{part}" if is_sub else number


# ---------------------------------------------------------------- markers


def find_markers(brackets: Sequence[Bracket], lists: Sequence[NumberedList]) -> tuple[Marker, ...]:
    """The brackets that are markers. In the entries of a group's list markers count too, in those of the main list they do not."""
    main = [entry.span for found in lists if not found.group for entry in found.entries]
    free = [bracket for bracket in brackets if not _is_inside(main, bracket.span[0])]
    known = {found.group: [ordinal(number, found.group) for number in found.numbers] for found in lists}
    shown: dict[str, set[int]] = {group: set() for group in ("", *known)}
    for bracket in free:
        if bracket.ordinal and bracket.group in shown:
            shown[bracket.group].add(bracket.ordinal)
    tops = {group: highest(ordinals, max(known.get(group, [0]))) for group, ordinals in shown.items()}
    subs = {number for found in lists if not found.group for number in found.numbers if "." in number}
    fitting = [
        bracket
        for bracket in free
        if (0 < bracket.ordinal <= tops.get(bracket.group, 0) and (not bracket.group or bracket.is_attached)) or bracket.number in subs
    ]
    told = _without_links(fitting, main[-1][1] if main else 0)
    return tuple(Marker(reference=bracket.number, group=bracket.group, span=bracket.span) for bracket in told)


def _without_links(brackets: Sequence[Bracket], end: int) -> list[Bracket]:
    """The brackets without the numbers that a wiki gives to links without words (`Viewer [1], Maker [2]`).

    Those stand apart from words and count up from 1, while markers of the same numbers stand at words before them. The `end` is the main list's:
    before it a line may have been broken in front of a marker, after it there are hardly any markers.
    """
    first: dict[int, int] = {}
    for bracket in brackets:
        if not bracket.group and not bracket.is_apart:
            first.setdefault(bracket.ordinal, bracket.span[0])
    apart = [bracket for bracket in brackets if not bracket.group and bracket.is_apart]
    links: set[tuple[int, int]] = set()
    for part in ([one for one in apart if one.span[0] < end and not one.opens_line], [one for one in apart if one.span[0] >= end]):
        counts = [bracket.ordinal for bracket in part] == [*range(1, len(part) + 1)]
        if counts and all(first.get(bracket.ordinal, bracket.span[0]) < bracket.span[0] for bracket in part):
            links.update(bracket.span for bracket in part)
    return [bracket for bracket in brackets if bracket.span not in links]


def _is_inside(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place is inside one of some spans, which are in order."""
    n = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return n >= 0 and at < spans[n][1]
