"""A saved wiki page as an article."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.page.wikipage import read_wiki_page
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Role, Severity
from citeaudit.ports import ArticleInput

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Pear - Wikipedia</title>
<script>RLCONF={"wgRevisionId":7};</script></head>
<body><h1 id="firstHeading">Pear</h1>
<div class="mw-parser-output">
<p>Pears grow.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>
They fall.<sup id="cite_ref-n_2-0" class="reference"><a href="#cite_note-n-2">[note 1]</a></sup></p>
<h2>Trade</h2>
<p>Pears sell.<sup id="cite_ref-1_1" class="reference"><a href="#cite_note-1">[1]</a></sup></p>
<h2>References</h2>
<ol class="references">
<li id="cite_note-n-2"><span class="mw-cite-backlink"><a href="#cite_ref-n_2-0">^</a></span> <span class="reference-text">In autumn.</span></li>
</ol>
<ol class="references">
  <li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-1">a</a> <a href="#cite_ref-1_1">b</a></span>
  <span class="reference-text"><a class="external text" href="//news.example/a">"Pears"</a>. Orchard Board. 3 May 2015.</span></li>
</ol>
</div><div class="printfooter"><a href="https://en.wikipedia.org/w/index.php?title=Pear&amp;oldid=6">link</a></div></body></html>
"""


def article(page: str, title: str = "", language: str = "") -> Article:
    return read_wiki_page(page, ArticleInput(stream=io.BytesIO(), file="pear.html", title=title, language=language))


def test_a_whole_page() -> None:
    found = article(PAGE)
    assert (found.title, found.language, found.revision, found.file, found.format) == ("Pear", "en", "7", "pear.html", "html")
    assert [(reference.group, reference.number, reference.text) for reference in found.references] == [
        ("note", "1", "In autumn."),
        ("", "1", '"Pears". Orchard Board. 3 May 2015.'),
    ]
    assert [(cited.group, cited.reference, cited.section, cited.sentence) for cited in found.citations] == [
        ("", "1", LEAD, "Pears grow."),
        ("note", "1", LEAD, "They fall."),
        ("", "1", "Trade", "Pears sell."),
    ]
    assert [section.heading for section in found.sections] == [LEAD, "Trade", "References"]
    assert found.remarks == ()


def test_sources_say_where_they_stand() -> None:
    note, pears = (reference.sources[0] for reference in article(PAGE).references)
    assert (note.role, note.group, note.title) == (Role.NOTE, "note", "")
    assert (pears.article, pears.file, pears.reference, pears.label) == ("Pear", "pear.html", "1", "1")
    assert (pears.title, pears.publisher, pears.url, str(pears.published)) == ("Pears", "Orchard Board", "https://news.example/a", "2015-05-03")
    assert (pears.line, pears.column) == (15, 3)
    assert PAGE[slice(*pears.span)].startswith('<li id="cite_note-1">')
    assert PAGE[slice(*pears.span)].endswith("</li>")


def test_spans_of_markers_and_sections() -> None:
    found = article(PAGE)
    assert [PAGE[slice(*cited.span)][:20] for cited in found.citations] == ['<sup id="cite_ref-1"', '<sup id="cite_ref-n_', '<sup id="cite_ref-1_']
    assert [PAGE[slice(*section.span)][:11] for section in found.sections] == ["<!DOCTYPE h", "<h2>Trade</", "<h2>Referen"]
    assert [before.span[1] for before in found.sections[:-1]] == [after.span[0] for after in found.sections[1:]]


def test_what_the_user_says_comes_first() -> None:
    found = article(PAGE, title="My pears", language="kk")
    assert (found.title, found.language, found.references[0].sources[0].article) == ("My pears", "kk", "My pears")


def test_a_page_without_a_title_is_called_by_its_file() -> None:
    assert article('<ol><li id="cite_note-1">Pears</li></ol>').title == "pear.html"


