"""Whether a page says that the thing asked for is not there, or that the site is down for now (pure)."""

from __future__ import annotations

from citeaudit.content.phrasebook import phrases, said
from citeaudit.content.titles import parts
from citeaudit.content.words import count_phrase, fold
from citeaudit.model import Page

NOT_FOUND_WORDS = 150
"""From this many visible words on it is a page of its own, whatever its title (design: row 20)."""

MAINTENANCE_WORDS = 100

_COVERS = 0.6
"""The share of a title that a not-found phrase must fill: "404 Page not found" is one, "Missing children not found in camp" is none."""


def not_found_phrase(page: Page) -> str:
    """The title or heading that is a not-found phrase, on a page of few words; else empty."""
    if page.words >= NOT_FOUND_WORDS:
        return ""
    return next((title for title in (page.title, page.h1) if any(map(_is_not_found, parts(title)))), "")


def maintenance_phrase(page: Page) -> str:
    """The words by which a page of few words says that the site is down for now; else empty."""
    return said(f"{page.title} / {page.h1} / {page.text}", "missing", "maintenance") if page.words < MAINTENANCE_WORDS else ""


def _is_not_found(part: str) -> bool:
    folded = fold(part)
    return any(len(phrase.folded) >= _COVERS * len(folded) and count_phrase(folded, phrase.folded) for phrase in phrases("missing", "not_found"))
