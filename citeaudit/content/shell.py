"""Whether a page is a script shell: made in the browser, so that its text was not seen (pure)."""

from __future__ import annotations

from citeaudit.model import Page

SHELL_WORDS = 20
"""Fewer words, and a script (design: row 21)."""


def is_shell(page: Page) -> bool:
    """Whether a page has scripts and next to no words."""
    return bool(page.scripts) and page.words < SHELL_WORDS