def test_bundled_sources_are_numbered_parts() -> None:
    page = PAGE.replace("In autumn.", '<cite class="citation">Oak. <i>A</i>.</cite> <cite class="citation">Elm. <i>B</i>.</cite>')
    parts = article(page).references[0].sources
    assert [(part.reference, part.part, part.label, part.raw) for part in parts] == [
        ("1", 1, "note 1", "Oak. A."),
        ("1", 2, "note 1 (2)", "Elm. B."),
    ]


def test_a_short_citation_points_to_the_reference_that_holds_its_book() -> None:
    page = PAGE.replace("In autumn.", '<a href="#CITEREFOak">Oak</a>, p. 7').replace('"Pears"</a>', '"Pears"</a><span id="CITEREFOak"></span>')
    short = article(page).references[0].sources[0]
    assert (short.role, short.target, short.raw) == (Role.SHORT, "1", "Oak, p. 7")


def test_a_short_citation_of_a_book_outside_the_references_names_none() -> None:
    short = article(PAGE.replace("In autumn.", '<a href="#CITEREFOak">Oak</a>, p. 7')).references[0].sources[0]
    assert (short.role, short.target) == (Role.SHORT, "")


def remarks(page: str) -> list[tuple[str, Severity, tuple[str, ...]]]:
    return [(remark.rule, remark.severity, remark.references) for remark in article(page).remarks]


def test_markers_without_a_list() -> None:
    page = PAGE[: PAGE.index('<ol class="references">')]
    assert remarks(page) == [("markers-without-list", Severity.WARNING, ("1", "note 1"))]
    assert article(page).references == ()
    assert len(article(page).citations) == 3


def test_a_list_without_markers() -> None:
    page = PAGE[PAGE.index('<ol class="references">') :]
    assert [rule for rule, _, _ in remarks(page)] == ["list-without-markers", "numbering-restarts"]
    assert remarks(page)[0][2] == ("1", "list 2 1")
    assert [(cited.group, cited.reference, cited.section, cited.sentence) for cited in article(page).citations] == [
        ("", "1", LEAD, ""),
        ("list 2", "1", LEAD, ""),
        ("list 2", "1", LEAD, ""),
    ]


def test_the_mobile_apps_ways_back_count_too() -> None:
    page = '<ol class="references"><li id="cite_note-1"><a pcs-back-links="[&quot;#cite_ref-1&quot;,&quot;#cite_ref-2&quot;]">[1]</a> Pears</li></ol>'
    assert [cited.reference for cited in article(page).citations] == ["1", "1"]


def test_a_note_is_cited_by_the_markers_of_its_sub_references() -> None:
    marker = '<sup id="cite_ref-3" class="mw-ref reference"><a href="./Pear#cite_note-3">[1.1]</a></sup>'
    inner = '<ol class="mw-subreference-list"><li id="cite_note-3">Page 7.</li></ol>'
    page = f'<p>Pears.{marker}</p><ol class="mw-references"><li id="cite_note-1">Oak. {inner}</li></ol>'
    assert [(reference.number, reference.text) for reference in article(page).references] == [("1", "Oak."), ("1.1", "Page 7.")]
    assert article(page).remarks == ()


BIBLIOGRAPHY = """<h2>Bibliography</h2><ul><li>Elm, Bea. <i>Nuts</i>.</li>
<li><cite id="CITEREFOak2010" class="citation book">Oak, Ann (2010). <i>Pears</i>. Orchard Press.</cite><span class="Z3988"
title="rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&amp;rft.btitle=Pears&amp;rft.pub=Orchard+Press&amp;rft.aulast=Oak&amp;rft.aufirst=Ann"></span></li>
<li id="CITEREFAsh">Ash's book on pears.</li></ul></div>"""


