"""The names of a citation: authors before the title, work, publisher and agency after it."""

from __future__ import annotations

import pytest

from citeaudit.articles.words.names import Names, is_body, is_sentence, may_be_name, place_names, read_authors


@pytest.mark.parametrize(
    ("names", "placed"),
    [
        pytest.param([], Names(), id="none"),
        pytest.param(["Otter Press"], Names(publisher="Otter Press"), id="one name is the publisher"),
        pytest.param(["otter.example.org"], Names(publisher="otter.example.org"), id="a host too"),
        pytest.param(["Echo", "Otter Press"], Names(work="Echo", publisher="Otter Press"), id="work, publisher"),
        pytest.param(["France24", "AFP"], Names(publisher="France24", agency="AFP"), id="carrier and agency"),
        pytest.param(["Echo", "Otter Press", "Reuters"], Names(work="Echo", publisher="Otter Press", agency="Reuters"), id="all three"),
        pytest.param(["Echo", "AFP", "Reuters"], Names(publisher="Echo", agency="AFP, Reuters"), id="two agencies"),
        pytest.param(["Reuters"], Names(publisher="Reuters"), id="an agency alone has published it"),
        pytest.param(["_Echo_"], Names(work="_Echo_".strip("_")), id="italics of Markdown show a work"),
        pytest.param(["Echo", "London: Otter Press"], Names(work="Echo", publisher="Otter Press"), id="place of publication"),
        pytest.param(["Echo", "London"], Names(work="Echo"), id="a newspaper and its city"),
        pytest.param(["Echo", "Washington, D.C.", "AFP"], Names(work="Echo", agency="AFP"), id="a newspaper, its city, an agency"),
        pytest.param(["London"], Names(publisher="London"), id="a city alone"),
        pytest.param(["Otters: A Weekly"], Names(publisher="Otters: A Weekly"), id="a colon in a work's name"),
        pytest.param(["Echo", "Echo"], Names(publisher="Echo"), id="the same twice"),
        pytest.param(["A", "B", "C"], Names(work="A", publisher="B", unplaced=("C",)), id="one too many"),
    ],
)
def test_places_names(names: list[str], placed: Names) -> None:
    assert place_names(names) == placed


def test_a_place_stands_before_the_publisher_of_a_book() -> None:
    assert place_names(["London: Otter Press"], is_book=True) == Names(publisher="Otter Press")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("Of course, this is not a complete solution", True, id="most words are small"),
        pytest.param("paragraphs 9–12, translated into English", True, id="the first word is small"),
        pytest.param("Ministère des affaires étrangères et du développement international", False, id="French"),
        pytest.param("Управление Верховного комиссара по правам человека", False, id="Russian"),
        pytest.param("the Guardian", False, id="a small article"),
        pytest.param("新华社", False, id="no capitals"),
    ],
)
def test_sentences_are_no_names(words: str, sentence: bool) -> None:
    assert is_sentence(words) is sentence


def test_a_name_with_a_volume_is_a_work() -> None:
    assert place_names(["Journal of Otters"], is_journal=True) == Names(work="Journal of Otters")


@pytest.mark.parametrize(
    ("words", "authors"),
    [
        pytest.param("Quill, Ada", ("Quill, Ada",), id="last name first"),
        pytest.param("Quill, Ada; Reed, Cara; Otter, Bo.", ("Quill, Ada", "Reed, Cara", "Otter, Bo"), id="several"),
        pytest.param("Quill, A. B.; Reed, C.", ("Quill, A. B.", "Reed, C."), id="initials keep their stops"),
        pytest.param("Quill, Ada & Reed, Cara", ("Quill, Ada", "Reed, Cara"), id="ampersand"),
        pytest.param("Quill A, Reed CB", ("Quill, A", "Reed, CB"), id="Vancouver"),
        pytest.param("von Quill A, Van der Reed CB", ("von Quill, A", "Van der Reed, CB"), id="Vancouver with small words"),
        pytest.param("Quill A; Reed CB", ("Quill A", "Reed CB"), id="semicolons keep names as printed"),
        pytest.param("Quill, Ada, eds.", ("Quill, Ada",), id="editors"),
        pytest.param("Quill, Ada & Cy Reed", ("Quill, Ada", "Cy Reed"), id="an ampersand between people"),
        pytest.param("Otter & Mill Society, Marland Council", ("Otter & Mill Society, Marland Council",), id="an ampersand in a body"),
        pytest.param("und Ada Quill", ("Ada Quill",), id="a word left over before the name"),
        pytest.param("Otter Watch", ("Otter Watch",), id="a body"),
        pytest.param("Marks & Co", ("Marks & Co",), id="a body with an ampersand"),
        pytest.param("Quill, Ada (ed.)", ("Quill, Ada",), id="editor"),
        pytest.param("Quill, Ada; et al.", ("Quill, Ada",), id="and others"),
        pytest.param("van der Berg, Jan", ("van der Berg, Jan",), id="small words of names"),
        pytest.param("Выдрин И. И.", ("Выдрин И. И.",), id="Cyrillic"),
        pytest.param("See also", (), id="words that lead to a citation"),
        pytest.param("The town has been called", (), id="a sentence"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_reads_authors(words: str, authors: tuple[str, ...]) -> None:
    assert read_authors(words) == authors


@pytest.mark.parametrize("name", ["OHQ", "Otter Watch", "Marland Water Board", "Министерство выдр", "Ministère des Loutres", "Institut für Otter"])
def test_bodies(name: str) -> None:
    assert is_body(name)


@pytest.mark.parametrize("name", ["Ada Quill", "Quill, Ada", "Иван Выдрин", "Otter"])
def test_names_that_may_be_people(name: str) -> None:
    assert not is_body(name)


def test_a_script_without_capitals_may_be_a_name() -> None:
    assert may_be_name("新华社")
    assert not may_be_name("12 345")


@pytest.mark.parametrize("others", ["et al.", "u. a.", "и др.", "等."])
def test_and_others_is_no_author(others: str) -> None:
    assert read_authors(f"Otter, A.; Quill, B.; {others}") == ("Otter, A.", "Quill, B.")
