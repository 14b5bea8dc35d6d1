"""figures/*.svg: the pictures of the page, to reuse."""

from __future__ import annotations

from collections.abc import Mapping

from citeaudit.layout import pictures
from citeaudit.model import Audit
from citeaudit.ports import Report


def _render(audit: Audit) -> Mapping[str, bytes]:
    return {f"reports/figures/{name}.svg": picture.encode() for name, picture in pictures(audit).items()}


REPORT = Report(name="figures", render=_render)
