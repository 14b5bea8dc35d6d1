"""What an audit says as a whole: findings and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from citeaudit.model.article import Article
from citeaudit.model.judged import AuditedSource
from citeaudit.model.verdicts import Evidence, Severity, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something an editor should look at. `references` are labels as readers know them (`9`, `note 2`)."""

    rule: str
    severity: Severity
    article: str
    references: tuple[str, ...] = ()
    section: str = ""
    message: Text
    tip: Text
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """`part` of `whole`; `low` and `high` are the Wilson 95 % interval of a rate, None where the share is no rate or `whole` is 0."""

    part: int
    whole: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A share that unknowns may raise: at least, and at most if every unknown belonged to it."""

    at_least: Share
    at_most: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedTwice:
    """One share counted both ways, never mixed: each source once, and each marker once."""

    by_references: Bounds
    by_citations: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often a word occurs: among references (each source once) and among citations (each marker once)."""

    name: str
    references: int
    citations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many sources carry a word."""

    name: str
    sources: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRot:
    """The figures of the link-rot report.

    `dead`, `ok` and `cannot_tell` are shares of the links that were looked at (`checked`), `archived` one of those looked up in the archive.
    `without_recovery` are the same figures without the addresses that were recovered; None where none was.
    """

    sources: int
    with_url: int
    checked: int
    looked_up: int
    link_states: tuple[Count, ...]
    archive_states: tuple[Count, ...]
    statuses: tuple[Count, ...]
    claims: tuple[Count, ...]
    dead: Share
    confirmed_dead: int
    ok: Share
    cannot_tell: Share
    archived: Share
    without_recovery: LinkRot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """How few publishers carry how much, by one way of counting: the largest one's share, HHI = sum of squared shares, effective number = 1/HHI.

    An unidentified publisher counts as one of its own for each source, so that the figures say at most how concentrated the identified ones are.
    """

    publishers: int
    unidentified: int
    top: str
    top_share: Share
    hhi: float
    effective: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionBalance:
    """The voices of one section: markers in it, distinct references, their kinds and affiliations, and its flags."""

    heading: str
    citations: int
    references: int
    types: tuple[Tally, ...]
    affiliations: tuple[Tally, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliatedSentence:
    """A sentence all of whose sources are affiliated with the subject, with the labels of its references and the evidence on each.

    `confidence` is that of the least sure of them.
    """

    article: str
    section: str
    sentence: str
    references: tuple[str, ...]
    evidence: tuple[Text, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The figures of the balance report. Unknown stands first in every tally that has it.

    `voices` are kinds beside the state that controls or mainly funds them (`state_media KZ`).
    `subject` are the country codes of the article's subject; empty: affiliation was not assessed, and the affiliation figures are None.
    `origins` counts voices (agencies behind publishers): at least, at most. `identified` counts the publishers that the register or a rule knows,
    `general_knowledge` those of them whose kind or control nobody has read up. `without_recovery` are the same figures going by what the copy
    itself prints; None where no address was recovered.
    """

    subject: tuple[str, ...]
    references: int
    citations: int
    types: tuple[Tally, ...]
    voices: tuple[Tally, ...]
    countries: tuple[Tally, ...]
    geographies: tuple[Tally, ...]
    affiliations: tuple[Tally, ...]
    affiliated: CountedTwice | None
    affiliated_without_duplicates: CountedTwice | None
    state_controlled: CountedTwice
    publishers: tuple[Tally, ...]
    concentration_by_references: Concentration
    concentration_by_citations: Concentration
    origins_at_least: int
    origins_at_most: int
    sections: tuple[SectionBalance, ...]
    sentences: tuple[AffiliatedSentence, ...]
    general_knowledge: int
    identified: int
    caveats: tuple[Text, ...]
    without_recovery: Balance | None = None


class Cause(StrEnum):
    """Why a part of an audit was left out."""

    ASKED = "asked"
    NO_NETWORK = "no-network"
    UNREADABLE = "unreadable"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A part of the audit that was not done, and why: shown in every report and in the closing line."""

    cause: Cause
    what: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """Everything one run found; complete where nothing was left out.

    `settings` are (name, value) pairs that bear on verdicts; `balance` is None where no article was read (`check`).
    """

    articles: tuple[Article, ...]
    sources: tuple[AuditedSource, ...]
    findings: tuple[Finding, ...]
    link_rot: LinkRot
    balance: Balance | None
    made_at: datetime
    settings: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a stage is; `left_s` is None where it cannot be told."""

    stage: str
    done: int
    total: int
    left_s: float | None = None
