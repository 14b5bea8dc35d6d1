"""What COinS metadata says of a source."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.coins import read_coins
from citeaudit.articles.source import Stated
from citeaudit.model import PartialDate

BOOK = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Abook&"
JOURNAL = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&"


def test_a_web_page_with_its_publisher() -> None:
    coins = read_coins(
        BOOK + "rft.genre=unknown&rft.btitle=Pears+of+the+North&rft.pub=Orchard+Board&rft.date=2015-10-28&rft_id=http%3A%2F%2Fa.example%2Fp%3Fq%3D1"
    )
    assert (coins.title, coins.publisher, coins.work, str(coins.published)) == ("Pears of the North", "Orchard Board", "", "2015-10-28")
    assert coins.url == "http://a.example/p?q=1"
    assert coins.gives_publisher


def test_an_article_in_a_journal_has_no_key_for_a_publisher() -> None:
    coins = read_coins(JOURNAL + "rft.genre=article&rft.atitle=Pears&rft.jtitle=Fruit+Weekly")
    assert (coins.title, coins.work, coins.publisher, coins.gives_publisher) == ("Pears", "Fruit Weekly", "", False)


def test_a_chapter_stands_in_its_book() -> None:
    coins = read_coins(BOOK + "rft.genre=bookitem&rft.atitle=Pears&rft.btitle=Fruit+of+the+North")
    assert (coins.title, coins.work) == ("Pears", "Fruit of the North")


@pytest.mark.parametrize(
    ("keys", "authors"),
    [
        pytest.param("rft.aulast=Oak&rft.aufirst=Ann&rft.au=Elm%2C+Bob", ("Oak, Ann", "Elm, Bob"), id="first author in two keys"),
        pytest.param("rft.aulast=Oak&rft.aufirst=Ann&rft.au=Oak%2C+Ann&rft.au=Elm%2C+Bob", ("Oak, Ann", "Elm, Bob"), id="first author twice"),
        pytest.param("rft.au=Oak%2C+Ann%3B+Elm%2C+Bob", ("Oak, Ann", "Elm, Bob"), id="all in one key"),
        pytest.param("rft.au=%27%27Orchard+Board%27%27", ("Orchard Board",), id="wikitext left in"),
        pytest.param("rft.au=Orchard%26%2332%3BBoard", ("Orchard Board",), id="a character reference holds no separator"),
        pytest.param("rft.aulast=Oak", ("Oak",), id="last name only"),
        pytest.param("rft.aulast=Ann+Oak%3B+Bob+Elm&rft.au=Ann+Oak%3B+Bob+Elm", ("Ann Oak", "Bob Elm"), id="all in one key, twice"),
        pytest.param("rft.btitle=Pears", (), id="none"),
    ],
)
def test_authors_in_order_and_once(keys: str, authors: tuple[str, ...]) -> None:
    assert read_coins(BOOK + keys).authors == authors


@pytest.mark.parametrize(
    ("date", "published"),
    [
        pytest.param("2015-10-28", PartialDate(year=2015, month=10, day=28), id="day"),
        pytest.param("2015-10", PartialDate(year=2015, month=10), id="month stays a month"),
        pytest.param("2015", PartialDate(year=2015), id="year stays a year"),
        pytest.param("2015-22", PartialDate(year=2015), id="a season has no month"),
        pytest.param("2015-02-30", PartialDate(year=2015, month=2), id="a day that is none"),
        pytest.param("28+October+2015", PartialDate(year=2015, month=10, day=28), id="words of old templates"),
        pytest.param("2012%2F2013", None, id="a range is no date"),
        pytest.param("0000-10", None, id="a year that is none"),
    ],
)
def test_dates_keep_the_precision_given(date: str, published: PartialDate | None) -> None:
    assert read_coins(BOOK + f"rft.date={date}").published == published


@pytest.mark.parametrize(
    ("keys", "identifiers"),
    [
        pytest.param("rft_id=info%3Adoi%2F10.1000%2F182", ["doi:10.1000/182"], id="DOI"),
        pytest.param("rft_id=info%3Aoclcnum%2F12345", ["oclc:12345"], id="OCLC"),
        pytest.param("rft_id=%2F%2Fwww.jstor.org%2Fstable%2F12345", ["jstor:12345"], id="a link of an identifier"),
        pytest.param("rft.isbn=0-14-044913-4&rft.issn=0028-0836", ["isbn:0-14-044913-4", "issn:0028-0836"], id="ISBN and ISSN"),
        pytest.param("rft_id=info%3Asid%2Fen.wikipedia.org%3APear", [], id="what is no identifier of a work"),
    ],
)
def test_identifiers(keys: str, identifiers: list[str]) -> None:
    coins = read_coins(BOOK + keys)
    assert [str(identifier) for identifier in coins.identifiers] == identifiers
    assert coins.url == ""


@pytest.mark.parametrize("context", ["", "rft.btitle=", "&&&=%%%", "no keys at all"])
def test_broken_metadata_say_nothing(context: str) -> None:
    assert read_coins(context) == Stated()


DUBLIN_CORE = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc&"


def test_the_form_for_dublin_core_names_no_work() -> None:
    coins = read_coins(
        DUBLIN_CORE
        + "rft.title=Birnen&rft.creator=Ann+Oak&rft.publisher=Obstamt&rft.date=2015-10-28&rft.language=en&rft.identifier=http://a.example/p"
    )
    assert (coins.title, coins.authors, coins.publisher, str(coins.published)) == ("Birnen", ("Ann Oak",), "Obstamt", "2015-10-28")
    assert (coins.url, coins.language, coins.gives_work, coins.gives_publisher) == ("http://a.example/p", "en", False, True)


def test_the_own_address_of_a_page_whose_archived_copy_is_named_first() -> None:
    copy = "https%3A%2F%2Fweb.archive.org%2Fweb%2F20150102030405%2Fhttp%3A%2F%2Fa.example%2Fp"
    assert read_coins(f"{DUBLIN_CORE}rft.title=Birnen&rft.identifier={copy}&rft.source=http://a.example/p").url == "http://a.example/p"
    assert read_coins(f"{DUBLIN_CORE}rft.title=Birnen&rft.identifier={copy}").url == ""


def test_tags_and_hints_that_templates_leave_in_are_no_words() -> None:
    hint = "%3Cspan+class%3D%22ilh%22%3EObst-{amt}-%3Cspan+class%3D%22noprint%22%3E%28en%29%3C%2Fspan%3E%3C%2Fspan%3E"
    assert read_coins(f"{BOOK}rft.btitle=Birnen&rft.pub={hint}").publisher == "Obstamt"


def test_an_identifier_in_a_key_of_its_own() -> None:
    assert [str(known) for known in read_coins(BOOK + "rft.btitle=Birnen&rft.doi=10.1000%2F12").identifiers] == ["doi:10.1000/12"]


def test_what_is_not_utf_8_is_windows_1252() -> None:
    assert read_coins(BOOK + "rft.btitle=Bad%92s+book").title == "Bad’s book"
    assert read_coins(BOOK + "rft.btitle=%D0%9A%D0%BD%D0%B8%D0%B3%D0%B0").title == "Книга"
