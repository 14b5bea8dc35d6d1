"""A page of wikitext as an article."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.errors import InputError
from citeaudit.model import LEAD, Article, Role
from citeaudit.ports import ArticleInput

PAGE = """{{Short description|Fruit}}
'''Pears''' grow.<ref name="board">{{cite web |last=Quill |first=Ada |title=Pears |url=https://news.example/a |publisher=Orchard Board
|date=3 May 2015 |access-date=4 June 2016 |archive-url=https://web.archive.org/web/20160604/https://news.example/a |archive-date=4 June 2016}}</ref>
They fall.{{efn|In autumn.}}

== Trade ==
Pears sell.<ref name="board" /> Plums too.{{sfn|Oak|2010|p=7}}

== Notes ==
{{notelist}}

== References ==
{{reflist}}

== Bibliography ==
* {{cite book |last=Oak |first=Ilex |year=2010 |title=Orchards |publisher=Leaf Press}}
* {{cite book |last=Elm |first=Ulma |year=2011 |title=Hedges |publisher=Leaf Press}}
"""


def article(page: str, *, title: str = "", language: str = "", **stated: str) -> Article:
    return read_wikitext(page, ArticleInput(stream=io.BytesIO(), file="pear.wiki", title=title, language=language), **stated)


def test_a_whole_page() -> None:
    found = article(PAGE)
    assert (found.title, found.language, found.file, found.format) == ("pear", "", "pear.wiki", "wikitext")
    assert [(reference.group, reference.number) for reference in found.references] == [
        ("lower-alpha", "a"),
        ("", "1"),
        ("", "2"),
        ("bibliography", "1"),
    ]
    assert [(cited.group, cited.reference, cited.section, cited.sentence) for cited in found.citations] == [
        ("", "1", LEAD, "Pears grow."),
        ("lower-alpha", "a", LEAD, "They fall."),
        ("", "1", "Trade", "Pears sell."),
        ("", "2", "Trade", "Plums too."),
    ]
    assert [section.heading for section in found.sections] == [LEAD, "Trade", "Notes", "References", "Bibliography"]
    assert found.remarks == ()


def test_the_fields_of_sources() -> None:
    note, board, short, book = (reference.sources[0] for reference in article(PAGE).references)
    assert (note.role, board.role, short.role, book.role) == (Role.NOTE, Role.SOURCE, Role.SHORT, Role.SOURCE)
    assert (board.title, board.authors, board.publisher) == ("Pears", ("Quill, Ada",), "Orchard Board")
    assert (board.url, board.archive_url.partition("/web/")[0]) == ("https://news.example/a", "https://web.archive.org")
    assert (str(board.published), str(board.accessed), str(board.archived_on)) == ("2015-05-03", "2016-06-04", "2016-06-04")
    assert (short.target, book.label, book.title) == ("bibliography 1", "bibliography 1", "Orchards")


def test_references_span_what_defines_them() -> None:
    found = article(PAGE)
    note, board, short, book = (PAGE[slice(*reference.span)] for reference in found.references)
    assert note == "{{efn|In autumn.}}"
    assert board.startswith('<ref name="board">{{cite web')
    assert board.endswith("}}</ref>")
    assert short == "{{sfn|Oak|2010|p=7}}"
    assert book.startswith("{{cite book |last=Oak")
    assert [(reference.line, reference.column) for reference in found.references] == [(4, 11), (2, 18), (7, 43), (16, 3)]
    assert all(PAGE[slice(*cited.span)].startswith(("<ref", "{{")) for cited in found.citations)


def test_what_the_input_states_and_what_the_user_says() -> None:
    found = article(PAGE, revision="7", title="", wiki="kk.wikipedia.org", format="dump")
    assert (found.title, found.language, found.revision, found.wiki, found.format) == ("pear", "kk", "7", "kk.wikipedia.org", "dump")
    assert article(PAGE, title="My pears", language="ru", wiki="kk.wikipedia.org").language == "ru"
    assert article(PAGE, wiki="www.example.org").language == ""
    assert article(PAGE, title="My pears").references[0].sources[0].article == "My pears"


def test_templates_are_read_as_on_the_wiki_that_the_page_shows_to_be_from() -> None:
    page = "Les poires.{{note|texte=En automne.|groupe=N}}\n[[Catégorie:Fruit]]"
    assert [(reference.group, reference.text) for reference in article(page).references] == [("N", "En automne.")]
    assert article(page).language == ""


def test_the_stated_title_comes_before_the_files_name() -> None:
    given_ = ArticleInput(stream=io.BytesIO(), file="pear.wiki")
    assert read_wikitext(PAGE, given_, title="Pear").title == "Pear"


# ---------------------------------------------------------------- the traps of wikitext (design/parsing.md), one small article each


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        pytest.param("A.<ref>''Otter. B.</ref> C.<ref>Quill.</ref>", 2, id="9: unpaired italics"),
        pytest.param("A.<ref name=a/>\n<references><ref name=a>Otter.</ref></references>", 1, id="10: defined in the list"),
        pytest.param("A.<ref name=a>Otter.</ref> B.{{r|a}}", 1, id="10: r"),
        pytest.param("A.{{#tag:ref|Otter.<ref>Quill.</ref>|group=n}}", 2, id="10: tag with a ref inside"),
        pytest.param("A.<!-- <ref>No.</ref> --><nowiki><ref>No.</ref></nowiki><ref>Otter.</ref>", 1, id="10: comments and nowiki"),
        pytest.param("A.{{sfn|Oak|2010}} B.{{sfnp|Elm|2011}} C.{{efn|D}} E.{{refn|F}}{{rp|7}}", 4, id="11: templates"),
        pytest.param("A.<ref>Otter.</ref>", 1, id="12: no list"),
        pytest.param("{{box|a=<ref>A</ref>}}\n{|\n|b<ref>B</ref>\n|}\n[[File:c.jpg|thumb|C<ref>C</ref>]]", 3, id="in boxes, tables and captions"),
    ],
)
def test_every_footnote_is_found(page: str, texts: int) -> None:
    assert len(article(page).references) == texts


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param("Pears [[grow]].", r"no <ref> tag.*sfn, efn, refn", id="no footnotes"),
        pytest.param("", r"no <ref> tag", id="empty"),
        pytest.param("A.<ref>Otter", r"no <ref> tag", id="nothing but a tag without its end"),
        pytest.param("#REDIRECT [[Pear (fruit)#Trade]]", r"sends on to 'Pear \(fruit\)'", id="redirect"),
        pytest.param("#ПЕРЕНАПРАВЛЕНИЕ [[Груша]]", "sends on to 'Груша'", id="redirect in another language"),
    ],
)
def test_a_page_without_footnotes_is_an_input_error(page: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as stopped:
        article(page)
    assert stopped.value.where == "pear.wiki"
    assert stopped.value.hint


# ---------------------------------------------------------------- whatever comes


@given(st.data())
def test_a_page_cut_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(PAGE)))
    cut = PAGE[start : data.draw(st.integers(start, len(PAGE)))]
    try:
        found = article(cut)
    except InputError:
        return
    labels = [(reference.group, reference.number) for reference in found.references]
    assert len(labels) == len(set(labels))
    assert all(reference.sources for reference in found.references)
    assert [before.span[1] for before in found.sections[:-1]] == [after.span[0] for after in found.sections[1:]]


_PIECES = (
    "<ref>",
    "<ref name=a>",
    "<ref name=a/>",
    "</ref>",
    "{{",
    "}}",
    "{{efn|",
    "{{reflist|refs=",
    "<references>",
    "</references>",
    "<references/>",
)
_SIGNS = (
    "[[",
    "]]",
    "|",
    "{|\n",
    "\n|}\n",
    "\n|-\n",
    "\n== A ==\n",
    "<!--",
    "-->",
    "<nowiki>",
    "</nowiki>",
    "''",
    "=",
    "Pears. ",
    "{{sfn|B|2010}}",
    "\x7f",
)


@given(st.lists(st.sampled_from(_PIECES + _SIGNS), max_size=40).map("".join))
def test_any_mixture_of_markup_keeps_every_marker(page: str) -> None:
    found = article(f"{page}\n\n-->A.<ref>Otter.</ref></ref></references>") if "<ref" in page else article(f"{page}-->A.<ref>Otter.</ref>")
    assert all(0 <= cited.span[0] < cited.span[1] for cited in found.citations)


@pytest.mark.parametrize(
    "around", [("{{a|", "}}"), ("[[a|", "]]"), ("<ref>", ""), ("{{", ""), ("{{efn|a", ""), ("{|\n", ""), ("<div>", ""), ("''", "")]
)
def test_deep_nesting_is_no_trouble(around: tuple[str, str]) -> None:
    begun = time.process_time()
    found = article(around[0] * 10_000 + " <ref>Otter.</ref> " + around[1] * 10_000)
    assert [reference.text for reference in found.references] == ["Otter."]
    assert time.process_time() - begun < 5


def test_two_megabytes_are_read_in_a_few_seconds() -> None:
    paragraph = "Pears [[grow]] on '''trees'''.<ref name=a/> {{convert|5|kg}} of them fall, and [[plum|plums]] too.\n\n"
    begun = time.process_time()
    found = article(f"A.<ref name=a>Otter.</ref>\n{paragraph * 10}{paragraph.replace('<ref name=a/>', '') * 20_000}")
    assert len(found.citations) == 11
    assert time.process_time() - begun < 10


def test_a_sequel_adds_its_words_to_the_note_before() -> None:
    found = article('Pears.<ref name="a">Oak, Pears.</ref> Plums<ref follow="a">More in Elm, Plums.</ref> grow.<ref>B</ref>')
    assert [reference.text for reference in found.references] == ["Oak, Pears. More in Elm, Plums.", "B"]
    assert [(cited.reference, cited.sentence) for cited in found.citations] == [("1", "Pears."), ("2", "Plums grow.")]
