"""Where elements stand in the text of a page: the parser gives a tree without offsets, an editor needs the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterator
from html import unescape

from lxml.etree import _Element

# A comment, the raw text of a script or style, or one tag; quoted attribute values may hold `>` (Parsoid writes whole citations into `data-mw`).
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?:script|style)\b.*?</(?:script|style)\s*>"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?P<attributes>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.S | re.I,
)
_ID = re.compile(r"""(?:^|\s)id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_LISTS = frozenset(("ol", "ul"))


def spans_of(page: str, root: _Element, wanted: Collection[_Element]) -> dict[_Element, tuple[int, int]]:
    """The (start, end) in the page's text of some elements of its tree; (0, 0) for one that does not stand there as a tag.

    Elements and tags are matched by name and id, and in document order where several share them.
    """
    names = frozenset(str(element.tag) for element in wanted)
    waiting: dict[tuple[str, str], deque[tuple[int, int]]] = {}
    for name, identity, span in sorted(_elements(page, names), key=lambda found: found[2]):
        waiting.setdefault((name, identity), deque()).append(span)
    spans = {}
    for element in root.iter(*names):
        standing = waiting.get((str(element.tag), element.get("id", "")))
        span = standing.popleft() if standing else (0, 0)
        if element in wanted:
            spans[element] = span
    return spans


class Lines:
    """The lines of a text, to turn offsets into lines and columns."""

    def __init__(self, words: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", words))]

    def at(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


_Opened = list[tuple[str, str, int]]
"""The elements that are open: tag name, id, start."""


def _elements(page: str, names: frozenset[str]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Each element's name, id and span, as its end is met."""
    opened: _Opened = []
    for tag in _TAG.finditer(page):
        name = (tag["name"] or "").lower()
        if name not in names and name not in _LISTS:
            continue
        left = _left_open(opened, name, is_end=bool(tag["close"]))
        for kind, identity, start in opened[left:]:
            yield kind, identity, (start, tag.end() if tag["close"] and kind == name else tag.start())
        del opened[left:]
        if not tag["close"]:
            identified = _ID.search(tag["attributes"])
            identity = next(filter(None, identified.groups()), "") if identified else ""
            opened.append((name, unescape(identity), tag.start()))
    for kind, identity, start in opened:
        yield kind, identity, (start, len(page))


def _left_open(opened: _Opened, name: str, *, is_end: bool) -> int:
    """How many of the open elements a tag leaves open: an end tag closes its element and what is in it, a list item the item before it."""
    for n in range(len(opened) - 1, -1, -1):
        kind = opened[n][0]
        if is_end and kind == name:
            return n
        if not is_end and kind in ("li", *_LISTS):
            return n if kind == name == "li" else len(opened)
    return len(opened)
