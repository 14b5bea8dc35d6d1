"""What an archive's services answered about a page: rows of its index, nothing, "excluded", or no answer at all (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit

from citeaudit import urls
from citeaudit.model import Exchange, FailureKind, Purpose, Snapshot, Text, text

WAYBACK = "wayback"
"""The name of the archive whose services answer so."""

INDEX_PATH = "/cdx/"
"""Every address of a CDX index contains it; another service's does not."""

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode")
"""The columns of the index that are asked for, without which an answer is not read."""

# The words of an archive that keeps a site out of view, in an answer's body or in x-archive-wayback-runtime-error. "Blocked By Robots" is not
# among them: only the index still goes by robots.txt, the page replays (https://github.com/edgi-govdata-archiving/wayback/issues/8).
_EXCLUSIONS = ("AdministrativeAccessControlException", "Blocked Site Error", "URL has been excluded")

_TOO_SLOW = frozenset({FailureKind.DEADLINE, FailureKind.SILENT, FailureKind.HOST_SILENT})


class Reply(StrEnum):
    """What an index said of a page."""

    ROWS = "rows"
    EMPTY = "empty"
    EXCLUDED = "excluded"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexAnswer:
    """An answer of the index: what it comes down to, and its rows as {field: cell}, in their order."""

    reply: Reply
    rows: tuple[Mapping[str, str], ...] = ()


def is_index(exchange: Exchange) -> bool:
    """Whether the exchange asked the index."""
    return exchange.request.purpose is Purpose.API and INDEX_PATH in exchange.request.url


def is_filtered(exchange: Exchange) -> bool:
    """Whether a question to the index was restricted to captures of a status."""
    return "filter=" in exchange.request.url


def is_second_opinion(exchange: Exchange) -> bool:
    """Whether the exchange asked the availability service."""
    return exchange.request.purpose is Purpose.API and not is_index(exchange)


def is_excluded(exchange: Exchange) -> bool:
    """Whether the archive says that it keeps the site out of view; a captured page that says so is not the archive's word."""
    # A named service's words are its answer, a replay's are on its page.
    words = exchange.answer or (exchange.page.text if exchange.page else "")
    said = f"{exchange.header('x-archive-wayback-runtime-error')} {words}"
    return exchange.status == 403 and not exchange.header("memento-datetime") and any(sign in said for sign in _EXCLUSIONS)


def read_index(exchange: Exchange) -> IndexAnswer:
    """Reads an answer of a CDX index (`output=json`: a list of rows, the first one the names of the fields).

    Only a whole, well-formed answer with status 200 says that nothing is there.
    """
    if is_excluded(exchange):
        return IndexAnswer(reply=Reply.EXCLUDED)
    table = _json(exchange)
    # Nothing found is a list without even the names of the fields.
    if table == []:
        return IndexAnswer(reply=Reply.EMPTY)
    if not _is_table(table):
        return IndexAnswer(reply=Reply.NO_ANSWER)
    names, *rows = table
    return IndexAnswer(reply=Reply.ROWS if rows else Reply.EMPTY, rows=tuple(dict(zip(names, row, strict=True)) for row in rows))


def second_opinion(exchange: Exchange, base: str) -> Snapshot | None:
    """The capture that the availability service names, replayed at `base` (the archive's address); None where it names none that counts.

    It counts when it is available, has status 200 and a whole timestamp. An empty answer says nothing: the service often has none where the index
    has the page.
    """
    answer = _json(exchange)
    named = answer.get("archived_snapshots") if isinstance(answer, dict) else None
    closest = named.get("closest") if isinstance(named, dict) else None
    if not isinstance(closest, dict) or closest.get("available") is not True or str(closest.get("status")) != "200":
        return None
    stamp, capture = str(closest.get("timestamp")), capture_in(str(closest.get("url")))
    at = moment(stamp)
    if at is None or capture is None:
        return None
    return Snapshot(archive=WAYBACK, url=capture.original, at=at, status=200, replay_url=replay_url(base, stamp, capture.original))


def index_words(exchange: Exchange) -> str:
    """An answer of the index in a reader's words."""
    answer = read_index(exchange)
    words = {
        Reply.ROWS: f"captures that the index lists: {len(answer.rows)}",
        Reply.EMPTY: "the index lists nothing",
        Reply.EXCLUDED: "the site is excluded",
    }
    return words.get(answer.reply) or str(trouble(exchange))


def opinion_words(exchange: Exchange) -> str:
    """An answer of the availability service in a reader's words."""
    named = second_opinion(exchange, "")
    if named:
        return f"the availability service names a capture of {named.at:%Y-%m-%d}"
    return str(trouble(exchange)) if _json(exchange) is None else "the availability service names no capture with status 200"


def trouble(exchange: Exchange) -> Text:
    """Why an exchange with an archive gave no answer to go by, for a reader."""
    if exchange.failure:
        slow = exchange.failure.kind in _TOO_SLOW
        broke = text("the connection to the archive failed ({kind})", kind=exchange.failure.kind.value)
        return text("the archive did not answer in time") if slow else broke
    if exchange.status == 429:
        return text("the archive asked to be asked less often (429)")
    if exchange.status != 200:
        return text("the archive answered {status}, which says nothing about the page", status=exchange.status)
    if exchange.truncated:
        return text("the archive's answer was cut off")
    return text("the archive's answer could not be read")


# ---------------------------------------------------------------- addresses


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


def _json(exchange: Exchange) -> Any:
    """The answer of a service as JSON; None where it did not answer with status 200, wholly and in JSON."""
    if exchange.failure or exchange.status != 200 or exchange.truncated:
        return None
    try:
        value = json.loads(exchange.answer)
        json.dumps(value, ensure_ascii=False).encode()  # half a pair of a character is no text that could be kept
    except (ValueError, RecursionError):
        return None
    return value


def _is_table(table: Any) -> bool:
    """Whether it is a list of equally long lists of text, headed by the names of the fields."""
    if not isinstance(table, list) or not all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in table):
        return False
    return bool(table) and set(FIELDS) <= set(table[0]) and all(len(row) == len(table[0]) for row in table)
