"""Addresses of captures: what a replay address names, where a capture replays, and when two URLs are one page to an archive (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from citeaudit import urls

WAYBACK_COLLECTION = "web"
"""The one collection of a Wayback Machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What a replay address names: the archive's address, the collection below it ('' where there is none), the timestamp, the original URL."""

    base: str
    collection: str
    stamp: str
    original: str


_CAPTURE = re.compile(
    r"(?P<host>https?://[^/?#]+)/(?P<path>(?:[^/?#]+/)*?)"
    # The Wayback Machine takes originals without a scheme too; elsewhere only the scheme tells a timestamp from a number in a path.
    r"(?:(?<=/web/)|(?=\d{4,14}(?:[a-z]{2}_)?/https?:/))"
    r"(?P<stamp>\d{1,14})(?:[a-z]{2}_)?/(?P<original>.+)",
    re.IGNORECASE | re.DOTALL,
)
"""`https://web.archive.org/web/2015id_/URL`, `https://arquivo.pt/wayback/2015/URL`, `https://archive.ph/2015/URL`."""


def replay_url(base: str, stamp: str, original: str) -> str:
    """Where a capture of a Wayback Machine replays as it was captured, without the archive's own frame (`id_`)."""
    return _raw(Capture(base=base, collection=WAYBACK_COLLECTION, stamp=stamp, original=original))


def capture_in(url: str) -> Capture | None:
    """Reads a replay address of any archive that names its captures by timestamp and original; None for every other URL."""
    found = _CAPTURE.fullmatch(url)
    if found is None:
        return None
    folder, _, collection = f"{found['host']}/{found['path']}".rstrip("/").rpartition("/")
    if not found["path"]:
        folder, collection = found["host"], ""
    return Capture(base=folder, collection=collection, stamp=found["stamp"], original=found["original"])


def raw_url(url: str) -> str:
    """Where the capture at an address replays as it was captured; the address itself where it is not known to replay so.

    A Wayback and pywb know `id_` in every collection. An archive without collections may be another program: archive.today is.
    """
    capture = capture_in(url)
    return _raw(capture) if capture and capture.collection else url


def _raw(capture: Capture) -> str:
    return f"{capture.base}/{capture.collection}/{capture.stamp}id_/{capture.original}"


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
