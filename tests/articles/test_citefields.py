"""What the call of a citation template states; the fields of every language are in test_wikicites."""

from __future__ import annotations

import pytest

from citeaudit.articles.citefields import addresses, doubtful_dates, links_of, own_address, stated_by
from citeaudit.articles.citegiven import Given, given_by
from citeaudit.articles.citetemplates import template_named
from citeaudit.articles.wikitemplates import calls_in
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
