"""An archive statement that does not hold is told, with what to put in its place; every other one is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from citeaudit.archives import claims
from citeaudit.findings.archives import FINDINGS
from citeaudit.grouping import tasks
from citeaudit.model import ArchiveState, AuditedSource, Claim, Evidence, Finding, PartialDate, Severity, Snapshot, Text, Verdict, text
from citeaudit.ports import Facts

Build = Callable[..., AuditedSource]
URL = "https://a.example/page"
COPY = "https://web.archive.org/web/20160501000000/https://a.example/page"
DAY = PartialDate(year=2016, month=6, day=1)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
FOUND = Snapshot(
    archive="Wayback Machine",
    url=URL,
    at=datetime(2016, 5, 1, tzinfo=UTC),
    status=200,
    replay_url="https://web.archive.org/web/20160501000000id_/https://a.example/page",
)
OTHER_DAY = text("the archived copy is of {date}, not of {printed} as printed", date="2016-05-01", printed="2016-06-01")
NO_COPY = text("the snapshot does not replay: the archive answers {status}", status=404)


def stated(
    source: AuditedSource, value: Claim, reason: Text, *, found: Snapshot | None = None, evidence: tuple[Evidence, ...] = (Evidence(what="seen"),)
) -> AuditedSource:
    verdict = Verdict(value=value, rule="test", reason=reason, evidence=evidence, confidence=0.9)
    return replace(source, archive=replace(source.archive, snapshot=found, claim=verdict))


def found_in(*sources: AuditedSource) -> list[Finding]:
    return list(FINDINGS.find(Facts(articles=(), sources=sources, subject=(), now=NOW)))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Claim.OTHER_URL, [("archive-of-another-page", Severity.WARNING)]),
        (Claim.NOT_FOUND, [("archive-not-found", Severity.WARNING)]),
        (Claim.OTHER_DATE, [("archive-of-another-day", Severity.NOTE)]),
        (Claim.CONFIRMED, []),
        (Claim.UNKNOWN, []),
    ],
)
def test_what_is_told_of_each_statement(audited: Build, value: Claim, told: list[tuple[str, Severity]]) -> None:
    findings = found_in(stated(audited("7", url=URL), value, text("a test says so")))
    assert [(finding.rule, finding.severity) for finding in findings] == told
    assert all(finding.references == ("7",) and finding.evidence for finding in findings)


def test_an_article_that_says_nothing_of_a_copy_is_told_nothing(audited: Build) -> None:
    assert found_in(audited("1", url=URL, archive=ArchiveState.ABSENT)) == []


def test_the_snapshot_that_was_found_is_named_by_its_address(audited: Build) -> None:
    (finding,) = found_in(stated(audited("7", url=URL, archive_url="https://a.example/lost"), Claim.NOT_FOUND, NO_COPY, found=FOUND))
    assert str(finding.message) == f"the snapshot does not replay: the archive answers 404; the snapshot {COPY} shows the page"
    assert str(finding.tip) == "put the snapshot that was found into the reference, with its date"


@pytest.mark.parametrize(
    ("found", "tip"),
    [
        (FOUND, "put the snapshot of this page in the place of the link to the other one"),
        (None, "take the link to the other page out, or look for a copy of this page in another archive"),
    ],
    ids=["found", "none found"],
)
def test_a_link_to_another_page_is_to_be_replaced(audited: Build, found: Snapshot | None, tip: str) -> None:
    source = audited("7", url=URL, archive_url="https://web.archive.org/web/2016/https://b.example/")
    (finding,) = found_in(stated(source, Claim.OTHER_URL, text("the archive link is for another page"), found=found))
    assert str(finding.tip) == tip
    assert (COPY in str(finding.message)) == (found is not None)


@pytest.mark.parametrize(("archive_url", "what"), [(COPY, "link"), ("", "date")])
def test_where_no_snapshot_was_found_none_is_named(audited: Build, archive_url: str, what: str) -> None:
    (finding,) = found_in(stated(audited("7", url=URL, archive_url=archive_url, archived_on=DAY), Claim.NOT_FOUND, NO_COPY))
    assert finding.message == NO_COPY
    assert str(finding.tip) == f"take the archive {what} out, or look for a copy of the page in another archive"


@pytest.mark.parametrize(
    ("archive_url", "printed", "tip"),
    [
        (COPY, DAY, "write 2016-05-01 as the archive date"),
        ("", DAY, "write 2016-05-01 as the archive date, and add the link to that copy"),
        (COPY, None, "put the address of the copy that the archive shows into the reference"),
    ],
    ids=["link and date", "date alone", "link alone"],
)
def test_the_day_to_write_is_the_one_that_was_seen(audited: Build, archive_url: str, printed: PartialDate | None, tip: str) -> None:
    source = audited("7", url=URL, archive_url=archive_url, archived_on=printed)
    (finding,) = found_in(stated(source, Claim.OTHER_DATE, OTHER_DAY, found=FOUND))
    assert (finding.message, str(finding.tip)) == (OTHER_DAY, tip)


def test_a_day_that_was_not_seen_is_not_invented(audited: Build) -> None:
    source = audited("7", url=URL, archive_url=COPY, archived_on=DAY)
    (finding,) = found_in(stated(source, Claim.OTHER_DATE, text("the dates differ")))
    assert str(finding.tip) == "write the day of the copy as the archive date"


def test_the_judge_of_statements_is_understood(audited: Build) -> None:
    """A link whose own address is of another page needs no network to be judged."""
    source = audited("7", url=URL, archive_url="https://web.archive.org/web/2016/https://b.example/")
    claimed = claims.claimed_by(source.source, source.link)
    assert claimed is not None
    verdict = claims.judge(claimed, None, lambda lookup: ())
    (finding,) = found_in(replace(source, archive=replace(source.archive, claim=verdict)))
    assert str(finding.message) == "the archive link is for another page: https://b.example/"
    assert finding.evidence[0].where == source.source.archive_url


def test_many_alike_are_said_once_under_link_rot(audited: Build) -> None:
    findings = found_in(*(stated(audited(str(n), url=f"{URL}/{n}", archive_url=COPY), Claim.NOT_FOUND, NO_COPY) for n in range(1, 4)))
    (task,) = tasks(findings, "link-rot")
    assert task.told == ((NO_COPY, "An article", ("1", "2", "3")),)


def test_evidence_of_statement_and_snapshots_stands_once(audited: Build) -> None:
    source = audited("7", url=URL, archive=ArchiveState.UNUSABLE)
    tried = (Evidence(what="an answer 404 was captured", where=COPY, seen_at=NOW), *source.archive.verdict.evidence)
    (finding,) = found_in(stated(source, Claim.NOT_FOUND, NO_COPY, evidence=tried))
    assert finding.evidence == tried
