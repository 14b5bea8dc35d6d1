"""The lists of references of a plain-text copy: which lines are entries, where each begins and ends, what number it prints (pure).

An entry is a line with the way back to the text (`^`, `↑`), with or without a number before it; where there is none, a line of a list
`[1] …`, `[2] …`; where there is none of these either, an item of the last numbered list that names sources. Printed numbers are kept, not trusted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from citeaudit.articles.lines import Line, continues_url, ends_in_url, is_full, joined, wrap_width
from citeaudit.articles.textcopy.backlinks import read_backlinks

# The number or bullet that a list item prints, then perhaps the words that Extension:Cite gives to screen readers ("Jump up", in any language),
# which many copies show, then the way back itself.
_CARET = re.compile(
    r"(?:(?P<sign>(?P<number>\d+(?:\.\d+)?|[a-z]{1,3})[.)]|(?P<sub>\d+\.\d+)(?=\s)|[-*•·]|\[(?P<bracket>[^\[\]\s]{1,12})\])\s*)?"
    r"(?P<label>[^\W\d_]+(?:\s[^\W\d_]+){0,3}\s{1,3})?[\^↑⇑▲](?!\w*\)|\{|\[[\w ]{1,16}\])\s*"
)
# Lists that end notes, mails and Markdown by hand: `[1] Title`, `[note 1]: Title`, and `[1]` alone where the conversion dropped the rest.
_BRACKETED = re.compile(r"\s*\[(?P<number>[^\[\]\d]{0,12}\d{1,4}|[a-z])\]:?(?:\s+|(?=[^\s\[])|$)")
_BULLETED = re.compile(r"\s*[-*•·]\s+\[(?P<number>\d{1,4})\]:?\s+(?=\S)")
_SUB = re.compile(r"\d+\.(\d+)")
_BEYOND = 100
"""Lines behind the last entry with a sign in which more of the list may stand."""
_HEADING = re.compile(r"(?P<mark>\*{2,6}|={2,6})\s+\S.*\s(?P=mark)\s*$")
_BULLET = re.compile(r"\s*[-*•·]\s")
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,4})[.)]\s+(?=\S)")
# What shows that an item names a source: an address or a title in quotation marks; where the text has markers, a year will do.
_SOURCE = re.compile(r"https?://|[\"“«„].{1,400}[\"”»“]")
_SOURCE_LIKE = re.compile(rf"\b(?:1[5-9]|20)\d\d\b|{_SOURCE.pattern}")
_MARKER_AT_END = re.compile(r"\[\d{1,3}\][.\s]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: the number it prints (empty where it prints none), the (start, end) of all of it and of its words, its words in one line.

    `ways_back` counts its links back to the text, 0 where it shows none. `is_mended`: an address that was broken over lines was put together again.
    """

    printed: str
    span: tuple[int, int]
    words_span: tuple[int, int]
    words: str
    ways_back: int = 0
    is_mended: bool
    line: int
    column: int

    @property
    def is_sub(self) -> bool:
        """Whether it is a sub-reference: it prints `1.2`."""
        return bool(_SUB.fullmatch(self.printed))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceList:
    """A list of references: its entries in order, and the numbers of its lines, leaked ones among them. `has_carets`: it is a wiki's."""

    entries: tuple[Entry, ...]
    lines: frozenset[int]
    has_carets: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Start:
    """A line that begins an entry: its place among the lines, the number it prints, where its words begin in the line, its ways back.

    `hang` is the column behind its number or bullet, where the lines below it begin in a list that is set with a hanging indent.
    """

    at: int
    printed: str
    words_at: int
    ways_back: int = 0
    hang: int = 0

    @property
    def ordinal(self) -> int:
        """The number it prints, 0 where that is no number; `a` counts as 1."""
        digits = re.search(r"(\d+)(?:\.\d+)?$", self.printed)
        return int(digits[1]) if digits else "abcdefghijklmnopqrstuvwxyz".find(self.printed or "-") + 1

    @property
    def part(self) -> int:
        """The second number of a sub-reference (`1.2`), 0 where it is none."""
        found = _SUB.fullmatch(self.printed)
        return int(found[1]) if found else 0

    def is_before(self, following: _Start) -> bool:
        """Whether the next entry's number is the one after this one's: 2 after 1 and after 1.3, 1.2 after 1.1, 1.1 after 1."""
        if following.part:
            return (following.ordinal, following.part) == (self.ordinal, self.part + 1)
        return 0 < self.ordinal == following.ordinal - 1

    def ends_list(self, following: _Start) -> bool:
        """Whether the next entry's number is the first of another list: 1 again, or a number after a letter."""
        if not self.printed or not following.printed or following.part:
            return False
        return self.printed.isalpha() != following.printed.isalpha() or following.ordinal == 1 <= self.ordinal


