"""Whether a page sends its reader on by itself (pure)."""

from __future__ import annotations

from citeaudit.model import Page

REDIRECTS_WITHIN_S = 5.0
"""A meta refresh that waits no longer is a redirect (design: row 23)."""


def quick_refresh(page: Page) -> str:
    """Where a page leads on to within seconds, as it says it; empty where it stays."""
    return "" if page.refresh_s is None or page.refresh_s > REDIRECTS_WITHIN_S else page.refresh_url
