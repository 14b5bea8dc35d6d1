"""Whether a page is a script shell: made in the browser, so that its text was not seen (pure)."""

from __future__ import annotations

from citeaudit.content.phrasebook import said
from citeaudit.model import Page

SHELL_WORDS = 20
"""Fewer words, and a script (design: row 21)."""

NOTICE_WORDS = 40
"""The words that ask for scripts may be more, and stand outside of <noscript>."""


def is_shell(page: Page) -> bool:
    """Whether a page has scripts and next to no words, or few more that ask for scripts."""
    is_bare = page.words < SHELL_WORDS or (page.words < NOTICE_WORDS and bool(said(page.text, "walls", "needs_scripts")))
    return bool(page.scripts) and is_bare
