"""Balance: on how many kinds of voices the article and each of its sections stand, and the figures of the balance report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from citeaudit import counting
from citeaudit.model import (
    AffiliatedSentence,
    Affiliation,
    Article,
    AuditedSource,
    Balance,
    Basis,
    Citation,
    CountedTwice,
    Finding,
    Role,
    SectionBalance,
    Severity,
    SourceType,
    Tally,
    text,
)
from citeaudit.ports import Facts, FindingRule

CAVEATS = (
    text("A type says who publishes, not whether it is true; equal shares are not a goal."),
    text("For what an official said, an official source is the proper one."),
    text("Counts are not prominence: a source cited once may carry the article."),
    text("Verdicts hold for the publisher on the date of their evidence, not for each text it publishes."),
    text("Unknown and not listed mean not assessed; they are no judgement."),
    text("Lists have a slant of their own; each verdict names the list it rests on."),
    text("Foreign is not independent, and domestic is not affiliated."),
)

_TOLD = {
    "one-kind": ("all sources of the section “{section}” are of one kind", "see whether another kind of voice has written on it"),
    "affiliated-only": (
        "all sources of the section “{section}” are affiliated with the article's subject",
        "look for a source that the subject does not control",
    ),
}
"""The flags that are findings of their own, with message and tip; the others stand in the table of sections."""

References = Mapping[tuple[str, str, str], tuple[AuditedSource, ...]]


def _figures(facts: Facts) -> Balance | None:
    if not facts.articles:
        return None
    printed = counting.as_printed(facts.sources)
    return replace(_counted(facts), without_recovery=_counted(replace(facts, sources=printed)) if printed else None)


def _counted(facts: Facts) -> Balance:
    sources = counting.speaking(facts.sources)
    once = counting.merged(sources)
    references = _by_reference(facts.sources)
    publishers = _identified(sources)
    origins_at_least, origins_at_most = counting.origins(once)
    assessed = sources if facts.subject else []
    return Balance(
        subject=facts.subject,
        references=len(sources),
        citations=sum(source.citations for source in sources),
        types=counting.tally(sources, lambda source: source.classification.who.type.value),
        voices=counting.tally(sources, counting.voice),
        countries=counting.tally(sources, lambda source: source.classification.who.country or counting.UNKNOWN),
        geographies=counting.tally(assessed, _geography),
        affiliations=counting.tally(assessed, _affiliation),
        affiliated=_affiliated(sources, facts.subject),
        affiliated_without_duplicates=_affiliated(once, facts.subject),
        state_controlled=counting.bounds(sources, counting.state_surely, counting.state_perhaps),
        publishers=counting.tally(sources, counting.publisher),
        concentration_by_references=counting.concentration(sources, lambda source: 1),
        concentration_by_citations=counting.concentration(sources, lambda source: source.citations),
        origins_at_least=origins_at_least,
        origins_at_most=origins_at_most,
        sections=tuple(chain.from_iterable(_sections(article, references) for article in facts.articles)),
        sentences=tuple(chain.from_iterable(_sentences(article, references) for article in facts.articles)),
        general_knowledge=sum(map(_is_hearsay, publishers)),
        identified=len(publishers),
        caveats=CAVEATS,
    )


def _is_hearsay(source: AuditedSource) -> bool:
    """Whether nobody has read up the publisher's kind, or who controls it."""
    who = source.classification.who
    return who.basis is Basis.KNOWN or (who.control is not None and who.control.basis is Basis.KNOWN)


def _identified(sources: Sequence[AuditedSource]) -> list[AuditedSource]:
    """A source of each publisher that is known."""
    named = {counting.publisher(source): source for source in sources}
    return [source for name, source in named.items() if name != counting.UNKNOWN]


def _geography(source: AuditedSource) -> str:
    verdict = source.classification.geography
    return verdict.value if verdict else counting.UNKNOWN


def _affiliation(source: AuditedSource) -> str:
    verdict = source.classification.affiliation
    return verdict.value if verdict else counting.UNKNOWN


def _affiliated(sources: Sequence[AuditedSource], subject: tuple[str, ...]) -> CountedTwice | None:
    return counting.bounds(sources, counting.affiliated_surely, counting.affiliated_perhaps) if subject else None


