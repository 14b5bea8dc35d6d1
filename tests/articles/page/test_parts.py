"""The sources that an entry bundles, with their titles, links and dates."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.masthead import parse
from citeaudit.articles.page.parts import read_entries
from citeaudit.articles.references import Entry
from citeaudit.articles.source import Part

BASE = "https://en.wikipedia.org/wiki/Pear"
ORIGINAL = '<a class="external text" href="http://news.example/a">"Pears"</a>'
OTHER = '<a class="external text" href="http://nuts.example/">Nuts</a>'
ARCHIVED = '<a class="external text" href="//web.archive.org/web/20150102030405/http://news.example/a">Archived</a>'
BOOK = "ctx_ver=Z39.88-2004&amp;rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&amp;"


def entry(inside: str, base: str = BASE) -> Entry:
    root = parse(f'<ol><li id="cite_note-1">{inside}</li></ol>')
    assert root is not None
    return read_entries([next(root.iter("li"))], base)[0]


def only(inside: str, base: str = BASE) -> Part:
    (part,) = entry(inside, base).parts
    return part


def coins(title: str) -> str:
    return f'<span class="Z3988" title="{BOOK}rft.btitle={title}"><span style="display:none;">&#160;</span></span>'


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        pytest.param(ORIGINAL, '"Pears"', id="the link's words"),
        pytest.param(f"{ORIGINAL.replace('news.example/a', 'web.archive.org/web/2015/http://n.example/')} {ARCHIVED}", '"Pears"', id="archive first"),
        pytest.param(f'<a href="/wiki/Ann_Oak">Oak</a>. {ORIGINAL}', '"Pears"', id="an author's article is no title"),
        pytest.param('<a class="external free" href="http://news.example/a">http://news.example/a</a>', "", id="an address is no title"),
        pytest.param('<a class="external text" href="http://www.pears.org/">www.pears.org</a>', "", id="a host is no title"),
        pytest.param('<a class="external autonumber" href="http://news.example/a">[1]</a>', "", id="a number is no title"),
        pytest.param(
            'Oak: Pears. 1974 (<a class="external text" href="http://news.example/a">online</a>), p. 1', "", id="a link in brackets is no title"
        ),
        pytest.param(
            'Oak, <cite class="citation">Elm, Bob; Ash, Cy; Fir, Di. <a class="external text" href="http://news.example/a">Pears</a>.</cite>',
            "Pears",
            id="what a template links is a title",
        ),
        pytest.param(
            '<span class="ouvrage">Chêne, <cite>Poires</cite>, 1974 (<a class="external text" href="http://news.example/a">lire en ligne</a>)</span>',
            "",
            id="what it links in brackets is none",
        ),
    ],
)
def test_the_title_that_markup_gives(markup: str, title: str) -> None:
    assert only(markup).title == title


def test_a_numbered_link_is_printed_but_no_word_of_the_citation() -> None:
    part = only('Orchard Board:<a class="external autonumber" href="http://news.example/a">[1]</a> 2015')
    assert (part.printed, part.words) == ("Orchard Board:[1] 2015", "Orchard Board: 2015")


def test_words_before_the_only_citation_are_printed_but_no_words_of_it() -> None:
    part = only('As told in <cite class="citation">Oak. <i>Pears</i>.</cite> Page 7.')
    assert (part.printed, part.words) == ("As told in Oak. Pears. Page 7.", "Oak. Pears. Page 7.")


# ---------------------------------------------------------------- bundles


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        pytest.param(
            f"See: <cite class='citation'>A.</cite>{coins('A')} p. 7; <cite class='citation'>B.</cite>{coins('B')} p. 9.",
            ["A. p. 7;", "B. p. 9."],
            id="citation elements",
        ),
        pytest.param("<span class='citation book'>A.</span> and <span class='citation web'>B.</span>", ["A. and", "B."], id="older templates"),
        pytest.param(f"A. {coins('A')} B. {coins('B')} p. 9", ["A.", "B. p. 9"], id="metadata alone, as German templates have it"),
        pytest.param(f'Both:<ul><li>{ORIGINAL} A</li><li><a href="http://b.example/">B</a></li></ul>', ['"Pears" A', "B"], id="items of a list"),
        pytest.param(
            f'<ul><li>{ORIGINAL}</li><li><cite class="citation">B</cite>; <cite class="citation">C</cite></li></ul>',
            ['"Pears"', "B;", "C"],
            id="two in one item",
        ),
        pytest.param(
            "<ul><li><a href='#CITEREFOak2010'>Oak 2010</a></li><li><a href='#CITEREFElm2012'>Elm 2012</a></li></ul>",
            ["Oak 2010", "Elm 2012"],
            id="short",
        ),
        pytest.param("<cite class='citation'>A <span class='citation'>in B</span></cite>", ["A in B"], id="one inside the other is one"),
        pytest.param("<cite class='citation'>A.</cite>", ["A."], id="a single one"),
        pytest.param("Oak in <cite>Fruit</cite> and <cite>Nuts</cite>", ["Oak in Fruit and Nuts"], id="mere titles"),
        pytest.param("Three kinds:<ul><li>red</li><li>green</li></ul>", ["Three kinds: red green"], id="a list that names no source"),
        pytest.param(f"{ORIGINAL}; {ARCHIVED}", ['"Pears"; Archived'], id="links alone"),
        pytest.param(f"{ORIGINAL}, Board; {OTHER}, News", ['"Pears", Board;', "Nuts, News"], id="links with words, a semicolon between"),
        pytest.param(f"{ORIGINAL}, Board<br>{OTHER}, News", ['"Pears", Board', "Nuts, News"], id="links with words, a line break between"),
        pytest.param(f"{ORIGINAL}, Board; {OTHER}", ['"Pears", Board; Nuts'], id="a link without words may be of the same source"),
        pytest.param(f"{ORIGINAL}, Board; {ARCHIVED} in May", ['"Pears", Board; Archived in May'], id="the archived copy is of the same source"),
        pytest.param(f"{ORIGINAL}, Board; {ORIGINAL}, page two", ['"Pears", Board; "Pears", page two'], id="the same page twice is one source"),
        pytest.param(f"{ORIGINAL}, Board and {OTHER}, News", ['"Pears", Board and Nuts, News'], id="nothing between is doubtful"),
    ],
)
def test_bundled_sources(markup: str, printed: list[str]) -> None:
    assert [part.printed for part in entry(markup).parts] == printed


def test_each_bundled_source_has_its_own_links_and_metadata() -> None:
    second = '<a class="external text" href="http://b.example/">B</a>'
    found = entry(f"<cite class='citation'>{ORIGINAL}</cite>{coins('Pears')}<cite class='citation'>{second}</cite>{coins('B')}")
    assert [(part.links[0].url, part.stated and part.stated.title) for part in found.parts] == [
        ("http://news.example/a", "Pears"),
        ("http://b.example/", "B"),
    ]
    assert len(found.links) == 2


# ---------------------------------------------------------------- dates that markup shows


@pytest.mark.parametrize(
    ("markup", "archived_on", "rest"),
    [
        pytest.param(f"{ORIGINAL}. Board. （原始內容{ARCHIVED}於2016-03-03）. 7頁", "2016-03-03", '"Pears". Board. . 7頁', id="Chinese, in brackets"),
        pytest.param(f"{ORIGINAL} {ARCHIVED} 09 أبريل 2018 على موقع واي باك مشين.", "2018-04-09", '"Pears"', id="Arabic, to the full stop"),
        pytest.param(f"{ORIGINAL}. {ARCHIVED} vom Original am 12. Mai 2010; S. 7", "2010-05-12", '"Pears" S. 7', id="a stop inside the date"),
        pytest.param(f"{ORIGINAL}. Board 2015. {ARCHIVED}.", "None", '"Pears". Board 2015. Archived.', id="no date"),
        pytest.param(f"{ORIGINAL}. 3 May 2015. Board.", "None", '"Pears". 3 May 2015. Board.', id="no archived copy"),
        pytest.param(f"{ARCHIVED} 3 May 2015.", "None", "Archived 3 May 2015.", id="only an archived copy: its words are the title"),
    ],
)
def test_the_note_on_an_archived_copy_in_any_language(markup: str, archived_on: str, rest: str) -> None:
    part = only(markup)
    assert (str(part.archived_on), part.rest) == (archived_on, rest)


def test_the_date_of_access_that_templates_mark() -> None:
    part = only(f'{ORIGINAL} <span class="reference-accessdate"> [<span class="nowrap">2009-12-15</span>]</span>.')
    assert (str(part.accessed), part.rest) == ("2009-12-15", '"Pears" .')
    assert part.words == '"Pears" [2009-12-15].'


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(f"{ORIGINAL}, Board; {OTHER}, News; " * 3_000, id="links"),
        pytest.param("<cite class='citation'>A.</cite>" * 3_000, id="citation elements"),
        pytest.param(f"<ul>{f'<li>{ORIGINAL}</li>' * 3_000}</ul>", id="items of a list"),
    ],
)
def test_an_entry_with_thousands_of_sources_is_none_of_many(markup: str) -> None:
    assert len(entry(markup).parts) == 1


def test_metadata_count_that_the_wiki_hides_by_their_style() -> None:
    part = only(
        f'{ORIGINAL}. In: Fruit.<span style="display: none;" class="Z3988" title="{BOOK}rft.btitle=Pears&amp;rft.date=2015-10-28">&#160;</span>'
    )
    assert part.stated is not None
    assert (part.stated.title, str(part.stated.published), part.words) == ("Pears", "2015-10-28", '"Pears". In: Fruit.')


def test_the_date_of_archiving_before_a_known_note_on_access() -> None:
    part = only(f"{ARCHIVED.replace('Archived', 'Birnen')}. 3. Mai 2014, verwahrt vom {ORIGINAL} am 2. Januar 2015; abgerufen am 4. Mai 2014.")
    assert str(part.archived_on) == "2015-01-02"


def test_authors_in_italics_before_what_they_wrote() -> None:
    part = only('См. <span class="citation"><i>Дуб А. Б., Вяз В.</i> <a class="external text" href="http://news.example/a">Груши</a> // Сад.</span>')
    assert (part.authors, part.title, part.words) == (("Дуб А. Б.", "Вяз В."), "Груши", "Груши // Сад.")


@pytest.mark.parametrize(
    "inside",
    [
        '<cite class="citation book cs1"><i>Pears Inc.</i> Orchard.</cite>',
        '<span class="citation"><i>Pears</i>. Orchard.</span>',
        "<i>Pears etc.</i> Orchard.",
    ],
    ids=["of another kind", "no stop", "no template"],
)
def test_other_italics_are_no_authors(inside: str) -> None:
    assert only(inside).authors == ()


def test_signs_that_nobody_sees_are_no_words() -> None:
    part = only('« <a class="external text" href="http://news.example/a">Poires</a> »,\u200e 10 mars 2009\u200b')
    assert part.printed == "« Poires », 10 mars 2009"


def test_a_citation_element_without_words_names_no_source() -> None:
    assert not only('<cite class="citation"> </cite>').is_citation


@pytest.mark.parametrize(
    "back",
    [
        '<span class="renvois">↑ <sup><a href="#cite_ref-1_0">a</a> et <a href="#cite_ref-1_1">b</a></sup></span>',
        'Jump up to: <a href="#cite_ref-1_0">a</a>',
    ],
    ids=["a word between two", "words before"],
)
def test_an_entry_begins_where_its_markup_says(back: str) -> None:
    part = only(f'{back} <span class="reference-text">Ann Oak, {ORIGINAL}.</span>')
    assert (part.printed, part.words) == ('Ann Oak, "Pears".', 'Ann Oak, "Pears".')


def test_citation_elements_of_french_templates() -> None:
    part = only('<span class="ouvrage" id="Chêne"><span class="ouvrage">Ann Chêne, <cite>Poires</cite>, 1974</span></span>')
    assert part.is_citation


def test_the_address_that_a_source_without_a_link_prints() -> None:
    found = entry("Oak, Pears, http://news.example/a.")
    assert [link.url for link in found.parts[0].links] == ["http://news.example/a"]
    assert [link.url for link in found.links] == ["http://news.example/a"]


def test_a_copy_comes_before_the_list_of_all_copies() -> None:
    calendar = '<a class="external text" href="https://web.archive.org/web/*/http://news.example/a">historial</a>'
    assert [link.words for link in only(f"{ORIGINAL} ({calendar}, {ARCHIVED})").links] == ['"Pears"', "Archived", "historial"]


def test_an_address_printed_beside_a_link_is_no_second_one() -> None:
    assert [link.url for link in only(f"{ORIGINAL}, http://news.example/b").links] == ["http://news.example/a"]


CITED = f'<cite class="citation book">Bee (2002). <i>Two</i>.</cite>{coins("Two")}'


@pytest.mark.parametrize("inside", [f"{OTHER}, Paper A, 2001; {CITED}", f"{CITED}; {OTHER}, Paper A, 2001"])
def test_a_link_and_a_template_with_a_semicolon_between_are_two_sources(inside: str) -> None:
    found = {(part.stated.title if part.stated else part.title, len(part.links)) for part in entry(inside).parts}
    assert found == {("Nuts", 1), ("Two", 0)}


def test_a_link_beside_a_template_without_one_is_its_sources() -> None:
    assert [link.url for link in only(f"{CITED} {OTHER}").links] == ["http://nuts.example/"]
