"""A Markdown text to an Article: footnotes, lists of references and link definitions, as a reader sees them rendered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import PurePath
from typing import Any

from markdown_it.token import Token

from citeaudit.articles.flow.article import read_flow
from citeaudit.articles.flow.flow import MARK, Definition, Flow, Growing, Heading, Item, Note, SourceLines, Span
from citeaudit.articles.flow.markdowninline import Reader
from citeaudit.articles.flow.markdownwords import IDENTITY, InlineNote, Places, add_words
from citeaudit.model import Article
from citeaudit.ports import ArticleInput

NO_REFERENCES = (
    "has no references: there are no footnotes ([^1]: …), no list of references (numbered, or of links under a heading of their own), "
    "no definitions of links ([1]: http://…) that the text uses, and no [1] markers"
)

_FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*(?:\r\n?|\n)(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*$", re.S | re.M)
_TITLE = re.compile(r"^title:[ \t]*(?P<words>\S.*?)[ \t]*$", re.M)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(?:script|style)\b.*?(?:</(?:script|style)\s*>|\Z)|</?[a-z!][^<>]*>", re.S | re.I)


def read_markdown(text: str, given: ArticleInput) -> Article:
    """Reads a Markdown text.

    Raises:
        InputError: there are neither references nor markers.
    """
    front = _FRONT_MATTER.match(text)
    lines = SourceLines(text)
    flow = _flow(text, lines, front.end() if front else 0)
    stated = _TITLE.search(front["fields"]) if front else None
    title = stated["words"].strip("\"'") if stated else flow.title
    return read_flow(flow, lines, given, named=title or PurePath(given.file).stem, format="markdown", looked_for=NO_REFERENCES)


def _flow(text: str, lines: SourceLines, start: int) -> Flow:
    env: dict[str, Any] = {}
    # Front matter is no text; its lines stay, so that the others keep their numbers.
    blank = re.sub(r"[^\r\n]", " ", text[:start])
    tokens = Reader().parse(blank + text[start:].replace(MARK, "\ufffd"), env)
    walk = _Walk(Growing(), lines)
    walk.go(tokens)
    for name, found in env.get("references", {}).items():
        first, after = found["map"]
        span = lines.span(first, after)
        walk.flow.definitions.append(Definition(source=span, name=name.casefold(), url=found["href"], title=found["title"]))
    return walk.flow.whole(walk.flow.take_title())


@dataclass(slots=True, kw_only=True)
class _Opened:
    """A list, an item or a note whose end is not yet seen. `place` names a list, `number` is what its next item is shown with (0: without)."""

    token: Token
    start: int
    place: int = 0
    number: int = 0


class _Walk:
    """Goes over the parser's tokens once, and lets the flow grow."""

    def __init__(self, flow: Growing, lines: SourceLines) -> None:
        self.flow, self.lines = flow, lines
        self.opened: list[_Opened] = []
        self.count = 0
        self.cell = (0, 0)
        self.notes: list[InlineNote] = []

    def go(self, tokens: Sequence[Token]) -> None:
        """Walks over a whole text; the notes that stand inside its blocks come last."""
        before: Token | None = None
        for token in tokens:
            if token.type == "inline":
                self._block(token, before)
            elif token.type in ("fence", "code_block", "html_block"):
                self._raw(token)
            elif token.nesting > 0:
                self._open(token)
            elif token.nesting < 0:
                self._close(token)
            before = token
        # A note may have notes in it.
        for note in self.notes:
            start = self.flow.length
            self.notes += add_words(self.flow, note.tokens, Places("", (), whole=note.source))
            self.flow.end_block(start, note.source)
            self.flow.notes.append(Note(span=(start, self.flow.length), source=note.source, name=note.name))

    def _open(self, token: Token) -> None:
        is_list = token.type in ("bullet_list_open", "ordered_list_open")
        if is_list:
            self.count += 1
        if is_list or token.type in ("list_item_open", "footnote_reference_open"):
            number = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else 0
            self.opened.append(_Opened(token=token, start=self.flow.length, place=self.count if is_list else 0, number=number))

    def _close(self, token: Token) -> None:
        if token.type not in ("bullet_list_close", "ordered_list_close", "list_item_close", "footnote_reference_close"):
            return
        opened = self.opened.pop()
        span, source = (opened.start, self.flow.length), self._source(opened.token)
        if token.type == "footnote_reference_close":
            self.flow.notes.append(Note(span=span, source=source, name=str(opened.token.meta["label"]).casefold()))
        elif token.type == "list_item_close":
            around = self.opened[-1]
            depth = sum(one.place > 0 for one in self.opened) - 1
            self.flow.items.append(Item(span=span, source=source, place=around.place, number=around.number, depth=depth))
            around.number += around.number > 0

    def _source(self, token: Token) -> Span:
        return self.lines.span(*(token.map or (0, 0)))

    def _raw(self, token: Token) -> None:
        start, words = self.flow.length, token.content
        if token.type == "html_block":
            tags = "".join(_TAG.findall(words))
            self.flow.names += [(start, name) for name in IDENTITY.findall(tags)]
            words = unescape(_TAG.sub(" ", words))
        self.flow.add(words.replace(MARK, ""))
        self.flow.end_block(start, self._source(token))

    def _block(self, token: Token, before: Token | None) -> None:
        start, source = self.flow.length, self._source(token)
        is_cell = before is not None and before.type in ("td_open", "th_open")
        starts = [self._cell_start(token)] if is_cell else [*_line_starts(self.lines, token)]
        self.notes += add_words(self.flow, token.children or (), Places(token.content, starts))
        if before is not None and before.type == "heading_open":
            self.flow.headings.append(Heading(span=(start, self.flow.length), source=source, level=int(before.tag[1])))
            self.flow.add("\n")
        else:
            self.flow.end_block(start, source)

    def _cell_start(self, token: Token) -> int:
        """Where the words of a table's cell stand: behind the cell before it."""
        low, high = self.lines.bounds((token.map or (0, 0))[0])
        at = self.lines.text.find(token.content, self.cell[1] if self.cell[0] == low else low, high)
        if at >= 0:
            self.cell = low, at + len(token.content)
        return max(at, low)


def _line_starts(lines: SourceLines, token: Token) -> Iterator[int]:
    """Where each line of a block's inline content stands in the input: at the end of the input's line, but for what closes a heading."""
    first = (token.map or (0, 0))[0]
    for number, words in enumerate(token.content.split("\n"), first):
        low, high = lines.bounds(number)
        yield low + max(lines.text[low:high].replace(MARK, "\ufffd").rfind(words), 0)
