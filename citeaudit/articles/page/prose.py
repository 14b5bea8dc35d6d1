"""The running text of a page's tree: one text with its headings, markers and table rows in place, so that it reads like a plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element

from citeaudit.articles.body import Marker as Mark
from citeaudit.articles.body import Span, citations_of
from citeaudit.articles.page.cutting import HIDDEN, attributes_of
from citeaudit.articles.page.footnotes import Footnotes
from citeaudit.model import LEAD, Citation, Section

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    (
        *("article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *("br", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *_HEADINGS,
    )
)
# White space that is not one blank.
_SPACES = re.compile(r"[^\S ]\s*| \s+")
_NO_WIDTH = "\u200b"
"""Some wikis put it behind every marker, where it would hide that a sentence ends."""
_MARK = "\0"
"""Stands in the text where a marker does; no page can hold it."""

# Classes and ids of what stands among an article's text and is none of it: markers, ways back, links to edit a section (`editsection` until
# MediaWiki 1.20), tables of contents, navigation, notes to editors, and what the mobile app adds (`pcs-…`).
_APART = frozenset(
    (
        *("editsection", "mw-cite-backlink", "mw-editsection", "mw-ref", "reference", "pcs-edit-section-link-container"),
        *("catlinks", "metadata", "mw-indicators", "navbox", "printfooter", "toc", "toctitle", "vector-toc", "vertical-navbox"),
        *("pcs-collapse-table-collapsed-container", "pcs-collapse-table-collapsed-bottom", "pcs-ref-backlink-container"),
    )
)
_SILENT = frozenset(("header", "link", "nav", "script", "style", "template"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """What a page says: `citations` as the footnotes' markers, `sections` with the lead first; `headings` are the elements of the others.

    The spans are offsets in no text that anyone has: the page's own take their place.
    """

    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]
    headings: tuple[_Element, ...]


class _Flow:
    """The text as it grows; all places are offsets in it. `apart` are the parts of it that are no text of the article."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.headings: list[tuple[_Element, Span]] = []
        self.marks: dict[_Element, int] = {}
        self.rows: list[Span] = []
        self.apart: list[Span] = []

    def add(self, words: str) -> None:
        """Adds words at the end."""
        self.pieces.append(words)
        self.length += len(words)


def read_prose(content: _Element, found: Footnotes) -> Prose:
    """Reads the running text below an element, in which the footnotes were found."""
    flow = _flow(content, {marker.element for marker in found.markers}, {note.element for note in found.notes})
    words = "".join(flow.pieces)
    headings = [(element, span) for element, span in flow.headings if words[slice(*span)].strip(f" \n{_MARK}")]
    sections = tuple(_sections(words, headings, flow.apart))
    blocks = [line.span() for line in re.finditer(r"[^\n]+", words)]
    marks = [Mark(reference=m.number, group=m.group, span=(flow.marks[m.element], flow.marks[m.element] + 1)) for m in found.markers]
    citations = citations_of(words, sections[1:], blocks, marks)
    return Prose(
        citations=tuple(_with_row(citation, words, flow.rows) for citation in citations),
        sections=sections,
        headings=tuple(element for element, _ in headings),
    )


def _sections(words: str, headings: Sequence[tuple[_Element, Span]], apart: Sequence[Span]) -> list[Section]:
    """The lead and the sections; levels are counted from the widest that the page has."""
    levels = sorted({element.tag for element, _ in headings}, key=str)
    named = [(LEAD, 1, (0, 0)), *((_plain(words[slice(*span)]), levels.index(element.tag) + 1, span) for element, span in headings)]
    ends = [*(span[0] for _, span in headings), len(words)]
    return [
        Section(heading=heading, level=level, span=(start, end), words=_count(words, (head_end, end), apart))
        for (heading, level, (start, head_end)), end in zip(named, ends, strict=True)
    ]


def _count(words: str, span: Span, apart: Sequence[Span]) -> int:
    count = len(_plain(words[slice(*span)]).split())
    return count - sum(len(_plain(words[slice(*out)]).split()) for out in apart if span[0] <= out[0] < span[1])


def _plain(words: str) -> str:
    return " ".join(words.replace(_MARK, "").split())


def _with_row(citation: Citation, words: str, rows: Sequence[Span]) -> Citation:
    """A marker in a cell without words stands for the words of its row."""
    at = citation.span[0]
    row = next((row for row in rows if row[0] <= at < row[1]), None) if not citation.sentence else None
    if row is None:
        return citation
    return replace(citation, sentence=_plain(words[slice(*row)]))


# ---------------------------------------------------------------- the walk


def _flow(content: _Element, markers: Collection[_Element], notes: Collection[_Element]) -> _Flow:
    flow = _Flow()
    started: list[tuple[_Element, int, bool]] = []
    # What holds a marker is gone through even where it is no text of the article: every marker has a place.
    holding = {outer for marker in markers for outer in marker.iterancestors()}
    walk = etree.iterwalk(content, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if started and started[-1][0] is element:
                _, start, is_apart = started.pop()
                _end(flow, element, (start, flow.length), is_apart=is_apart)
            tail = element.tail if element is not content else ""
            if tail or element.tag in _BLOCKS:
                flow.add(_break(element) + _spaced(tail))
        elif element in markers:
            walk.skip_subtree()
            flow.marks |= {inner: flow.length for inner in element.iter("sup", "span") if inner in markers}
            flow.add(_MARK)
        elif (is_apart := _is_apart(element, notes)) and element not in holding:
            walk.skip_subtree()
        else:
            flow.add(_break(element))
            started.append((element, flow.length, is_apart))
            if element.text:
                flow.add(_spaced(element.text))
    return flow


def _break(element: _Element) -> str:
    """What stands before and after an element: blocks begin and end a line."""
    return "\n" if element.tag in _BLOCKS else ""


def _end(flow: _Flow, element: _Element, span: Span, *, is_apart: bool) -> None:
    if is_apart:
        # What is apart inside counts once.
        while flow.apart and flow.apart[-1][0] >= span[0]:
            flow.apart.pop()
        flow.apart.append(span)
    elif element.tag in _HEADINGS and not _is_title(element):
        flow.headings.append((element, span))
    elif element.tag == "tr":
        flow.rows.append(span)


def _is_title(heading: _Element) -> bool:
    """Whether a heading is the page's own, not a section's."""
    return heading.tag == "h1" and (
        heading.get("id") == "firstHeading" or "firstHeading" in heading.get("class", "") or heading.get("data-id") == "0"
    )


def _spaced(words: str | None) -> str:
    return _SPACES.sub(" ", words.replace(_NO_WIDTH, "")) if words else ""


def _is_apart(element: _Element, notes: Collection[_Element]) -> bool:
    """Whether an element is no text of the article; hidden blocks are, since the mobile app folds sections and tables."""
    if element in notes or element.tag in _SILENT:
        return True
    attributes = attributes_of(element)
    if attributes.get("role") == "navigation" or attributes.get("id") in _APART:
        return True
    if "style" in attributes and element.tag not in _BLOCKS and HIDDEN.search(attributes["style"]):
        return True
    return "class" in attributes and not _APART.isdisjoint(attributes["class"].split())
