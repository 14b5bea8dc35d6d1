"""What counts as one, and how counts become shares, intervals and ranges."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit import counting
from citeaudit.model import Affiliation, AuditedSource, Basis, PartialDate, Role, Share, SourceType

Build = Callable[..., AuditedSource]


def test_wilson_interval_as_published() -> None:
    # 15 of 20: Newcombe 1998, Statistics in Medicine 17:857-872, gives intervals of this method; this one worked by hand.
    assert counting.rate(15, 20) == Share(part=15, whole=20, low=0.531299, high=0.888138)


def test_nothing_counted_has_no_interval() -> None:
    assert counting.rate(0, 0) == Share(part=0, whole=0)


@given(st.integers(0, 500), st.integers(1, 500))
def test_interval_holds_its_rate_and_stays_within_0_and_1(part: int, whole: int) -> None:
    share = counting.rate(min(part, whole), whole)
    assert share.low is not None
    assert share.high is not None
    assert 0 <= share.low <= round(share.part / whole, 6) <= share.high <= 1


def test_tally_counts_both_ways_with_unknown_first(audited: Build) -> None:
    sources = [
        audited("1", publisher="A", citations=1),
        audited("2", publisher="B", citations=5),
        audited("3", citations=1),
        audited("4", publisher="A"),
    ]
    rows = [(row.name, row.references, row.citations) for row in counting.tally(sources, counting.publisher)]
    assert rows == [("unknown", 1, 1), ("B", 1, 5), ("A", 2, 2)]


def test_affiliation_on_general_knowledge_counts_only_in_the_upper_end(audited: Build) -> None:
    sources = [
        audited("1", affiliation=Affiliation.AFFILIATED, sure=0.9, citations=2),
        audited("2", affiliation=Affiliation.AFFILIATED, sure=0.4, basis=Basis.KNOWN, citations=3),
        audited("3", affiliation=Affiliation.UNKNOWN, citations=4),
        audited("4", affiliation=Affiliation.INDEPENDENT, citations=1),
    ]
    counted = counting.bounds(sources, counting.affiliated_surely, counting.affiliated_perhaps)
    assert (counted.by_references.at_least.part, counted.by_references.at_most.part, counted.by_references.at_most.whole) == (1, 3, 4)
    assert (counted.by_citations.at_least.part, counted.by_citations.at_most.part, counted.by_citations.at_most.whole) == (2, 9, 10)


def test_a_state_medium_counts_surely_an_unknown_one_perhaps(audited: Build) -> None:
    sources = [
        audited("1", kind=SourceType.STATE_MEDIA, sure=0.7),
        audited("2"),
        audited("3", kind=SourceType.NGO, sure=0.7),
        audited("4", kind=SourceType.PRESS, state="KZ", sure=0.3),
        audited("5", kind=SourceType.PUBLIC_BROADCASTER, state="FR", sure=0.7),
    ]
    counted = counting.bounds(sources, counting.state_surely, counting.state_perhaps).by_references
    assert (counted.at_least.part, counted.at_most.part) == (1, 3)


def test_voice_names_the_state_beside_the_kind(audited: Build) -> None:
    assert counting.voice(audited(kind=SourceType.STATE_MEDIA, state="KZ")) == "state_media KZ"
    assert counting.voice(audited(kind=SourceType.NGO)) == "ngo"


def test_concentration_by_hand(audited: Build) -> None:
    sources = [audited("1", publisher="A"), audited("2", publisher="A"), audited("3", publisher="B"), audited("4")]
    found = counting.concentration(sources, lambda source: 1)
    assert (found.publishers, found.unidentified, found.top, found.top_share) == (2, 1, "A", Share(part=2, whole=4))
    assert found.hhi == 0.375  # (2/4)² + (1/4)² + (1/4)²
    assert found.effective == 2.67


def test_concentration_of_nothing_is_zero() -> None:
    assert counting.concentration([], lambda source: 1).effective == 0


TITLE = "World Report 2015: Kazakhstan"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"title": TITLE}, {"title": TITLE.upper()}, True),
        ({"title": TITLE}, {"title": "“World report 2015 – Kazakhstan”"}, True),
        ({"title": TITLE, "published": PartialDate(year=2015)}, {"title": TITLE, "published": PartialDate(year=2015, month=1)}, True),
        ({"title": TITLE, "published": PartialDate(year=2014)}, {"title": TITLE, "published": PartialDate(year=2015)}, False),
        ({"title": TITLE}, {"title": TITLE, "publisher": "Another"}, False),
        ({"title": "Annual report"}, {"title": "Annual report"}, False),
        ({"title": TITLE, "url": "http://a.example/x"}, {"title": TITLE, "url": "http://a.example/y"}, False),
        ({"title": "One", "url": "http://a.example/x#p"}, {"title": "Two", "url": "http://A.example/x"}, True),
        ({"title": TITLE}, {"title": TITLE, "article": "Another article"}, False),
        ({"title": TITLE}, {"title": TITLE, "role": Role.NOTE}, False),
    ],
)
def test_same_document(audited: Build, one: dict[str, object], other: dict[str, object], same: bool) -> None:
    sources = [audited("1", **{"publisher": "HRW", **one}), audited("2", **{"publisher": "HRW", **other})]
    assert [len(group) for group in counting.same_documents(sources)] == ([2] if same else [])


def test_unknown_publishers_are_never_one_document(audited: Build) -> None:
    assert counting.same_documents([audited("1", title=TITLE), audited("2", title=TITLE)]) == ()


def test_merged_keeps_every_citation(audited: Build) -> None:
    sources = [
        audited("1", publisher="HRW", title=TITLE, citations=2),
        audited("2", publisher="B"),
        audited("3", publisher="HRW", title=TITLE, citations=3),
    ]
    assert [(source.source.reference, source.citations) for source in counting.merged(sources)] == [("1", 5), ("2", 1)]
