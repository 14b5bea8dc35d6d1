"""What the services of a Wayback Machine answer about a page: rows of its CDX index, the capture that its availability service names (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from citeaudit.archives.answers import is_excluded, json_in, trouble
from citeaudit.archives.captures import capture_in, moment, replay_url
from citeaudit.model import Exchange, Lookup, Purpose, Snapshot
from citeaudit.ports import Question, Reply, Said

WAYBACK = "wayback"
"""The name of the archive whose services answer so."""

INDEX_PATH = "/cdx/"
"""Every address of a CDX index contains it; the availability service's does not."""

FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode")
"""The columns of the index that are asked for, without which an answer is not read."""

MOST_ROWS = 1000
"""Rows of an answer that are read (verdicts.md, "Archive states"): they come nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexAnswer:
    """An answer of the index: what it comes down to, and its rows as {field: cell}, in their order."""

    reply: Reply
    rows: tuple[Mapping[str, str], ...] = ()


def reads(lookup: Lookup) -> tuple[Said, ...]:
    """Reads the answers of the index and the availability service in a look-up."""
    asked = [exchange for exchange in lookup.exchanges if exchange.request.purpose is Purpose.API]
    base = next((exchange.request.url.partition(INDEX_PATH)[0] for exchange in asked if INDEX_PATH in exchange.request.url), "")
    return tuple(_of_index(exchange) if INDEX_PATH in exchange.request.url else _of_opinion(exchange, base) for exchange in asked)


def _of_index(exchange: Exchange) -> Said:
    answer = read_index(exchange)
    words = {
        Reply.ROWS: f"captures that the index lists: {len(answer.rows)}",
        Reply.EMPTY: "the index lists nothing",
        Reply.EXCLUDED: "the site is excluded",
    }
    # Without the status filter an answer tells of captures of any status.
    question = Question.PAGES if "filter=" in exchange.request.url else Question.OTHERS
    return Said(exchange=exchange, question=question, reply=answer.reply, words=words.get(answer.reply) or str(trouble(exchange)))


def _of_opinion(exchange: Exchange, base: str) -> Said:
    named = second_opinion(exchange, base)
    if named:
        words = f"the availability service names a capture of {named.at:%Y-%m-%d}"
        return Said(exchange=exchange, question=Question.OPINION, reply=Reply.ROWS, words=words, named=named)
    if _json(exchange) is None:
        return Said(exchange=exchange, question=Question.OPINION, reply=Reply.NO_ANSWER, words=str(trouble(exchange)))
    words = "the availability service names no capture with status 200"
    return Said(exchange=exchange, question=Question.OPINION, reply=Reply.EMPTY, words=words)


def read_index(exchange: Exchange) -> IndexAnswer:
    """Reads an answer of a CDX index (`output=json`: a list of rows, the first one the names of the fields).

    Only a whole, well-formed answer with status 200 says that nothing is there.
    """
    if is_excluded(exchange):
        return IndexAnswer(reply=Reply.EXCLUDED)
    listed = _json(exchange)
    table = _without_resume_key(listed)
    # Nothing found is a list without even the names of the fields.
    if table == []:
        return IndexAnswer(reply=Reply.EMPTY)
    # A resume key without rows says that there is more, and not what.
    if not _is_table(table) or (len(table) == 1 and table is not listed):
        return IndexAnswer(reply=Reply.NO_ANSWER)
    names, *rows = table
    read = tuple(dict(zip(names, row, strict=True)) for row in rows[:MOST_ROWS])
    return IndexAnswer(reply=Reply.ROWS if rows else Reply.EMPTY, rows=read)


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


def _json(exchange: Exchange) -> Any:
    """The answer of a service as JSON; None where it did not answer with status 200, wholly and in JSON."""
    return json_in(exchange) if exchange.status == 200 else None


def _without_resume_key(table: Any) -> Any:
    """The rows without what an index adds where more are to come: an empty row, and the key to ask on with in a row of its own."""
    if isinstance(table, list) and len(table) > 2 and table[-2] == [] and isinstance(table[-1], list) and len(table[-1]) == 1:
        return table[:-2]
    return table


def _is_table(table: Any) -> bool:
    """Whether it is a list of equally long lists of text, headed by the names of the fields."""
    if not isinstance(table, list) or not all(isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in table):
        return False
    return bool(table) and set(FIELDS) <= set(table[0]) and all(len(row) == len(table[0]) for row in table)
