"""audit.json: everything, versioned; all other reports can be drawn from it again."""

from __future__ import annotations

from collections.abc import Mapping

from citeaudit import stored
from citeaudit.model import Audit
from citeaudit.ports import Report


def _render(audit: Audit) -> Mapping[str, bytes]:
    return {"reports/audit.json": stored.to_json(audit)}


REPORT = Report(name="json", render=_render)
