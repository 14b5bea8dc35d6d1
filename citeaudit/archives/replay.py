"""What a replayed snapshot shows: the page, something else that was captured, nothing, or no answer (pure)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import assert_never
from urllib.parse import urljoin

from citeaudit import urls
from citeaudit.archiveaddresses import unwrap
from citeaudit.archives import answers
from citeaudit.archives.captures import WAYBACK_COLLECTION, capture_in, is_same_page, moment, raw_url
from citeaudit.archives.timemap import http_date, read_links
from citeaudit.content.media import kind_of
from citeaudit.content.missing import maintenance_phrase, not_found_phrase
from citeaudit.content.parked import is_gambling, parking_sign
from citeaudit.content.shell import is_shell
from citeaudit.content.titles import Agreement, compare, is_absent
from citeaudit.content.walls import door, robot_wall
from citeaudit.model import Exchange, FailureKind, Page, Snapshot, Text, text
from citeaudit.ports import Wanted


class Shown(StrEnum):
    """What a replay came down to. Only what is `UNSURE` may be seen otherwise tomorrow, or by a reader with a browser.

    ANOTHER_PAGE: something else was captured at this address. ELSEWHERE: it leads to another address, or is a capture of one.
    """

    PAGE = "page"
    ANOTHER_PAGE = "another page"
    ELSEWHERE = "elsewhere"
    NOTHING = "nothing"
    EXCLUDED = "excluded"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A snapshot after its replay. Where the archive led on to another capture of the same URL, `snapshot` is that one, by its own date."""

    snapshot: Snapshot
    shown: Shown
    reason: Text
    status: int
    seen_at: datetime
    confidence: float = 0.0


# A way that these end is the same tomorrow: it was captured so, or the archive leads in a circle.
_FOR_GOOD = frozenset(
    {
        FailureKind.PRIVATE_ADDRESS,
        FailureKind.OTHER_SCHEME,
        FailureKind.INVALID_URL,
        FailureKind.BAD_LOCATION,
        FailureKind.REDIRECT_LOOP,
        FailureKind.TOO_MANY_HOPS,
    }
)
_NOT_THERE = frozenset({403, 404, 410, 451})
"""What an archive answers for a capture that it does not show; other errors of its own pass."""

GZIP = b"\x1f\x8b"
"""What compressed bytes begin with (RFC 1952)."""

ORIGINAL = "x-archive-orig-"
"""Under which an archive gives on the headers of what it captured."""


@lru_cache(maxsize=64)
def read(exchange: Exchange, snapshot: Snapshot, wanted: Wanted) -> Replay:
    """Reads the replay of a snapshot of the wanted page."""
    if answers.is_excluded(exchange):
        return _replay(exchange, snapshot, Shown.EXCLUDED, text("the archive keeps this site out of view"))
    other = _other_original(exchange, wanted)
    if other:
        return _replay(exchange, snapshot, Shown.ELSEWHERE, text("the snapshot is of another page: {url}", url=other))
    # A captured redirect says of which page it is, and leads to another all the same.
    is_shown = _says_so(exchange, wanted) and not 300 <= exchange.status < 400
    astray = "" if is_shown else _astray(exchange, wanted)
    if astray:
        return _replay(exchange, snapshot, Shown.ELSEWHERE, text("the snapshot leads to another address: {url}", url=astray))
    own = _as_landed(exchange, snapshot)
    if exchange.failure:
        broken = text("the snapshot does not replay ({kind})", kind=exchange.failure.kind.value)
        is_final = exchange.failure.kind in _FOR_GOOD
        return _replay(exchange, own, Shown.NOTHING if is_final else Shown.UNSURE, broken if is_final else answers.trouble(exchange))
    if wall := _own_wall(exchange):
        return _replay(exchange, own, Shown.UNSURE, text("the archive lets no robot look at the snapshot ({sign})", sign=wall))
    if exchange.status != 200:
        return _of_status(exchange, own)
    if _is_replay(exchange, wanted):
        return _judged_by_content(exchange, own, wanted)
    # Perhaps a frame around the capture, or the archive's own page on a capture that redirects: a reader may see more.
    return _replay(exchange, own, Shown.UNSURE, text("the archive's answer does not say that it is a snapshot of the page"))


