"""What may be concluded: sentences that are put into words last, the one type of judgement, and its closed sets of values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An English sentence with named places, and what stands in them; put into words last, by whoever shows it.

    `message` is a gettext message id such as `"answered {status}"`; `values` are (name, value) pairs.
    """

    message: str
    values: tuple[tuple[str, str | int | float], ...] = ()

    def __str__(self) -> str:
        return self.message.format(**dict(self.values)) if self.values else self.message


def text(message: str, /, **values: str | int | float) -> Text:
    """Builds a Text: `text("answered {status}", status=404)`."""
    return Text(message=message, values=tuple(values.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was seen, where it was seen (an address, a file, a line) and when."""

    what: str
    where: str = ""
    seen_at: datetime | None = None


V = TypeVar("V", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict(Generic[V]):
    """One judgement, for every question the audit asks: its value, the rule that gave it, why, and on what evidence."""

    value: V
    rule: str
    reason: Text
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0


class LinkState(StrEnum):
    """What a live check found (README gives the meaning of each)."""

    LIVE = "live"
    MOVED = "moved"
    DRIFTED = "drifted"
    GONE = "gone"
    SOFT_404 = "soft-404"
    PARKED = "parked"
    DEAD_HOST = "dead-host"
    BLOCKED = "blocked"
    RESTRICTED = "restricted"
    RATE_LIMITED = "rate-limited"
    TLS_ERROR = "tls-error"
    TRANSIENT = "transient"
    INVALID_URL = "invalid-url"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NOT_CHECKED = "not-checked"


OK_STATES = frozenset({LinkState.LIVE, LinkState.MOVED, LinkState.DRIFTED})
DEAD_STATES = frozenset({LinkState.GONE, LinkState.SOFT_404, LinkState.PARKED, LinkState.DEAD_HOST})
UNCHECKED_STATES = frozenset({LinkState.REFUSED, LinkState.NOT_CHECKED})


class ArchiveState(StrEnum):
    """What the archive holds for a source."""

    ARCHIVED = "archived"
    DISTANT = "distant"
    UNUSABLE = "unusable"
    ABSENT = "absent"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"
    NOT_CHECKED = "not-checked"


class Claim(StrEnum):
    """Whether the archive statement that the article prints holds."""

    CONFIRMED = "confirmed"
    OTHER_DATE = "other-date"
    OTHER_URL = "other-url"
    NOT_FOUND = "not-found"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Link and archive verdict rolled up into the line that an editor acts on."""

    OK = "ok"
    AT_RISK = "at-risk"
    RESCUABLE = "rescuable"
    LOST = "lost"
    UNCLEAR = "unclear"
    NOT_CHECKED = "not-checked"
    NO_URL = "no-url"


class Standing(StrEnum):
    """How sure a dead link is dead: one failing run never makes it confirmed."""

    SUSPECTED = "suspected"
    CONFIRMED = "confirmed"


class UrlOrigin(StrEnum):
    """Where the URL of a source comes from."""

    ARTICLE = "article"
    RECOVERED = "recovered"
    SUPPLIED = "supplied"
    NONE = "none"


class SourceType(StrEnum):
    """Who speaks: the kind of publisher."""

    NGO = "ngo"
    IGO = "igo"
    GOVERNMENT = "government"
    STATE_MEDIA = "state_media"
    PUBLIC_BROADCASTER = "public_broadcaster"
    NEWS_AGENCY = "news_agency"
    PRESS = "press"
    ACADEMIC = "academic"
    THINK_TANK = "think_tank"
    LEGAL = "legal"
    RELIGIOUS = "religious"
    CORPORATE = "corporate"
    PR = "pr"
    PARTY = "party"
    BLOG = "blog"
    SOCIAL = "social"
    WIKI = "wiki"
    AGGREGATOR = "aggregator"
    LIBRARY = "library"
    WRAPPER = "wrapper"
    PARKED = "parked"
    UNKNOWN = "unknown"


class Geography(StrEnum):
    """Where the publisher sits, seen from the article's subject."""

    DOMESTIC = "domestic"
    FOREIGN = "foreign"
    INTERNATIONAL = "international"
    UNKNOWN = "unknown"


class Affiliation(StrEnum):
    """Whether the publisher speaks for the article's subject."""

    AFFILIATED = "affiliated"
    PARTY = "party"
    INDEPENDENT = "independent"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """How a fact about a publisher is known, from best to least (docs/sources.md)."""

    OFFICIAL = "official"
    LIST = "list"
    REFERENCE = "reference"
    NAME = "name"
    KNOWN = "known"


READ_BASES = frozenset({Basis.OFFICIAL, Basis.LIST, Basis.REFERENCE})
"""The bases on which somebody has read the fact; what rests on another one is marked wherever it is shown."""


class Severity(StrEnum):
    """How much a finding matters to the editor."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
