"""What an address says by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.urls import host_of, identifier_in, is_same_server, page_key, printed_host, registrable_domain, without_credentials


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.hrw.org", "hrw.org"),
        ("in.news.yahoo.com", "yahoo.com"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("one.blogspot.com", "one.blogspot.com"),
        ("www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn"),
        ("xn--55qx5d.cn", ""),
        ("a.xn--.cn", ""),
        ("co.uk", ""),
        ("192.0.2.1", ""),
        ("", ""),
    ],
)
def test_registrable_domain(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("words", "host"),
    [
        ("astanatimes.com", "astanatimes.com"),
        ("www.osce.org", "osce.org"),
        ("www.osce.org/", "osce.org"),
        ('"inform.kz"', "inform.kz"),
        ("The Astana Times", ""),
        ("U.S.", ""),
        ("No. 3", ""),
        ("", ""),
    ],
)
def test_printed_host(words: str, host: str) -> None:
    assert printed_host(words) == host


@pytest.mark.parametrize(
    "spelling",
    [
        "https://WWW.Example.org:443/a?id=1",
        "https://www.example.org/a?id=1#part",
        "https://www.example.org/a?id=1&utm_source=x",
        "HTTPS://www.example.org./a?id=1",
    ],
)
def test_spellings_of_one_page_share_a_key(spelling: str) -> None:
    assert page_key(spelling) == "https://www.example.org/a?id=1"


def test_other_pages_have_other_keys() -> None:
    assert (
        len(
            {
                page_key(url)
                for url in ("http://a.example/", "https://a.example/", "http://a.example/A", "http://a.example/a", "http://a.example/?b=1")
            }
        )
        == 5
    )


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://doi.org/10.1000%2Fxyz", "doi:10.1000/xyz"),
        ("//dx.doi.org/10.1000/xyz", "doi:10.1000/xyz"),
        ("https://en.wikipedia.org/wiki/Special:BookSources/0-19-853453-1", "isbn:0-19-853453-1"),
        ("https://de.wikipedia.org/wiki/Spezial:ISBN-Suche/9780198534532", "isbn:9780198534532"),
        ("https://shop.example/?isbn=9780140449136", "None"),
        ("https://www.worldcat.org/oclc/12345", "oclc:12345"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/99", "pmid:99"),
        ("https://arxiv.org/abs/1234.5678", "arxiv:1234.5678"),
        ("https://example.org/10.1000/xyz", "None"),
    ],
)
def test_identifier_links(url: str, identifier: str) -> None:
    assert str(identifier_in(url)) == identifier


def test_credentials_are_taken_out() -> None:
    assert without_credentials("https://user:secret@a.example/b?c#d") == "https://a.example/b?c#d"
    assert "secret" not in without_credentials("http://user:secret@a.example:port/")
    assert without_credentials("https://a.example/web/2016/http://u:secret@b.example/") == "https://a.example/web/2016/http://b.example/"
    assert without_credentials("https://a.example/@name") == "https://a.example/@name"
    assert without_credentials("https://a.example//@name/x") == "https://a.example//@name/x"
    assert without_credentials("http://a@b@c@d.example/x") == "http://d.example/x"
    assert without_credentials("//a:b@d.example/x") == "//d.example/x"


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_of_addresses(words: str) -> None:
    url = f"http://{words}"
    host_of(url), page_key(url), identifier_in(url), printed_host(words), without_credentials(url)
    assert page_key(page_key(url)) == page_key(url)


@pytest.mark.parametrize(("host", "domain"), [("www.пример.рф", "пример.рф"), ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai")])
def test_a_domain_in_another_script_is_found_in_either_spelling(host: str, domain: str) -> None:
    assert registrable_domain(host) == domain


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://a.example/x", True),
        ("http://A.example/", True),
        ("https://a.example:443/", True),
        ("https://b.example/x", False),
        ("https://www.a.example/x", False),
        ("http://a.example:8080/x", False),
    ],
)
def test_one_server_is_one_host_with_both_ports_of_the_web(other: str, same: bool) -> None:
    assert is_same_server("https://a.example/", other) is same
    assert is_same_server(other, "https://a.example/") is same


def test_another_port_is_a_server_of_its_own() -> None:
    assert is_same_server("http://127.0.0.1:8080/a", "http://127.0.0.1:8080/b")
    assert not is_same_server("http://127.0.0.1:8080/a", "http://127.0.0.1:8081/a")