def _is_captured(exchange: Exchange) -> bool:
    """With Memento-Datetime an answer was captured, errors and all; without, it is the archive's own word of today (RFC 7089)."""
    return bool(exchange.header("memento-datetime"))


def _is_replay(exchange: Exchange, wanted: Wanted) -> bool:
    """Whether an answer 200 is what was captured.

    A Wayback Machine says of every capture when it was made. What it shows without is a page of its own, under 200 too: that the site is excluded,
    that it is offline, that a redirect was captured (https://github.com/edgi-govdata-archiving/wayback/issues/109).
    """
    capture = capture_in(exchange.request.url)
    if capture is None:
        return _says_so(exchange, wanted)
    return capture.collection != WAYBACK_COLLECTION or _is_captured(exchange)


def _own_wall(exchange: Exchange) -> str:
    """What shows that a robot wall stands before the archive. A Wayback Machine has none, and what it shows was captured."""
    capture = capture_in(exchange.request.url)
    is_of_wayback = exchange.status == 200 and capture is not None and capture.collection == WAYBACK_COLLECTION
    return "" if is_of_wayback or _is_captured(exchange) else robot_wall(exchange)


def _of_status(exchange: Exchange, snapshot: Snapshot) -> Replay:
    if _is_captured(exchange):
        return _replay(exchange, snapshot, Shown.ANOTHER_PAGE, text("an answer {status} was captured", status=exchange.status))
    if exchange.status in _NOT_THERE or 300 <= exchange.status < 400:
        reason = text("the snapshot does not replay: the archive answers {status}", status=exchange.status)
        return _replay(exchange, snapshot, Shown.NOTHING, reason)
    return _replay(exchange, snapshot, Shown.UNSURE, answers.trouble(exchange))


# ---------------------------------------------------------------- of which page it is


def _originals(exchange: Exchange) -> tuple[str, ...]:
    """Of which page an answer says that it is a capture (RFC 7089, 2.1 and 2.2); empty where it does not say that it is one."""
    is_memento = http_date(exchange.header("memento-datetime")) is not None
    targets = read_links(exchange.header("link")).targets("original") if is_memento else ()
    # The Wayback Machine writes `&amp;` there, as HTML does (https://github.com/edgi-govdata-archiving/wayback, cassettes of redirects).
    return tuple(form for target in targets for form in dict.fromkeys((target.replace("&amp;", "&"), target)))


def _says_so(exchange: Exchange, wanted: Wanted) -> bool:
    """Whether an answer says that it is a capture of the wanted page, at whatever address.

    The page's own site is not believed where a redirect leads there: a captured one leads out of the archive.
    """
    asked, landed, own = (urls.without_www(urls.host_of(url)) for url in (exchange.request.url, _landed(exchange), wanted.url))
    left_for_own_site = asked != landed == own
    return not left_for_own_site and any(is_same_page(original, wanted.url) for original in _originals(exchange))


def _other_original(exchange: Exchange, wanted: Wanted) -> str:
    """The page that an answer says that it is a capture of, where that is another than the wanted one."""
    originals = _originals(exchange)
    return "" if any(is_same_page(original, wanted.url) for original in originals) else next(iter(originals), "")


def _astray(exchange: Exchange, wanted: Wanted) -> str:
    """The first address on the way that is no capture of the wanted page in the same archive; empty where all are.

    A captured redirect replays with its Location as it was (`id_`): it leads out of the archive, to what the web holds there today. Of an archive
    whose addresses do not name what they show, a redirect says nothing. Nor does an error at another archive that has captures of the page.
    """
    if capture_in(exchange.request.url) is None:
        return ""
    archive = _archive_of(exchange.request.url)
    is_shown = exchange.status == 200 or _is_captured(exchange)
    for url in (*_way(exchange), _landed(exchange)):
        capture = capture_in(url)
        if capture is None or not is_same_page(capture.original, wanted.url) or (is_shown and _archive_of(url) != archive):
            return url
    return ""


def _archive_of(url: str) -> str:
    """The archive's name; its host where it has none. One that goes by several hosts leads from one to the other."""
    wrapped = unwrap(url)
    return wrapped.archive if wrapped and wrapped.archive else urls.host_of(url)


def _landed(exchange: Exchange) -> str:
    return exchange.final_url or exchange.request.url


def _way(exchange: Exchange) -> Iterator[str]:
    for hop in exchange.hops:
        if hop.location:
            try:
                yield urljoin(hop.url, hop.location)
            except ValueError:  # no address at all
                yield hop.location


