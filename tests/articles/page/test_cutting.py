"""What is left of an entry without what is none of its words."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.cutting import Step, steps_of
from citeaudit.articles.page.masthead import parse

ORIGINAL = '<a class="external" href="http://news.example/a">Pears</a>'


def steps(inside: str) -> list[Step]:
    root = parse(f'<ol><li id="cite_note-1">{inside}</li><li>Plums</li></ol>')
    assert root is not None
    return list(steps_of(next(root.iter("li"))))


def words(inside: str) -> str:
    return " ".join("".join(words for _, _, words in steps(inside)).split()).lstrip("^↑ ")


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
        pytest.param("", id="none at all"),
    ],
)
def test_the_way_back_is_no_part_of_the_entry(way_back: str) -> None:
    inside = f'{way_back}<span class="reference-text">A <i>bit</i>\n of&#160;text.</span>'
    assert words(inside) == "A bit of text."
    assert not any("href" in (attributes or {}) for _, attributes, _ in steps(inside))


@pytest.mark.parametrize(
    "apart",
    [
        pytest.param('<span class="cs1-hidden-error citation-comment">Check date</span>', id="error of a template"),
        pytest.param('<span class="error mw-ext-cite-error">Cite error</span>', id="error of the extension"),
        pytest.param('<span style="font-size:100%; display:none">hidden</span>', id="hidden"),
        pytest.param('<sup class="reference"><a href="#cite_note-2">[2]</a></sup>', id="marker"),
        pytest.param('<sup class="mw-ref"><a href="./Pear#cite_note-2">[2]</a></sup>', id="marker of Parsoid"),
        pytest.param('<span class="mw-editsection">[<a href="#e">edit</a>]</span>', id="edit link"),
    ],
)
@pytest.mark.parametrize(
    "inside", ["{} of 2015{}.", "<i>{}</i>{} of 2015.", "{}<b>{} of 2015.</b>"], ids=["after words", "after an element", "first"]
)
def test_what_is_apart_goes_and_the_words_after_it_stay(apart: str, inside: str) -> None:
    assert words(inside.format(ORIGINAL, apart)) == "Pears of 2015."


def test_metadata_stay_without_the_blank_inside() -> None:
    found = steps('Pears<span class="Z3988" title="rft.btitle=Pears"><span style="display:none;">&#160;</span></span> of 2015')
    attributes = {"class": "Z3988", "title": "rft.btitle=Pears"}
    assert found == [("", None, "Pears"), ("span", attributes, ""), ("span", None, ""), ("", None, " of 2015")]


def test_other_entries_inside_are_left_out() -> None:
    root = parse("<ol><li>Pears<ol><li>and plums</li></ol></li></ol>")
    assert root is not None
    outer, inner = root.iter("li")
    assert list(steps_of(outer, {inner})) == [("", None, "Pears"), ("ol", {}, ""), ("ol", None, "")]
