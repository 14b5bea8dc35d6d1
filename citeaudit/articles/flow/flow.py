"""A text in light markup (Markdown, reST) as a reader sees it: its words in reading order, and what the markup shows in them (pure)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

Span = tuple[int, int]

MARK = "\0"
"""Stands in the words where a marker does that is none of them; `Flow.plain` leaves it out."""

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A link on some words; `name`: of the definition that gives its address (`[words][name]`), empty where the address stands in the link."""

    span: Span
    url: str
    name: str = ""
    source: Span = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What may be a marker: of a note by its `name` (`shown` is what is seen of it where there is no such note), else by the `number` that it shows
    and the place of the text that it links to (`target`)."""

    span: Span
    source: Span
    name: str = ""
    shown: str = ""
    number: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` as the markup has it."""

    span: Span
    source: Span
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a cell of a table, a block of code: no sentence goes beyond it."""

    span: Span
    source: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list item; `place` names its list, `number` is the one it is shown with (0 in a list without), `depth` counts the items around it."""

    span: Span
    source: Span
    place: int
    number: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote's definition. `printed`: its number, where the markup decides it; else notes are numbered in order of their first use."""

    span: Span
    source: Span
    name: str
    printed: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A link's definition that stands apart from the words it is used on; `title` are words that it gives."""

    source: Span
    name: str
    url: str
    title: str = ""


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=_Spanned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A whole text. All spans are offsets in `words`, all sources offsets in the input's text; everything is in the order of its span.

    `names`: places that links inside the text may lead to, with their offsets. `title`: what the text states as its own, before its headings.
    """

    words: str
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    items: tuple[Item, ...] = ()
    notes: tuple[Note, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    marks: tuple[Mark, ...] = ()
    definitions: tuple[Definition, ...] = ()
    names: tuple[tuple[int, str], ...] = ()
    title: str = ""

    def plain(self, span: Span, cuts: Sequence[Span] = ()) -> str:
        """The words of a span without some parts, white space folded."""
        pieces, at = [], span[0]
        for start, end in sorted(cuts):
            if start >= at:
                pieces.append(self.words[at:start])
                at = end
        return " ".join("".join([*pieces, self.words[at : span[1]]]).replace(MARK, "").split())


def inside(things: Sequence[S], span: Span) -> Sequence[S]:
    """Those of some things, which are in order, that begin inside a span."""
    low = bisect_left(things, span[0], key=lambda thing: thing.span[0])
    return things[low : bisect_left(things, span[1], lo=low, key=lambda thing: thing.span[0])]


def holds(spans: Sequence[Span], at: int) -> bool:
    """Whether a place is inside one of some spans, which are in order and apart."""
    n = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return n >= 0 and at < spans[n][1]


@dataclass(slots=True)
class Growing:
    """A flow as it grows, in whatever order its parts end."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    headings: list[Heading] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    names: list[tuple[int, str]] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Adds words at the end, and says where they stand."""
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return start, self.length

    def end_block(self, start: int, source: Span) -> None:
        """What was added since `start` is a block."""
        self.blocks.append(Block(span=(start, self.length), source=source))
        self.add("\n")

    def take_title(self) -> str:
        """Takes out the one heading of the first level, which is the article's own and no section's; empty where there are several or none."""
        widest = [heading for heading in self.headings if heading.level == 1]
        if len(widest) != 1 or self.headings[0] is not widest[0]:
            return ""
        del self.headings[0]
        return " ".join("".join(self.pieces)[slice(*widest[0].span)].replace(MARK, "").split())

    def whole(self, title: str = "") -> Flow:
        """What has grown."""
        return Flow(
            words="".join(self.pieces),
            headings=_in_order(self.headings),
            blocks=_in_order(self.blocks),
            items=_in_order(self.items),
            notes=_in_order(self.notes),
            anchors=_in_order(self.anchors),
            marks=_in_order(self.marks),
            definitions=tuple(self.definitions),
            names=tuple(self.names),
            title=title,
        )


def _in_order(things: Sequence[S]) -> tuple[S, ...]:
    return tuple(sorted(things, key=lambda thing: (thing.span[0], -thing.span[1])))


class SourceLines:
    """The lines of the input's text as both markups know them: LF, CRLF and CR end one."""

    def __init__(self, text: str) -> None:
        ends = [found.span() for found in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._stops = [*(start for start, _ in ends), len(text)]
        self.text = text

    def __len__(self) -> int:
        return len(self._starts)

    def bounds(self, line: int) -> Span:
        """The (start, end) of a line, which counts from 0, without its end; after the last line there is nothing."""
        return (self._starts[line], self._stops[line]) if 0 <= line < len(self._starts) else (len(self.text), len(self.text))

    def span(self, first: int, after: int) -> Span:
        """From the first sign of line `first` to the last one of the lines before `after`, both from 0."""
        start, end = self.bounds(first)[0], self.bounds(max(first, after - 1))[1]
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip()), start + max(len(words.rstrip()), len(words) - len(words.lstrip()))

    def at(self, offset: int) -> Span:
        """The line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
