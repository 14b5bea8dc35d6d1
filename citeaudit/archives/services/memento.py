"""Any archive that speaks Memento (RFC 7089), by the setting `memento_url`: asks for its list of a page's captures, and replays what that names.

The setting may be the address of its TimeMaps (pywb: `…/COLLECTION/timemap/link`) or that of a TimeGate, which names the TimeMap (`…/COLLECTION`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit, urlunsplit

from citeaudit.archives.answers import is_excluded, trouble
from citeaudit.archives.asking import address_told, ask, replayed, replays_of
from citeaudit.archives.captures import capture_in, is_same_page, raw_url
from citeaudit.archives.seen import distance
from citeaudit.archives.timemap import LINK_FORMAT, TimeMap, nearer_part, read_links, read_timemap
from citeaudit.model import Exchange, Lookup, Purpose, Snapshot
from citeaudit.ports import Archive, Question, Reply, Said, Wanted, Web
from citeaudit.settings import Settings
from citeaudit.urls import is_same_server, is_web_address

MEMENTO = "memento"
"""The name of the archive, and of the service that `Web.ask` paces."""

MOST_SNAPSHOTS = 100
"""Captures of a list that are kept, the nearest: as many as of an index."""

SETTLES_ALL = Question.PAGES | Question.OTHERS | Question.OPINION
"""A TimeMap lists captures of every status, and there is nobody else to ask."""

_NO_QUESTION = Question(0)

# A 404 alone is no absence: an archive that has moved its TimeMaps gives one for every page (https://github.com/ukwa/ukwa-pywb/issues/37), and an
# aggregator gives one when no archive answered it (MemGator's main.go, `memgatorService`). pywb gives it as an empty list, in the format of one.
_SAYS_NONE = ("timemap does not exist", "no mementos")


def look_up(wanted: Wanted, web: Web, settings: Settings, before: Lookup | None) -> Lookup:
    """Looks a page up: one request where the TimeMap is asked and is whole, one more each where a TimeGate is, and where it has several parts.

    What was asked near another day is not asked again where that told of all captures.
    """
    if not is_web_address(wanted.url):
        return Lookup(url=wanted.url)
    asked = _asked_before(before, _address(wanted, settings)) or tuple(_ask(wanted, web, settings))
    snapshots = tuple(islice(_snapshots(asked, wanted), MOST_SNAPSHOTS))
    return replayed(Lookup(url=wanted.url, snapshots=snapshots, exchanges=asked), wanted, web, replays_of(before), reads)


def _address(wanted: Wanted, settings: Settings) -> str:
    """Where the archive is asked about a page."""
    return f"{settings.memento_url}/{address_told(wanted)}"


def _asked_before(before: Lookup | None, address: str) -> tuple[Exchange, ...]:
    """What was asked near another day, where it was the one list of all captures."""
    match _of_services(before) if before else ():
        case (exchange,) if exchange.request.url == address and _lists_all(exchange):
            return (exchange,)
        case _:
            return ()


def _lists_all(exchange: Exchange) -> bool:
    timemap = _timemap(exchange)
    return timemap is not None and _is_complete(exchange, timemap) and bool(timemap.mementos) and not timemap.parts


def _ask(wanted: Wanted, web: Web, settings: Settings) -> Iterator[Exchange]:
    """Asks at the setting's address, then for the TimeMap that a TimeGate names, then for the part of it that is nearest to the day."""
    own = _address(wanted, settings)
    *_, exchange = asked = ask(MEMENTO, own, web, settings)
    yield from asked
    if (named := _named_timemap(exchange, own)) not in ("", own):
        *_, exchange = asked = ask(MEMENTO, named, web, settings)
        yield from asked
    if (part := _nearer_part(exchange, own, wanted.near)) not in ("", own, named):
        yield from ask(MEMENTO, part, web, settings)


def _named_timemap(exchange: Exchange, own: str) -> str:
    return _at_home(_timegate(exchange), own) if _timemap(exchange) is None else ""


def _nearer_part(exchange: Exchange, own: str, near: datetime) -> str:
    timemap = _timemap(exchange)
    if timemap is None:
        return ""
    part = nearer_part(replace(timemap, parts=tuple(part for part in timemap.parts if _at_home(part.url, own))), near)
    return _at_home(part.url, own) if part else ""


def _at_home(named: str, own: str) -> str:
    """Where to ask for what the archive names, at the host and port of the settings; empty where that is another's.

    The user has set the one address, which may be private and whose answers are kept whole: what an answer names lies outside the settings. The
    scheme is that of the settings, for behind a proxy an archive does not know its own.
    """
    if not is_same_server(named, own):
        return ""
    ours = urlsplit(own)
    return urlunsplit(urlsplit(named.strip())._replace(scheme=ours.scheme, netloc=ours.netloc))


