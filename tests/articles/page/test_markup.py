"""The words of an entry as a reader sees them, and the roles of its links."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.markup import Marked, folded, read_markup
from citeaudit.articles.page.masthead import parse
from citeaudit.model import LinkRole, ReferenceLink

BASE = "https://en.wikipedia.org/wiki/Pear"
ORIGINAL = '<a class="external text" href="http://news.example/a">"Pears"</a>'
ARCHIVED = '<a class="external text" href="//web.archive.org/web/20150102030405/http://news.example/a">Archived</a>'


def marked(inside: str, base: str = BASE) -> Marked:
    root = parse(f"<ol><li>{inside}</li></ol>")
    assert root is not None
    return read_markup([next(root.iter("li"))], base)[0]


def text(found: Marked) -> str:
    return folded(found.raw[found.start :])


def links(found: Marked) -> list[ReferenceLink]:
    return [anchor.link for anchor in found.anchors if anchor.link]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        pytest.param("^ ", "A bit.", id="caret"),
        pytest.param("↑ a b ", "A bit.", id="arrow and letters"),
        pytest.param("^ 1.0 1.1 ", "A bit.", id="caret and numbers"),
        pytest.param("", "A bit.", id="none"),
        pytest.param("^ a ", "a A bit.", id="one letter is a word"),
        pytest.param("a b ", "a b A bit.", id="letters without a caret are words"),
    ],
)
def test_the_label_of_a_way_back_that_is_no_link(label: str, shown: str) -> None:
    assert text(marked(f"{label}A bit.")) == shown


def test_links_have_roles() -> None:
    found = marked(
        f'<a href="/wiki/Ann_Oak">Oak</a> {ORIGINAL} {ARCHIVED} <a class="external text" href="//doi.org/10.1000%2F182">10.1000/182</a> '
        '<a class="external text" href="https://commons.wikimedia.org/wiki/File:P.pdf">scan</a> '
        '<a href="#top">up</a> <a href="mailto:a@b.example">mail</a>'
    )
    assert [(link.role, link.url) for link in links(found)] == [
        (LinkRole.WIKIMEDIA, "https://en.wikipedia.org/wiki/Ann_Oak"),
        (LinkRole.ORIGINAL, "http://news.example/a"),
        (LinkRole.ARCHIVE, "https://web.archive.org/web/20150102030405/http://news.example/a"),
        (LinkRole.IDENTIFIER, "https://doi.org/10.1000%2F182"),
        (LinkRole.WIKIMEDIA, "https://commons.wikimedia.org/wiki/File:P.pdf"),
    ]


def test_a_link_inside_another_wiki_is_not_the_source() -> None:
    found = marked('<a href="/wiki/Ann_Oak">Ann Oak</a>', "https://fruit.fandom.example/wiki/Pear")
    assert [link.role for link in links(found)] == [LinkRole.OTHER]


def test_an_external_link_may_be_relative_to_the_base() -> None:
    found = marked('<a class="external text" href="report.html">Report</a>', "https://site.example/dir/")
    assert [(link.url, link.role) for link in links(found)] == [("https://site.example/dir/report.html", LinkRole.ORIGINAL)]


@pytest.mark.parametrize(
    ("markup", "base", "identifier"),
    [
        pytest.param('<a href="/wiki/Special:BookSources/0-14-044913-4"><bdi>0-14-044913-4</bdi></a>', BASE, "isbn:0-14-044913-4", id="ISBN"),
        pytest.param('<a href="./خاص:مصادر_كتاب/0-14-044913-4">0-14-044913-4</a>', BASE, "isbn:0-14-044913-4", id="ISBN in Arabic"),
        pytest.param('<a href="/wiki/Spezial:ISBN-Suche/9780140449136">9780140449136</a>', "", "isbn:9780140449136", id="ISBN, no base"),
        pytest.param('<a class="external" href="//dx.doi.org/10.1000/182">x</a>', "", "doi:10.1000/182", id="DOI"),
        pytest.param('<a class="external" href="//www.worldcat.org/oclc/123">123</a>', "", "oclc:123", id="OCLC"),
    ],
)
def test_identifier_links_are_identifiers(markup: str, base: str, identifier: str) -> None:
    (anchor,) = marked(f"Oak, Ann. <i>Pears</i>. {markup}", base).anchors
    assert str(anchor.identifier) == identifier
    assert anchor.link is None or anchor.link.role is LinkRole.IDENTIFIER


def test_an_archived_address_with_an_isbn_in_it_is_an_archived_copy() -> None:
    found = marked(f'{ORIGINAL} <a class="external" href="https://web.archive.org/web/2015/http://shop.example/?isbn=9780140449136">Archived</a>')
    assert [anchor.identifier for anchor in found.anchors] == [None, None]
    assert links(found)[1].role is LinkRole.ARCHIVE


def test_an_entry_inside_an_entry_is_no_part_of_it() -> None:
    root = parse("<ol><li>Pears <ol><li>and plums</li></ol> grow</li></ol>")
    assert root is not None
    assert [text(found) for found in read_markup(list(root.iter("li")))] == ["Pears grow", "and plums"]


def test_a_citation_element_is_an_entry_too() -> None:
    root = parse('<p>See <cite class="citation">Oak. <i>Pears</i></cite>.</p>')
    assert root is not None
    (found,) = read_markup([next(root.iter("cite"))])
    assert (text(found), found.citations) == ("Oak. Pears", ((0, 10),))
