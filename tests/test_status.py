"""The line an editor acts on: every state of a link with every state of its archive, as the design's table has them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from citeaudit.model import ArchiveCheck, ArchiveState, Evidence, Link, LinkCheck, LinkState, Status, UrlOrigin, Verdict, text
from citeaudit.status import status_of

NOON = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
URL = "https://news.example.org/2015/10/rights-report"
SEEN = (Evidence(what="answered 200", where=URL, seen_at=NOON),)

COLUMNS = "archived    distant     absent      unusable    excluded    unknown     not-checked"
MATRIX = """
live          ok          at-risk     at-risk     at-risk     at-risk     unclear     unclear
moved         ok          at-risk     at-risk     at-risk     at-risk     unclear     unclear
drifted       ok          at-risk     at-risk     at-risk     at-risk     unclear     unclear
gone          rescuable   rescuable   lost        lost        lost        unclear     unclear
soft-404      rescuable   rescuable   lost        lost        lost        unclear     unclear
parked        rescuable   rescuable   lost        lost        lost        unclear     unclear
dead-host     rescuable   rescuable   lost        lost        lost        unclear     unclear
blocked       unclear     unclear     unclear     unclear     unclear     unclear     unclear
restricted    unclear     unclear     unclear     unclear     unclear     unclear     unclear
rate-limited  unclear     unclear     unclear     unclear     unclear     unclear     unclear
tls-error     unclear     unclear     unclear     unclear     unclear     unclear     unclear
transient     unclear     unclear     unclear     unclear     unclear     unclear     unclear
unknown       unclear     unclear     unclear     unclear     unclear     unclear     unclear
invalid-url   unclear     unclear     unclear     unclear     unclear     unclear     unclear
refused       not-checked not-checked not-checked not-checked not-checked not-checked not-checked
not-checked   not-checked not-checked not-checked not-checked not-checked not-checked not-checked
"""
ROWS = {row.split()[0]: row.split()[1:] for row in MATRIX.strip().splitlines()}
CELLS = [
    pytest.param(LinkState(link), ArchiveState(archive), Status(status), id=f"{link}-and-{archive}")
    for link, statuses in ROWS.items()
    for archive, status in zip(COLUMNS.split(), statuses, strict=True)
]


def status(link_state: LinkState, archive_state: ArchiveState, url: str = URL) -> Verdict[Status]:
    origin = Verdict(value=UrlOrigin.ARTICLE if url else UrlOrigin.NONE, rule="printed", reason=text("the article prints it"), evidence=SEEN)
    live = LinkCheck(verdict=Verdict(value=link_state, rule="a-rule", reason=text("it was seen"), evidence=SEEN, confidence=0.9))
    archive = ArchiveCheck(verdict=Verdict(value=archive_state, rule="a-rule", reason=text("it was found"), evidence=SEEN, confidence=0.9))
    return status_of(Link(url=url, origin=origin), live, archive)


def test_the_matrix_is_whole() -> None:
    assert set(ROWS) == set(LinkState)
    assert set(COLUMNS.split()) == set(ArchiveState)
    assert len(CELLS) == 16 * 7


@pytest.mark.parametrize(("link", "archive", "expected"), CELLS)
def test_status_of_a_source(link: LinkState, archive: ArchiveState, expected: Status) -> None:
    assert status(link, archive).value is expected


@pytest.mark.parametrize("link", [LinkState.NOT_CHECKED, LinkState.UNKNOWN, LinkState.LIVE], ids=str)
def test_a_source_without_a_url(link: LinkState) -> None:
    assert status(link, ArchiveState.NOT_CHECKED, url="").value is Status.NO_URL


@pytest.mark.parametrize(("link", "archive", "expected"), CELLS)
def test_every_status_says_why(link: LinkState, archive: ArchiveState, expected: Status) -> None:
    verdict = status(link, archive)
    assert verdict.rule.strip()
    assert " " in str(verdict.reason)
    assert 0 <= verdict.confidence <= 1
    if expected not in (Status.UNCLEAR, Status.NOT_CHECKED):
        assert verdict.evidence
