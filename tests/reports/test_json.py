"""audit.json as a report: all other reports can be drawn again from it, byte by byte."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citeaudit.audit import rendered
from citeaudit.model import Audit
from citeaudit.reports.json import REPORT
from citeaudit.stored import from_json


@pytest.mark.parametrize("titles", [(), ("One",), ("One", "Two")], ids=["table", "one article", "two articles"])
def test_every_file_is_drawn_again_from_it(audit_of: Callable[..., Audit], titles: tuple[str, ...]) -> None:
    audit = audit_of(*titles)
    ((path, content),) = REPORT.render(audit).items()
    assert path == "reports/audit.json"
    assert rendered(from_json(content)) == rendered(audit)