def _snapshots(asked: Iterable[Exchange], wanted: Wanted) -> Iterator[Snapshot]:
    """The captures of the wanted page that are listed, the nearest first. Their status is not listed; a redirect or an error shows at the replay."""
    timemaps = [timemap for exchange in asked if (timemap := _timemap(exchange)) and is_same_page(timemap.original, wanted.url)]
    listed = [
        Snapshot(archive=MEMENTO, url=timemap.original, at=memento.at, status=None, replay_url=memento.url)
        for timemap in timemaps
        for memento in timemap.mementos
    ]
    for snapshot in sorted(listed, key=lambda snapshot: distance(snapshot, wanted)):
        capture = capture_in(snapshot.replay_url)
        if capture is None or is_same_page(capture.original, wanted.url):
            yield replace(snapshot, url=capture.original if capture else snapshot.url, replay_url=raw_url(snapshot.replay_url))


# ---------------------------------------------------------------- what was answered


def reads(lookup: Lookup) -> tuple[Said, ...]:
    """Reads the answers of the TimeGate and the TimeMap in a look-up."""
    asked = _of_services(lookup)
    return tuple(_said(exchange, asked[:number], asked[number + 1 :], lookup.url) for number, exchange in enumerate(asked))


def _of_services(lookup: Lookup) -> tuple[Exchange, ...]:
    return tuple(exchange for exchange in lookup.exchanges if exchange.request.purpose is Purpose.API)


def _said(exchange: Exchange, earlier: tuple[Exchange, ...], later: tuple[Exchange, ...], page: str) -> Said:
    if is_excluded(exchange):
        return Said(exchange=exchange, question=SETTLES_ALL, reply=Reply.EXCLUDED, words="the site is excluded")
    # A server's own word that it may not show what it has (RFC 7725).
    if exchange.status == 451:
        return Said(exchange=exchange, question=SETTLES_ALL, reply=Reply.EXCLUDED, words="the archive may not show the page, for legal reasons (451)")
    timemap = _timemap(exchange)
    if timemap and timemap.mementos:
        return _of_list(exchange, timemap)
    if later:
        words = "the archive's list of captures has several parts" if timemap else "the archive names its list of captures"
        return Said(exchange=exchange, question=_NO_QUESTION, reply=Reply.ROWS, words=words)
    if _lists_nothing(exchange, timemap, page):
        # After an answer that there are captures, or further parts with some, an empty one does not say that there are none.
        is_all = not (timemap and timemap.parts) and not any(map(_tells_of_captures, earlier))
        words = "the archive lists nothing" if is_all else "a part of the archive's list is empty"
        return Said(exchange=exchange, question=SETTLES_ALL if is_all else Question.PAGES, reply=Reply.EMPTY, words=words)
    words = "the archive names a list of captures at another address, which is not asked" if _timegate(exchange) else str(trouble(exchange))
    return Said(exchange=exchange, question=SETTLES_ALL, reply=Reply.NO_ANSWER, words=words)


def _of_list(exchange: Exchange, timemap: TimeMap) -> Said:
    """A list that is cut off still lists what it lists; but what else there is, nobody knows."""
    words = f"captures that the archive lists: {len(timemap.mementos)}"
    if _is_complete(exchange, timemap):
        return Said(exchange=exchange, question=SETTLES_ALL, reply=Reply.ROWS, words=words)
    return Said(exchange=exchange, question=SETTLES_ALL, reply=Reply.NO_ANSWER, words=f"{words}, as far as the list could be read")


def _lists_nothing(exchange: Exchange, timemap: TimeMap | None, page: str) -> bool:
    """Whether the archive says that it has no capture of the page."""
    if timemap:
        return _is_complete(exchange, timemap) and is_same_page(timemap.original, page)
    if exchange.status != 404 or not _came_whole(exchange):
        return False
    said = exchange.answer.lower()
    return exchange.content_type == LINK_FORMAT or any(words in said for words in _SAYS_NONE)


def _timemap(exchange: Exchange) -> TimeMap | None:
    """The TimeMap in an answer, as far as it came; None where it is none."""
    timemap = read_timemap(exchange.answer) if exchange.status == 200 else None
    return timemap if timemap and (timemap.original or timemap.mementos) else None


def _is_complete(exchange: Exchange, timemap: TimeMap) -> bool:
    return timemap.is_whole and _came_whole(exchange)


def _came_whole(exchange: Exchange) -> bool:
    return exchange.failure is None and not exchange.truncated


def _timegate(exchange: Exchange) -> str:
    """The TimeMap that a TimeGate names: it redirects to a capture, or shows one, or a frame for one. Empty where an answer is none of that."""
    if not (exchange.status == 200 or 300 <= exchange.status < 400):
        return ""
    return next(iter(read_links(exchange.header("link")).targets("timemap")), "")


def _tells_of_captures(exchange: Exchange) -> bool:
    timemap = _timemap(exchange)
    return 300 <= exchange.status < 400 or bool(exchange.header("memento-datetime")) or bool(timemap and timemap.parts)


ARCHIVE = Archive(name=MEMENTO, rank=2, look_up=look_up, reads=reads, is_asked=lambda settings: bool(settings.memento_url))
