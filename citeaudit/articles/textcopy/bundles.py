"""The sources that one entry of a plain-text copy bundles, where it shows their ends: semicolons, or list items inside it (pure).

An entry is split only where every piece names a source of its own; what is doubtful stays one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from citeaudit.articles.lines import joined, lines_of
from citeaudit.articles.links import printed_urls, role_of
from citeaudit.model import LinkRole

_ITEM = re.compile(r"[\n\r\x85\u2028\v\f](?:[ \t\u3000]*[•‣◦▪*·]|[ \t]{8,}[o#])[ \t]+")
_SEMICOLON = re.compile(r"[;；]\s+(?=\S)")
_QUOTED = re.compile(r"\"[^\"]{3,400}\"|“[^”]{3,400}”|«[^»]{3,400}»|„[^“”]{3,400}[“”]|「[^」]{1,400}」|『[^』]{1,400}』")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_OPENS = re.compile(r"[^\W\d_]|[\"“«„「『(]|https?://")
_LEAD_IN = re.compile(r"[^.\"“«„]{0,60}[:：]?")


def split_sources(raw: str, words: str) -> tuple[str, ...]:
    """The words of each source of an entry, one where it does not show several.

    Args:
        raw: the entry's words as printed, with its line ends.
        words: the same in one line.
    """
    items = [joined(lines_of(item))[0] for item in _ITEM.split(raw)]
    if len(items) > 1 and not _names_source(items[0]) and _LEAD_IN.fullmatch(items[0]):
        items = items[1:]
    for pieces in (items, _SEMICOLON.split(words)):
        if len(pieces) > 1 and all(map(_names_source, pieces)) and _are_different(pieces):
            return tuple(piece.strip() for piece in pieces)
    return (words,)


def _names_source(words: str) -> bool:
    """Whether words are a citation of their own: a title in quotation marks with a date or an address beside it, or an address of a page."""
    if not _OPENS.match(words) or words[:1].islower():
        return False
    has_url = bool(_pages(words))
    return has_url or bool(_QUOTED.search(words) and _YEAR.search(_QUOTED.sub("", words)))


def _pages(words: str) -> list[str]:
    return [url for url in printed_urls(words) if role_of(url) is LinkRole.ORIGINAL]


def _are_different(pieces: Sequence[str]) -> bool:
    """Whether no two pieces give the same address."""
    urls = [url for piece in pieces for url in set(_pages(piece))]
    return len(urls) == len(set(urls))
