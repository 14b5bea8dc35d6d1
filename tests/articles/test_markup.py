"""The words of an entry as a reader sees them, and the roles of its links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.markup import Marked, folded, read_markup
from citeaudit.model import LinkRole, ReferenceLink

BASE = "https://en.wikipedia.org/wiki/Pear"
ORIGINAL = '<a class="external text" href="http://news.example/a">"Pears"</a>'
ARCHIVED = '<a class="external text" href="//web.archive.org/web/20150102030405/http://news.example/a">Archived</a>'


def marked(inside: str, base: str = BASE) -> Marked:
    return read_markup([f'<li id="cite_note-1">{inside}</li>'], base)[0]


def text(found: Marked) -> str:
    return folded(found.raw[found.start :])


def links(found: Marked) -> list[ReferenceLink]:
    return [anchor.link for anchor in found.anchors if anchor.link]


@pytest.mark.parametrize(
    "way_back",
    [
        pytest.param('<span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> ', id="caret"),
        pytest.param(
            '<span class="mw-cite-backlink">^ <a href="#cite_ref-x_1-0"><sup><b>a</b></sup></a> <a href="#cite_ref-x_1-1">b</a></span> ',
            id="caret and letters",
        ),
        pytest.param('↑ <sup><a href="#cite_ref-x_1-0">1.0</a></sup> <sup><a href="#cite_ref-x_1-1">1.1</a></sup> ', id="arrow and numbers"),
        pytest.param('<b><a href="#cite_ref-1">^</a></b> ', id="old skins, without an element around"),
        pytest.param('<a href="./Pear#cite_ref-1" rel="mw:referencedBy"><span class="mw-linkback-text">↑ </span></a> ', id="Parsoid, one"),
        pytest.param(
            '<span rel="mw:referencedBy"><a href="./Pear#cite_ref-1"><span>1 </span></a><a href="./Pear#cite_ref-2"><span>2 </span></a></span> ',
            id="Parsoid, several",
        ),
        pytest.param('<a href="https://en.wikipedia.org/wiki/Pear#cite_ref-1">^</a> ', id="saved by a browser"),
        pytest.param('<a href="#cite_ref-%D0%B0_1-0">^</a> ', id="percent-encoded"),
        pytest.param('<a class="x" href="./Pear#there" pcs-back-links="[&quot;#cite_ref-1&quot;]">[1]</a>', id="mobile-html"),
        pytest.param('<div class="pcs-ref-backlink-container"><a href="#">[1]</a></div>', id="mobile-html, the element around"),
        pytest.param("^ ", id="caret that is no link"),
        pytest.param("↑ a b ", id="labels that are no links"),
        pytest.param("^ 1.0 1.1 ", id="numbers that are no links"),
        pytest.param("", id="none at all"),
    ],
)
def test_the_way_back_is_no_part_of_the_entry(way_back: str) -> None:
    found = marked(f'{way_back}<span class="reference-text">A <i>bit</i>\n of&#160;text.</span>')
    assert text(found) == "A bit of text."
    assert links(found) == []


def test_a_title_that_begins_with_a_letter_is_no_label() -> None:
    assert text(marked("^ A bit of text.")) == "A bit of text."


@pytest.mark.parametrize(
    "leak",
    [
        pytest.param("<style>.citation q{quotes:none}</style>", id="style"),
        pytest.param('<link rel="mw-deduplicated-inline-style" href="mw-data:TemplateStyles:r1">', id="link"),
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("<!-- a comment -->", id="comment"),
        pytest.param('<span class="cs1-hidden-error citation-comment">Check date</span>', id="error of a template"),
        pytest.param('<span style="font-size:100%; display:none">hidden</span>', id="hidden"),
        pytest.param('<sup class="reference"><a href="#cite_note-2">[2]</a></sup>', id="marker inside"),
        pytest.param('<span data-mw=\'{"href":"http://leak.example/"}\'></span>', id="the template as JSON"),
    ],
)
def test_what_is_not_shown_does_not_leak(leak: str) -> None:
    found = marked(f"{ORIGINAL} of 2015{leak}.")
    assert text(found) == '"Pears" of 2015.'
    assert [link.url for link in links(found)] == ["http://news.example/a"]


@given(st.text(st.characters(exclude_characters="<\0", codec="utf-8"), min_size=1))
def test_no_style_sheet_stands_in_a_title(sheet: str) -> None:
    found = marked(f'<cite class="citation web"><style>{sheet}</style>{ORIGINAL}<style>{sheet}</style></cite><style>{sheet}</style>')
    assert (text(found), [anchor.title for anchor in found.anchors]) == ('"Pears"', ['"Pears"'])


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


def test_entries_whose_nesting_is_broken_stay_apart() -> None:
    first, second = read_markup(["<li>Pears<li>and plums</li>", "<li>Nuts</li>"])
    assert (text(first), text(second)) == ("Pears", "Nuts")