def test_books_that_short_citations_point_to_are_references_of_the_bibliography() -> None:
    short = '<a href="#CITEREFOak2010">Oak 2010</a>, p. 7; <a href="#CITEREFAsh">Ash</a>'
    found = article(PAGE.replace("In autumn.", short).replace("</div>", BIBLIOGRAPHY, 1))
    assert [(reference.group, reference.number) for reference in found.references] == [
        ("note", "1"),
        ("", "1"),
        ("bibliography", "1"),
        ("bibliography", "2"),
    ]
    note, _, oak, ash = (reference.sources[0] for reference in found.references)
    assert (note.role, note.target) == (Role.SHORT, "bibliography 1")
    assert (oak.role, oak.title, oak.publisher, oak.authors, oak.label) == (Role.SOURCE, "Pears", "Orchard Press", ("Oak, Ann",), "bibliography 1")
    assert (ash.role, ash.raw) == (Role.SOURCE, "Ash's book on pears.")
    assert found.remarks == ()


def test_the_wiki_is_that_of_the_pages_own_address() -> None:
    assert article(PAGE).wiki == "en.wikipedia.org"
    assert article('<ol><li id="cite_note-1">Pears</li></ol>').wiki == ""


def test_a_page_that_the_wayback_machine_delivered() -> None:
    at = "https://web.archive.org/web/20150102030405/"
    page = PAGE.replace('href="https', f'href="{at}https').replace('href="//news', f'href="{at}http://news')
    found = article(page.replace('<a class="external text"', f'<a href="{at}https://en.wikipedia.org/wiki/Oak">Oak</a> <a class="external text"'))
    assert found.wiki == "en.wikipedia.org"
    assert [(source.url, source.archive_url) for source in found.references[1].sources] == [("http://news.example/a", "")]


def test_one_marker_whose_entry_is_missing() -> None:
    assert remarks(PAGE.replace('id="cite_note-1"', 'id="cite_note-9"')) == [
        ("marker-without-entry", Severity.WARNING, ("1",)),
        ("never-cited", Severity.NOTE, ("1",)),
    ]


def test_an_entry_without_text() -> None:
    assert remarks(PAGE.replace("In autumn.", "[dead link]")) == [("empty-entry", Severity.WARNING, ("note 1",))]


def test_every_remark_is_a_sentence_with_advice() -> None:
    page = PAGE[PAGE.index('<ol class="references">') :]
    assert [str(remark.message) for remark in article(page).remarks] == [
        "references in a list that no marker in the text leads to: 2",
        "references numbered as in an earlier list of the same group: 1; the word 'list' in their group tells them apart here",
    ]
    assert all(str(remark.tip).endswith(".") for remark in article(page).remarks)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<!DOCTYPE html><html><body><p>Pears grow.</p><ol><li>a</li></ol></body></html>", id="no references"),
        pytest.param("<html></html>", id="nothing in it"),
        pytest.param("", id="empty"),
        pytest.param("\0\0", id="zero bytes"),
    ],
)
def test_a_page_without_either_is_an_input_error(page: str) -> None:
    with pytest.raises(InputError) as stopped:
        article(page)
    assert stopped.value.where == "pear.html"
    assert stopped.value.hint


def test_the_error_names_what_was_looked_for() -> None:
    with pytest.raises(InputError, match=r"ol\.references, mw-references, list items with ids cite_note-….*marker"):
        article("<p>Pears</p>")


@given(st.data())
def test_a_page_cut_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PAGE)))
    cut = PAGE[start : data.draw(st.integers(start, len(PAGE)))]
    try:
        found = article(cut)
    except InputError:
        return
    keys = [(reference.group, reference.number) for reference in found.references]
    assert len(keys) == len(set(keys))
    assert all(reference.sources for reference in found.references)


