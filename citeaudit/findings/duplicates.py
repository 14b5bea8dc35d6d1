"""Finds one document cited as two or more references (Wikipedia:Citing sources, "Duplicate citations")."""

from __future__ import annotations

from collections.abc import Iterator

from citeaudit import counting
from citeaudit.model import Evidence, Finding, Severity, text
from citeaudit.ports import Facts, FindingRule


def _find(facts: Facts) -> Iterator[Finding]:
    for group in counting.same_documents(facts.sources):
        labels = tuple(source.source.label for source in group)
        yield Finding(
            rule="duplicate-reference",
            severity=Severity.WARNING,
            article=group[0].source.article,
            references=labels,
            message=text("references {labels} cite the same document, “{title}”", labels=", ".join(labels), title=group[0].source.title),
            tip=text("name one of them and use it for all; the balance report counts the document with and without its copies"),
            evidence=tuple(Evidence(what=source.source.raw, where=f"line {source.source.line}") for source in group),
        )


FINDINGS = FindingRule(name="duplicates", severity=Severity.WARNING, find=_find)
