"""The words of one block of Markdown, with its links and its markers, and where these stand in the input (pure)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from markdown_it.token import Token

from citeaudit.articles.flow.flow import MARK, Anchor, Growing, Mark, Span
from citeaudit.articles.flow.markdowninline import BRACKET, INLINE_NOTE, NOTE

IDENTITY = re.compile(r"""\b(?:id|name)\s{0,9}=\s{0,9}["']?([^"'\s<>]{1,200})""", re.I)
"""A name in a tag that links inside the text may lead to."""

_NUMBER = re.compile(r"\s*\[?\s*(\d{1,4})\s*\]?\s*")
_CITE = "#cite_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineNote:
    """A footnote whose words stand where it is cited."""

    name: str
    tokens: Sequence[Token]
    source: Span


class Places:
    """Where the inline content of a block stands in the input: `starts` are those of its lines; of a note inside a line, all is where the note is."""

    def __init__(self, content: str, starts: Sequence[int], *, whole: Span | None = None) -> None:
        self._own = [0, *accumulate(len(line) + 1 for line in content.split("\n")[:-1])]
        self._starts, self._whole = starts, whole

    def source(self, at: Span) -> Span:
        """The span in the input of a span in the content."""
        return self._whole or (self._offset(at[0]), self._offset(at[1]))

    def _offset(self, at: int) -> int:
        line = bisect_right(self._own, at) - 1
        return self._starts[line] + at - self._own[line]


def add_words(flow: Growing, tokens: Sequence[Token], places: Places) -> list[InlineNote]:
    """Adds the words of a block's tokens to a flow, and gives the notes whose words stand in it."""
    notes: list[InlineNote] = []
    links: list[tuple[Token, int, int]] = []
    for token in tokens:
        match token.type:
            case "link_open":
                links.append((token, flow.length, len(flow.marks)))
            case "link_close":
                _end_link(flow, *links.pop(), places)
            case "html_inline":
                flow.names += [(flow.length, name) for name in IDENTITY.findall(token.content)]
                flow.add("\n" if token.content[:3].lower() == "<br" else "")
            case "softbreak" | "hardbreak":
                flow.add("\n")
            case "text" | "code_inline":
                flow.add(token.content)
            case _:
                notes += _add_marker(flow, token, places)
    return notes


def _add_marker(flow: Growing, token: Token, places: Places) -> list[InlineNote]:
    """A marker; all else that has no words (emphasis begins, a picture) is left out."""
    if token.type not in (NOTE, BRACKET, INLINE_NOTE):
        return []
    source = places.source(token.meta["at"])
    if token.type == BRACKET:
        span = flow.add(token.meta["shown"])
        flow.marks += [Mark(span=span, source=source, number=number) for number in token.meta["numbers"]]
        return []
    name = token.meta["name"] if token.type == NOTE else f" {source[0]} {flow.length}"
    flow.marks.append(Mark(span=flow.add(MARK), source=source, name=name, shown=token.meta.get("shown", "")))
    return [InlineNote(name=name, tokens=token.meta["tokens"], source=source)] if token.type == INLINE_NOTE else []


def _end_link(flow: Growing, opened: Token, start: int, count: int, places: Places) -> None:
    url, name = str(opened.attrs.get("href", "")), str(opened.meta.get("label", "")).casefold()
    span = (start, flow.length)
    words = "".join(flow.pieces[-8:])[start - flow.length :] if flow.length - start < 12 else ""
    shown = _NUMBER.fullmatch(words)
    source = places.source(opened.meta["at"]) if "at" in opened.meta else (0, 0)
    if shown and (url.startswith("#") or _CITE in url):
        del flow.marks[count:]
        flow.marks.append(Mark(span=span, source=source, number=shown[1], target=url.partition("#")[2]))
        return
    flow.anchors.append(Anchor(span=span, url=url, name=name, source=source))
    if name and shown and len(flow.marks) == count:
        flow.marks.append(Mark(span=span, source=source, number=shown[1]))
    if name:
        flow.add(MARK)
