"""The bibliography of a copy: which paragraphs are its entries, and where each stands."""

from __future__ import annotations

from io import BytesIO

from citeaudit.articles.textcopy.textcopy import read_text_copy
from citeaudit.model import Article
from citeaudit.ports import ArticleInput

TEXT = (
    "Otters\n\nSmith, a miller (2010), is named here.[1]\n\nReferences\n\n1. ^ Smith 2010, p. 4.\n\n"
    "Sources\n\n  * Smith, John (2010). The Short\n    Road. Otter Press.\n"
)


def read(text: str) -> Article:
    return read_text_copy(text, ArticleInput(stream=BytesIO(), file="otters.txt"))


def test_an_entry_knows_its_place_and_its_lines() -> None:
    _, work = read(TEXT).references
    assert (work.group, work.number, work.line, work.column) == ("bibliography", "1", 11, 3)
    assert TEXT[slice(*work.span)].startswith("* Smith, John")
    assert work.text == "Smith, John (2010). The Short\n    Road. Otter Press."
    assert work.sources[0].title == "The Short Road"


def test_what_stands_above_the_last_marker_is_prose() -> None:
    assert [reference.group for reference in read(TEXT.partition("Sources")[0]).references] == [""]


def test_works_are_numbered_in_the_order_of_the_page() -> None:
    books = "Ames, A. (2001). One. Press.\n\nBell, B. (2002). Two. Press.\n\nCole, C. (2003). Three. Press.\n"
    article = read(f"Otters\n\nOld.[1][2]\n\n1. ^ Cole 2003.\n2. ^ Bell 2002.\n\nBooks\n\n{books}")
    assert [(r.number, r.sources[0].title) for r in article.references if r.group] == [("1", "Two"), ("2", "Three")]
    assert [r.sources[0].target for r in article.references if not r.group] == ["bibliography 2", "bibliography 1"]


def test_links_that_are_written_with_underscores_are_read_as_words() -> None:
    works = "Otter,_Ada (2010). The_Short_Road_of_Otters. Otter_Press.\n"
    article = read(f"Otters\n\nThe_long_road is old.[1]\n\n1. ^ Otter_2010, p. 4.\n\nSources\n\n{works}")
    assert [(r.group, r.sources[0].role.value, r.sources[0].target) for r in article.references] == [
        ("", "short", "bibliography 1"),
        ("bibliography", "source", ""),
    ]
