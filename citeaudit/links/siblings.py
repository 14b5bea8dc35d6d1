"""A made-up address beside a cited one, and whether it is answered with the same page (pure): row 22 of the decision table."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

from citeaudit.content.similarity import likeness
from citeaudit.model import Exchange

LIKE_FROM = 0.9
"""The likeness from which two pages are one page (design: row 22)."""

_LETTERS = 16
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def sibling_of(url: str) -> str:
    """An address in the folder of a URL that nobody has a page at; the same one for all URLs of the folder with the same ending.

    Always the same letters, so that a host is asked once for a folder, by any process.
    """
    parts = urlsplit(url.strip())
    folder, slash, last = parts.path.rstrip("/").rpartition("/")
    closing = "/" if last and parts.path.endswith("/") else ""
    ending = _ENDING.search(last)
    made_of = hashlib.sha256(f"{parts.netloc}{folder}".encode("utf-8", "surrogateescape")).digest()[:_LETTERS]
    name = "".join(chr(ord("a") + byte % 26) for byte in made_of)
    path = f"{folder}{slash or '/'}{name}{ending[0] if ending else ''}{closing}"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def is_like(page: Exchange, probe: Exchange, url: str) -> bool:
    """Whether a probe was answered with the page that the cited `url` was: by its words, or byte for byte where it is no page of words."""
    if not 200 <= probe.status <= 299:
        return False
    if page.sha256 and page.sha256 == probe.sha256:
        return True
    if page.page is None or probe.page is None:
        return False
    echoes = (url, page.final_url, probe.request.url, probe.final_url)
    return likeness(page.page, probe.page, echoes) >= LIKE_FROM
