"""Where the URL of a source comes from."""

from __future__ import annotations

from citeaudit.model import Source, UrlOrigin
from citeaudit.recovery import link_of


def test_an_address_of_the_article_with_its_place() -> None:
    link = link_of(Source(article="A", reference="1", url="https://a.example/x", file="a.html", line=7))
    assert (link.url, link.origin.value, link.origin.confidence) == ("https://a.example/x", UrlOrigin.ARTICLE, 1.0)
    assert link.origin.evidence[0].where == "a.html, line 7"


def test_no_address_is_never_made_up() -> None:
    link = link_of(Source(article="A", reference="1", title="A title", publisher="hrw.org"))
    assert (link.url, link.origin.value, link.origin.confidence) == ("", UrlOrigin.NONE, 0.0)


def test_credentials_of_an_address_go_no_further() -> None:
    link = link_of(Source(article="A", reference="1", url="https://user:secret@a.example/x"))
    assert "secret" not in repr(link)
