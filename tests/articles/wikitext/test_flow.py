"""The running text of wikitext: sections with their words, and the sentence of each marker."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.flow import Flow, read_flow
from citeaudit.articles.wikitext.notes import find_notes, with_nested
from citeaudit.articles.wikitext.numbers import number_notes
from citeaudit.articles.wikitext.scan import scan
from citeaudit.model import LEAD

ONE, TWO = "<ref>A</ref>", '<ref name="b">B</ref>'


def flow(page: str) -> Flow:
    found = with_nested(page, scan(page), "")
    notes = find_notes(page, found, "")
    return read_flow(page, found, notes, number_notes(page, notes.events))


def sentences(page: str) -> list[str]:
    return [citation.sentence for citation in flow(page).citations]


def sections(page: str) -> list[tuple[str, int, int]]:
    return [(section.heading, section.level, section.words) for section in flow(page).sections]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param(f"Pears grow.{ONE} Plums too.{TWO}", ["Pears grow.", "Plums too."], id="after the full stop"),
        pytest.param(f"Pears{ONE} and plums grow{TWO}. Nuts do not.", ["Pears and plums grow."] * 2, id="inside the sentence"),
        pytest.param(f"Pears ''grow'' on\n[[tree]]s.{ONE}", ["Pears grow on trees."], id="markup and line ends"),
        pytest.param(f"Pears grow.{ONE}{{{{rp|7}}}} Plums.{TWO}", ["Pears grow.", "Plums."], id="page numbers beside a marker"),
        pytest.param(f"Pears <!-- some -->grow.{ONE}", ["Pears grow."], id="a comment"),
        pytest.param(f"Pears\n<!-- some -->\ngrow.{ONE}", ["Pears grow."], id="a comment alone on its line"),
        pytest.param(f"Pears weigh {{{{convert|5|kg}}}} at most.{ONE}", ["Pears weigh 5 kg at most."], id="a template that lays words out"),
        pytest.param(f"Pears <nowiki>[[grow]]</nowiki>.{ONE}", ["Pears [[grow]]."], id="nowiki"),
        pytest.param(f"{{{{nowrap|Pears grow.{ONE}}}}} Plums.{TWO}", ["Pears grow.", "Plums."], id="a template around the sentence"),
        pytest.param(f"{{{{Infobox\n|name=Pear\n|weight = 5 kg{ONE}\n|x={{{{y|z}}}}\n}}}}\nPlums.{TWO}", ["5 kg", "Plums."], id="an infobox"),
        pytest.param(f"{{{{Infobox\n|a=b\n|population = 7\n|note=x\n|pop_ref = {ONE}\n|c=\n|d=\n}}}}", ["7"], id="about one with a longer name"),
        pytest.param(
            f"{{{{Infobox\n|area_km2 = 5\n|area_rank=\n|area_ref = {ONE}{TWO}\n|x_ref={TWO}\n}}}}", ["5", "5", ""], id="about a parameter before"
        ),
        pytest.param(
            f"{{{{Zitat\n |Text=Pears have always grown here. They are good.\n |ref={ONE}}}}}\nPlums.{TWO}",
            ["They are good.", "Plums."],
            id="a quotation and its source",
        ),
        pytest.param(f"{{{{two images|a.jpg|<center>Pears</center>|b.jpg}}}}\nPlums.{ONE}", ["Plums."], id="a template with tags in it"),
        pytest.param(f"They say {{{{citation|pears}}}} grow.{ONE}", ["They say pears grow."], id="a quotation inside a sentence"),
        pytest.param(f"[[File:Pear.jpg|thumb|left|A [[pear]].{ONE}]]Plums.{TWO}", ["A pear.", "Plums."], id="a caption"),
        pytest.param(f"<gallery>\nFile:Pear.jpg|A pear.{ONE}\n</gallery>", ["A pear."], id="a gallery"),
        pytest.param(f"{{|\n| Pears || 7{ONE}\n|}}", ["7"], id="a cell with words"),
        pytest.param(f"{{|\n|-\n! Pears\n| 7 || {ONE}{TWO}\n|}}", ["Pears 7"] * 2, id="a cell without words: its row"),
        pytest.param(f"{ONE}", [""], id="a marker alone"),
        pytest.param(f"梨は果物だ。{ONE}梅も。{TWO}", ["梨は果物だ。", "梅も。"], id="Japanese"),
        pytest.param(f"* Pears{ONE}\n* Plums{TWO}", ["Pears", "Plums"], id="list items"),
        pytest.param(f"Pears grow.{ONE}{{{{r|b|b}}}} Plums.{TWO}", ["Pears grow."] * 3 + ["Plums."], id="a template that is several markers"),
        pytest.param(f"Pears.{{{{#if: x | y{ONE} }}}}", ["Pears. y"], id="a parser function"),
    ],
)
def test_the_sentence_of_a_marker(page: str, found: list[str]) -> None:
    assert sentences(page) == found


PAGE = """{{Short description|Fruit}}
Pears grow on trees.<ref>A</ref>
== Trade ==
[[File:a.jpg|thumb|In a shop]]
=== Sale<ref>B</ref> ===
* Pears sell.<ref>C</ref>
== See also ==
* [[Plum]]

== References ==
{{reflist|refs=
<ref name="x">D e f</ref>
}}
[[Category:Fruit]]
"""


def test_sections_with_their_words() -> None:
    assert sections(PAGE) == [(LEAD, 1, 4), ("Trade", 1, 3), ("Sale", 2, 2), ("See also", 1, 1), ("References", 1, 0)]
    assert [(citation.reference, citation.section) for citation in flow(PAGE).citations] == [("1", LEAD), ("2", "Sale"), ("3", "Sale")]


def test_spans_are_those_of_the_page() -> None:
    found = flow(PAGE)
    assert [PAGE[slice(*citation.span)] for citation in found.citations] == ["<ref>A</ref>", "<ref>B</ref>", "<ref>C</ref>"]
    assert [PAGE[slice(*section.span)].split("\n")[0] for section in found.sections[1:]] == [
        "== Trade ==",
        "=== Sale<ref>B</ref> ===",
        "== See also ==",
        "== References ==",
    ]
    assert [before.span[1] for before in found.sections[:-1]] == [after.span[0] for after in found.sections[1:]]


def test_a_marker_in_a_note_stands_where_the_notes_are_listed_and_is_no_text() -> None:
    page = "Pears.{{efn|They fall.<ref>A</ref> Late.}} Plums.<ref>B</ref>\n== Notes ==\n{{notelist}}\n== References ==\n{{reflist}}"
    found = flow(page)
    assert [(citation.group, citation.reference, citation.section, citation.sentence) for citation in found.citations] == [
        ("lower-alpha", "a", LEAD, "Pears."),
        ("", "2", LEAD, "Plums."),
        ("", "1", "Notes", "They fall."),
    ]
    assert [section.words for section in found.sections] == [2, 0, 0]


def test_a_marker_in_a_note_that_is_listed_nowhere_has_a_place() -> None:
    assert sentences("Pears.{{efn|They fall.<ref>A</ref>}}") == ["Pears.", "They fall."]


@pytest.mark.parametrize("unclosed", ["{{", "[[", "{|\n", "<ref>", "<div>", "[[File:a.jpg|", "<references>", "{{efn|", "'''"])
def test_unclosed_markup_loses_no_marker(unclosed: str) -> None:
    assert len(flow(f"Pears {unclosed} grow.{ONE}\n\n== A ==\nPlums.{TWO}").citations) == 2
