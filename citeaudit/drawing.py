"""Bar charts as SVG that works without scripts and styles, in a page or alone, and can be read on a phone (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape, quoteattr

WIDTH, TITLE, ROW, BAR, COUNT = 440, 30, 40, 12, 52
"""Pixels: width of the picture; height of the title's line, of a row (a label above its bar) and of a bar; room for the longest bar's count."""

LONGEST = 54
"""So many letters of a label fit into the width; two places for each sign of Chinese, Japanese, Korean."""

_NO_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 does not allow (https://www.w3.org/TR/xml/#charsets): a title or a name may hold anything."""

_INK, _BLUE = "#1b1b1b", "#33628a"


def bars(title: str, rows: Sequence[tuple[str, int]], *, unit: str) -> str:
    """A horizontal bar below each label, its count beside it. One colour for all: a bar says how many, not how good.

    Args:
        title: what the picture shows; with all rows it is also the accessible name.
        rows: labels and counts, from top to bottom; a label that is too long for the picture is cut there, not in the accessible name.
        unit: what is counted, in the plural.
    """
    height = TITLE + ROW * len(rows)
    widest = max((count for _, count in rows), default=0) or 1
    told = "; ".join(f"{label}: {count} {unit}" for label, count in rows)
    name = f"{title}. {told}" if told else title
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img" '
        f'aria-label={quoteattr(_as_xml(name))} font-family="sans-serif" font-size="14" fill="{_INK}">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="0" y="16" font-weight="bold">{escape(_fitted(title))}</text>',
    ]
    for place, (label, count) in enumerate(rows):
        top = TITLE + ROW * place
        length = round((WIDTH - COUNT) * count / widest)
        drawn += [
            f'<text x="0" y="{top + 14}">{escape(_fitted(label))}</text>',
            f'<rect x="0" y="{top + 20}" width="{max(length, 1)}" height="{BAR}" fill="{_BLUE}"/>',
            f'<text x="{length + 6}" y="{top + 31}">{count}</text>',
        ]
    return "\n".join([*drawn, "</svg>\n"])


def _as_xml(words: str) -> str:
    return _NO_XML.sub("\ufffd", words)


def _fitted(words: str) -> str:
    """Words that fit into the picture's width, cut with `…` where they are longer."""
    words, room = _as_xml(words), LONGEST
    for place, letter in enumerate(words):
        room -= 2 if east_asian_width(letter) in "WF" else 1
        if room < 0:
            return f"{words[: place - 1].rstrip()}…"
    return words
