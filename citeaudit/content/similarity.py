"""How alike two pages are by their words: what the site answers alike for every address is one page (pure)."""

from __future__ import annotations

from citeaudit.content.words import tokens
from citeaudit.model import Page

_RUN = 3


def likeness(page: Page, probe: Page, echoes: tuple[str, ...] = ()) -> float:
    """How alike two pages are, 0 to 1: the share of the runs of words that both have."""
    one, other = _runs(page.text), _runs(probe.text)
    return len(one & other) / len(one | other) if one | other else 0.0


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = tokens(text)
    return frozenset(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1)))
