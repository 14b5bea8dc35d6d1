"""Balance: sections and their flags, sentences on affiliated sources only, origins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from citeaudit.findings.balance import FINDINGS
from citeaudit.model import LEAD, Affiliation, Article, AuditedSource, Balance, Basis, Citation, Role, Section, SourceType
from citeaudit.ports import Facts

Build = Callable[..., AuditedSource]


def article(*citations: tuple[str, str, str], headings: tuple[str, ...] = ()) -> Article:
    """An article from (reference, section, sentence) triples; `headings` have text besides."""
    return Article(
        title="An article",
        format="plaintext",
        references=(),
        citations=tuple(Citation(reference=r, section=section, sentence=sentence, span=(0, 1)) for r, section, sentence in citations),
        sections=tuple(Section(heading=heading, level=2, span=(0, 1), words=9) for heading in headings),
    )


def balance(made: Article, *sources: AuditedSource, subject: tuple[str, ...] = ("KZ",)) -> Balance:
    assert FINDINGS.figures is not None
    figures = FINDINGS.figures(Facts(articles=(made,), sources=sources, subject=subject, now=datetime(2026, 11, 24, tzinfo=UTC)))
    assert isinstance(figures, Balance)
    return figures


def flags(made: Article, *sources: AuditedSource, subject: tuple[str, ...] = ("KZ",)) -> dict[str, tuple[str, ...]]:
    return {section.heading: section.flags for section in balance(made, *sources, subject=subject).sections}


def test_no_article_no_balance() -> None:
    assert FINDINGS.figures is not None
    assert FINDINGS.figures(Facts(articles=(), sources=(), subject=(), now=datetime(2026, 11, 24, tzinfo=UTC))) is None


@pytest.mark.parametrize(
    ("kinds", "flagged"),
    [
        ((SourceType.NGO, SourceType.NGO), True),
        ((SourceType.NGO, SourceType.PRESS), False),
        ((SourceType.NGO, SourceType.UNKNOWN), False),
        ((SourceType.UNKNOWN, SourceType.UNKNOWN), False),
        ((SourceType.NGO,), False),
    ],
)
def test_one_kind(audited: Build, kinds: tuple[SourceType, ...], flagged: bool) -> None:
    made = article(*((str(n), "Law", f"Sentence {n}.") for n in range(len(kinds))))
    assert ("one-kind" in flags(made, *(audited(str(n), kind=kind) for n, kind in enumerate(kinds)))["Law"]) is flagged


def test_one_reference_however_often_it_is_cited(audited: Build) -> None:
    made = article(("1", "Law", "A."), ("1", "Law", "B."), ("2", "Press", "C."), ("3", "Press", "D."))
    told = flags(made, audited("1"), audited("2"), audited("3"))
    assert ("one-reference" in told["Law"], "one-reference" in told["Press"]) == (True, False)


def test_text_without_citations_and_headings_without_text(audited: Build) -> None:
    made = article(("1", LEAD, "A."), headings=(LEAD, "Bare"))
    assert flags(made, audited("1"), subject=()) == {LEAD: ("one-reference",), "Bare": ("no-citations",)}


def test_affiliated_only_needs_evidence(audited: Build) -> None:
    made = article(("1", "Sure", "A."), ("2", "Hearsay", "B."))
    told = flags(
        made,
        audited("1", affiliation=Affiliation.AFFILIATED, sure=0.9),
        audited("2", affiliation=Affiliation.AFFILIATED, sure=0.4, basis=Basis.KNOWN),
    )
    assert ("affiliated-only" in told["Sure"], "affiliated-only" in told["Hearsay"]) == (True, False)


def test_no_confirmed_independent_only_with_a_subject(audited: Build) -> None:
    made = article(("1", "Law", "A."), ("2", "Press", "B."))
    sources = (audited("1", affiliation=Affiliation.UNKNOWN), audited("2", affiliation=Affiliation.INDEPENDENT, sure=0.7))
    told = flags(made, *sources)
    assert ("no-confirmed-independent" in told["Law"], "no-confirmed-independent" in told["Press"]) == (True, False)
    assert "no-confirmed-independent" not in flags(made, audited("1"), audited("2"), subject=())["Law"]


def test_sentences_on_affiliated_sources_only(audited: Build) -> None:
    made = article(("1", "Law", "Both."), ("2", "Law", "Both."), ("1", "Law", "Mixed."), ("3", "Law", "Mixed."), ("2", "Press", "Alone."))
    found = balance(
        made,
        audited("1", affiliation=Affiliation.AFFILIATED, sure=0.9),
        audited("2", affiliation=Affiliation.AFFILIATED, sure=0.4),
        audited("3", affiliation=Affiliation.UNKNOWN),
    ).sentences
    assert [(row.sentence, row.references, row.confidence) for row in found] == [("Both.", ("1", "2"), 0.4), ("Alone.", ("2",), 0.4)]
    assert all(row.evidence for row in found)


def test_sections_count_markers_and_sources_apart(audited: Build) -> None:
    made = article(("1", "Law", "A."), ("1", "Law", "B."), ("2", "Law", "C."))
    (section,) = balance(made, audited("1", kind=SourceType.NGO), audited("2")).sections
    assert (section.citations, section.references) == (3, 2)
    assert [(row.name, row.references, row.citations) for row in section.types] == [("unknown", 1, 1), ("ngo", 1, 2)]


def test_a_wire_text_at_two_outlets_is_one_voice(audited: Build) -> None:
    made = article(("1", "Law", "A."), ("2", "Law", "B."), ("3", "Law", "C."), ("4", "Law", "D."))
    sources = (audited("1", publisher="A", origin="AFP"), audited("2", publisher="B", origin="AFP"), audited("3", publisher="C"), audited("4"))
    found = balance(made, *sources)
    assert (found.origins_at_least, found.origins_at_most) == (2, 3)


def test_without_a_subject_affiliation_is_not_assessed(audited: Build) -> None:
    found = balance(article(("1", LEAD, "A.")), audited("1"), subject=())
    assert (found.affiliated, found.affiliated_without_duplicates, found.affiliations, found.geographies) == (None, None, (), ())


def test_duplicates_are_counted_once_in_the_second_figure(audited: Build) -> None:
    twice = {"publisher": "P", "title": "One and the same title", "affiliation": Affiliation.AFFILIATED, "sure": 0.9}
    found = balance(article(("1", LEAD, "A.")), audited("1", **twice), audited("2", **twice), audited("3", affiliation=Affiliation.UNKNOWN))
    assert found.affiliated is not None
    assert found.affiliated_without_duplicates is not None
    assert (found.affiliated.by_references.at_least.part, found.affiliated.by_references.at_least.whole) == (2, 3)
    assert (found.affiliated_without_duplicates.by_references.at_least.part, found.affiliated_without_duplicates.by_references.at_least.whole) == (
        1,
        2,
    )
    assert found.affiliated_without_duplicates.by_citations == found.affiliated.by_citations


def test_publishers_on_general_knowledge_are_counted_once_each(audited: Build) -> None:
    found = balance(
        article(("1", LEAD, "A.")),
        audited("1", publisher="P", basis=Basis.KNOWN),
        audited("2", publisher="P", basis=Basis.KNOWN),
        audited("3", publisher="Q"),
    )
    assert (found.general_knowledge, found.identified) == (1, 2)


def test_flags_of_sections_are_findings(audited: Build) -> None:
    made = article(("1", "Law", "A."), ("2", "Law", "B."))
    facts = Facts(
        articles=(made,),
        sources=(audited("1", kind=SourceType.NGO), audited("2", kind=SourceType.NGO)),
        subject=(),
        now=datetime(2026, 11, 24, tzinfo=UTC),
    )
    (finding,) = FINDINGS.find(facts)
    assert (finding.rule, finding.section) == ("one-kind", "Law")


def test_a_short_reference_counts_for_the_source_that_it_points_to(audited: Build) -> None:
    made = article(("1", "Law", "A."), ("2", "Law", "B."), ("2", "Law", "C."))
    found = balance(made, audited("1", kind=SourceType.NGO, citations=1), audited("2", role=Role.SHORT, target="1", citations=2))
    assert (found.references, found.citations) == (1, 3)
    (section,) = found.sections
    assert (section.citations, section.references) == (3, 1)
    assert [(row.name, row.references, row.citations) for row in section.types] == [("ngo", 1, 3)]


def test_who_speaks_is_told_without_the_recovered_addresses_too(audited: Build) -> None:
    made = article(("1", LEAD, "One."), ("2", LEAD, "Two."))
    recovered = audited("1", publisher="Inform", kind=SourceType.STATE_MEDIA, state="KZ", url="http://inform.example/")
    bare = audited("1").classification
    figures = balance(made, replace(recovered, as_printed=bare), audited("2", publisher="Times", kind=SourceType.PRESS))
    assert figures.state_controlled.by_references.at_least.part == 1
    without = figures.without_recovery
    assert without is not None
    state = without.state_controlled.by_references
    assert (without.references, state.at_least.part, state.at_most.part) == (2, 0, 1)
    assert without.without_recovery is None
