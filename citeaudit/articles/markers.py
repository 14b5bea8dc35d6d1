"""Which brackets in a plain text are markers of references, and which list each of them leads to (pure).

A number in brackets is a marker where the list has that entry, or lacks it by one or two; `[note 1]` and `[a]` are markers where there is a list
for their group. All other brackets (`[2015]`, `[sic]`, `[…]`) are text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from citeaudit.articles.body import Marker
from citeaudit.articles.entries import Entry, ReferenceList
from citeaudit.articles.numbering import STYLES, group_and_number, styled

_WIDEST_GAP = 2
"""So many numbers may be missing between the list's last entry and a marker; farther away it is a year or the number of a case."""

# One number, a letter or two, or a group with its number; page numbers may follow, as wikis print them (`[5]: 23`).
# W3m shows raised words with a caret before them: `^[1]`.
_BRACKET = re.compile(
    r"(?:\^(?:\n[ \t]*)?)?[\[［〔]\s*(?P<label>\d{1,4}|\d{1,3}\.\d{1,2}|[a-z]{1,2}|[ivx]{3,5}|"
    r"[^\W\d_][^\W\d_-]{0,11}\.?[\s_]?\d{1,3}|lower-alpha\s\d{1,3})\s*[\]］〕]"
    r"(?::[ \u00a0\u200a]?\d+(?:[–,-]\d+)*(?![\w%]))?"
)
# A marker that stands apart: its line was broken before it, or it is a cell of a table.
_APART = re.compile(r"\S[^\S\n]*\n[^\S\n]*$|\s\s$")
_LATIN = re.compile(r"[A-Za-z]")
_LOOSE = re.compile(r"(?:\S[ \u00a0]|\n[ \u00a0]?)$")
_ROMAN = tuple(styled("lower-roman", number) for number in range(1, 40))
_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
_SEVERAL = re.compile(r"\[\s*(?P<label>\d{1,3}(?:\s?[,;–-]\s?\d{1,3})+)\s*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """Brackets that may be a marker. `ordinal` counts from 1 in the group, 0 is a sub-reference's (`1.2`); `is_attached`: right after a word, and
    no letter after it, or where a line or a table's cell ends with it. `is_apart`: a space or the
    line's beginning stands before it, not the column of a table."""

    group: str
    number: str
    ordinal: int
    span: tuple[int, int]
    opens_line: bool
    is_apart: bool
    is_attached: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedList:
    """A list of references whose group and numbers are known: `numbers` and `entries` go together."""

    group: str
    numbers: tuple[str, ...]
    entries: tuple[Entry, ...]


def find_brackets(text: str, *, several: bool = False) -> tuple[Bracket, ...]:
    """Finds everything that may be a marker, in order.

    Args:
        text: the whole text.
        several: whether `[1, 3–5]` is four markers at one place, as in lists that are no wiki's.
    """
    found = [_bracket(text, match.span(), " ".join(match["label"].replace("_", " ").split())) for match in _BRACKET.finditer(text)]
    if several:
        found += [_bracket(text, match.span(), label) for match in _SEVERAL.finditer(text) for label in _each(match["label"])]
    known = [bracket for bracket in found if bracket.group or bracket.number[0].isdecimal()]
    # Where raised words have a caret before them, what has none is a formula's number below the line.
    raised = [
        bracket
        for bracket in known
        if text[bracket.span[0]] == "^" and not (text[bracket.span[0] + 1].isspace() and _LATIN.match(text, bracket.span[1]))
    ]
    known = raised if 2 * len(raised) > len(known) else known
    return tuple(sorted(_told_apart(known), key=lambda bracket: bracket.span))


def _told_apart(brackets: Sequence[Bracket]) -> list[Bracket]:
    """The brackets, with `i`, `v` and `x` as numbers where no `a` shows them to be letters."""
    lettered = {bracket.number for bracket in brackets if bracket.group == STYLES[0] and bracket.is_attached}
    if "a" in lettered or "i" not in lettered:
        return [*brackets]
    return [_as_roman(bracket) if bracket.group == STYLES[0] and bracket.number in _ROMAN else bracket for bracket in brackets]


def _as_roman(bracket: Bracket) -> Bracket:
    return replace(bracket, group=STYLES[2], ordinal=_ordinal(bracket.number, STYLES[2]))


def _bracket(text: str, span: tuple[int, int], label: str) -> Bracket:
    group, number = group_and_number(label)
    return Bracket(
        group=group,
        number=number,
        ordinal=_ordinal(number, group),
        span=span,
        opens_line=_opens_line(text, span[0]),
        is_apart=bool(_LOOSE.search(text, max(0, span[0] - 2), span[0])),
        is_attached=_is_attached(text, span, label),
    )


def _is_attached(text: str, span: tuple[int, int], label: str) -> bool:
    """Whether a word stands right before brackets; a group with its number may also stand apart, a letter only where nothing comes after it."""
    after = text[span[1] : span[1] + 40].partition("\n")[0]
    # `[a]nd` is a word; in scripts without capitals the next word stands right behind a marker.
    if label.isalpha() and after[:1].isalpha() and after[0].lower() != after[0].upper():
        return False
    before = text[max(0, span[0] - 80) : span[0]]
    if before[-1:].strip() or text[span[0]] == "^":
        return True
    return bool(_APART.search(before)) and (not after.strip() or (len(label) > 2 and not after[:1].isalnum()))


def _opens_line(text: str, at: int) -> bool:
    """Whether only white space stands before a place on its line."""
    while at and text[at - 1].isspace() and text[at - 1] not in _LINE_ENDS:
        at -= 1
    return not at or text[at - 1] in _LINE_ENDS


def _ordinal(number: str, group: str) -> int:
    """1 for `1`, for `a` and for the Roman `i`, 27 for `aa`, 0 for `1.2`."""
    if number.isdecimal():
        return int(number)
    if number[:1].isdecimal():
        return 0
    if group == STYLES[2]:
        return _ROMAN.index(number) + 1 if number in _ROMAN else 0
    total = 0
    for letter in number:
        total = total * 26 + "abcdefghijklmnopqrstuvwxyz".find(letter) + 1
    return total


def _each(label: str) -> Iterator[str]:
    """The numbers of `1, 3–5`."""
    for part in re.split(r"[,;]", label):
        bounds = [int(number) for number in re.findall(r"\d+", part)]
        yield from map(str, range(bounds[0], bounds[-1] + 1))


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
    known = {found.group: [_ordinal(number, found.group) for number in found.numbers] for found in lists}
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
