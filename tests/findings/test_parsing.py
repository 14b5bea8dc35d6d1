"""What the parser met reaches the reader."""

from __future__ import annotations

from datetime import UTC, datetime

from citeaudit.findings.parsing import FINDINGS
from citeaudit.model import Article, Remark, Severity, text
from citeaudit.ports import Facts


def test_every_remark_becomes_a_finding() -> None:
    remark = Remark(rule="swapped", severity=Severity.WARNING, references=("41",), message=text("put right"), tip=text("mend it"))
    article = Article(title="An article", format="plaintext", references=(), citations=(), sections=(), remarks=(remark,))
    (finding,) = FINDINGS.find(Facts(articles=(article,), sources=(), subject=(), now=datetime(2026, 11, 24, tzinfo=UTC)))
    assert (finding.rule, finding.severity, finding.article, finding.references) == ("swapped", Severity.WARNING, "An article", ("41",))
