"""The entries of a page's bibliography."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.books import find_books, name_in, names_in, wanted_names
from citeaudit.articles.page.masthead import parse

NOTE = '<ol><li id="cite_note-1"><a href="#CITEREFOak2010">Oak 2010</a>, p. 7</li></ol>'


def books(bibliography: str, note: str = NOTE) -> list[tuple[str, str]]:
    root = parse(f"<div>{note}{bibliography}</div>")
    assert root is not None
    notes = [item for item in root.iter("li") if item.get("id", "").startswith("cite_note")]
    return [(str(book.tag), "".join(map(str, book.itertext()))) for book in find_books(root, notes, wanted_names(root, notes))]


@pytest.mark.parametrize(
    ("bibliography", "found"),
    [
        pytest.param('<ul><li><cite id="CITEREFOak2010">Oak. Pears.</cite> ISBN</li></ul>', [("li", "Oak. Pears. ISBN")], id="item of a list"),
        pytest.param('<ul><li id="CITEREFOak2010">Oak. Pears.</li></ul>', [("li", "Oak. Pears.")], id="the item has the name"),
        pytest.param('<p><span id="CITEREFOak2010">Oak.</span> Pears.</p>', [("p", "Oak. Pears.")], id="a paragraph"),
        pytest.param('<cite id="CITEREFOak2010">Oak. Pears.</cite> and more', [("cite", "Oak. Pears.")], id="nothing around"),
        pytest.param('<ul><li><cite id="CITEREFElm2012">Elm. Nuts.</cite></li></ul>', [], id="nobody points to it"),
        pytest.param(
            '<p><cite id="CITEREFOak2010">Oak.</cite><br><cite id="CITEREFOak2010">Oak again.</cite></p>',
            [("cite", "Oak."), ("cite", "Oak again.")],
            id="several in one paragraph",
        ),
    ],
)
def test_an_entry_is_what_the_name_stands_in(bibliography: str, found: list[tuple[str, str]]) -> None:
    assert books(bibliography) == found


def test_a_book_in_a_numbered_entry_is_none_of_the_bibliography() -> None:
    assert books('<ol><li id="cite_note-2"><cite id="CITEREFOak2010">Oak.</cite></li></ol>') == []


@pytest.mark.parametrize("spelled", ["CITEREFДуб2010", "CITEREF.D0.94.D1.83.D0.B12010", "CITEREF%D0%94%D1%83%D0%B12010"])
def test_names_are_the_same_in_every_spelling(spelled: str) -> None:
    note = f'<ol><li id="cite_note-1"><a href="./Pear#{spelled}">Дуб 2010</a></li></ol>'
    assert books('<ul><li id="CITEREFДуб2010">Дуб.</li></ul>', note) == [("li", "Дуб.")]
    root = parse(note)
    assert root is not None
    assert wanted_names(root, [root]) == {"CITEREFДуб2010"}
    assert list(names_in(root)) == ["cite_note-1"]


@pytest.mark.parametrize(
    ("href", "wanted"),
    [
        pytest.param("#CITEREFOak2010", {"CITEREFOak2010"}, id="in English and most others, even where the page lacks it"),
        pytest.param("Pera.html#CITAREFOak2010", {"CITAREFOak2010"}, id="in Spanish, of a page saved with others"),
        pytest.param("#Pomona", {"Pomona"}, id="as an editor called it"),
        pytest.param("./Pear#Pomona", {"Pomona"}, id="by Parsoid"),
        pytest.param("#Libro", {"Libro"}, id="a citation without an element of its own"),
        pytest.param("#Books", set(), id="a section"),
        pytest.param("#cite_ref-1", set(), id="the text"),
        pytest.param("/wiki/Pomona#Pomona", set(), id="another page"),
        pytest.param("https://a.example/#Pomona", set(), id="another site"),
        pytest.param("/wiki/Pear", set(), id="no place in a page"),
    ],
)
def test_a_link_to_a_citation_of_the_page_wants_a_book(href: str, wanted: set[str]) -> None:
    root = parse(
        f'<ol><li><a href="{href}">Oak</a></li></ol><h2 id="Books">Books</h2><p><cite id="Pomona">A.</cite> '
        '<span class="citation libro" id="Libro">B.</span> <sup id="cite_ref-1">[1]</sup></p>'
    )
    assert root is not None
    assert wanted_names(root, [next(root.iter("li"))]) == wanted
    assert {name_in(href, wanted)} == (wanted or {""})
