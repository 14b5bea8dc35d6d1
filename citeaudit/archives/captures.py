"""Addresses of captures: what a replay address names, where a capture replays, and when two URLs are one page to an archive (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from citeaudit import urls


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What a replay address names: the archive's address before `/web/`, the timestamp as it stands there, the original URL."""

    base: str
    stamp: str
    original: str


def replay_url(base: str, stamp: str, original: str) -> str:
    """Where a capture replays as it was captured, without the archive's own frame (`id_`)."""
    return f"{base}/web/{stamp}id_/{original}"


def capture_in(url: str) -> Capture | None:
    """Reads a replay address of any archive that runs a Wayback, a mirror's too; None for every other URL."""
    found = re.match(r"(https?://[^/]+(?:/[^/]+)*?)/web/(\d{1,14})(?:[a-z]{2}_)?/(.+)$", url, re.IGNORECASE | re.DOTALL)
    return Capture(base=found[1], stamp=found[2], original=found[3]) if found else None


def moment(stamp: str) -> datetime | None:
    """The time of a 14-digit timestamp, in UTC; None where it is none."""
    if not re.fullmatch(r"[0-9]{14}", stamp):
        return None
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def is_same_page(url: str, other: str) -> bool:
    """Whether an archive files two URLs under one key: scheme, `www.`, case, a last slash and the order of the query do not count.

    That is how the Wayback's urlkey folds them (https://github.com/internetarchive/surt, IAURLCanonicalizer).
    """
    return _key(url) == _key(other)


def _key(url: str) -> tuple[str, ...]:
    # One page is cited as the browser showed it, and captured as the crawler wrote it: percent signs and international hosts are made one.
    try:
        parts = urlsplit(urls.page_key(url))
        host = parts.netloc.encode("idna").decode()
    except ValueError:
        return (url,)
    path, query = unquote(parts.path), unquote(parts.query)
    return re.sub(r"^www\d*\.", "", host), path.rstrip("/").lower(), *sorted(query.lower().split("&"))
