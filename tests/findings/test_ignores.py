"""Ignores that have had their day, and those that fit nothing, are told; the others are not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from citeaudit.findings.ignores import FINDINGS
from citeaudit.model import AuditedSource, Finding, Severity
from citeaudit.policies import Ignore
from citeaudit.ports import Facts

Build = Callable[..., AuditedSource]
PATTERN = "https://a.example/old/*"
URL = "https://a.example/old/1"
YESTERDAY, TODAY = date(2026, 11, 25), date(2026, 11, 26)


def found(*sources: AuditedSource, ignores: tuple[Ignore, ...]) -> list[Finding]:
    now = datetime(2026, 11, 26, 23, 59, tzinfo=UTC)
    return list(FINDINGS.find(Facts(articles=(), sources=sources, subject=(), now=now, ignores=ignores)))


def test_an_ignore_that_is_used_is_not_told(audited: Build) -> None:
    ignores = (Ignore(url=PATTERN, reason="r"), Ignore(url=PATTERN, reason="r", until=TODAY))
    assert found(audited("1", url=URL), ignores=ignores) == []
    assert found(audited("1", url=URL), ignores=()) == []


def test_an_expired_ignore_of_links_that_are_here_is_a_warning(audited: Build) -> None:
    sources = (audited("7", url=URL, raw="seventh"), audited("8", url="https://b.example/"), audited("9", url="https://A.example/old/2"))
    (finding,) = found(*sources, ignores=(Ignore(url=PATTERN, reason="seen by hand", until=YESTERDAY),))
    assert (finding.rule, finding.severity, finding.article, finding.references) == ("expired-ignore", Severity.WARNING, "An article", ("7", "9"))
    assert str(finding.message) == f"the ignore “{PATTERN}” ended on 2026-11-25: what it fits is checked again"
    assert [(seen.what, seen.where) for seen in finding.evidence][:2] == [("seen by hand", PATTERN), ("seventh", URL)]


def test_an_expired_ignore_of_nothing_is_a_note(audited: Build) -> None:
    (finding,) = found(audited("1", url="https://b.example/"), audited("2"), ignores=(Ignore(url=PATTERN, reason="r", until=YESTERDAY),))
    assert (finding.rule, finding.severity, finding.references) == ("expired-ignore", Severity.NOTE, ())
    assert str(finding.message) == f"the ignore “{PATTERN}” ended on 2026-11-25, and no link of this audit needs it"


def test_an_expired_ignore_that_another_stands_in_for_is_a_note(audited: Build) -> None:
    ignores = (Ignore(url=PATTERN, reason="r", until=YESTERDAY), Ignore(url="*a.example*", reason="anew"))
    (finding,) = found(audited("1", url=URL), ignores=ignores)
    assert (finding.rule, finding.severity, finding.references) == ("expired-ignore", Severity.NOTE, ())


def test_an_unused_ignore_is_a_note(audited: Build) -> None:
    ignores = (Ignore(url=PATTERN, reason="first"), Ignore(url="*{odd}*", reason="second", until=TODAY))
    first, second = found(audited("1", url="https://b.example/"), audited("2"), ignores=ignores)
    assert (first.rule, first.severity) == ("unused-ignore", Severity.NOTE)
    assert str(first.message) == f"the ignore “{PATTERN}” fits no address of this audit"
    assert str(second.message) == "the ignore “*{odd}*” fits no address of this audit"
    assert [(seen.what, seen.where) for seen in first.evidence] == [("first", PATTERN)]


def test_labels_of_several_articles_are_not_mixed(audited: Build) -> None:
    sources = (audited("1", url=URL), audited("1", url=URL, article="Another article"))
    (finding,) = found(*sources, ignores=(Ignore(url=PATTERN, reason="r", until=YESTERDAY),))
    assert (finding.severity, finding.article, finding.references) == (Severity.WARNING, "", ())
    assert [seen.where for seen in finding.evidence] == [PATTERN, URL, URL]
