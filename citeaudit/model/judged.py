"""A source with every verdict on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from citeaudit.model.article import Source
from citeaudit.model.exchange import Snapshot
from citeaudit.model.verdicts import (
    Affiliation,
    ArchiveState,
    Basis,
    Claim,
    Evidence,
    Geography,
    LinkState,
    SourceType,
    Standing,
    Status,
    UrlOrigin,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The URL of a source, and the verdict on where it comes from. `url` is empty where none is known.

    `archive_url` is the archive link that came with a recovered address; what the copy itself gives is the source's.
    """

    url: str
    origin: Verdict[UrlOrigin]
    archive_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCheck:
    """One live check of a URL as the history keeps it."""

    state: LinkState
    rule: str
    checked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCheck:
    """The live check of a source. `standing`, `since` (first failing check) and `strikes` (failing checks in a row) come from the history."""

    verdict: Verdict[LinkState]
    http_status: int | None = None
    final_url: str = ""
    checked_at: datetime | None = None
    standing: Standing | None = None
    since: datetime | None = None
    strikes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCheck:
    """The archive check of a source. `gap_days` is positive where the snapshot is later than the date it was chosen by."""

    verdict: Verdict[ArchiveState]
    snapshot: Snapshot | None = None
    gap_days: int | None = None
    checked_at: datetime | None = None
    claim: Verdict[Claim] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who published a source: the register's id where it has one, its name, and the registrable domain where a URL or a printed host gives it."""

    id: str = ""
    name: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Who controls a publisher: the state (ISO 3166-1 alpha-2) and the owner.

    `editorial` control by it is yes, no or unknown, its `funding` none, partial, main or unknown.
    """

    state: str = ""
    owner: str = ""
    editorial: str = "unknown"
    funding: str = "unknown"
    basis: Basis
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Who the publisher is and what kind, as one source rule says. `matched` is the name or host it matched on, `basis` how the fact is known."""

    publisher: Publisher
    type: Verdict[SourceType]
    subtype: str = ""
    form: str = ""
    country: str = ""
    control: Control | None = None
    basis: Basis | None = None
    matched: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classification:
    """The answers on who speaks.

    `geography` and `affiliation` are None when no subject is set; `origin` is empty where nothing says who else wrote the text.
    """

    who: Identification
    alternatives: tuple[Identification, ...] = ()
    geography: Verdict[Geography] | None = None
    affiliation: Verdict[Affiliation] | None = None
    origin: str = ""
    origin_evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedSource:
    """A source with every verdict on it, how often the article's text cites it, and in which sections (in order, each once).

    `as_printed` says who speaks going by what the copy itself prints; None where its address was not recovered, and `classification` says it.
    """

    source: Source
    link: Link
    check: LinkCheck
    archive: ArchiveCheck
    status: Verdict[Status]
    classification: Classification
    citations: int
    sections: tuple[str, ...] = ()
    as_printed: Classification | None = None
