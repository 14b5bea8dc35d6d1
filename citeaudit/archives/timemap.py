"""The list of an archive's captures of one page (a TimeMap), and the Link header of its answers (pure).

Both are links in one format (RFC 8288 and RFC 6690) with the relations of Memento (RFC 7089, 2.2 and 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

LINK_FORMAT = "application/link-format"
"""The media type of a TimeMap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link: where to, its relations in lower case, all its parameters by name in lower case."""

    target: str
    relations: frozenset[str]
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """A capture that a TimeMap lists: its address, and its time (aware, in UTC)."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Another part of a list that is given in several: its address, and the times between which its captures lie, as far as it is said."""

    url: str
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMap:
    """A TimeMap as far as it could be read: the page that it is of, its captures, its other parts.

    `is_whole` where every link was read, and the page is named, as it must be (RFC 7089, 5).
    """

    original: str
    mementos: tuple[Memento, ...]
    parts: tuple[Part, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The links of a text, in order, up to the first that is none; `is_whole` where all of it was read."""

    links: tuple[Link, ...]
    is_whole: bool

    def targets(self, relation: str) -> tuple[str, ...]:
        """Where the links of a relation lead to."""
        return tuple(link.target for link in self.links if relation in link.relations)


# Empty members of a list count for nothing (RFC 9110, 5.6.1): some archives end their lists with a comma.
_TARGET = re.compile(r"[\s,]*<([^<>]*)>")
_PARAMETER = re.compile(r"""\s*;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s";,<>]+)))?""", re.DOTALL)
_END = re.compile(r"\s*(?:,|\Z)")
_BLANK = re.compile(r"[\s,]*\Z")


def read_links(text: str) -> Links:
    """Reads links as they stand in a TimeMap or in a Link header, which may be cut off."""
    read: list[Link] = []
    at = 0
    while target := _TARGET.match(text, at):
        parameters, at = _parameters(text, target.end())
        end = _END.match(text, at)
        if end is None:
            return Links(links=tuple(read), is_whole=False)
        at = end.end()
        relations = frozenset(parameters.get("rel", "").lower().split())
        read.append(Link(target=target[1].strip(), relations=relations, parameters=parameters))
    return Links(links=tuple(read), is_whole=_BLANK.match(text, at) is not None)


def _parameters(text: str, at: int) -> tuple[dict[str, str], int]:
    """The parameters that begin at a place, and the place after them. Of a name that is given twice the first counts (RFC 8288, 3)."""
    read: dict[str, str] = {}
    while found := _PARAMETER.match(text, at):
        name, quoted, plain = found.groups()
        read.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted, flags=re.DOTALL) if quoted else plain or "")
        at = found.end()
    return read, at


@lru_cache(8)
def read_timemap(text: str) -> TimeMap:
    """Reads a TimeMap; whatever else it is given makes one that is not whole. It is kept, for a look-up asks for it several times."""
    links = read_links(text)
    mementos, are_read = [], True
    for link in links.links:
        if "memento" in link.relations:
            at = http_date(link.parameters.get("datetime", ""))
            if at is None or not _is_absolute(link.target):
                are_read = False
            else:
                mementos.append(Memento(url=link.target, at=at))
    original = next(iter(links.targets("original")), "")
    return TimeMap(original=original, mementos=tuple(mementos), parts=tuple(_parts(links)), is_whole=links.is_whole and are_read and bool(original))


def _parts(links: Links) -> Iterator[Part]:
    # Aggregators list the TimeMap itself among its forms, and forms in JSON.
    own = links.targets("self")
    for link in links.links:
        is_read = link.parameters.get("type", LINK_FORMAT).lower() == LINK_FORMAT
        if "timemap" in link.relations and is_read and link.target not in own and _is_absolute(link.target):
            since, until = (http_date(link.parameters.get(name, "")) for name in ("from", "until"))
            yield Part(url=link.target, since=since, until=until)


def _is_absolute(target: str) -> bool:
    return target.lower().startswith(("http://", "https://"))


def nearer_part(timemap: TimeMap, near: datetime) -> Part | None:
    """The part that may hold a capture nearer to a time than those listed here.

    One that does not say of which times it is may hold any, and is looked at where nothing is listed here.
    """
    parts = [part for part in timemap.parts if part.since or part.until or not timemap.mementos]
    nearest = min(parts, key=lambda part: _away(part, near), default=None)
    listed = min((abs(memento.at - near) for memento in timemap.mementos), default=timedelta.max)
    return nearest if nearest and _away(nearest, near) < listed else None


def _away(part: Part, near: datetime) -> timedelta:
    """How far a time lies from those of a part."""
    if part.since and near < part.since:
        return part.since - near
    if part.until and part.until < near:
        return near - part.until
    return timedelta()


def http_date(value: str) -> datetime | None:
    """The time that a header or a parameter gives (RFC 9110, 5.6.7), in UTC; None where it gives none."""
    try:
        at = parsedate_to_datetime(value)
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
