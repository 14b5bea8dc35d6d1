"""Short citations of a page that no link ties to what they cite."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.books import wanted_names
from citeaudit.articles.page.masthead import parse
from citeaudit.articles.page.parts import read_entries
from citeaudit.articles.page.wordties import tie_by_words

OAK = "<li>Oak, Ann (2010). Pears of the North. Orchard.</li>"
MARKER = '<p>Pears grow.<sup class="reference"><a href="#cite_note-1">[1]</a></sup></p>'


def tied(note: str, bibliography: str, other: str = "") -> list[str]:
    """The words of what each part of an entry was tied to."""
    root = parse(f'<div>{MARKER}<ol><li id="cite_note-1">{note}</li>{other}</ol>{bibliography}</div>')
    assert root is not None
    notes = [item for item in root.iter("li") if item.get("id", "").startswith("cite_note")]
    ties = tie_by_words(root, notes, read_entries(notes, "", wanted_names(root, notes)), frozenset())
    return ["".join(map(str, ties.holding[name].itertext())) for part in ties.entries[0].parts for name in part.points_to if name in ties.holding]


BOOK = "Oak, Ann (2010). Pears of the North. Orchard."


@pytest.mark.parametrize(
    "note",
    ["Oak 2010, p. 7.", "Oak (2010), pp. 7–9", "Oak, 2010", '<a href="#CITAREFOak2010">Oak, 2010</a>, p. 7.'],
    ids=["words", "year in brackets", "no page", "a link to a place that the page lacks"],
)
def test_surname_and_year_find_the_entry(note: str) -> None:
    assert tied(note, f"<ul>{OAK}<li>Elm, Bob (2010). Nuts.</li></ul>") == [BOOK]


def test_an_entry_of_the_numbered_list_may_be_what_is_cited() -> None:
    assert tied("Oak 2010, p. 7.", "", f'<li id="cite_note-2">{BOOK}</li>') == [BOOK]


@pytest.mark.parametrize(
    ("note", "bibliography"),
    [
        pytest.param("Oak 2011, p. 7.", f"<ul>{OAK}</ul>", id="another year"),
        pytest.param("Oak 2010, p. 7.", f"<ul>{OAK}<li>Oak, Ann (2010). Nuts.</li></ul>", id="two that fit"),
        pytest.param('Oak 2010, p. 7. <a class="external" href="http://a.example/">Pears</a>', f"<ul>{OAK}</ul>", id="it names a source itself"),
        pytest.param("Oak wrote in 2010 that pears grow.", f"<ul>{OAK}</ul>", id="it says more"),
        pytest.param("Oak 2010, p. 7.", f"<ul>{OAK}</ul>{MARKER}", id="the text goes on below"),
    ],
)
def test_what_does_not_fit_one_entry_stays_as_it_is(note: str, bibliography: str) -> None:
    assert tied(note, bibliography) == []
