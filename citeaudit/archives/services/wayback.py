"""The Wayback Machine of the Internet Archive: asks its CDX index, its availability service where that helps, and replays what they name.

The index: https://github.com/internetarchive/wayback/tree/master/wayback-cdx-server (its README and CDXServer.java). waybackpy gives the
words of its rows; it carries no traffic and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC
from urllib.parse import urlencode, urlsplit, urlunsplit

from citeaudit.archives import cdx
from citeaudit.archives.asking import address_told, ask, replayed, replays_of
from citeaudit.archives.captures import is_same_page, moment, replay_url
from citeaudit.archives.judge import judge
from citeaudit.model import ArchiveState, Exchange, Lookup, Purpose, Request, Snapshot
from citeaudit.ports import NO_DAY, Archive, Question, Reply, Wanted, Web
from citeaudit.settings import Settings
from citeaudit.urls import host_of, is_web_address, without_www

INDEX, SECOND_OPINION = "cdx", "availability"
"""The named services that `Web.ask` paces, each by itself."""

SHOWS_PAGES = "statuscode:(200|-)"
"""The status filter. A capture without change (a revisit) has the status `-`; `200` alone would hide it."""

ROWS, ROWS_OF_ANY_STATUS = 100, 5
"""How many rows are asked for: enough to leave some out; five of any status are enough to see that something was captured.

