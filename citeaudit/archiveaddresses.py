"""Addresses of web archives, as articles cite them: which archive, a copy of which page, made when (pure).

`archiveaddresses.csv` has a row for each host: its archive, the form of its addresses, the folders that copies stand in (`*` is any one
segment), the paths of copies that do not name their page, whether `id_` gives the bytes as captured, and where the forms were read:
iabot        https://github.com/internetarchive/internetarchivebot, UrlResolver.php and its tests
medic        https://github.com/greencardamom/WaybackMedic, the forms of links that it looks for
webarchive   https://en.wikipedia.org/wiki/Module:Webarchive and its data
robustlinks  https://github.com/iipc/robustlinks, the archives that it knows
wasteback    https://github.com/overbrowsing/wasteback-machine, src/archives: the addresses of raw content (`id_`)
urlpurify    https://github.com/macieklamberski/urlpurify, src/unwraps and their tests
wabarc       https://github.com/wabarc/archive.is, the hosts
trust        https://github.com/moritzwilhelm/A-Song-of-Trust-and-Archives, src/configs/crawling.py
wecache      https://github.com/KonaArctic/Time-Traveler-Proxy, wecache.sh
specimens    links as they stand in articles and in source code
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from citeaudit.urls import host_of, printed_host, without_www

WAYBACK_NAME = "Wayback Machine"
"""The name in the table of the archive that `wayback_url` stands for."""

KEPT = 4096
"""Addresses whose reading is kept: every rule that looks at an article's links asks for them again."""

DEEPEST = 8
"""So many archive addresses inside each other are read; two happen, more are made up."""

YEARS = range(1991, 2100)
"""The years that a copy can be of: from the first web page on. `9999` and `0` stand for the newest and the oldest copy."""

_JAPAN = timezone(timedelta(hours=9))
_CANBERRA = timezone(timedelta(hours=10))
"""Without its summer time: an hour too late at most. Pandora writes 20120803-1636 for what the Australian Web Archive has as 20120803063643."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """What an archive address says.

    Attributes:
        archive: its name for readers.
        original: the URL that it is a copy of, the innermost of addresses in each other; empty where the address does not say it.
        at: when it was captured, in UTC; None where the address does not say it, or says an impossible time. What the stamp leaves out is
            the least that it can be.
        digits: how many digits of a time the address gives, 4 for a year to 14 for a second: `at` is to be believed no further.
        stamp: these digits as they stand in the address; empty where it writes the time otherwise.
        is_wayback: whether `id_` behind the stamp gives the bytes as captured.
        is_copy: whether it leads to a copy; not so where it leads to the archive's list of them (`*`), or asks for one (`/save/`).
    """

    archive: str
    original: str
    at: datetime | None
    digits: int = 0
    stamp: str = ""
    is_wayback: bool = False
    is_copy: bool = True

    @property
    def names_a_day(self) -> bool:
        """Whether `at` is to be believed to the day."""
        return self.digits >= len("YYYYMMDD")


@lru_cache(KEPT)
def unwrap(url: str) -> Wrapped | None:
    """Reads an archive address; None for any other URL, and for an archive's own pages."""
    found = _read(url)
    if found is None:
        return None
    inner = found.original
    for _ in range(DEEPEST):
        deeper = _read(inner) if inner else None
        if deeper is None:
            return replace(found, original=inner)
        inner = deeper.original
    return replace(found, original="")


def as_captured(url: str) -> str:
    """The address where a copy shows the bytes as captured; every other URL, and a copy whose archive does not show them so, as it is."""
    for row in _rows_for(url):
        for found, _ in _found_in(row, url):
            return f"{url[: found.end('stamp')]}id_{url[found.end('flag') :]}" if row.raw and found["stamp"] else url
    return url


def at_mirror(location: str, wayback_url: str) -> str:
    """Where a mirror of the Wayback Machine has what a Location says that the Machine itself has; every other Location as it is.

    A mirror may hand on what the Machine answered, with the Machine's own addresses in it (`https://web.archive.org/web/…`, or `//` alone).
    """
    found = re.match(r"(?:https?:)?//([^/?#]+)(/web/.+)", location, re.IGNORECASE | re.DOTALL)
    rows = _rows_for(f"https://{found[1]}/") if found else ()
    return f"{wayback_url}{found[2]}" if found and any(row.archive == WAYBACK_NAME for row in rows) else location


# ---------------------------------------------------------------- the table


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    archive: str
    shape: str
    folders: tuple[str, ...]
    ids: str
    raw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    original: str = ""
    at: datetime | None = None
    digits: int = 0
    stamp: str = ""
    is_copy: bool = True