def _as_landed(exchange: Exchange, snapshot: Snapshot) -> Snapshot:
    """The snapshot by the date of the capture that was really shown: Memento-Datetime (RFC 7089), else the timestamp of the final address."""
    landed = _landed(exchange)
    capture = capture_in(landed)
    stamped = moment(capture.stamp) if capture else None
    shown = http_date(exchange.header("memento-datetime"))
    dated = replace(snapshot, at=shown or stamped or snapshot.at)
    if capture and stamped and stamped != snapshot.at:
        return replace(dated, url=capture.original, replay_url=raw_url(landed))
    return replace(dated, replay_url=landed) if shown and capture is None else dated


# ---------------------------------------------------------------- what was captured


def _judged_by_content(exchange: Exchange, snapshot: Snapshot, wanted: Wanted) -> Replay:
    """By the rules of a live page (decision table of verdicts.md, rows 8 to 26); but what was captured empty, or for maintenance, stays so."""
    page = exchange.page or Page()
    if not exchange.size:
        return _replay(exchange, snapshot, Shown.NOTHING, text("the snapshot is empty"))
    # Captures that a site sent compressed come with a broken Content-Encoding: https://github.com/edgi-govdata-archiving/web-monitoring-processing/issues/309
    if exchange.page and exchange.head.startswith(GZIP):
        return _replay(exchange, snapshot, Shown.UNSURE, text("the archive gives the snapshot in an encoding that cannot be read"))
    if kind := kind_of(exchange.head):
        return _replay(exchange, snapshot, Shown.PAGE, text("the snapshot is a file ({kind})", kind=kind), 0.8)
    if other := _other_content(exchange, page, snapshot, wanted):
        return _replay(exchange, snapshot, Shown.ANOTHER_PAGE, other)
    if is_shell(page):
        return _replay(exchange, snapshot, Shown.UNSURE, text("the snapshot is made by scripts in the browser, its text was not seen"))
    return _page(exchange, snapshot, page, wanted)


def _other_content(exchange: Exchange, page: Page, snapshot: Snapshot, wanted: Wanted) -> Text | None:
    """What was captured in place of the page."""
    if wall := robot_wall(_as_captured(exchange)):
        return text("a robot wall was captured ({sign})", sign=wall)
    if words := door(page):
        return text("a login or consent page was captured (“{words}”)", words=words)
    if words := maintenance_phrase(page):
        return text("the site was down when it was captured (“{words}”)", words=words)
    if sign := parking_sign(page, snapshot.url):
        return text("a parked or suspended domain was captured ({sign})", sign=sign)
    if not is_absent(wanted.cited_title, page, wanted.url):
        return None
    if is_gambling(page):
        return text("a domain that had been taken over was captured: the page advertises gambling")
    words = not_found_phrase(page)
    return text("an error page was captured, which says “{words}”", words=words) if words else None


def _as_captured(exchange: Exchange) -> Exchange:
    """The exchange with the headers that the site sent at the time: the archive gives them on under names of its own."""
    return replace(exchange, headers=tuple((n.removeprefix(ORIGINAL), v) for n, v in exchange.headers if n.startswith(ORIGINAL)))


def _page(exchange: Exchange, snapshot: Snapshot, page: Page, wanted: Wanted) -> Replay:
    match compare(wanted.cited_title, page, wanted.url):
        case Agreement.AGREES:
            return _replay(exchange, snapshot, Shown.PAGE, text("the snapshot shows the page with the cited title"), 0.95)
        case Agreement.NOTHING:
            return _replay(exchange, snapshot, Shown.PAGE, text("the snapshot shows the page; there are no two titles to compare"), 0.8)
        case Agreement.DIFFERS:
            title = page.title or page.h1
            reason = text("the snapshot shows a page whose title “{title}” is another than the cited one", title=title)
            return _replay(exchange, snapshot, Shown.PAGE, reason, 0.6)
        case agreement:
            assert_never(agreement)


def _replay(exchange: Exchange, snapshot: Snapshot, shown: Shown, reason: Text, confidence: float = 0.0) -> Replay:
    return Replay(snapshot=snapshot, shown=shown, reason=reason, status=exchange.status, seen_at=exchange.asked_at, confidence=confidence)
