"""link-rot.md and balance.md: for people, and for the job summary of a scheduled run."""

from __future__ import annotations

from collections.abc import Mapping

from citeaudit.layout import laid_out
from citeaudit.model import Audit
from citeaudit.ports import Report


def _render(audit: Audit) -> Mapping[str, bytes]:
    told = {"reports/link-rot.md": laid_out("link-rot.md.j2", audit)}
    return told if audit.balance is None else {**told, "reports/balance.md": laid_out("balance.md.j2", audit)}


REPORT = Report(name="markdown", render=_render, per_article=True)
