"""PLACEHOLDER of the lead until helper A writes this file: overwrite it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from citeaudit import urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    archive: str
    original: str
    at: datetime | None
    digits: int = 0
    stamp: str = ""
    is_wayback: bool = False


def unwrap(url: str) -> Wrapped | None:
    found = urls.unwrap(url)
    if found is None:
        return None
    stamp = re.search(r"/(\d{4,14})", url)
    digits = stamp[1] if stamp else ""
    return Wrapped(archive=found.archive, original=found.original, at=found.at, digits=len(digits), stamp=digits, is_wayback=bool(stamp))


def as_captured(url: str) -> str:
    return re.sub(r"/(\d{4,14})(?:[a-z]{2}_)?/", r"/\1id_/", url, count=1)
