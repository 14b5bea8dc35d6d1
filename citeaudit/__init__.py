"""citeaudit: who are an article's sources, can they still be read, and does each side stand on more than one kind of voice?

Public names are imported when they are first used, so that `import citeaudit` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOME = {
    "run_audit": "citeaudit.audit",
    "read_articles": "citeaudit.inputs",
    "open_web": "citeaudit.web.live",
    "to_frame": "citeaudit.tables",
    "read_settings": "citeaudit.settings",
    "Settings": "citeaudit.settings",
    "Audit": "citeaudit.model",
    "AuditedSource": "citeaudit.model",
    "Article": "citeaudit.model",
    "Source": "citeaudit.model",
    "Verdict": "citeaudit.model",
    "Finding": "citeaudit.model",
}

if TYPE_CHECKING:
    from citeaudit.audit import run_audit
    from citeaudit.inputs import read_articles
    from citeaudit.model import Article, Audit, AuditedSource, Finding, Source, Verdict
    from citeaudit.settings import Settings, read_settings
    from citeaudit.tables import to_frame
    from citeaudit.web.live import open_web

__all__ = [
    "Article",
    "Audit",
    "AuditedSource",
    "Finding",
    "Settings",
    "Source",
    "Verdict",
    "__version__",
    "open_web",
    "read_articles",
    "read_settings",
    "run_audit",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'citeaudit' has no attribute '{name}'")
    return getattr(importlib.import_module(_HOME[name]), name)
