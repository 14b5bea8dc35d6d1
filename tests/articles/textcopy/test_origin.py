"""Which wiki a copy says it is from."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from citeaudit.articles.lines import lines_of
from citeaudit.articles.textcopy.origin import Origin, origin_of


def read(text: str, *, title: str = "Otter Valley", language: str = "", listed: frozenset[int] = frozenset()) -> Origin:
    return origin_of(lines_of(text), listed, title, language)


@pytest.mark.parametrize(
    ("line", "wiki", "language"),
    [
        ("From Wikipedia, the free encyclopedia", "en.wikipedia.org", "en"),
        ("From Wikipedia, the free encyclopedia (Redirected from Otter)", "en.wikipedia.org", "en"),
        ("From Wikipedia,_the_free_encyclopedia.", "en.wikipedia.org", "en"),
        ("From Simple English Wikipedia, the free encyclopedia", "simple.wikipedia.org", "en"),
        ("Материал из Википедии — свободной энциклопедии", "ru.wikipedia.org", "ru"),
        ("aus Wikipedia, der freien Enzyklopädie", "de.wikipedia.org", "de"),
        ("Un article de Wikipédia, l’encyclopédie libre.", "fr.wikipedia.org", "fr"),
        ("Уикипедия — ашық энциклопедиясынан алынған мәлімет", "kk.wikipedia.org", "kk"),
        ("از ویکی\u200cپدیا، دانشنامهٔ آزاد", "fa.wikipedia.org", "fa"),
        ("維基百科，自由的百科全書", "zh.wikipedia.org", "zh"),
        ("From Wikipedia, the free encyclopedia that anyone can edit", "", ""),
        ("Wikipedia", "", ""),
        ("Aus der Wikipedia", "", ""),
    ],
)
def test_taglines(line: str, wiki: str, language: str) -> None:
    origin = read(f"Otter Valley\n\n{line}\n\nText.\n")
    assert (origin.wiki, origin.language, origin.is_named) == (wiki, language, True)


def test_a_tagline_below_a_browsers_menus() -> None:
    assert read("Otter Valley\n\n42 languages\n\nArticle\nTalk\nRead\nFrom Wikipedia, the free encyclopedia\n").wiki == "en.wikipedia.org"


def test_two_taglines_are_none() -> None:
    assert read("Otters\n\nFrom Wikipedia, the free encyclopedia\nDe Wikipedia, la enciclopedia libre\n").wiki == ""


def test_an_article_that_names_no_project() -> None:
    assert read("Otter Valley\n\nIt is old.\n") == Origin()


@pytest.mark.parametrize(
    ("address", "wiki", "revision"),
    [
        ("https://en.wikipedia.org/wiki/Otter_Valley", "en.wikipedia.org", ""),
        ("https://en.m.wikipedia.org/wiki/Otter_Valley", "en.wikipedia.org", ""),
        ("https://pt.wikipedia.org/w/index.php?title=Otter_Valley&oldid=907528918", "pt.wikipedia.org", "907528918"),
        ("https://zh.wikipedia.org/zh-tw/Otter_Valley", "zh.wikipedia.org", ""),
        ("https://en.wikipedia.org/wiki/Otter%20valley", "en.wikipedia.org", ""),
        ("https://en.wikipedia.org/wiki/Otter", "", ""),
        ("https://www.wikipedia.org/wiki/Otter_Valley", "", ""),
        ("https://commons.wikimedia.org/wiki/Otter_Valley", "", ""),
        ("https://en.wikipedia.org.example.org/wiki/Otter_Valley", "", ""),
        ("https://[broken/wiki/Otter_Valley", "", ""),
    ],
)
@pytest.mark.parametrize("place", ["accessed from {} at 2019-07-30\n\nOtter Valley\n\nText.\n", 'Otter Valley\n\nText.\n\nRetrieved from "{}"\n'])
def test_addresses(place: str, address: str, wiki: str, revision: str) -> None:
    origin = read(place.format(address))
    assert (origin.wiki, origin.revision) == (wiki, revision)


def test_an_address_in_a_list_of_references_is_a_source() -> None:
    assert read("Otter Valley\n\n1. ^ https://en.wikipedia.org/wiki/Otter_Valley\n", listed=frozenset({3})).wiki == ""


def test_an_address_far_from_head_and_foot_is_text() -> None:
    filler = "It is old.\n" * 80
    assert read(f"Otter Valley\n{filler}See https://en.wikipedia.org/wiki/Otter_Valley\n{filler}").wiki == ""


def test_the_permanent_link_counts_however_much_follows_it() -> None:
    foot = 'Retrieved from "https://en.wikipedia.org/w/index.php?title=Otter_Valley&oldid=77"\nCategories:\n' + "    * Valleys\n" * 200
    origin = read("Otter Valley\n\n" + "A line of text.\n" * 100 + foot)
    assert (origin.wiki, origin.revision) == ("en.wikipedia.org", "77")


def test_an_address_gives_the_title_where_none_is_shown() -> None:
    assert read("https://en.wikipedia.org/wiki/Otter_Valley\nIt is old.\n", title="").title == "Otter Valley"
    assert read("It is like https://en.wikipedia.org/wiki/Otter_Valley\n", title="").wiki == ""


def test_two_revisions_are_none() -> None:
    address = "https://en.wikipedia.org/w/index.php?title=Otter_Valley&oldid="
    assert read(f"Otter Valley\n\n{address}1\n{address}2\n").revision == ""


@pytest.mark.parametrize(
    ("line", "wiki"),
    [
        ("From Wikipedia, the free encyclopedia", "kk.wikipedia.org"),
        ("Wikipedia", "kk.wikipedia.org"),
        ("It is old.", ""),
    ],
)
def test_the_users_word_decides(line: str, wiki: str) -> None:
    origin = read(f"Otter Valley\n\n{line}\n", language="kk")
    assert (origin.wiki, origin.language) == (wiki, "kk")


def test_the_users_word_that_agrees_keeps_the_wiki() -> None:
    assert read("Otter Valley\n\nFrom Simple English Wikipedia, the free encyclopedia\n", language="en").wiki == "simple.wikipedia.org"


def test_every_tagline_is_read_as_its_own() -> None:
    rows = list(csv.DictReader((files("citeaudit.articles.textcopy") / "taglines.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 40
    assert all(row["read"] for row in rows)
    for row in rows:
        origin = read(f"Otter\n\n{row['wording']}\n")
        assert (origin.wiki, origin.language) == (f"{row['wiki']}.wikipedia.org", row["language"])