def find_lists(lines: Sequence[Line], cited: int) -> tuple[ReferenceList, ...]:
    """Finds the lists of references.

    Args:
        lines: of the whole text.
        cited: the highest number that the text's markers use, 0 where it has none; it tells a list of references from a numbered list in prose.
    """
    width = wrap_width(lines)
    carets = _carets(lines)
    if carets:
        # Markdown may print 1 before every item of a numbered list.
        is_lazy = len(carets) > 2 and all(start.printed == "1" for start in carets)
        carets = [replace(start, printed="") for start in carets] if is_lazy else carets
        return tuple(_lists(lines, carets, width, has_carets=True))
    for form in (_BRACKETED, _BULLETED):
        bracketed = [run for run in _runs(lines, form) if len(run) > 1 or cited]
        if bracketed:
            return tuple(_lists(lines, bracketed[-1], width))
    sign = _SOURCE_LIKE if cited else _SOURCE
    runs = [run for run in _runs(lines, _NUMBERED) if len(run) >= cited]
    return tuple([found for run in runs for found in _lists(lines, run, width) if _names_sources(found, sign)][-1:])


def _names_sources(found: ReferenceList, sign: re.Pattern[str]) -> bool:
    """Whether most entries of a numbered list show the sign of a source, and not most end in a marker, as items of prose may."""
    half = len(found.entries) / 2
    cites = sum(bool(_MARKER_AT_END.search(entry.words)) for entry in found.entries)
    return cites <= half < sum(bool(sign.search(entry.words)) for entry in found.entries)


# ---------------------------------------------------------------- which lines begin an entry


def _carets(lines: Sequence[Line]) -> list[_Start]:
    found = [(at, match) for at, line in enumerate(lines) if (match := _CARET.match(line.text, len(line.text) - len(line.text.lstrip())))]
    labels = Counter(match["label"] for _, match in found if match["label"])
    kept = [(at, match) for at, match in found if not match["label"] or match["number"] or labels[match["label"]] > 1]
    signed = [(at, match) for at, match in kept if match["sign"]]
    # A copy either shows numbers or bullets or does not: a bare caret among them is a formula's or a table's.
    kept = signed if 2 * len(signed) > len(kept) else kept
    starts = [_start(at, match, lines[at].text[match.end() :]) for at, match in kept]
    return [*_with_backlinks_alone(lines, starts)] if starts else []


def _with_backlinks_alone(lines: Sequence[Line], starts: Sequence[_Start]) -> Iterator[_Start]:
    """The entries, with those between them that show no sign but their several ways back: `2. 1 2 3 Title` behind `1. ↑ Title`."""
    known = {start.at: start for start in starts}
    last = 0
    for at in range(starts[-1].at + _BEYOND):
        start = known.get(at)
        item = _NUMBERED.match(lines[at].text) if start is None and at < len(lines) else None
        if item and int(item["number"]) in (1, last + 1):
            length, count = read_backlinks(lines[at].text[item.end() :])
            if count > 1:
                start = _Start(at=at, printed=item["number"], words_at=item.end() + length, ways_back=count, hang=item.end())
        if start:
            last = start.ordinal
            yield start


def _start(at: int, match: re.Match[str], words: str) -> _Start:
    length, count = read_backlinks(words)
    printed = match["number"] or match["sub"] or match["bracket"] or ""
    return _Start(at=at, printed=printed, words_at=match.end() + length, ways_back=max(1, count), hang=max(0, match.end("sign")))


