"""A reST text to an Article: footnotes, citations, lists of references and targets of links, as docutils renders them.

Footnotes with signs (`[*]_`) are a group of their own, `symbol`, as what has no number is an explanatory note in most texts; a citation's number is
its label (`Smith2010`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from docutils import nodes

from citeaudit.articles.flow.article import read_flow
from citeaudit.articles.flow.flow import MARK, Anchor, Definition, Growing, Heading, Item, Mark, Note, SourceLines, Span
from citeaudit.articles.flow.rsttree import DEFINITION, parse
from citeaudit.errors import InputError
from citeaudit.model import Article
from citeaudit.ports import ArticleInput

NO_REFERENCES = (
    "has no references: there are no footnotes or citations (.. [1] …, .. [#] …, .. [Smith2010] …), no list of references (numbered, or of links "
    "under a heading of their own), no targets of links (.. _name: http://…) that the text uses, and no [1]_ markers"
)

SYMBOL = "symbol"
"""The group of footnotes with signs."""

# Line ends that docutils knows and editors do not: they would shift all lines after them.
_ODD_ENDS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BRACKET = re.compile(r"\[(\d{1,4})\](?![_(\[:])")
_NOTE_MARKER = re.compile(r"\[(#?[^\[\]\s]{0,100}|\*)\]_")
_SILENT = (nodes.comment, nodes.system_message, nodes.substitution_definition, nodes.label, nodes.raw, nodes.image, nodes.pending, nodes.docinfo)
_NOTES = (nodes.footnote, nodes.citation)
_LISTS = (nodes.bullet_list, nodes.enumerated_list)


def read_rst(text: str, given: ArticleInput) -> Article:
    """Reads a reST text.

    Raises:
        InputError: there are neither references nor markers, or the text is nested too deep.
    """
    lines = SourceLines(text)
    try:
        document = parse(_ODD_ENDS.sub(" ", text).replace(MARK, "\ufffd"))
    except RecursionError:
        raise InputError("is nested too deep to be read", where=given.file, hint="mend its indentation") from None
    walk = _Walk(lines)
    walk.go(document)
    flow = walk.flow.whole(walk.flow.take_title())
    return read_flow(flow, lines, given, named=flow.title or PurePath(given.file).stem, format="rst", looked_for=NO_REFERENCES)


@dataclass(slots=True, kw_only=True)
class _Opened:
    """An element whose end is not yet seen. `place` names a list, `number` is what its next item is shown with (0: without)."""

    node: nodes.Element
    start: int
    place: int = 0
    number: int = 0


class _Walk:
    """Goes over docutils' tree once, and lets the flow grow. `cursor` is where in the input it is: inline elements have no place of their own."""

    def __init__(self, lines: SourceLines) -> None:
        self.flow, self.lines = Growing(), lines
        self.opened: list[_Opened] = []
        self.cursor = self.count = self.depth = 0
        self.names: dict[str, str] = {}

    def go(self, document: nodes.document) -> None:
        """Walks over a whole tree."""
        for note in document.findall(lambda node: isinstance(node, _NOTES)):
            if isinstance(note, nodes.Element):
                self.names |= {identity: _name(note) for identity in note["ids"]}
        pending: list[tuple[nodes.Node, bool]] = [(document, False)]
        while pending:
            node, is_end = pending.pop()
            if is_end:
                self._end(node)
            elif isinstance(node, nodes.TextElement) and not isinstance(node, _SILENT):
                self._leaf(node)
            elif isinstance(node, nodes.Element) and not isinstance(node, _SILENT):
                self._begin(node)
                pending.append((node, True))
                pending += [(child, False) for child in reversed(node.children)]

    def _begin(self, node: nodes.Element) -> None:
        self.depth += isinstance(node, nodes.section)
        if isinstance(node, _LISTS):
            self.count += 1
            number = int(node.get("start", 1)) if isinstance(node, nodes.enumerated_list) else 0
            self.opened.append(_Opened(node=node, start=self.flow.length, place=self.count, number=number))
        elif isinstance(node, (nodes.list_item, *_NOTES)):
            self.opened.append(_Opened(node=node, start=self.flow.length))

    def _end(self, node: nodes.Node) -> None:
        self.depth -= isinstance(node, nodes.section)
        if not self.opened or self.opened[-1].node is not node:
            return
        opened = self.opened.pop()
        span = (opened.start, self.flow.length)
        if isinstance(node, nodes.list_item):
            around = self.opened[-1]
            depth = sum(one.place > 0 for one in self.opened) - 1
            self.flow.items.append(Item(span=span, source=self._source(node), place=around.place, number=around.number, depth=depth))
            around.number += around.number > 0
        elif isinstance(node, _NOTES):
            printed = _printed(node)
            self.flow.notes.append(Note(span=span, source=self._source(node), name=_name(node), printed=printed, group=_group(node)))

    def _source(self, node: nodes.Element) -> Span:
        """Where a block stands: from its line on, as many lines as its own text has."""
        first = max((node.line or 1) - 1, 0)
        return self.lines.span(first, first + 1 + node.rawsource.rstrip().count("\n"))

    def _leaf(self, node: nodes.TextElement) -> None:
        """A block of words: a paragraph, a title, code, a target that stands by itself."""
        source = self._source(node)
        if node.line:
            self.cursor = max(self.cursor, source[0])
        if isinstance(node, nodes.target):
            self._target(node, source)
            return
        start = self.flow.length
        for inner, is_end in _inline(node):
            self._inline(inner, is_end)
        if isinstance(node, nodes.title) and isinstance(node.parent, nodes.section):
            self.flow.headings.append(Heading(span=(start, self.flow.length), source=source, level=self.depth))
            self.flow.add("\n")
        else:
            self.flow.end_block(start, source)

    def _target(self, node: nodes.target, source: Span) -> None:
        if "refuri" in node:
            for name in node["names"]:
                self.flow.definitions.append(Definition(source=source, name=name, url=node["refuri"]))

    def _inline(self, node: nodes.Node, is_end: bool) -> None:
        if isinstance(node, nodes.Text):
            self._words(str(node))
        elif isinstance(node, (nodes.footnote_reference, nodes.citation_reference)):
            self._marker(node)
        elif isinstance(node, nodes.problematic):
            self._problem(node.astext())
        elif isinstance(node, nodes.reference) and is_end:
            self._link(node, self.opened.pop().start)
        elif isinstance(node, nodes.reference):
            self.opened.append(_Opened(node=node, start=self.flow.length))
        elif isinstance(node, nodes.literal):
            self._found(node.rawsource)

    def _words(self, words: str) -> None:
        """Plain words, in which brackets with numbers may be markers."""
        at = 0
        for bracket in _BRACKET.finditer(words):
            self.flow.add(words[at : bracket.start()])
            span = self.flow.add(bracket[0])
            self.flow.marks.append(Mark(span=span, source=self._found(bracket[0]), number=bracket[1]))
            at = bracket.end()
        self.flow.add(words[at:])

    def _marker(self, node: nodes.Element) -> None:
        source = self._found(node.rawsource)
        shown = node.astext() or self.lines.text[slice(*source)].strip("[]_")
        name = self.names.get(str(node.get("refid", "")), f"{SYMBOL if node.get('auto') == '*' else ''} {shown.casefold()}")
        self.flow.marks.append(Mark(span=self.flow.add(MARK), source=source, name=name, shown=shown))

    def _problem(self, words: str) -> None:
        """What docutils could not read is words; a marker without a footnote is one that leads nowhere."""
        marker = _NOTE_MARKER.fullmatch(words)
        source = self._found(words)
        if marker is None:
            self.flow.add(words)
        else:
            self.flow.marks.append(Mark(span=self.flow.add(MARK), source=source, name=f" {words}", shown=marker[1]))

    def _link(self, node: nodes.Element, start: int) -> None:
        name = str(node.get(DEFINITION, ""))
        source = self._found(node.rawsource) if node.rawsource else (self.cursor, self.cursor)
        url = str(node.get("refuri", ""))
        if url:
            self.flow.anchors.append(Anchor(span=(start, self.flow.length), url=url, name=name, source=source))
        if name:
            self.flow.add(MARK)

    def _found(self, raw: str) -> Span:
        """Where the source of an inline element stands, from the cursor on, which goes behind it; the cursor alone where it is not found."""
        at = self.lines.text.find(raw, self.cursor, self.cursor + _FARTHEST) if raw else -1
        if at < 0:
            return self.cursor, self.cursor
        self.cursor = at + len(raw)
        return at, self.cursor


_FARTHEST = 30_000
"""Characters; so far behind the beginning of a block, or the element before it, an inline element is looked for."""


def _inline(leaf: nodes.Element) -> Iterator[tuple[nodes.Node, bool]]:
    """What stands in a block, elements with their end, in reading order."""
    pending: list[tuple[nodes.Node, bool]] = [(child, False) for child in reversed(leaf.children)]
    while pending:
        node, is_end = pending.pop()
        yield node, is_end
        if isinstance(node, _WHOLE) or is_end or not isinstance(node, nodes.Element) or isinstance(node, (nodes.target, *_SILENT)):
            continue
        pending.append((node, True))
        pending += [(child, False) for child in reversed(node.children)]


_WHOLE = (nodes.footnote_reference, nodes.citation_reference, nodes.problematic)


def _printed(note: nodes.Element) -> str:
    label = next((child for child in note.children if isinstance(child, nodes.label)), None)
    return label.astext() if label is not None else ""


def _group(note: nodes.Element) -> str:
    return SYMBOL if note.get("auto") == "*" else ""


def _name(note: nodes.Element) -> str:
    return f"{_group(note)} {_printed(note).casefold()}"
