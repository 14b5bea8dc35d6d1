"""index.html: both reports on one self-contained page that works from a file, without scripts and without a network."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from importlib import resources

from citeaudit.layout import laid_out, pictures
from citeaudit.model import Audit
from citeaudit.ports import Report


def _render(audit: Audit) -> Mapping[str, bytes]:
    if audit.balance is None:
        return {}
    style = resources.files("citeaudit.reports").joinpath("templates/page.css").read_text(encoding="utf-8")
    # The page's policy names its one style by hash: no style or script that a title may smuggle in is ever obeyed.
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = "page.html.j2" if len(audit.articles) == 1 else "overview.html.j2"
    return {"reports/index.html": laid_out(template, audit, style=style, digest=digest, pictures=pictures(audit))}


REPORT = Report(name="page", render=_render, per_article=True)