Never 1: the index then reads its parts one after the other and stops too early (CDXServer.java, `setSequential`), so that what it calls the
closest is months off (https://github.com/akamhy/waybackpy/issues/176).
"""


def look_up(wanted: Wanted, web: Web, settings: Settings, before: Lookup | None) -> Lookup:
    """Looks a page up, with as few requests as the verdict allows.

    One question to the index and one replay where all is well. Where nothing is listed: the index without its filter and for the other forms
    of the address, then the availability service, which is asked as well where the index gave no answer: what it names is replayed.
    What was asked near another day is not asked again where that told of all captures.
    An address that no archive can hold (another scheme, no host) is not asked for.
    """
    if not is_web_address(wanted.url):
        return Lookup(url=wanted.url)
    replays = replays_of(before)
    if before is not None and _tells_all(before):
        asked = tuple(exchange for exchange in before.exchanges if exchange.request.purpose is Purpose.API)
        return replayed(replace(before, url=wanted.url, exchanges=asked), wanted, web, replays, cdx.reads)
    lookup = replayed(_asked_index(wanted, web, settings), wanted, web, replays, cdx.reads)
    if lookup.snapshots or judge(lookup, wanted, cdx.reads).verdict.value is ArchiveState.EXCLUDED:
        return lookup
    query = {"url": address_told(wanted), "timestamp": f"{wanted.near:%Y%m%d%H%M%S}"}
    url = f"{settings.availability_url}?{urlencode(query, errors='replace')}"
    opinion = web.ask(SECOND_OPINION, Request(url=url, purpose=Purpose.API))
    return replayed(replace(lookup, exchanges=(*lookup.exchanges, opinion)), wanted, web, replays, cdx.reads)


def _tells_all(lookup: Lookup) -> bool:
    """Whether the archive told of every capture of a page, or that it has none to show, so that near another day it has nothing to add."""
    said = cdx.reads(lookup)
    pages = [answer for answer in said if Question.PAGES in answer.question]
    if any(answer.reply is Reply.ROWS and len(cdx.read_index(answer.exchange).rows) < ROWS for answer in pages):
        return True
    if any(answer.reply is Reply.EXCLUDED for answer in said):
        return True
    others = {answer.reply for answer in said if Question.OTHERS in answer.question}
    is_named = any(answer.named for answer in said) or any(snapshot.status in (200, None) for snapshot in lookup.snapshots)
    return bool(pages) and pages[-1].reply is Reply.EMPTY and bool(others) and Reply.NO_ANSWER not in others and not is_named


# ---------------------------------------------------------------- the index


def _asked_index(wanted: Wanted, web: Web, settings: Settings) -> Lookup:
    """Asks for captures of the page; where none is listed, for captures of any status, in every form of the address that the index may file apart."""
    exchanges = _ask(address_told(wanted), wanted, web, settings, filtered=True, limit=ROWS)
    answer = cdx.read_index(exchanges[-1])
    rows = list(answer.rows)
    if any(_shows_folding(row) for row in rows):
        _keep_folding(exchanges[-1], web, settings)
    forms = _forms(address_told(wanted)) if answer.reply is Reply.EMPTY else ()
    for number, form in enumerate(forms):
        if number and (any(_shows_folding(row) for row in rows) or _is_known_to_fold(web, settings)):
            break
        # No filtered question is put for the other forms: what may show the page must be among these.
        exchanges += _ask(form, wanted, web, settings, filtered=False, limit=ROWS if number else ROWS_OF_ANY_STATUS)
        answer = cdx.read_index(exchanges[-1])
        rows += answer.rows
        # Nothing that is asked after that makes up for the answer that is missing.
        if answer.reply in (Reply.NO_ANSWER, Reply.EXCLUDED):
            break
    snapshots = tuple(_snapshots(rows, wanted, settings))
    return Lookup(url=wanted.url, snapshots=snapshots, exchanges=exchanges)


def _ask(url: str, wanted: Wanted, web: Web, settings: Settings, *, filtered: bool, limit: int) -> tuple[Exchange, ...]:
    """One question to the index. `matchType=exact` keeps a `*` in an address from being taken for a wildcard."""
    query = {
        "url": url,
        "matchType": "exact",
        "output": "json",
        "fl": ",".join((*cdx.FIELDS, "digest")),
        **({"filter": SHOWS_PAGES} if filtered else {}),
        "sort": "closest",
        "closest": f"{wanted.near:%Y%m%d%H%M%S}",
        "limit": str(limit),
    }
    return ask(INDEX, f"{_index_url(settings)}?{urlencode(query, errors='replace')}", web, settings)


def _index_url(settings: Settings) -> str:
    return f"{settings.wayback_url}/cdx/search/cdx"


def _snapshots(rows: Iterable[Mapping[str, str]], wanted: Wanted, settings: Settings) -> Iterable[Snapshot]:
    """The rows that are captures of the wanted page; one without a whole timestamp cannot be replayed and is left out."""
    from waybackpy.cdx_snapshot import CDXSnapshot

    for row in rows:
        if moment(row["timestamp"]) is None or not is_same_page(row["original"], wanted.url):
            continue
        # Its archive_url is not used: it names the Internet Archive where a mirror may be set, and the archive's frame stands around the page.
        capture = CDXSnapshot({"digest": "-", "length": "-", **row})
        yield Snapshot(
            archive=cdx.WAYBACK,
            url=capture.original,
            at=capture.datetime_timestamp.replace(tzinfo=UTC),
            status=int(capture.statuscode) if capture.statuscode.isdecimal() else None,
            mimetype=capture.mimetype,
            replay_url=replay_url(settings.wayback_url, capture.timestamp, capture.original),
        )


# ---------------------------------------------------------------- forms of an address
# The Wayback's own index files http and https, with and without `www.`, under one key; a mirror's may not. An empty answer does not show it,
# so that every form would have to be asked for each page that is absent: what another page's rows have shown is kept in the store instead.


def _forms(url: str) -> tuple[str, ...]:
    """The forms of an address that an index may file apart, the asked one first; one with a port of its own has no other form."""
    parts = urlsplit(url)
    if parts.port is not None:
        return (url,)
    bare = without_www(parts.netloc)
    forms = (urlunsplit(parts._replace(scheme=scheme, netloc=host)) for scheme in ("https", "http") for host in (bare, f"www.{bare}"))
    return tuple(dict.fromkeys((url, *forms)))


def _shows_folding(row: Mapping[str, str]) -> bool:
    """Whether a row of a `www.` address is filed under a key without scheme and `www`: `org,osce)/astana/106840`."""
    host, end, _ = row["urlkey"].partition(")")
    return bool(end) and host_of(row["original"]).startswith("www.") and ":" not in host and "www" not in host.split(",")


def _key_of_folding(settings: Settings) -> Wanted:
    """Under which the store keeps that an index folds: its own address."""
    return Wanted(url=_index_url(settings), near=NO_DAY)


def _is_known_to_fold(web: Web, settings: Settings) -> bool:
    return web.stored_lookup(cdx.WAYBACK, _key_of_folding(settings)) is not None


def _keep_folding(shown_by: Exchange, web: Web, settings: Settings) -> None:
    if not _is_known_to_fold(web, settings):
        key = _key_of_folding(settings)
        web.keep_lookup(cdx.WAYBACK, key, Lookup(url=key.url, exchanges=(shown_by,)))


ARCHIVE = Archive(name=cdx.WAYBACK, rank=1, look_up=look_up, reads=cdx.reads, is_asked=lambda settings: True)
