"""The roles of a reference's links, and which of them is the source's own URL."""

from __future__ import annotations

import pytest

from citeaudit.articles.links import completed, role_of, url_and_archive
from citeaudit.model import LinkRole, ReferenceLink

WIKI = "https://en.wikipedia.org/wiki/Apple"
ORIGINAL = "http://news.example/a"
ARCHIVED = "https://web.archive.org/web/20150102030405/http://news.example/a"


@pytest.mark.parametrize(
    ("href", "base", "url"),
    [
        pytest.param("https://news.example/a?b=1#c", "", "https://news.example/a?b=1#c", id="absolute"),
        pytest.param("//news.example/a", "http://en.wikipedia.org/wiki/", "https://news.example/a", id="protocol-relative gets https"),
        pytest.param("/wiki/Pear", WIKI, "https://en.wikipedia.org/wiki/Pear", id="path"),
        pytest.param("./Pear", WIKI, "https://en.wikipedia.org/wiki/Pear", id="beside the page"),
        pytest.param("report.pdf", "https://site.example/dir/page.html", "https://site.example/dir/report.pdf", id="base of a saved page"),
        pytest.param("ftp://files.example/a", "", "ftp://files.example/a", id="ftp"),
        pytest.param("  https://news.example/a\n", "", "https://news.example/a", id="white space around"),
        pytest.param("/wiki/Pear", "", "", id="relative to nothing"),
        pytest.param("mailto:a@news.example", WIKI, "", id="mail"),
        pytest.param("javascript:void(0)", WIKI, "", id="script"),
        pytest.param("http://[broken", "", "http://[broken", id="unreadable is kept"),
    ],
)
def test_links_are_completed(href: str, base: str, url: str) -> None:
    assert completed(href, base) == url


@pytest.mark.parametrize(
    ("url", "role"),
    [
        pytest.param(ORIGINAL, LinkRole.ORIGINAL, id="a page"),
        pytest.param(ARCHIVED, LinkRole.ARCHIVE, id="Wayback Machine"),
        pytest.param("https://archive.ph/AbCd1", LinkRole.ARCHIVE, id="archive.today without the original"),
        pytest.param("https://www.webcitation.org/5abc?url=http://news.example/a", LinkRole.ARCHIVE, id="WebCite"),
        pytest.param("https://web.archive.org/web/2015/https://en.wikipedia.org/wiki/Pear", LinkRole.ARCHIVE, id="an archived page of Wikimedia"),
        pytest.param("https://doi.org/10.1000/182", LinkRole.IDENTIFIER, id="DOI"),
        pytest.param("https://en.wikipedia.org/wiki/Pear", LinkRole.WIKIMEDIA, id="Wikipedia"),
        pytest.param("https://fr.m.wikipedia.org/wiki/Poire", LinkRole.WIKIMEDIA, id="mobile, another language"),
        pytest.param("https://commons.wikimedia.org/wiki/File:Pear.jpg", LinkRole.WIKIMEDIA, id="Commons"),
        pytest.param("https://wikipedia.org.evil.example/", LinkRole.ORIGINAL, id="a host that only looks like it"),
        pytest.param("https://archive.org/details/pear", LinkRole.ORIGINAL, id="archive.org outside the Wayback Machine"),
    ],
)
def test_hosts_decide_the_role(url: str, role: LinkRole) -> None:
    assert role_of(url) is role


def links(*urls: str) -> tuple[ReferenceLink, ...]:
    return tuple(ReferenceLink(url=url, role=role_of(url)) for url in urls)


@pytest.mark.parametrize(
    ("urls", "stated", "chosen"),
    [
        pytest.param((ORIGINAL, ARCHIVED), "", (ORIGINAL, ARCHIVED), id="original first"),
        pytest.param((ARCHIVED, ORIGINAL), "", (ORIGINAL, ARCHIVED), id="archive first"),
        pytest.param((ARCHIVED,), "", (ORIGINAL, ARCHIVED), id="archive alone tells the original"),
        pytest.param(("https://archive.ph/AbCd1",), ORIGINAL, (ORIGINAL, "https://archive.ph/AbCd1"), id="metadata tell it"),
        pytest.param(("http://author.example/", ORIGINAL), "http://NEWS.example:80/a", (ORIGINAL, ""), id="metadata decide among several"),
        pytest.param(("http://author.example/", ORIGINAL), "", ("http://author.example/", ""), id="else the first"),
        pytest.param(
            (ORIGINAL, "https://web.archive.org/web/2015/http://other.example/", ARCHIVED), "", (ORIGINAL, ARCHIVED), id="the copy of this page"
        ),
        pytest.param(("https://doi.org/10.1000/182", "https://en.wikipedia.org/wiki/Pear"), "", ("", ""), id="neither identifier nor Wikimedia"),
        pytest.param((), "", ("", ""), id="no link"),
    ],
)
def test_original_and_archived_copy(urls: tuple[str, ...], stated: str, chosen: tuple[str, str]) -> None:
    assert url_and_archive(links(*urls), stated) == chosen


def test_a_host_that_was_quoted_is_a_name_again_and_nothing_else_changes() -> None:
    assert completed("https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/%D1%85?") == "https://пример.рф/%D1%85"
    assert completed("https://a.example/%D1%85?") == "https://a.example/%D1%85?"


@pytest.mark.parametrize("host", ["tools.wmflabs.org", "geohack.toolforge.org", "en.m.wikipedia.org", "commons.wikimedia.org"])
def test_the_tools_of_wikimedia_are_its_own(host: str) -> None:
    assert role_of(f"https://{host}/x") is LinkRole.WIKIMEDIA