@cache
def _table() -> dict[str, tuple[_Row, ...]]:
    table: dict[str, tuple[_Row, ...]] = {}
    for row in csv.DictReader(Path(__file__).with_name("archiveaddresses.csv").read_text(encoding="utf-8").splitlines()):
        read = _Row(archive=row["archive"], shape=row["shape"], folders=tuple(row["folders"].split()), ids=row["ids"], raw=row["raw"] == "yes")
        table[row["host"]] = (*table.get(row["host"], ()), read)
    return table


def _rows_for(url: str) -> tuple[_Row, ...]:
    return _table().get(without_www(host_of(url)), ())


def _read(url: str) -> Wrapped | None:
    """Reads one archive address, not what is inside it."""
    for row in _rows_for(url):
        copy = _SHAPES[row.shape](row, url)
        if copy is not None:
            return Wrapped(
                archive=row.archive,
                original=copy.original,
                at=copy.at,
                digits=copy.digits,
                stamp=copy.stamp,
                is_wayback=row.raw,
                is_copy=copy.is_copy,
            )
    return None


# ---------------------------------------------------------------- the page and the time in an address

_AUTHORITY = r"\s*(?:https?:)?//[^/?#]*"
_SCHEME = re.compile(r"(https?|ftp):/*([^/?#\s].*)", re.IGNORECASE | re.DOTALL)
_ESCAPED_SCHEME = re.compile(r"(https?|ftp)%3A", re.IGNORECASE)
_HOST = re.compile(r"(?:(?:[^\s/?#:@.*]+\.)+[^\W\d_][^\s/?#:@.*]*\.?|\d+(?:\.\d+){3})(?::\d+)?(?:[/?#]|$)")
# Letters of ASCII that an address as a whole was escaped with; a space must stay escaped, and so must bytes that are no ASCII.
_ESCAPE = re.compile(r"%(2[1-9A-F]|[3-6][0-9A-F]|7[0-9A-E])", re.IGNORECASE)


def _below(url: str) -> str:
    """What stands behind the host: path, query, fragment."""
    return re.sub(_AUTHORITY, "", url.strip(), count=1)


def _path(url: str) -> str:
    return re.split(r"[?#]", _below(url), maxsplit=1)[0]


def _unescaped(words: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), words)


def _address(words: str) -> str:
    """The URL that stands in an archive address; empty where it is none.

    Archives fold `http://` to `http:/` and leave it out. The address may be escaped, as a whole or the colon alone.
    """
    escaped = _ESCAPED_SCHEME.match(words)
    if escaped:
        rest = words[escaped.end() :]
        words = f"{escaped[1]}:{rest if rest.startswith('/') else _unescaped(rest)}"
    whole = _SCHEME.fullmatch(words)
    if whole:
        return f"{whole[1].lower()}://{whole[2]}"
    bare = words.lstrip("/")
    return f"http://{bare}" if _HOST.match(bare) else ""


_STAMP = ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))
"""Year, month, day, hour, minute and second in a stamp of 14 digits."""


def _time(stamp: str, zone: tzinfo = UTC) -> datetime | None:
    """The time of a stamp of 4 to 14 digits; what it leaves out is the least that it can be, so that the time begins with these digits."""
    half = "0" if len(stamp) in (5, 7) and stamp[-1] != "0" else ""
    full = f"{stamp}{half}" + "00000101000000"[len(stamp) + len(half) :]
    year, month, day, hour, minute, second = (int(full[start:end]) for start, end in _STAMP)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC) if year in YEARS else None
    except ValueError:
        return None


def _copy_of(original: str, stamp: str, zone: tzinfo = UTC) -> _Copy:
    # One to three digits ask for a copy near the year that begins so: a time that nobody means.
    return _Copy(original=original, at=_time(stamp, zone) if len(stamp) >= 4 else None, digits=len(stamp), stamp=stamp)


# ---------------------------------------------------------------- copies by folder, stamp and original


@cache
def _copies(folder: str) -> re.Pattern[str]:
    """Addresses of copies in a folder: of a time, with a flag (`id_`) or without, a list of those of a time (`2015*`) or of all (`*`), the newest
    (`+`, or nothing)."""
    path = "/+".join("[^/?#]+" if segment == "*" else re.escape(segment) for segment in folder.split("/"))
    time = r"(?P<stamp>[0-9]{1,14})(?P<flag>(?:[a-z]{1,3}_[0-9]?|[-*]|\$[^/]*)?)"
    return re.compile(rf"{_AUTHORITY}{path}(?:(?:{time}|(?P<mark>[*+]))/+)?(?P<original>.*)", re.IGNORECASE | re.DOTALL)


