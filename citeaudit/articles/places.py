"""Where elements stand in the text of a page: the parser gives a tree without offsets, an editor needs the line."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Collection, Iterator
from functools import cache
from html import unescape

from lxml.etree import _Element

# The rest of a tag; quoted attribute values may hold `>` (Parsoid writes whole citations into `data-mw`). No tag has so many attributes.
_REST = r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+'){0,120}+>"


@cache
def _tags(names: frozenset[str]) -> re.Pattern[str]:
    """The tags of some elements. What is no such tag is passed over at once: words, comments, raw text, other tags, a sign that begins none."""
    either = "|".join(sorted(names))
    wanted = rf"<(?P<close>/?)(?P<name>{either})(?=[\s/>])(?P<attributes>{_REST})"
    passed = (
        r"[^<]++|<!--(?s:.*?)(?:-->|\Z)|<(?:script|style)\b(?s:.*?)</(?:script|style)\s*>"
        rf"|<(?!/?(?:{either})[\s/>])/?[a-z]{_REST}|<(?!/?(?:{either})(?=[\s/>]){_REST})"
    )
    # It matches wherever it begins, and so begins nowhere twice.
    return re.compile(rf"(?:{passed})*+(?:{wanted}|\Z)", re.I)


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
    for tag in _tags(names | _LISTS).finditer(page):
        close, name, attributes = tag.groups()
        if name is None:
            break
        name, begin = name.lower(), tag.start("close") - 1
        if opened:
            left = _left_open(opened, name, is_end=bool(close))
            for kind, identity, start in opened[left:]:
                yield kind, identity, (start, tag.end() if close and kind == name else begin)
            del opened[left:]
        if not close:
            identified = _ID.search(attributes)
            identity = identified[identified.lastindex or 0] if identified else ""
            opened.append((name, unescape(identity) if "&" in identity else identity, begin))
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
