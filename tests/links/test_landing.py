"""Where a link leads."""

from __future__ import annotations

import pytest

from citeaudit.links.landing import error_part, is_ancestor, is_door, is_home, is_other_host, is_same_page, shared_targets


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("http://a.example/x", "https://www.a.example/X/", True, id="http, www, case, slash"),
        pytest.param("http://a.example:80/x#part", "http://a.example/x?utm_source=wiki", True, id="port, fragment, tracking"),
        pytest.param("http://a.example/%C3%A9t%C3%A9", "http://a.example/été", True, id="escapes"),
        pytest.param("http://a.example", "https://a.example/index.html", True, id="home page by its index"),
        pytest.param("http://a.example/x", "http://a.example/y", False, id="path"),
        pytest.param("http://a.example/x?id=1", "http://a.example/x?id=2", False, id="query"),
        pytest.param("http://a.example:8080/x", "http://a.example/x", False, id="another port"),
        pytest.param("http://a.example/", "http://b.example/", False, id="two home pages"),
        pytest.param("http://[bad", "http://a.example/", False, id="unreadable"),
    ],
)
def test_spelling_alone_is_no_other_page(one: str, other: str, same: bool) -> None:
    assert is_same_page(one, other) is same


@pytest.mark.parametrize(
    ("url", "home"),
    [
        ("https://a.example", True),
        ("https://a.example/index.php", True),
        ("https://a.example/?lang=kk", True),
        ("https://a.example/?redirected=yes", True),
        ("https://m.a.example/m/", True),
        ("https://a.example/?p=123", False),
        ("https://a.example/index.php?id=7", False),
        ("https://a.example/news", False),
    ],
)
def test_a_home_page_has_no_path_and_names_no_page(url: str, home: bool) -> None:
    assert is_home(url) is home


@pytest.mark.parametrize(
    ("cited", "final", "above"),
    [
        pytest.param("/news/2016/item", "/news/", True, id="two folders up"),
        pytest.param("/news/2016/item.html", "/News/2016/index.html", True, id="index and case aside"),
        pytest.param("/news/item/print", "/news/item", False, id="the print edition's page"),
        pytest.param("/news/item", "/", False, id="the home page is another rule's"),
        pytest.param("/news/item", "/newsroom", False, id="another folder"),
        pytest.param("/news/item", "/news/?id=12", False, id="a page by its number"),
        pytest.param("/questions/4521873/how-to", "/questions/4521873", False, id="a page by a number in its path"),
        pytest.param("/news/2015/item", "/news/2015", True, id="a year is no page's number"),
    ],
)
def test_an_ancestor_is_a_folder_above(cited: str, final: str, above: bool) -> None:
    assert is_ancestor(f"https://a.example{final}", f"https://a.example{cited}") is above


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("https://www.a.example/x", "https://m.a.example/x", False),
        ("https://a.example/x", "https://news.a.example/x", True),
        ("https://a.example/x", "https://b.example/x", True),
    ],
)
def test_another_host_is_more_than_www_or_mobile(one: str, other: str, differ: bool) -> None:
    assert is_other_host(one, other) is differ


@pytest.mark.parametrize(
    ("final", "cited", "part"),
    [
        ("/404", "/x", "404"),
        ("/en/404.html", "/en/x", "404"),
        ("/Error.aspx?aspxerrorpath=/x", "/x", "error"),
        ("/page-not-found/", "/x", "pagenotfound"),
        ("/error/2", "/error/1", ""),
        ("/news/404-arrested", "/x", ""),
        ("/terror", "/x", ""),
    ],
)
def test_an_error_address_says_so_in_a_part_of_its_own(final: str, cited: str, part: str) -> None:
    assert error_part(f"https://a.example{final}", f"https://a.example{cited}") == part


@pytest.mark.parametrize(
    ("final", "door"),
    [
        ("https://accounts.search.example/ServiceLogin?continue=x", True),
        ("https://consent.video.example/m?continue=x", True),
        ("https://a.example/wp-login.php", True),
        ("https://a.example/sign-in", True),
        ("https://a.example/news/login-fails", False),
    ],
)
def test_a_door_says_so_in_its_address(final: str, door: bool) -> None:
    assert is_door(final, "https://a.example/news/1") is door
    assert not is_door(final, final)


def test_where_several_cited_paths_of_a_host_lead() -> None:
    landed = [
        ("https://a.example/one", "https://a.example/now"),
        ("https://a.example/two", "https://a.example/now"),
        ("https://a.example/three", "https://a.example/three-moved"),
        ("https://b.example/one", "https://a.example/now"),
    ]
    assert shared_targets(landed) == {"a.example": frozenset({"https://a.example/now"})}


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("http://www.a.example/One/", id="another spelling"),
        pytest.param("https://a.example/one/print", id="the print edition"),
        pytest.param("https://a.example/now", id="the target itself"),
        pytest.param("https://a.example/one?lang=kk", id="another language"),
    ],
)
def test_one_page_cited_twice_is_not_several(second: str) -> None:
    assert shared_targets([("https://a.example/one", "https://a.example/now"), (second, "https://a.example/now")]) == {}


def test_pages_by_their_numbers_are_several() -> None:
    landed = [(f"https://a.example/show.php?id={number}", "https://a.example/now") for number in (1, 2)]
    assert shared_targets(landed) == {"a.example": frozenset({"https://a.example/now"})}