@pytest.mark.parametrize(
    "leak",
    [
        pytest.param("<style>.citation q{quotes:none}</style>", id="style"),
        pytest.param('<link rel="mw-deduplicated-inline-style" href="mw-data:TemplateStyles:r1">', id="link"),
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param("<template>x</template>", id="template"),
        pytest.param("<!-- a comment -->", id="comment"),
        pytest.param('<span data-mw=\'{"href":"http://leak.example/"}\'></span>', id="the template as JSON"),
    ],
)
def test_what_is_not_shown_does_not_leak(leak: str) -> None:
    found = article(PAGE.replace('"Pears"', f'{leak}"Pears{leak}"{leak}').replace("Board.", f"Board{leak}."))
    reference = found.references[1]
    assert reference.text == '"Pears". Orchard Board. 3 May 2015.'
    assert [link.url for link in reference.links] == ["https://news.example/a"]
    assert reference.sources[0].title == "Pears"


@given(st.text(st.characters(exclude_characters="<\0", codec="utf-8"), min_size=1))
def test_no_style_sheet_stands_in_a_title(sheet: str) -> None:
    style = f"<style>{sheet}</style>"
    found = article(PAGE.replace('"Pears"', f'{style}"Pears"{style}').replace("In autumn.", f"{style}In autumn.{style}"))
    note, pears = found.references
    assert (pears.sources[0].title, pears.text, note.text) == ("Pears", '"Pears". Orchard Board. 3 May 2015.', "In autumn.")


def test_an_entry_inside_an_entry_is_a_reference_of_its_own() -> None:
    inner = '<ol class="mw-subreference-list"><li id="cite_note-3">Page 7.</li></ol>'
    texts = [(reference.number, reference.text) for reference in article(PAGE.replace("3 May 2015.", f"3 May 2015. {inner}")).references[1:]]
    assert texts == [("1", '"Pears". Orchard Board. 3 May 2015.'), ("1.1", "Page 7.")]


def test_deep_nesting_is_no_trouble() -> None:
    deep = "<span>" * 400 + "Pears" + "</span>" * 400
    assert article(f'<ol><li id="cite_note-1">{deep}</li></ol>').references[0].text == "Pears"
    assert len(article('<ol><li id="cite_note-1">' * 300).references) == 300


def test_a_page_of_the_time_when_notes_had_other_names() -> None:
    old = article(PAGE.replace("cite_note", "_note").replace("cite_ref", "_ref").replace("mw-cite-backlink", ""))
    new = article(PAGE)
    assert [(cited.reference, cited.group, cited.sentence) for cited in old.citations] == [
        (cited.reference, cited.group, cited.sentence) for cited in new.citations
    ]
    assert [(reference.number, reference.group, reference.text) for reference in old.references] == [
        (reference.number, reference.group, reference.text) for reference in new.references
    ]
    assert old.remarks == ()


UNNAMED = """<h2>Bibliography</h2>
<ul><li>Elm, Bob (2011). Nuts. Orchard.</li><li>Oak, Ann (2010). Pears of the North. Orchard.</li><li>Fir, Cy. Plums.</li></ul>"""


def test_short_citations_without_a_link_are_tied_by_their_words() -> None:
    page = PAGE.replace('<a class="external text" href="//news.example/a">"Pears"</a>. Orchard Board. 3 May 2015.', "Oak 2010, p. 7.")
    found = article(page.replace("</ol>\n</div>", f"</ol>{UNNAMED}</div>"))
    assert [(source.label, source.role, source.target) for reference in found.references for source in reference.sources] == [
        ("note 1", Role.NOTE, ""),
        ("1", Role.SHORT, "bibliography 1"),
        ("bibliography 1", Role.SOURCE, ""),
    ]
    assert found.references[-1].text == "Oak, Ann (2010). Pears of the North. Orchard."


def test_a_marker_that_was_never_closed_is_not_around_the_article() -> None:
    page = (
        '<p>Before.<sup id="x"><div id="mw-content-text"><div class="mw-parser-output"><p>It is so.<a href="#cite_note-1">[1]</a></p>'
        '<ol class="references"><li id="cite_note-1">^ <a class="external" href="http://a.example">A</a></li></ol></div></div>'
    )
    assert len(article(page).references) == 1
