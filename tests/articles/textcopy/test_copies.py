"""What a copy shows of how it was made."""

from __future__ import annotations

import pytest

from citeaudit.articles.lines import lines_of
from citeaudit.articles.textcopy.copies import has_underscored_links, is_mojibake, masthead, spaced, title_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Otter Valley\n\nFrom Wikipedia, the free encyclopedia\n\nText.\n", "Otter Valley", id="first line, blank line"),
        pytest.param("Долина\nМатериал из Википедии\n\nТекст.\n", "Долина", id="the project's name below it"),
        pytest.param("水獺谷\n\n維基百科，自由的百科全書\n\n文字。\n", "水獺谷", id="Chinese"),
        pytest.param("Otter Valley - Wikipedia\n\nText.\n", "Otter Valley", id="the project's name behind it"),
        pytest.param("== Otter Valley ==\n\nText.\n", "Otter Valley", id="signs around it"),
        pytest.param("Copied from https://example.org\n\n****** Otter ******\nText.\n***** Rivers *****\n", "Otter", id="the widest heading"),
        pytest.param("The valley is long.\n\nText.\n", "", id="a sentence"),
        pytest.param("Otter Valley\nis a valley.\n", "", id="no blank line"),
        pytest.param("word " * 60 + "\n\nText.\n", "", id="too long"),
        pytest.param("Old town.[1]\n\n[1] Echo\n", "", id="a marker in it"),
        pytest.param("One line", "", id="one line"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_title(text: str, title: str) -> None:
    assert title_of(lines_of(text)) == title


def test_masthead_lines() -> None:
    assert masthead(lines_of("Otter\n\nFrom Wikipedia, the free encyclopedia\n\nText.\n")) == {1, 3}
    assert masthead(lines_of("Otter\n\nText.\n")) == {1}


@pytest.mark.parametrize(
    ("words", "garbled"),
    [
        pytest.param("MarÃ\xada", True, id="Latin-1"),
        pytest.param("achevÃ©", True, id="é"),
        pytest.param("donâ€™t", True, id="apostrophe in cp1252"),
        pytest.param("Ð¡ÐµÐ²ÐµÑ€", True, id="Cyrillic"),
        pytest.param("2004â\x80\x9305", True, id="dash with control signs"),
        pytest.param("María, naïve, Österreich, À Å Ø", False, id="letters that are meant"),
        pytest.param("SÃO PAULO", False, id="capitals"),
        pytest.param("«CAFÉ» “CAFÉ”", False, id="marks after a capital"),
        pytest.param("Otters", False, id="ASCII"),
    ],
)
def test_mojibake(words: str, garbled: bool) -> None:
    assert is_mojibake(words) is garbled


def test_underscored_links() -> None:
    assert has_underscored_links("The Latin_pop group of New_York, Los_Angeles, San_Juan and Old_Town.")
    assert not has_underscored_links("See http://a.example.org/a_b_c_d_e_f_g and one snake_case word.")


def test_spaces_come_back_but_in_addresses() -> None:
    assert spaced('"Otter_Valley"_is http://a.example.org/a_b  it') == '"Otter Valley" is http://a.example.org/a_b  it'


def test_the_title_stands_above_the_line_that_names_the_project() -> None:
    lines = lines_of("Page semi-protected\n\nOtter\n\nFrom Wikipedia, the free encyclopedia\n\nText.\n")
    assert (title_of(lines), {*masthead(lines)}) == ("Otter", {3, 5})


def test_the_links_of_a_page_head_are_no_title() -> None:
    assert title_of(lines_of("   #alternate Edit this page\n\nOtter\n\nIt is a mammal.\n")) == "Otter"


def test_the_heading_that_is_the_title_is_of_the_masthead() -> None:
    text = "Copied from https://a.example on Friday\nLicence\n\n****** Otter ******\nText\n***** Rivers *****\nText\n"
    assert (title_of(lines_of(text)), {*masthead(lines_of(text))}) == ("Otter", {1, 4})