def _stamped(row: _Row, url: str) -> _Copy | None:
    """`/FOLDER/STAMP/ORIGINAL`, as Wayback and pywb have it, and most others."""
    for _, copy in _found_in(row, url):
        return copy
    return _Copy() if row.ids and re.fullmatch(row.ids, _path(url), re.IGNORECASE) else None


_SAVING = "/save/"
"""The folder in which the Wayback Machine is asked to make a copy."""


def _found_in(row: _Row, url: str) -> Iterator[tuple[re.Match[str], _Copy]]:
    for folder in row.folders:
        found = _copies(folder).fullmatch(url)
        copy = _read_from(found, in_folder=folder != "/") if found else None
        if found and copy:
            is_list = "*" in (found["mark"], found["flag"])
            yield found, replace(copy, is_copy=not (is_list or folder.startswith(_SAVING)))


def _read_from(found: re.Match[str], *, in_folder: bool) -> _Copy | None:
    original = _address(found["original"].rstrip())
    if "*" in (found["mark"], found["flag"]) and original.endswith("*"):  # `/*/http://a.example/*` lists the pages of a site
        return None
    if found["stamp"] and (original or len(found["stamp"]) >= len("YYYYMMDD")):
        return _copy_of(original, found["stamp"])
    if not original:
        return None
    return _Copy(original=original) if found["mark"] or _is_page(found["original"], in_folder=in_folder) else None


def _is_page(words: str, *, in_folder: bool) -> bool:
    """Whether words without a stamp before them are a page's address, and not an archive's own file, such as `/faq.html`."""
    if _SCHEME.match(words) or _ESCAPED_SCHEME.match(words):
        return True
    return in_folder and bool(printed_host(re.split(r"[/?#:]", words, maxsplit=1)[0]))


# ---------------------------------------------------------------- pages in the query

# What archives themselves put behind an original that is not escaped.
_OWN = re.compile(r"date=[0-9]{4}-[0-9]|(?:title|apiresponse|returnxml)=", re.IGNORECASE)


def _asked_for(url: str) -> str:
    """The page in `?url=…`, where it need not be escaped: all that follows is its own query then."""
    found = re.search(r"[?&]url=(.+)", url, re.IGNORECASE | re.DOTALL)
    if not found:
        return ""
    words = re.split("[&#]", found[1], maxsplit=1)[0] if _ESCAPED_SCHEME.match(found[1]) else _without_own(found[1])
    return _address(_unescaped(words))


def _without_own(words: str) -> str:
    words = words.partition("#federation=")[0]
    while _OWN.match(words, words.rfind("&") + 1) and "&" in words:
        words = words[: words.rfind("&")]
    return words


def _named(row: _Row, url: str) -> _Copy | None:
    """`?url=ORIGINAL`, beside the other forms."""
    copy = _stamped(row, url)
    original = "" if copy and copy.original else _asked_for(url)
    return _Copy(original=original) if original else copy


# ---------------------------------------------------------------- forms of one archive each

_TODAY_STAMP = re.compile(r"/([0-9]{4,14}|[0-9]{4}(?:\.[0-9]{2}){2}(?:-[0-9]{4,6})?)/(.+)", re.DOTALL)
# Of a link inside a copy (`/o/ID/…`) the page that it leads to counts: that is what a reader gets to see.
_TODAY_PAGE = re.compile(r"/(?:(?:newest|oldest|timegate|timemap|o/[0-9A-Za-z]+)/)?(.+)", re.DOTALL)
_TODAY_ID = re.compile(r"/(?:wip/)?(?!(?:submit|search|blog|news|post)\b)[0-9A-Za-z]{4,7}(?:/(?:image|share|again|scr\.png))?/?")
_SELECTION = re.compile(r"#selection-[0-9.-]+$")


def _today(row: _Row, url: str) -> _Copy | None:
    """archive.today: `/STAMP/ORIGINAL`, the stamp with dots or without, `/newest/ORIGINAL`, `/ID`."""
    rest = _below(url)
    stamped = _TODAY_STAMP.fullmatch(rest)
    original = _today_original(stamped[2]) if stamped else ""
    if stamped and original:
        return _copy_of(original, re.sub(r"[^0-9]", "", stamped[1]))
    if _TODAY_ID.fullmatch(_path(url)):
        return _Copy()
    page = _TODAY_PAGE.fullmatch(rest)
    if page and _is_page(page[1], in_folder=page.start(1) > 1):
        return _Copy(original=_today_original(page[1]))
    return _named(row, url)


