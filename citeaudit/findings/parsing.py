"""Tells on what the parser met: drifted numbers, markers without an entry, fields put right."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit.model import Finding, Severity
from citeaudit.ports import Facts, FindingRule


def _find(facts: Facts) -> Iterator[Finding]:
    for article in facts.articles:
        for remark in article.remarks:
            yield Finding(
                rule=remark.rule,
                severity=remark.severity,
                article=article.title,
                references=remark.references,
                message=remark.message,
                tip=remark.tip,
                evidence=remark.evidence,
            )


FINDINGS = FindingRule(name="parsing", severity=Severity.NOTE, find=_find)
