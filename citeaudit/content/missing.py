"""Whether a page says that the thing asked for is not there, or that the site is down for now (pure)."""

from __future__ import annotations

from citeaudit.content.phrasebook import phrases
from citeaudit.content.titles import parts
from citeaudit.content.words import count_phrase, count_words, fold
from citeaudit.model import Page

NOT_FOUND_WORDS = 150
"""From this many visible words on it is a page of its own, whatever its title (design: row 20)."""

MAINTENANCE_WORDS = 100

_SHORT_PHRASE = 3
_NOTICE_WORDS = 30
"""From this many words on a page is no mere notice: phrases of three words or less count in its titles alone ("the lift is down for maintenance")."""

_COVERS = 0.6
"""The share of a title that a not-found phrase must fill: "404 Page not found" is one, "Missing children not found in camp" is none."""


def not_found_phrase(page: Page) -> str:
    """The title or heading that is a not-found phrase, on a page of few words; else empty."""
    return "" if page.words >= NOT_FOUND_WORDS else not_found_title(page)


def not_found_title(page: Page) -> str:
    """The title or heading that is a not-found phrase, however many words the page has; else empty."""
    return next((title for title in (page.title, page.h1) if any(map(_is_not_found, parts(title)))), "")


def maintenance_phrase(page: Page) -> str:
    """The words by which a page of few words says that the site is down for now; else empty."""
    if page.words >= MAINTENANCE_WORDS:
        return ""
    titles, shown = fold(f"{page.title} / {page.h1}"), fold(f"{page.title} / {page.h1} / {page.text}")
    for phrase in phrases("missing", "maintenance"):
        is_short = count_words(phrase.words) <= _SHORT_PHRASE and page.words >= _NOTICE_WORDS
        if count_phrase(titles if is_short else shown, phrase.folded):
            return phrase.words
    return ""


def _is_not_found(part: str) -> bool:
    folded = fold(part)
    return any(len(phrase.folded) >= _COVERS * len(folded) and count_phrase(folded, phrase.folded) for phrase in phrases("missing", "not_found"))
