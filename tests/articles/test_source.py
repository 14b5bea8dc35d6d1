"""One source: metadata and links before words."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.books import wanted_names
from citeaudit.articles.page.masthead import parse
from citeaudit.articles.page.parts import read_entries
from citeaudit.articles.source import read_source
from citeaudit.model import PartialDate, Remark, Role, Source

BOOK = "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&amp;"
JOURNAL = "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&amp;"


def read(inside: str, group: str = "") -> tuple[Source, tuple[Remark, ...]]:
    root = parse(f"<ol><li>{inside}</li></ol>")
    assert root is not None
    item = next(root.iter("li"))
    (entry,) = read_entries([item], "https://en.wikipedia.org/", wanted_names(root, [item]))
    return read_source(entry.parts[0], Source(article="Pear", reference="1", group=group, file="pear.html", line=7))


def source(inside: str, group: str = "") -> Source:
    return read(inside, group)[0]


def test_metadata_come_before_words() -> None:
    found = source(
        '<cite class="citation web">Oak, Ann (October 2015). <a class="external" href="http://news.example/a">"Pears of the North"</a>. '
        "Orchard Board. Retrieved 2 January 2020.</cite>"
        f'<span class="Z3988" title="{BOOK}rft.btitle=Pears+of+the+North&amp;rft.pub=Orchard+Board&amp;rft.aulast=Oak&amp;rft.aufirst=Ann'
        '&amp;rft.date=2015-10&amp;rft_id=http%3A%2F%2Fnews.example%2Fa"></span>'
    )
    assert (found.title, found.authors, found.publisher, found.work) == ("Pears of the North", ("Oak, Ann",), "Orchard Board", "")
    assert (found.published, found.accessed) == (PartialDate(year=2015, month=10), PartialDate(year=2020, month=1, day=2))
    assert (found.url, found.article, found.file, found.line) == ("http://news.example/a", "Pear", "pear.html", 7)


@pytest.mark.parametrize(
    ("words", "publisher"),
    [
        pytest.param('"Pears". Fruit Weekly. Orchard Board.', "Orchard Board", id="named beside the work"),
        pytest.param('"Pears". Fruit Weekly. Retrieved 2 January 2020.', "", id="the work again"),
        pytest.param('"Pears". Weekly. Retrieved 2 January 2020.', "", id="a part of the work"),
    ],
)
def test_the_publisher_that_the_journal_form_cannot_name(words: str, publisher: str) -> None:
    found = source(f'<cite class="citation">{words}</cite><span class="Z3988" title="{JOURNAL}rft.atitle=Pears&amp;rft.jtitle=Fruit+Weekly"></span>')
    assert (found.title, found.work, found.publisher) == ("Pears", "Fruit Weekly", publisher)


@pytest.mark.parametrize(
    ("words", "stated", "work", "publisher"),
    [
        pytest.param(
            "Birnen. In: Obst heute. Obstamt, 3. Mai 2014.", "&amp;rft.publisher=Obstamt", "Obst heute", "Obstamt", id="beside the publisher"
        ),
        pytest.param("Birnen. In: Obst heute. 3. Mai 2014.", "", "Obst heute", "", id="alone"),
        pytest.param("Birnen. Obstamt, 3. Mai 2014.", "&amp;rft.publisher=Obstamt", "", "Obstamt", id="no work"),
        pytest.param("Birnen. Ein Bericht. Obstamt, 3. Mai 2014.", "&amp;rft.publisher=Obstamt", "", "Obstamt", id="more of the title"),
    ],
)
def test_the_work_that_the_form_for_dublin_core_cannot_name(words: str, stated: str, work: str, publisher: str) -> None:
    form = JOURNAL.replace("journal", "dc")
    found = source(f'{words}<span style="display: none" class="Z3988" title="{form}rft.title=Birnen&amp;rft.date=2014-05-03{stated}"></span>')
    assert (found.title, found.work, found.publisher, str(found.published)) == ("Birnen", work, publisher, "2014-05-03")


def test_without_metadata_the_words_are_read_with_the_links_title() -> None:
    found = source('<a class="external" href="http://news.example/a">Pears: a view. Part 2</a>. Orchard Board. 3 May 2015.')
    assert (found.title, found.publisher, str(found.published)) == ("Pears: a view. Part 2", "Orchard Board", "2015-05-03")


def test_notes_in_words_that_nobody_knows_are_read_from_markup() -> None:
    found = source(
        '<cite class="citation web"><a class="external" href="http://news.example/a">Birnen</a>. Obstamt '
        '<span class="reference-accessdate">[2009-12-15]</span>. （原始內容<a class="external" href="//web.archive.org/web/2016/http://news.example/a">存檔</a>於2016-03-03）.</cite>'
    )
    assert (found.title, found.publisher) == ("Birnen", "Obstamt")
    assert (str(found.accessed), str(found.archived_on)) == ("2009-12-15", "2016-03-03")
    assert found.archive_url == "https://web.archive.org/web/2016/http://news.example/a"


@pytest.mark.parametrize(
    ("markup", "group", "role"),
    [
        pytest.param('<a class="external" href="http://news.example/a">Pears</a>', "", Role.SOURCE, id="a link"),
        pytest.param('<a class="external" href="http://news.example/a">Pears</a>', "note", Role.SOURCE, id="a link in a group of notes"),
        pytest.param("Oak, Ann. Pears. 2015", "", Role.SOURCE, id="words in the main list"),
        pytest.param("Pears are counted by weight.", "note", Role.NOTE, id="words in a group of notes"),
        pytest.param('Not <a href="/wiki/Plum">plums</a>.', "note", Role.NOTE, id="a link within the wiki is no source"),
        pytest.param('<cite class="citation">Oak, Ann. Pears.</cite>', "note", Role.SOURCE, id="a citation template"),
        pytest.param('<a href="#CITEREFOak2015">Oak 2015</a>, p. 4.', "", Role.SHORT, id="short"),
        pytest.param('<a href="./Pear#CITEREFOak2015">Oak 2015</a>, p. 4.', "", Role.SHORT, id="short, Parsoid"),
        pytest.param("", "", Role.EMPTY, id="nothing"),
        pytest.param('<cite class="citation"></cite>', "", Role.EMPTY, id="a citation template that says nothing"),
        pytest.param('<sup class="noprint">[<a href="/wiki/Link_rot">dead link</a>]</sup>.', "", Role.EMPTY, id="a dead-link mark alone"),
        pytest.param('<span class="error mw-ext-cite-error">Cite error: no text</span>', "", Role.EMPTY, id="an error in its place"),
    ],
)
def test_roles(markup: str, group: str, role: Role) -> None:
    assert source(markup, group).role is role


def test_a_note_has_no_title() -> None:
    found, remarks = read('As in "Pears", 3 May 2015.', "note")
    assert (found.title, found.published, found.raw, remarks) == ("", None, 'As in "Pears", 3 May 2015.', ())


def test_an_identifier_is_kept_once() -> None:
    found = source(
        '<cite class="citation book"><i>Pears</i>. ISBN <a href="/wiki/Special:BookSources/978-0-14-044913-6">978-0-14-044913-6</a>.</cite>'
        f'<span class="Z3988" title="{BOOK}rft.btitle=Pears&amp;rft.isbn=9780140449136&amp;rft_id=info%3Adoi%2F10.1000%2F182"></span>'
    )
    assert [str(identifier) for identifier in found.identifiers] == ["isbn:978-0-14-044913-6", "doi:10.1000/182"]


def test_metadata_settle_doubts_about_title_and_publisher_but_not_about_dates() -> None:
    words = "Orchard Board:Pears of the North, retrieved 02/03/2016."
    _, bare = read(f'<cite class="citation">{words}</cite>')
    _, stated = read(f'<cite class="citation">{words}</cite><span class="Z3988" title="{BOOK}rft.btitle=Pears+of+the+North"></span>')
    assert {remark.rule for remark in stated} == {"ambiguous-date"} < {remark.rule for remark in bare}
