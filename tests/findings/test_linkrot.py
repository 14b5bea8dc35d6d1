"""Link rot: what an editor is told to do, and the figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from citeaudit.findings.linkrot import FINDINGS
from citeaudit.model import ArchiveState, Article, AuditedSource, LinkRot, LinkState, Role, Severity, Status, text
from citeaudit.ports import Facts

Build = Callable[..., AuditedSource]
URL = "http://a.example/"


def facts(*sources: AuditedSource) -> Facts:
    article = Article(title="An article", format="plaintext", references=(), citations=(), sections=())
    return Facts(articles=(article,), sources=sources, subject=(), now=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.mark.parametrize(
    ("link", "status", "told"),
    [
        (LinkState.GONE, Status.LOST, [("lost-source", Severity.ERROR)]),
        (LinkState.SOFT_404, Status.RESCUABLE, [("dead-link", Severity.ERROR)]),
        (LinkState.LIVE, Status.AT_RISK, [("unarchived-source", Severity.WARNING)]),
        (LinkState.MOVED, Status.OK, [("moved-link", Severity.NOTE)]),
        (LinkState.DRIFTED, Status.AT_RISK, [("unarchived-source", Severity.WARNING), ("drifted-page", Severity.NOTE)]),
        (LinkState.INVALID_URL, Status.UNCLEAR, [("invalid-url", Severity.ERROR)]),
        (LinkState.BLOCKED, Status.UNCLEAR, []),
        (LinkState.TRANSIENT, Status.UNCLEAR, []),
        (LinkState.NOT_CHECKED, Status.NOT_CHECKED, []),
    ],
)
def test_what_is_told(audited: Build, link: LinkState, status: Status, told: list[tuple[str, Severity]]) -> None:
    findings = list(FINDINGS.find(facts(audited("7", url=URL, link=link, status=status))))
    assert [(finding.rule, finding.severity) for finding in findings] == told
    assert all(finding.references == ("7",) and finding.evidence for finding in findings)


def test_a_site_that_the_archive_keeps_out_of_view_is_not_to_be_archived_there(audited: Build) -> None:
    shut_out = audited("1", url=URL, link=LinkState.LIVE, archive=ArchiveState.EXCLUDED, status=Status.AT_RISK)
    other = audited("2", url=URL, link=LinkState.LIVE, archive=ArchiveState.ABSENT, status=Status.AT_RISK)
    assert ["another archive" in str(finding.tip) for finding in FINDINGS.find(facts(shut_out, other))] == [True, False]


def test_sources_without_an_address_are_one_finding(audited: Build) -> None:
    (finding,) = FINDINGS.find(facts(audited("1"), audited("2"), audited("3", role=Role.NOTE)))
    assert finding.rule == "no-url"
    assert finding.references == ("1", "2")


def figures(*sources: AuditedSource) -> LinkRot:
    assert FINDINGS.figures is not None
    made = FINDINGS.figures(facts(*sources))
    assert isinstance(made, LinkRot)
    return made


def test_cannot_tell_is_neither_dead_nor_ok(audited: Build) -> None:
    states = [LinkState.GONE, LinkState.PARKED, LinkState.LIVE, LinkState.BLOCKED, LinkState.UNKNOWN, LinkState.REFUSED, LinkState.NOT_CHECKED]
    states.append(LinkState.INVALID_URL)
    made = figures(*(audited(str(n), url=URL, link=state) for n, state in enumerate(states)), audited("8"), audited("9", role=Role.NOTE))
    assert (made.sources, made.with_url, made.checked) == (9, 8, 5)
    assert (made.dead.part, made.ok.part, made.cannot_tell.part) == (2, 1, 2)
    assert made.dead.whole == made.ok.whole == made.cannot_tell.whole == 5


def test_archive_rate_is_of_those_looked_up(audited: Build) -> None:
    states = [ArchiveState.ARCHIVED, ArchiveState.DISTANT, ArchiveState.ABSENT, ArchiveState.UNKNOWN, ArchiveState.NOT_CHECKED]
    made = figures(*(audited(str(n), url=URL, archive=state) for n, state in enumerate(states)))
    assert (made.archived.part, made.archived.whole, made.looked_up) == (2, 4, 4)


def test_nothing_checked_gives_no_rate(audited: Build) -> None:
    made = figures(audited("1"))
    assert (made.checked, made.dead.low, made.dead.whole) == (0, None, 0)


def test_the_figures_stand_without_the_recovered_addresses_too(audited: Build) -> None:
    own = audited("1", url=URL, link=LinkState.LIVE, archive=ArchiveState.ARCHIVED, status=Status.OK)
    recovered = audited("2", url=URL, link=LinkState.GONE, archive=ArchiveState.ABSENT, status=Status.LOST)
    recovered = replace(recovered, as_printed=recovered.classification)
    made = figures(own, recovered)
    assert (made.with_url, made.dead.part, made.dead.whole, made.archived.part) == (2, 1, 2, 1)
    bare = made.without_recovery
    assert bare is not None
    assert (bare.sources, bare.with_url, bare.dead.part, bare.dead.whole) == (2, 1, 0, 1)
    assert {count.name: count.sources for count in bare.statuses} == {"ok": 1, "no-url": 1}
    assert figures(own).without_recovery is None


def test_a_doubtful_address_is_left_empty_and_told(audited: Build) -> None:
    source = audited("5")
    doubtful = replace(source.link.origin, rule="doubtful", reason=text("two references may be meant"))
    findings = list(FINDINGS.find(facts(replace(source, link=replace(source.link, origin=doubtful)))))
    assert [(finding.rule, finding.references) for finding in findings] == [("doubtful-address", ("5",)), ("no-url", ("5",))]
    assert str(findings[0].message) == "two references may be meant"