def _today_original(words: str) -> str:
    """It escapes the marks of query and fragment in its long addresses, and marks what a reader selected."""
    original = _SELECTION.sub("", _address(words))
    if "?" not in original:
        original = re.sub("%3F", "?", original, count=1, flags=re.IGNORECASE)
    return original if "#" in original else re.sub("%23", "#", original, count=1)


_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_WEBCITE_ID = re.compile(r"/(?:query\?(?:.*&)?id=)?([0-9A-Za-z]{9}|[0-9]{16})(?=[/?&#]|$)", re.DOTALL)
_WEBCITE_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?")


def _webcite(row: _Row, url: str) -> _Copy | None:
    """WebCite: `/ID?url=ORIGINAL`, `/query?id=ID`, `/query?url=ORIGINAL&date=DAY`."""
    original, rest = _asked_for(url), _below(url)
    identified = _WEBCITE_ID.match(rest)
    at = _webcite_time(identified[1]) if identified else None
    if at:
        return _Copy(original=original, at=at, digits=14)
    date = parse_qs(rest.partition("?")[2]).get("date", [""])[-1]
    day = _WEBCITE_DAY.match(date)
    if original and day:
        return _copy_of(original, "".join(part.zfill(2) for part in day.groups() if part))
    return _named(row, url)


def _webcite_time(identifier: str) -> datetime | None:
    """The time in WebCite's number of a copy, microseconds since 1970, in decimal or in base 62.

    6HPbX5thy is of 2013-06-16, 6BNdGOIEe of 2012-10-13, 66lmEkpE8 of 1333884124 s (the tests of internetarchivebot).
    """
    micros = int(identifier) if len(identifier) == 16 else 0
    for letter in identifier if not micros else "":
        micros = micros * 62 + _BASE62.index(letter)
    try:
        at = datetime.fromtimestamp(micros // 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return at if 2003 <= at.year <= 2023 else None  # from WebCite's first copies until its end


_VIDEO = re.compile(r"/varchive/(?:youtube/)?(?:([0-9]{8})/)?([0-9A-Za-z_-]{11})/?")


def _ghost(row: _Row, url: str) -> _Copy | None:
    """Ghost Archive: `/archive/DAY/ORIGINAL`, `/archive/ID`, and `/varchive/youtube/DAY/ID` for a video of YouTube."""
    video = _VIDEO.fullmatch(_path(url))
    return _copy_of(f"https://www.youtube.com/watch?v={video[2]}", video[1] or "") if video else _stamped(row, url)


_GYOTAKU = re.compile(r"/([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{2})/(.+)", re.DOTALL)


def _megalodon(row: _Row, url: str) -> _Copy | None:
    """Megalodon: `/2023-0213-1416-54/ORIGINAL`, by Japan's time; gyo.tc takes an original alone."""
    rest = _below(url)
    found = _GYOTAKU.fullmatch(rest)
    if found:
        return _copy_of(_address(found[2]), found[1].replace("-", ""), _JAPAN)
    return _Copy(original=_address(rest[1:])) if _is_page(rest[1:], in_folder=False) else _named(row, url)


_PANDORA = re.compile(r"/pan/[0-9]{4,7}/([0-9]{8})-([0-9]{4})/(.+)", re.DOTALL)
_PANDORA_DAY = re.compile(r"/nph-arch/[0-9]{4}/[A-Z]([0-9]{4})-([A-Z][a-z]{2})-([0-9]{1,2})/(.+)", re.DOTALL)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _pandora(row: _Row, url: str) -> _Copy | None:
    """Pandora: `/pan/NUMBER/20120727-0512/ORIGINAL` by local time, `/nph-arch/2000/S2000-Dec-5/ORIGINAL`, `/nph-wb/STAMP/ORIGINAL`."""
    rest = _below(url)
    found = _PANDORA.fullmatch(rest)
    if found:
        return _copy_of(_address(found[3]), found[1] + found[2], _CANBERRA)
    dated = _PANDORA_DAY.fullmatch(rest)
    if dated and dated[2] in _MONTHS:
        day = f"{dated[1]}{_MONTHS.index(dated[2]) + 1:02}{int(dated[3]):02}"
        return replace(_copy_of(_address(dated[4]), day), stamp="")
    return _stamped(row, url)


_SHAPES: dict[str, Callable[[_Row, str], _Copy | None]] = {
    "": _stamped,
    "named": _named,
    "today": _today,
    "webcite": _webcite,
    "ghost": _ghost,
    "megalodon": _megalodon,
    "pandora": _pandora,
}
"""How the addresses of an archive are read, by the column `shape`."""
