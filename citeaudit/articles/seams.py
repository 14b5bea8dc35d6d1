"""Where, in a reference that bundles sources, one of them that no template made is parted from those that templates made (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_SOURCES = 100
"""In an entry that shows more ends of sources than this, they are none."""

_STOPS = (";", "；")
_NEXT = re.compile(r"[\s.]*[;；]\s*")


def with_free(words: str, start: int, citations: Sequence[tuple[int, int]], links: Sequence[int]) -> list[int]:
    """The starts of the citations, and of sources with a link of their own that a semicolon parts from the first or the last of them.

    Args:
        words: of the entry, from `start` on.
        citations: the (start, end) of what templates made, in order.
        links: where links stand whose words may be a title.
    """
    starts = [begins for begins, _ in citations]
    if not starts or not links:
        return starts
    first, end = starts[0], citations[-1][1]
    is_before = any(start <= at < first for at in links) and words[start:first].rstrip().endswith(_STOPS)
    after = _NEXT.match(words, end)
    is_after = after is not None and any(at >= after.end() for at in links)
    return [*([start] if is_before else []), *starts, *([after.end()] if after and is_after else [])]
