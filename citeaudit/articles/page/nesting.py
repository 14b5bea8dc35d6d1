"""Pages that nest deeper than their parser follows: libxml2 stops at 2,048 elements (`xmlParserMaxDepth`) and loses all that comes after."""

from __future__ import annotations

import re
from collections.abc import Iterator

DEEPEST = 200
"""Elements without a meaning of their own that a page may nest; no article nests so many."""

# Elements that only hold others: what is in them reads the same without them.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>b|big|blockquote|center|dd|div|dl|em|font|i|li|ol|p|section|small|span|strong|sub|table|tbody|td|tr|u|ul)"
    r"(?=[\s/>])(?P<attributes>[^<>]{0,2000}>)",
    re.I,
)
_MARKED = re.compile(r"\b(?:class|id)\s*=", re.I)


def flattened(page: str) -> str:
    """A page without the elements that nest too deep, as far as they have neither class nor id."""
    return "".join(_pieces(page))


def _pieces(page: str) -> Iterator[str]:
    start = 0
    opened: list[tuple[str, bool]] = []
    kept = 0
    for tag in _TAG.finditer(page):
        name = tag["name"].lower()
        if tag["close"]:
            if not opened or opened[-1][0] != name:
                continue
            is_kept = opened.pop()[1]
            kept -= is_kept
        else:
            is_kept = kept < DEEPEST or bool(_MARKED.search(tag["attributes"]))
            opened.append((name, is_kept))
            kept += is_kept
        if not is_kept:
            yield page[start : tag.start()]
            start = tag.end()
    yield page[start:]
