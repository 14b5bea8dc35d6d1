"""What the call of a citation template states; the fields of every language are in test_wikicites."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.citetemplates import template_named
from citeaudit.articles.wikitext.fields import addresses, doubtful_dates, links_of, own_address, stated_by
from citeaudit.articles.wikitext.given import Given, given_by
from citeaudit.articles.wikitext.templates import calls_in
from citeaudit.model import LinkRole

URL = "http://river.example/otters"
COPY = "https://web.archive.org/web/20120604000000/http://river.example/otters"


def given(words: str, language: str = "") -> Given:
    (call,) = calls_in(words)
    template = template_named(call.name)
    assert template is not None
    return given_by(call, template, language)


@pytest.mark.parametrize(
    ("parameters", "title", "work"),
    [
        pytest.param("title=A|work=W", "A", "W", id="in a work"),
        pytest.param("chapter=C|title=A", "C", "A", id="chapter"),
        pytest.param("chapter=C|work=W", "C", "W", id="chapter of a work"),
        pytest.param("title=A|encyclopedia=E", "A", "E", id="encyclopedia"),
        pytest.param("encyclopedia=E", "E", "", id="only an encyclopedia"),
        pytest.param("title=A|work=A", "A", "", id="twice the same"),
        pytest.param("trans-title=A", "A", "", id="only a translated title"),
        pytest.param("work=W", "", "W", id="only a work"),
    ],
)
def test_title_and_work(parameters: str, title: str, work: str) -> None:
    stated = stated_by(given(f"{{{{cite book|{parameters}}}}}"))
    assert (stated.title, stated.work) == (title, work)


def test_addresses_and_links() -> None:
    one = given(f"{{{{cite web|title=A|archive-url={COPY}|url={URL}}}}}")
    assert (addresses(one), own_address(one)) == ({"url": URL, "archive-url": COPY}, URL)
    assert [(link.url, link.words, link.role) for link in links_of(one)] == [(URL, "A", LinkRole.ORIGINAL), (COPY, "", LinkRole.ARCHIVE)]


def test_an_address_linked_by_hand() -> None:
    one = given(f"{{{{cite web|title=[{URL} Otters]}}}}")
    assert stated_by(one).title == "Otters"
    assert [link.url for link in links_of(one)] == [URL]


def test_an_address_made_by_a_template() -> None:
    one = given("{{cite book|title=A|url={{google books|plainurl=y|id=Ab1|page=ix}}}}")
    assert addresses(one) == {"url": "https://books.google.com/books?id=Ab1&pg=ix"}


def test_the_address_of_a_tweet() -> None:
    assert addresses(given("{{cite tweet|user=otters|number=123|title=We swim}}")) == {"url": "https://twitter.com/otters/status/123"}
    assert not addresses(given("{{cite tweet|user=otters|title=We swim}}"))


@pytest.mark.parametrize(
    ("call", "title", "authors", "published"),
    [
        ("{{cite EB1911|wstitle=Otter|volume=20}}", "Otter", (), None),
        ("{{cite court|litigants=Otter v. River|date=1999}}", "Otter v. River", (), "1999"),
        ("{{cite patent|inventor1-last=Quill|inventor1-first=Ada|title=Raft|pubdate=1999-05-03}}", "Raft", ("Quill, Ada",), "1999-05-03"),
    ],
)
def test_special_templates(call: str, title: str, authors: tuple[str, ...], published: str | None) -> None:
    stated = stated_by(given(call))
    assert (stated.title, stated.authors, stated.published and str(stated.published)) == (title, authors, published)


def test_an_address_of_an_identifier_is_no_link() -> None:
    one = given("{{cite web|title=A|url=https://doi.org/10.1000/otter}}")
    assert list(links_of(one)) == []
    assert [str(identifier) for identifier in stated_by(one).identifiers] == ["doi:10.1000/otter"]


@pytest.mark.parametrize(
    ("parameters", "format"),
    [("format=pdf", "PDF"), ("format=fee required", ""), (f"url={URL}.pdf", "PDF"), (f"url={URL}.pdf?x=1", "PDF"), (f"url={URL}", "")],
)
def test_format(parameters: str, format: str) -> None:
    assert stated_by(given(f"{{{{cite web|title=A|{parameters}}}}}")).format == format


def test_dates_that_can_be_read_in_two_ways_are_told_and_not_read() -> None:
    one = given("{{cite web|title=A|date=02/03/2010|access-date=3 May 2011}}")
    assert (doubtful_dates(one), stated_by(one).published) == (("02/03/2010",), None)


def test_an_address_without_its_scheme_keeps_its_query() -> None:
    copy = "//web.archive.org/web/20120604000000/http://river.example/?a=1&b=2"
    assert addresses(given(f"{{{{cite web|url={URL}|archiveurl={copy}}}}}"))["archive-url"] == f"https:{copy}"


def test_links_beside_the_title_come_after_it() -> None:
    links = [
        link.url for link in links_of(given(f"{{{{cite book|title=A|page=[http://b.example/?p=5 5]|url={URL}|quote=see [http://c.example c]}}}}"))
    ]
    assert links == [URL, "http://b.example/?p=5", "http://c.example"]


def test_addresses_of_other_parameters_are_no_links() -> None:
    assert not list(links_of(given("{{cite book|title=A|author-url=http://b.example}}")))


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        pytest.param("{{Cytuj|tytuł=A|rok=2011|miesiąc=06}}", "2011-06", id="a month in figures"),
        pytest.param("{{Ouvrage|titre=A|année=1954|mois=11|jour=13}}", "1954-11-13", id="day and month in figures"),
        pytest.param("{{Ouvrage|titre=A|année=2015|mois=octobre}}", "2015-10", id="a month by name"),
        pytest.param("{{Ouvrage|titre=A|année=2015|jour=1er}}", "2015", id="a day without a month"),
        pytest.param("{{cite book|title=A|year=2005a}}", "2005", id="a year with a letter"),
    ],
)
def test_dates_given_in_parts(words: str, iso: str) -> None:
    assert str(stated_by(given(words)).published) == iso