def _by_reference(sources: Sequence[AuditedSource]) -> References:
    """The sources behind each reference; behind a short one those that it points to."""
    labelled = {(source.source.article, source.source.label): source for source in sources}
    found: dict[tuple[str, str, str], tuple[AuditedSource, ...]] = {}
    for source in sources:
        key = (source.source.article, source.source.group, source.source.reference)
        behind = labelled.get((source.source.article, source.source.target)) if source.source.role is Role.SHORT else source
        if behind is not None and behind.source.role is Role.SOURCE:
            found[key] = (*found.get(key, ()), behind)
    return found


def _cited(article: Article, citations: Sequence[Citation], references: References) -> list[AuditedSource]:
    """The sources behind some markers, one for each marker (several where a reference bundles them)."""
    return [source for citation in citations for source in references.get((article.title, citation.group, citation.reference), ())]


def _sections(article: Article, references: References) -> Iterator[SectionBalance]:
    written = [section.heading for section in article.sections if section.words]
    for heading in dict.fromkeys([*written, *(citation.section for citation in article.citations)]):
        citations = [citation for citation in article.citations if citation.section == heading]
        cited = _cited(article, citations, references)
        distinct = list({source.source.label: source for source in cited}.values())
        yield SectionBalance(
            heading=heading,
            citations=len(citations),
            references=len(distinct),
            types=_tally(cited, distinct, counting.read_voice),
            affiliations=_tally(cited, distinct, _affiliation),
            flags=tuple(flag for flag, holds in _FLAGS.items() if holds(cited, distinct)),
        )


def _tally(cited: Sequence[AuditedSource], distinct: Sequence[AuditedSource], name_of: Callable[[AuditedSource], str]) -> tuple[Tally, ...]:
    in_references, in_citations = Counter(map(name_of, distinct)), Counter(map(name_of, cited))
    names = sorted(in_citations, key=lambda name: (name != counting.UNKNOWN, -in_citations[name], name))
    return tuple(Tally(name=name, references=in_references[name], citations=in_citations[name]) for name in names)


def _is_one_kind(cited: Sequence[AuditedSource], distinct: Sequence[AuditedSource]) -> bool:
    kinds = {source.classification.who.type.value for source in distinct}
    return len(cited) > 1 and len(kinds) == 1 and SourceType.UNKNOWN not in kinds


def _lacks_independent(distinct: Sequence[AuditedSource]) -> bool:
    assessed = [source.classification.affiliation for source in distinct if source.classification.affiliation]
    return bool(assessed) and not any(verdict.value is Affiliation.INDEPENDENT and verdict.confidence >= counting.SURE for verdict in assessed)


_FLAGS: dict[str, Callable[[Sequence[AuditedSource], Sequence[AuditedSource]], bool]] = {
    "no-citations": lambda cited, distinct: not cited,
    "one-reference": lambda cited, distinct: len(distinct) == 1,
    "one-kind": _is_one_kind,
    "affiliated-only": lambda cited, distinct: bool(cited) and all(map(counting.affiliated_surely, distinct)),
    "no-confirmed-independent": lambda cited, distinct: _lacks_independent(distinct),
}
"""What a section's flags mean, by name; the first list has a source for each marker, the second each source once."""


def _sentences(article: Article, references: References) -> Iterator[AffiliatedSentence]:
    """The sentences all of whose sources are affiliated with the subject, however sure that is."""
    by_sentence: dict[tuple[str, str], list[Citation]] = {}
    for citation in article.citations:
        by_sentence.setdefault((citation.section, citation.sentence), []).append(citation)
    for (section, sentence), citations in by_sentence.items():
        sources = list({source.source.label: source for source in _cited(article, citations, references)}.values())
        verdicts = [source.classification.affiliation for source in sources]
        sure = [verdict.confidence for verdict in verdicts if verdict and verdict.value is Affiliation.AFFILIATED]
        if sources and len(sure) == len(sources):
            yield AffiliatedSentence(
                article=article.title,
                section=section,
                sentence=sentence,
                references=tuple(source.source.label for source in sources),
                evidence=tuple(verdict.reason for verdict in verdicts if verdict),
                confidence=min(sure),
            )


def _find(facts: Facts) -> Iterator[Finding]:
    references = _by_reference(facts.sources)
    for article in facts.articles:
        for section in _sections(article, references):
            for flag in section.flags:
                if flag in _TOLD:
                    message, tip = _TOLD[flag]
                    yield Finding(
                        rule=flag,
                        severity=Severity.NOTE,
                        article=article.title,
                        section=section.heading,
                        message=text(message, section=section.heading),
                        tip=text(tip),
                    )


FINDINGS = FindingRule(name="balance", severity=Severity.NOTE, find=_find, figures=_figures)
