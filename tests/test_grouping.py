"""What is said of many is said once, and what rests on general knowledge is marked."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citeaudit.grouping import affiliation, kind, tasks
from citeaudit.model import Affiliation, AuditedSource, Basis, Finding, Severity, SourceType, text

Build = Callable[..., AuditedSource]


@pytest.mark.parametrize(
    ("type_", "state", "basis", "named", "stands"),
    [
        (SourceType.PRESS, "KZ", Basis.KNOWN, "press (KZ; nobody has read this)", "affiliated with the subject (nobody has read this)"),
        (SourceType.PRESS, "KZ", Basis.REFERENCE, "press (KZ)", "affiliated with the subject"),
        (SourceType.PRESS, "", Basis.KNOWN, "press", "affiliated with the subject"),
        (SourceType.UNKNOWN, "", Basis.KNOWN, "kind unknown", "affiliated with the subject"),
    ],
)
def test_control_is_marked_by_its_basis_however_sure(audited: Build, type_: SourceType, state: str, basis: Basis, named: str, stands: str) -> None:
    source = audited(kind=type_, state=state, basis=basis, affiliation=Affiliation.AFFILIATED, sure=0.3)
    assert (kind(source), affiliation(source)) == (named, stands)


def test_affiliation_is_empty_where_no_subject_was_set(audited: Build) -> None:
    assert affiliation(audited(state="KZ", basis=Basis.KNOWN)) == ""


def finding(rule: str, severity: Severity, *references: str, message: str = "it is so", article: str = "One") -> Finding:
    return Finding(rule=rule, severity=severity, article=article, references=references, message=text(message), tip=text(f"mend {rule}"))


def test_findings_that_ask_for_the_same_are_one_task_errors_first() -> None:
    found = [
        finding("moved-link", Severity.NOTE, "9"),
        finding("dead-link", Severity.ERROR, "2"),
        finding("dead-link", Severity.ERROR, "3"),
        finding("dead-link", Severity.ERROR, "4", message="it is otherwise"),
        finding("dead-link", Severity.ERROR, "5", article="Two"),
    ]
    told = [
        (task.severity, str(task.tip), [(str(message), article, names) for message, article, names in task.told]) for task in tasks(found, "link-rot")
    ]
    assert told == [
        (
            Severity.ERROR,
            "mend dead-link",
            [("it is so", "One", ("2", "3")), ("it is otherwise", "One", ("4",)), ("it is so", "Two", ("5",))],
        ),
        (Severity.NOTE, "mend moved-link", [("it is so", "One", ("9",))]),
    ]


def test_every_finding_stands_in_one_report() -> None:
    found = [finding(rule, Severity.NOTE) for rule in ("lost-source", "duplicate-reference", "a-rule-of-tomorrow")]
    assert [[str(task.tip) for task in tasks(found, report)] for report in ("link-rot", "balance", "article")] == [
        ["mend lost-source"],
        ["mend duplicate-reference"],
        ["mend a-rule-of-tomorrow"],
    ]
