"""The two answers to where a URL comes from: an address with its origin, or none and why (pure)."""

from __future__ import annotations

from citeaudit.model import Evidence, Link, Text, UrlOrigin, Verdict
from citeaudit.urls import without_credentials


def given(url: str, origin: UrlOrigin, rule: str, reason: Text, evidence: tuple[Evidence, ...], confidence: float, archive_url: str = "") -> Link:
    """An address and that of its archived copy, without credentials."""
    verdict = Verdict(value=origin, rule=rule, reason=reason, evidence=evidence, confidence=confidence)
    return Link(url=without_credentials(url), archive_url=without_credentials(archive_url), origin=verdict)


def absent(rule: str, reason: Text, evidence: tuple[Evidence, ...] = ()) -> Link:
    """No address."""
    return Link(url="", origin=Verdict(value=UrlOrigin.NONE, rule=rule, reason=reason, evidence=evidence))
