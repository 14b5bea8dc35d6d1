"""What counts as one (document, publisher, origin) and how counts become shares, intervals and ranges (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import sqrt

from citeaudit.model import (
    READ_BASES,
    Affiliation,
    AuditedSource,
    Bounds,
    Classification,
    Concentration,
    Count,
    CountedTwice,
    PartialDate,
    Role,
    Share,
    SourceType,
    Status,
    Tally,
)
from citeaudit.urls import page_key

UNKNOWN = "unknown"
SURE = 0.6
"""From this confidence on a verdict counts in the lower end of a range; what rests on general knowledge stays below it (docs/sources.md)."""

Z_95 = 1.959964
"""Two-sided 95 % point of the normal distribution, for Wilson's interval (Wilson 1927, "Probable inference")."""

TITLE_WORDS = 3
"""Two references with the same title and publisher are one document only from so many words on: "Annual report" names many."""


def rate(part: int, whole: int) -> Share:
    """A share with its Wilson 95 % interval; no interval where nothing was counted."""
    if not whole:
        return Share(part=part, whole=whole)
    p, z = part / whole, Z_95
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return Share(part=part, whole=whole, low=round(max(0.0, middle - half), 6), high=round(min(1.0, middle + half), 6))


def counts(words: Iterable[str], order: Iterable[str]) -> tuple[Count, ...]:
    """How many sources carry each word, in the order given; words that do not occur are left out."""
    counted = Counter(words)
    return tuple(Count(name=name, sources=counted[name]) for name in order if counted[name])


def tally(sources: Iterable[AuditedSource], name_of: Callable[[AuditedSource], str]) -> tuple[Tally, ...]:
    """How often each name occurs among references and among citations: unknown first, then the most cited."""
    references: Counter[str] = Counter()
    citations: Counter[str] = Counter()
    for source in sources:
        references[name_of(source)] += 1
        citations[name_of(source)] += source.citations
    names = sorted(references, key=lambda name: (name != UNKNOWN, -citations[name], -references[name], name))
    return tuple(Tally(name=name, references=references[name], citations=citations[name]) for name in names)


def bounds(sources: Sequence[AuditedSource], surely: Callable[[AuditedSource], bool], perhaps: Callable[[AuditedSource], bool]) -> CountedTwice:
    """A share of the sources counted both ways: at least those that surely belong, at most those that perhaps do too."""
    sure = [source for source in sources if surely(source)]
    most = [source for source in sources if surely(source) or perhaps(source)]
    cited = sum(source.citations for source in sources)
    return CountedTwice(
        by_references=Bounds(at_least=Share(part=len(sure), whole=len(sources)), at_most=Share(part=len(most), whole=len(sources))),
        by_citations=Bounds(
            at_least=Share(part=sum(s.citations for s in sure), whole=cited), at_most=Share(part=sum(s.citations for s in most), whole=cited)
        ),
    )


def affiliated_surely(source: AuditedSource) -> bool:
    """Whether evidence says that the publisher is affiliated with the subject."""
    verdict = source.classification.affiliation
    return verdict is not None and verdict.value is Affiliation.AFFILIATED and verdict.confidence >= SURE


def affiliated_perhaps(source: AuditedSource) -> bool:
    """Whether the publisher may be affiliated: unknown, or on general knowledge only."""
    verdict = source.classification.affiliation
    return verdict is not None and verdict.value in (Affiliation.AFFILIATED, Affiliation.UNKNOWN)


_STATE_VOICES = (SourceType.GOVERNMENT, SourceType.STATE_MEDIA)


def state_surely(source: AuditedSource) -> bool:
    """Whether evidence says that a state speaks: a government body, or a medium that a state controls."""
    verdict = source.classification.who.type
    return verdict.value in _STATE_VOICES and verdict.confidence >= SURE


def state_perhaps(source: AuditedSource) -> bool:
    """Whether a state may speak: the kind is unknown, or it or the state's control rests on too little to count at the lower end."""
    who = source.classification.who
    unsure = who.control is not None and bool(who.control.state) and who.control.confidence < SURE
    return unsure or who.type.value in (*_STATE_VOICES, SourceType.UNKNOWN)


def speaking(sources: Iterable[AuditedSource]) -> list[AuditedSource]:
    """The sources of an audit, each cited as often as it and the short references that point to it (Smith 2010, p. 4) together."""
    rows = list(sources)
    pointed = through_short(rows)
    spoken = [row for row in rows if row.source.role is Role.SOURCE]
    return [replace(row, citations=row.citations + pointed[row.source.article, row.source.label]) for row in spoken]


def through_short(sources: Iterable[AuditedSource]) -> Counter[tuple[str, str]]:
    """How often each source is cited through short references that point to it, by its article and label."""
    pointed: Counter[tuple[str, str]] = Counter()
    for row in sources:
        if row.source.role is Role.SHORT:
            pointed[row.source.article, row.source.target] += row.citations
    return pointed


def as_printed(sources: Iterable[AuditedSource]) -> tuple[AuditedSource, ...] | None:
    """The sources as they would stand without the addresses that were recovered; None where none was.

    A source whose address was recovered has no link then, and its publisher is what the copy itself prints.
    """
    rows = tuple(sources)
    if not any(row.as_printed for row in rows):
        return None
    return tuple(_as_printed(row, row.as_printed) if row.as_printed else row for row in rows)


