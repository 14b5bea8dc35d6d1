"""Whether the words of a link are the title of the page it leads to, which they are not in `Oak, Pears (online)` (pure)."""

from __future__ import annotations

import re

_BRACKETS = {"(": ")", "（": "）", "[": "]"}
_QUOTES = frozenset('"“”„«»‹›「」『』《》‘’')
_NAME = re.compile(r"[^\W\d_]{2}")
# Formats and bodies, which are no title where other words stand before them: `PDF`, `URL`, `INDEC`.
_ACRONYM = re.compile(r"\W*[A-Z]{2,5}\W*")
_FEW = 3
"""Words; with so many that begin small a link is `online`, `p. 429`, `versión pdf`, and a single word behind more than so many is no title."""


def is_title(words: str, before: str, after: str, *, is_templated: bool = False) -> bool:
    """Whether a link's words can be a title, by what stands around it.

    Args:
        words: of the link.
        before: what the entry says before it.
        after: what it says behind it.
        is_templated: whether a citation template made the link, which puts such words in brackets.
    """
    before, after = before.rstrip(), after.lstrip()
    if not any(map(str.isalnum, before)):
        return True
    if after[:1] and _BRACKETS.get(before[-1]) == after[0]:
        return False
    if is_templated or before[-1] in _QUOTES or words[:1] in _QUOTES:
        return True
    count = len(words.split())
    is_few = (words[:1].islower() and count <= _FEW) or (count == 1 and words[:1].isupper() and len(before.split()) > _FEW)
    return bool(_NAME.search(words)) and not is_few and not _ACRONYM.fullmatch(words)
