"""What is kept of an answer: chosen headers, the body up to a cap, and the page in it."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import aiohttp

from citeaudit.content.media import kind_of
from citeaudit.content.reading import read_page
from citeaudit.model import Failure, FailureKind, Page, Phase
from citeaudit.urls import without_credentials
from citeaudit.web.client import DECODED
from citeaudit.web.failures import RAISED, failure_of
from citeaudit.web.target import read_location

BODY_LIMIT = 2 * 1024 * 1024
"""Decoded bytes of a body that are read; the rest stays where it is (verdicts.md, "How the fetch must behave")."""

_KEPT_HEADERS = frozenset(
    (
        "cf-mitigated",
        "content-encoding",
        "content-type",
        "location",
        "memento-datetime",
        "retry-after",
        "server",
        "www-authenticate",
        "x-amzn-waf-action",
        "x-datadome",
        "x-iinfo",
    )
)
"""The headers that some row of verdicts.md reads, and those by which an archive names a capture (all `x-archive-…` too)."""

_HEADER_LENGTH = 2000
"""Characters of a header that are kept."""

_MEMENTO_LINK = re.compile(r"\brel\s*=\s*\"?[^\",;<>]*\b(?:original|timemap)\b", re.IGNORECASE)
"""What an archive's Link says of a capture or of its list of captures (RFC 7089, 2.2). Other sites list there what a browser shall load."""

_MARKUP = frozenset(("text/html", "application/xhtml+xml"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body as far as it was read. `failure` tells why nothing of it was."""

    read: bytes = b""
    truncated: bool = False
    failure: Failure | None = None

    @property
    def sha256(self) -> str:
        """Of the bytes that were read, '' where there are none."""
        return hashlib.sha256(self.read).hexdigest() if self.read else ""


async def read_body(answer: aiohttp.ClientResponse, due: float) -> Body:
    """Reads a body up to the cap, and until `due` (a time of the event loop); what was read before it broke off counts as truncated."""
    # aiohttp hands an unknown or nested encoding over raw, without an error.
    encoding = answer.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in DECODED | {"", "identity"}:
        return Body(failure=Failure(kind=FailureKind.UNDECODABLE, phase=Phase.BODY, detail=printable(encoding)))
    read = bytearray()
    failure = None
    try:
        async with asyncio.timeout_at(due):
            # Piece by piece, decoded step by step: `read()` of a 1 MB bomb took 2 GB.
            async for piece in answer.content.iter_any():
                read += piece
                if len(read) > BODY_LIMIT:
                    break
    except RAISED as error:
        failure = failure_of(error, Phase.BODY)
    truncated = failure is not None or len(read) > BODY_LIMIT
    del read[BODY_LIMIT:]
    return Body(read=bytes(read), truncated=truncated, failure=None if read else failure)


def page_of(body: bytes, content_type: str) -> tuple[Page | None, str]:
    """The page in a body and its charset; no page where the body is no HTML, the charset is then the one that was sent.

    Args:
        body: as far as it was read.
        content_type: the header; where there is none, markup is told by its first sign.
    """
    kind, _, parameters = content_type.partition(";")
    is_markup = kind.strip().lower() in _MARKUP or (not kind.strip() and body.lstrip()[:1] == b"<")
    if body and is_markup and not kind_of(body[:16]):
        return read_page(body, content_type)
    return None, _charset(parameters)


def _charset(parameters: str) -> str:
    pairs = (pair.partition("=") for pair in parameters.split(";"))
    return next((value.strip(" \"'").lower() for name, _, value in pairs if name.strip().lower() == "charset"), "")


def kept_headers(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The headers that judges read, names in lower case, in order of name; no credentials, nothing that cannot be written as UTF-8."""
    named = [(name.lower(), value) for name, value in headers.items()]
    kept = {name: printable(value)[:_HEADER_LENGTH] for name, value in named if name in _KEPT_HEADERS or name.startswith("x-archive-")}
    if links := ", ".join(_memento_links(value for name, value in named if name == "link")):
        kept["link"] = links[:_HEADER_LENGTH]
    return tuple((name, without_credentials(read_location(value)) if name == "location" else value) for name, value in sorted(kept.items()))


def _memento_links(values: Iterable[str]) -> Iterable[str]:
    """The Link headers of an answer that speak of captures; a header may be sent several times."""
    cut = (printable(value)[:_HEADER_LENGTH] for value in values)
    return (value for value in cut if _MEMENTO_LINK.search(value))


def header(headers: Mapping[str, str], name: str) -> str:
    """A header as it is kept, '' where it was not sent: its first 2,000 characters, for nothing longer is ever meant, and reading it takes time."""
    return printable(headers.get(name, "")[:_HEADER_LENGTH])


def printable(text: str) -> str:
    """Text of a header with the bytes replaced that are no UTF-8."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
