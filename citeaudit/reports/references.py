"""references.csv: one row a source."""

from __future__ import annotations

from collections.abc import Mapping

from citeaudit import tables
from citeaudit.model import Audit
from citeaudit.ports import Report


def _render(audit: Audit) -> Mapping[str, bytes]:
    return {"references.csv": tables.to_csv(audit)}


REPORT = Report(name="references", render=_render)
