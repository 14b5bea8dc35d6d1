"""A quick meta refresh is a redirect, a slow one is none."""

from __future__ import annotations

import pytest

from citeaudit.content.refresh import quick_refresh
from citeaudit.model import Page


@pytest.mark.parametrize(("seconds", "leads_to"), [(0.0, "/new"), (5.0, "/new"), (5.1, ""), (None, "")])
def test_quick_refresh(seconds: float | None, leads_to: str) -> None:
    assert quick_refresh(Page(refresh_s=seconds, refresh_url="/new")) == leads_to