def _as_printed(row: AuditedSource, said: Classification) -> AuditedSource:
    status = replace(row.status, value=Status.NO_URL)
    return replace(row, link=replace(row.link, url=""), check=replace(row.check, standing=None), status=status, classification=said, as_printed=None)


def voice(source: AuditedSource) -> str:
    """The kind beside the state that controls or mainly funds it: `state_media KZ`; the kind alone where no state is known."""
    who = source.classification.who
    return f"{who.type.value} {who.control.state}" if who.control and who.control.state else str(who.type.value)


def read_voice(source: AuditedSource) -> str:
    """As `voice`, but a state only where somebody has read that it controls the publisher."""
    who = source.classification.who
    return voice(source) if who.control and who.control.basis in READ_BASES else str(who.type.value)


def publisher(source: AuditedSource) -> str:
    """The name under which a publisher is counted, whatever a reference calls it; `unknown` where none is told.

    That of the register where it has the publisher, else its domain, else the printed name.
    """
    named = source.classification.who.publisher
    return (named.name if named.id else named.domain or named.name) or UNKNOWN


def origin(source: AuditedSource) -> str:
    """Who wrote the text: the agency behind the publisher where one is named, else the publisher; `unknown` where neither is told."""
    return source.classification.origin or publisher(source)


def origins(sources: Sequence[AuditedSource]) -> tuple[int, int]:
    """How many voices wrote the texts: at least (no unknown one is a new voice), and at most (each is)."""
    told = Counter(map(origin, sources))
    unknown = told.pop(UNKNOWN, 0)
    return len(told) or min(1, unknown), len(told) + unknown


def concentration(sources: Sequence[AuditedSource], weight: Callable[[AuditedSource], int]) -> Concentration:
    """How few publishers carry how much. HHI = sum of squared shares, effective number = 1/HHI.

    Each source without a known publisher counts as a publisher of its own, so the HHI is a lower bound.
    """
    weights: Counter[str] = Counter()
    unidentified = [source for source in sources if publisher(source) == UNKNOWN]
    for source in sources:
        if publisher(source) != UNKNOWN:
            weights[publisher(source)] += weight(source)
    alone = [weight(source) for source in unidentified if weight(source)]
    total = sum(weights.values()) + sum(alone)
    hhi = sum((w / total) ** 2 for w in (*weights.values(), *alone)) if total else 0.0
    top = min(weights, key=lambda name: (-weights[name], name), default="")
    return Concentration(
        publishers=len(weights),
        unidentified=len(unidentified),
        top=top,
        top_share=Share(part=weights[top], whole=total),
        hhi=round(hhi, 4),
        effective=round(1 / hhi, 2) if hhi else 0.0,
    )


def same_documents(sources: Iterable[AuditedSource]) -> tuple[tuple[AuditedSource, ...], ...]:
    """The groups of two or more sources that cite one document: one page, or one title by one publisher with dates that do not contradict."""
    groups: list[list[AuditedSource]] = []
    # Only sources that share a page or a title are compared: thousands of sources would make millions of pairs.
    alike: defaultdict[tuple[str, ...], list[list[AuditedSource]]] = defaultdict(list)
    for source in sources:
        if source.source.role is not Role.SOURCE:
            continue
        keys = _likeness(source)
        home = next((group for key in keys for group in alike[key] if any(_is_same(source, other) for other in group)), None)
        if home is None:
            home = []
            groups.append(home)
        home.append(source)
        for key in keys:
            if not any(group is home for group in alike[key]):
                alike[key].append(home)
    return tuple(tuple(group) for group in groups if len(group) > 1)


def _likeness(source: AuditedSource) -> tuple[tuple[str, ...], ...]:
    """What another source must share with this one to be the same document, the one or the other."""
    article, title = source.source.article, _folded(source.source.title)
    by_title = [(article, title, publisher(source))] if len(title.split()) >= TITLE_WORDS and publisher(source) != UNKNOWN else []
    by_page = [(article, page_key(source.link.url))] if source.link.url else []
    return (*by_title, *by_page)


def merged(sources: Sequence[AuditedSource]) -> tuple[AuditedSource, ...]:
    """The sources with each document once: its first row, cited as often as all its rows together."""
    groups = same_documents(sources)
    first = {id(group[0]): replace(group[0], citations=sum(source.citations for source in group)) for group in groups}
    again = {id(source) for group in groups for source in group[1:]}
    return tuple(first.get(id(source), source) for source in sources if id(source) not in again)


def _is_same(one: AuditedSource, other: AuditedSource) -> bool:
    if one.source.article != other.source.article:
        return False
    if one.link.url and other.link.url:
        return page_key(one.link.url) == page_key(other.link.url)
    title = _folded(one.source.title)
    if len(title.split()) < TITLE_WORDS or title != _folded(other.source.title):
        return False
    return publisher(one) == publisher(other) != UNKNOWN and _may_be_one(one.source.published, other.source.published)


def _folded(title: str) -> str:
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", title).casefold()))


def _may_be_one(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether two printed dates can be the same day, as far as both are printed."""
    if one is None or other is None:
        return True
    return str(one).startswith(str(other)) or str(other).startswith(str(one))
