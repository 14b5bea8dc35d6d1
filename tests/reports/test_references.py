"""references.csv as a report: one row for each source, notes and lost references too."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from citeaudit.model import Audit
from citeaudit.reports.references import REPORT


def test_one_row_for_each_source_of_all_articles(audit_of: Callable[..., Audit]) -> None:
    audit = audit_of("One", "Two")
    (path, content), *others = REPORT.render(audit).items()
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert (path, others, REPORT.per_article) == ("references.csv", [], False)
    assert [(row["article"], row["group"], row["reference"], row["part"]) for row in rows] == [
        (s.source.article, s.source.group, s.source.reference, str(s.source.part)) for s in audit.sources
    ]
