"""The lines of wikitext to lines of words: paragraphs, list items, headings, the cells and rows of tables (pure).

Each becomes one line of words as a reader sees them, as the running text of a saved page is made (`prose.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from citeaudit.articles.wikitext.scan import FILE, GALLERY_FILE, Span
from citeaudit.articles.wikitext.words import plain

MARK = "\x7f"
"""Stands in the text where a marker does; MediaWiki takes this sign out of every page (Parser.php, MARKER_PREFIX)."""

_BREAK = re.compile(
    r"</?(?:blockquote|br|caption|center|dd|div|dl|dt|gallery|hr|li|ol|p|poem|pre|section|table|tbody|td|th|thead|tr|ul)\b[^<>]*>", re.IGNORECASE
)
_BROKEN_LINK = re.compile(r"\[\[[^\[\]{}<\n]*<[^\[\]{}\n]*\]\]")
_INDENTED_TABLE = re.compile(r":+\s*\{\|")
_MARKED_UP = re.compile(r"[\[{<&]|''|//")
_ATTRIBUTES = re.compile(rf"[^\[\]{{}}|{MARK}]*\|")
# What stands alone on its line: links that put the page into a category or lead to its translations, and switches.
_ASIDE = re.compile(r"(?:\s*(?:\[\[[^:\[\]|]+:[^\[\]]*\]\]|__[^\W\d_]+__))+\s*")
_WIDEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: its level as its signs show it, its (start, end) in the words, and the place of its line in the text."""

    level: int
    span: Span
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """All words, a block a line, with the headings, the rows of tables and the parts that are no text of the article."""

    words: str
    headings: tuple[Heading, ...]
    rows: tuple[Span, ...]
    apart: tuple[Span, ...]


def read_lines(text: str, apart: Sequence[Span]) -> Lines:
    """Reads a text of which some parts, in order, are no text of the article."""
    return _Reader(apart).read(text)


@dataclass(slots=True)
class _Reader:
    """The words as they grow; `paragraph` are the lines of a paragraph or cell that may go on, `tables` how many tables are open."""

    outside: Sequence[Span]
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    paragraph: list[str] = field(default_factory=list)
    tables: int = 0
    row: int = 0
    headings: list[Heading] = field(default_factory=list)
    rows: list[Span] = field(default_factory=list)
    apart: list[Span] = field(default_factory=list)

    def read(self, text: str) -> Lines:
        at = 0
        starts = [start for start, _ in self.outside]
        for line in text.split("\n"):
            which = bisect_right(starts, at) - 1
            is_apart = which >= 0 and at < self.outside[which][1]
            before = self._flushed() if is_apart else 0
            self._take(line, at)
            if is_apart:
                self.apart.append((before, self._flushed()))
            at += len(line) + 1
        self._flushed()
        return Lines(words="".join(self.pieces), headings=tuple(self.headings), rows=tuple(self.rows), apart=tuple(self.apart))

    def _take(self, line: str, at: int) -> None:
        line = line.strip()
        if self.tables and line[:1] in ("|", "!"):
            self._take_cells(line)
        elif "<" in line and _BREAK.search(line):
            for piece in _broken(line):
                self._flushed()
                self._take_line(piece, at)
        else:
            self._take_line(line, at)

    def _take_line(self, line: str, at: int) -> None:
        if not line or line.startswith("----"):
            self._flushed()
            self._add(line.lstrip("-"))
        elif line[0] == "=" and (heading := _heading(line)):
            self._flushed()
            start = self.length
            self._add(heading[1])
            self.headings.append(Heading(level=heading[0], span=(start, self.length), at=at))
        elif line.startswith("{|") or _INDENTED_TABLE.match(line):
            self._open_table(line)
        elif line[0] in "*#:;":
            self._flushed()
            self.paragraph = [line.lstrip("*#:; ")]
            self._flushed()
        elif "." in line and (file := FILE.match(line) or GALLERY_FILE.match(line)):
            self._flushed()
            self._add(_with_marks(line, line[file.end() :].partition("|")[2]))
        elif line[0] not in "[_" or MARK in line or not _ASIDE.fullmatch(line):
            self.paragraph.append(line)

    # ------------------------------------------------------------ tables

    def _open_table(self, line: str) -> None:
        self._flushed()
        self.tables += 1
        self.row = self.length
        self._add(_with_marks(line, ""))

    def _take_cells(self, line: str) -> None:
        self._flushed()
        if line.startswith(("|-", "|}")):
            self._end_row()
            self.tables -= line[1] == "}"
            self._add(_with_marks(line, "") if line[1] == "-" else line[2:])
            return
        cells = re.split(r"\|\||!!" if line[0] == "!" else r"\|\|", line[1:].removeprefix("+"))
        for cell in cells:
            self._flushed()
            attributes = _ATTRIBUTES.match(cell)
            first, *rest = _broken(cell[attributes.end() :] if attributes else cell)
            self.paragraph = [first]
            for piece in rest:
                self._flushed()
                self.paragraph = [piece]

    def _end_row(self) -> None:
        if self.length > self.row:
            self.rows.append((self.row, self.length))
        self.row = self.length

    # ------------------------------------------------------------ words

    def _flushed(self) -> int:
        """Ends the paragraph; gives the length of the words so far."""
        if self.paragraph:
            words = " ".join(self.paragraph)
            self.paragraph = []
            self._add(words)
        return self.length

    def _add(self, words: str) -> None:
        shown = _with_marks(words, " ".join((plain(words) if _MARKED_UP.search(words) else words).split()))
        if shown:
            self.pieces.append(f"{shown}\n")
            self.length += len(shown) + 1


def _broken(line: str) -> list[str]:
    """A line at its breaks; those in the label of a link are spaces there."""
    if "<" not in line or not _BREAK.search(line):
        return [line]
    pieces = _BREAK.sub("\n", _BROKEN_LINK.sub(lambda link: _BREAK.sub(" ", link[0]), line))
    return [piece.strip() for piece in _with_marks(line, pieces).split("\n")]


def _with_marks(words: str, shown: str) -> str:
    """What words show, with the markers that stand in markup that shows nothing: they keep their place."""
    return shown + MARK * (words.count(MARK) - shown.count(MARK))


def _heading(line: str) -> tuple[int, str] | None:
    """The level and the words of a heading: as many signs as both its sides have."""
    level = min(len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("=")), _WIDEST, (len(line) - 1) // 2)
    return (level, line[level:-level]) if level > 0 else None
