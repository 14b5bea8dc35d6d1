"""Entries of every form become references in one way: parts, targets, sub-references."""

from __future__ import annotations

from citeaudit.articles.links import link_to
from citeaudit.articles.references import Entry, Place, Whole, read_reference
from citeaudit.articles.source import Part, Stated
from citeaudit.model import Reference, Role

WHOLE = Whole(title="Otter", file="otter.html", targets={"CITEREFOak2009": "bibliography 1"})


def read(*parts: Part, number: str = "1", group: str = "") -> Reference:
    entry = Entry(text="as written", links=(), parts=parts)
    reference, _ = read_reference(entry, Place(number=number, group=group, span=(3, 9), line=2, column=4), WHOLE)
    return reference


def test_a_bundle_has_a_source_for_each_part() -> None:
    reference = read(Part(printed="a", stated=Stated(title="A")), Part(printed="b", stated=Stated(title="B")), number="7", group="note")
    assert [(source.label, source.title) for source in reference.sources] == [("note 7", "A"), ("note 7 (2)", "B")]
    assert {(source.article, source.file, source.span, source.line, source.column) for source in reference.sources} == {
        ("Otter", "otter.html", (3, 9), 2, 4)
    }


def test_a_short_citation_has_the_label_of_what_it_points_to() -> None:
    (source,) = read(Part(printed="Oak 2009, p. 4", words="Oak 2009, p. 4", points_to=("CITEREFOak2009",))).sources
    assert (source.role, source.target) == (Role.SHORT, "bibliography 1")


def test_a_short_citation_stays_one_beside_a_link_to_its_page() -> None:
    links = (link_to("http://a.example/9", "p. 9"),)
    (source,) = read(Part(printed="Oak 2009, p. 9", words="Oak 2009, p. 9", points_to=("CITEREFOak2009",), links=links)).sources
    assert (source.role, source.target) == (Role.SHORT, "bibliography 1")


def test_a_sub_reference_of_a_page_points_to_its_reference() -> None:
    (source,) = read(Part(printed="p. 47", words="p. 47"), number="3.1", group="note").sources
    assert (source.role, source.target) == (Role.SHORT, "note 3")


def test_a_sub_reference_that_names_a_source_is_one() -> None:
    (source,) = read(Part(printed="A", stated=Stated(title="A")), number="3.1").sources
    assert (source.role, source.target) == (Role.SOURCE, "")
