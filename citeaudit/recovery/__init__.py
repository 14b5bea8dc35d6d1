"""Addresses for copies of an article that have none: where each comes from, how lists are aligned, which revision a copy was made from (pure)."""

from __future__ import annotations

from citeaudit.recovery.origin import link_of, links_of

__all__ = ["link_of", "links_of"]
