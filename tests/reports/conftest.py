"""An audit that has something of everything, drawn from judged sources as every audit is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from citeaudit.audit import assess
from citeaudit.model import (
    LEAD,
    Affiliation,
    ArchiveState,
    Article,
    Audit,
    AuditedSource,
    Basis,
    Cause,
    Citation,
    Claim,
    Evidence,
    LeftOut,
    LinkState,
    PartialDate,
    Reference,
    Remark,
    Role,
    Section,
    Severity,
    SourceType,
    Status,
    Verdict,
    text,
)

Build = Callable[..., AuditedSource]
Make = Callable[..., Audit]
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
NOBODY = text("controlled by {state}, by general knowledge: nobody has read this", state="KZ")


def _article(title: str, sources: Sequence[AuditedSource]) -> Article:
    """An article that cites each source as often as it says, in a lead and a section by turns; one section cites nothing."""
    references = tuple(
        Reference(number=s.source.reference, group=s.source.group, text=s.source.raw, span=(0, 1), line=1, column=1, sources=(s.source,))
        for s in sources
    )
    citations = tuple(
        Citation(
            reference=s.source.reference,
            group=s.source.group,
            section=(LEAD, "Law | courts")[n % 2],
            sentence=f"Sentence {n} <b>is so</b>.",
            span=(0, 1),
        )
        for n, s in enumerate(sources)
        for _ in range(s.citations)
        if s.source.role is Role.SOURCE
    )
    headings = (LEAD, "Law | courts", "Uncited")
    return Article(
        title=title,
        format="plaintext",
        references=references,
        citations=citations,
        sections=tuple(Section(heading=heading, level=2, span=(0, 1), words=9) for heading in headings),
        remarks=(
            Remark(
                rule="drifted-number",
                severity=Severity.NOTE,
                references=("1", "2", "3"),
                message=text("the list prints other numbers"),
                tip=text("nothing to mend"),
            ),
        ),
    )


def _of_every_kind(audited: Build, title: str) -> list[AuditedSource]:
    read = Evidence(what="an own page", where="https://own.example/about_us", seen_at=NOW)
    plain = audited("1", article=title, title="Annual <script>alert(1)</script> report", publisher="A & B", kind=SourceType.NGO, raw="Raw | one")
    dead = audited(
        "2",
        article=title,
        title="A dead page",
        publisher="Kaz News",
        kind=SourceType.PRESS,
        state="KZ",
        basis=Basis.KNOWN,
        sure=0.3,
        affiliation=Affiliation.AFFILIATED,
        url="https://dead.example/a_b?x=1|2",
        link=LinkState.GONE,
        archive=ArchiveState.ABSENT,
        status=Status.LOST,
        citations=2,
    )
    towards = dead.classification.affiliation
    assert towards is not None
    dead = replace(dead, classification=replace(dead.classification, affiliation=replace(towards, reason=NOBODY)))
    more = [
        replace(dead, source=replace(dead.source, reference="3", title="Another page about the law")),
        audited("4", article=title, title="Alive", url="https://live.example/", link=LinkState.LIVE, archive=ArchiveState.ARCHIVED, status=Status.OK),
        audited(
            "4",
            article=title,
            part=2,
            title="Bundled",
            published=PartialDate(year=2015, month=10),
            origin="AFP",
            publisher="Paper",
            kind=SourceType.PRESS,
        ),
        audited("1", article=title, group="note", role=Role.NOTE, raw="An explanatory note.", citations=0),
        audited("5", article=title, role=Role.EMPTY, citations=0),
    ]
    who = plain.classification.who
    plain = replace(
        plain,
        sections=(LEAD, "Law | courts"),
        classification=replace(plain.classification, who=replace(who, type=replace(who.type, evidence=(read, read)))),
    )
    return [plain, dead, *more]


ELSEWHERE = "https://b.example/<b>|`x`"
TRIED = tuple(
    Evidence(what=f"an answer {status} was captured", where=f"https://web.archive.org/web/{day}000000/https://dead.example/a_b?x=1|2", seen_at=NOW)
    for status, day in ((404, 20160501), (503, 20160502), (404, 20160503))
)
STATEMENTS = {
    "1": (Claim.UNKNOWN, text("the article gives no link to the copy in {archive}", archive="An | <i>archive</i>"), ()),
    "2": (Claim.NOT_FOUND, text("no snapshot shows the page"), TRIED),
    "3": (Claim.OTHER_URL, text("the archive link is for another page: {url}", url=ELSEWHERE), TRIED[:1]),
}
"""What is found of archive statements, by reference: value, reason and what was seen, with words that break tables where they are not escaped."""


def _stated(source: AuditedSource) -> AuditedSource:
    if source.source.reference not in STATEMENTS or source.source.group:
        return source
    value, reason, seen = STATEMENTS[source.source.reference]
    claim = Verdict(value=value, rule="test", reason=reason, evidence=seen, confidence=0.9)
    return replace(source, archive=replace(source.archive, claim=claim))


def _unassessed(source: AuditedSource) -> AuditedSource:
    return replace(source, classification=replace(source.classification, affiliation=None, geography=None))


@pytest.fixture(scope="session")
def audit_of(audited: Build) -> Make:
    """Builds the audit of articles by their titles, of a bare table without titles; `subject` is that of the articles.

    `stated` has what articles say of archived copies looked at (STATEMENTS).
    """

    def make(*titles: str, subject: tuple[str, ...] = ("KZ",), stated: bool = False) -> Audit:
        sources = {title: _of_every_kind(audited, title) for title in titles or ("",)}
        if not subject:
            sources = {title: [_unassessed(source) for source in part] for title, part in sources.items()}
        if stated:
            sources = {title: [_stated(source) for source in part] for title, part in sources.items()}
        articles = [_article(title, sources[title]) for title in titles]
        left_out = (LeftOut(cause=Cause.ASKED, what=text("archive checks were left out, as asked")),)
        return assess(articles, [s for part in sources.values() for s in part], now=NOW, subject=subject, settings=(), left_out=left_out)

    return make
