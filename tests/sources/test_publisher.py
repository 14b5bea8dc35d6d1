"""What a source shows of its publisher: names in order of weight, and one address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.ports import Traces
from citeaudit.sources.publisher import publisher_of
from citeaudit.sources.register import register

Traced = Callable[..., Traces]


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ({"work": "A Paper", "publisher": "A House", "authors": ("Ann", "Bo")}, ["work A Paper", "publisher A House", "author Ann", "author Bo"]),
        ({"work": "www.osce.org", "publisher": "OSCE"}, ["publisher OSCE"]),
        ({"title": "astanatimes.com", "work": "A Headline"}, []),
        ({"work": "A Paper", "agency": "AFP"}, ["work A Paper"]),
        ({}, []),
    ],
    ids=["in order of weight", "a host is no name", "title and work in each other's place", "an agency is no publisher", "nothing"],
)
def test_names(shown: dict[str, Any], names: list[str], traced: Traced) -> None:
    assert [f"{field} {name}" for field, name in traced(**shown).names] == names


@pytest.mark.parametrize(
    ("shown", "host", "path", "domain"),
    [
        ({"url": "https://www.hrw.org/news/2016"}, "hrw.org", "/news/2016", "hrw.org"),
        ({"url": "http://Press.Example.co.uk:8080/a"}, "press.example.co.uk", "/a", "example.co.uk"),
        ({"url": "https://web.archive.org/web/20160101000000/http://www.inform.kz/eng/1"}, "inform.kz", "/eng/1", "inform.kz"),
        ({"url": "https://one.blogspot.com/a"}, "one.blogspot.com", "/a", "one.blogspot.com"),
        ({"url": "https://www.gov.uk/guidance"}, "gov.uk", "/guidance", "www.gov.uk"),
        ({"url": "https://doi.org/10.1000/1"}, "doi.org", "/10.1000/1", ""),
        ({"work": "www.osce.org"}, "osce.org", "", "osce.org"),
        ({"publisher": "astanatimes.com"}, "astanatimes.com", "", "astanatimes.com"),
        ({"title": "inform.kz", "work": "A Headline"}, "inform.kz", "", "inform.kz"),
        ({"url": "https://hrw.org/1", "work": "www.osce.org"}, "hrw.org", "/1", "hrw.org"),
        ({"work": "Node.js for beginners"}, "", "", ""),
        ({"url": "http://[broken/a"}, "", "", ""),
        ({}, "", "", ""),
    ],
    ids=[
        "link",
        "port, case, subdomain",
        "archive address",
        "blog",
        "a suffix with a site of its own",
        "what only leads on has no domain",
        "printed as work",
        "printed as publisher",
        "printed as title",
        "the link before what is printed",
        "a dot does not make a host",
        "a link that cannot be read",
        "nothing",
    ],
)
def test_address(shown: dict[str, Any], host: str, path: str, domain: str, traced: Traced) -> None:
    found = traced(**shown)
    assert (found.host, found.path, found.domain) == (host, path, domain)


def test_the_title_stays_the_title_where_a_host_stands_in_its_place(traced: Traced) -> None:
    assert traced(title="inform.kz", work="A headline | OSCE").title == "A headline | OSCE"
    assert traced(title="A headline", work="A Paper").title == "A headline"


def test_a_publisher_of_no_row_keeps_what_is_printed_and_its_domain(traced: Traced) -> None:
    who = publisher_of(traced(url="https://news.example.co.uk/1", work="An Unheard-of Paper", authors=("Ann",)))
    assert (who.id, who.name, who.domain) == ("", "An Unheard-of Paper", "example.co.uk")
    assert publisher_of(traced(authors=("Ann",))).name == ""


def test_a_publisher_of_a_row_has_the_row_s_name(traced: Traced) -> None:
    who = publisher_of(traced(work="Казинформ"), register().by_id["kazinform"])
    assert (who.id, who.name, who.domain) == ("kazinform", "Kazinform", "")