def _runs(lines: Sequence[Line], item: re.Pattern[str]) -> list[list[_Start]]:
    """The runs of items that count up from 1, in order. What begins like an item and is not the next one belongs to the item before it."""
    runs: list[list[_Start]] = []
    for at, line in enumerate(lines):
        match = item.match(line.text)
        if match is None:
            continue
        start = _Start(at=at, printed=match["number"], words_at=match.end())
        # A paragraph that was broken right before a marker begins like an item; its number is not the next one.
        if start.ordinal == 1:
            runs.append([start])
        elif runs and start.ordinal == runs[-1][-1].ordinal + 1:
            runs[-1].append(start)
    return runs


# ---------------------------------------------------------------- where an entry ends


def _lists(lines: Sequence[Line], starts: Sequence[_Start], width: int, *, has_carets: bool = False) -> Iterator[ReferenceList]:
    """The entries of each list: a line that belongs to no entry ends a list, unless the numbers go on after it."""
    entries: list[Entry] = []
    taken: set[int] = set()
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        goes_on = following is not None and start.is_before(following)
        own, leaked, is_broken = _extent(lines, start, following, goes_on=goes_on, width=width)
        entries.append(_entry([lines[at] for at in own], start))
        taken.update(lines[at].number for at in (*own, *leaked))
        # Where the numbers go on, an advertisement or a heading between two entries has slipped in; where they do not, a new list begins.
        if following is None or start.ends_list(following) or (is_broken and not goes_on):
            yield ReferenceList(entries=tuple(entries), lines=frozenset(taken), has_carets=has_carets)
            entries, taken = [], set()


def _extent(lines: Sequence[Line], start: _Start, following: _Start | None, *, goes_on: bool, width: int) -> tuple[list[int], list[int], bool]:
    """The lines of an entry, the lines leaked after it, and whether other text stands before the next entry."""
    own, leaked = [start.at], list[int]()
    first, is_parted = lines[start.at], False
    is_url = ends_in_url(first.words, goes_on=False)
    for at in range(start.at + 1, following.at if following else len(lines)):
        line = lines[at]
        if _HEADING.match(line.text):
            return own, leaked, True
        is_deeper = line.indent > first.indent and not (following is None and _is_item_beside(line, start))
        if not line.words:
            is_parted = True
            if following is None:
                break
        elif (is_deeper or not is_parted) if leaked else following and _takes_number(line, start):
            leaked.append(at)
        elif is_deeper or (not is_parted and (goes_on or is_full(lines[at - 1], line, width))):
            is_url = ends_in_url(line.words, goes_on=is_url and continues_url(lines[at - 1].words, line.words))
            own.append(at)
        elif is_url and not is_parted and continues_url(lines[at - 1].words, line.words):
            is_url = ends_in_url(line.words, goes_on=True)
            own.append(at)
        else:
            return own, leaked, True
    return own, leaked, False


def _is_item_beside(line: Line, start: _Start) -> bool:
    """Whether a line is an item of another list: a bullet that does not stand below an entry's words."""
    return line.indent < start.hang and bool(_BULLET.match(line.text))


def _takes_number(line: Line, start: _Start) -> bool:
    """Whether a line takes the number after an entry's, without being an entry: style sheets and the like leak into lists."""
    item = _NUMBERED.match(line.text)
    return item is not None and 0 < start.ordinal == int(item["number"]) - 1


def _entry(lines: Sequence[Line], start: _Start) -> Entry:
    first, last = lines[0], lines[-1]
    words, is_mended = joined([replace(first, text=first.text[start.words_at :]), *lines[1:]])
    indent = len(first.text) - len(first.text.lstrip())
    begin = first.start + indent
    return Entry(
        printed=start.printed,
        span=(begin, last.end),
        words_span=(min(first.start + start.words_at, last.end), last.end),
        words=words,
        ways_back=start.ways_back,
        is_mended=is_mended,
        line=first.number,
        column=indent + 1,
    )
