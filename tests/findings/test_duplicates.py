"""One document cited as two references is told, with both references."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from citeaudit.findings.duplicates import FINDINGS
from citeaudit.model import AuditedSource
from citeaudit.ports import Facts


def test_told_with_both_references(audited: Callable[..., AuditedSource]) -> None:
    same = {"publisher": "Human Rights Watch", "title": "World Report 2015: Kazakhstan"}
    sources = (audited("1", raw="first", **same), audited("9", publisher="X", title="Another one entirely"), audited("17", raw="second", **same))
    (finding,) = FINDINGS.find(Facts(articles=(), sources=sources, subject=(), now=datetime(2026, 11, 24, tzinfo=UTC)))
    assert finding.references == ("1", "17")
    assert str(finding.message) == "references 1, 17 cite the same document, “World Report 2015: Kazakhstan”"
    assert [seen.what for seen in finding.evidence] == ["first", "second"]
