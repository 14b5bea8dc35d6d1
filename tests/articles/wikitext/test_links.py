"""The external links among words of wikitext."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.links import links_in
from citeaudit.model import LinkRole


@pytest.mark.parametrize(
    ("words", "links"),
    [
        pytest.param(
            "[http://a.example A b], http://b.example.", [("http://a.example", "A b"), ("http://b.example", "http://b.example")], id="in order"
        ),
        pytest.param(
            "[http://a.example] [//b.example B]", [("http://a.example", ""), ("https://b.example", "B")], id="without words, without scheme"
        ),
        pytest.param("[http://a.example ]", [("http://a.example", "")], id="a space for words"),
        pytest.param("[http://a.example/?b=1&amp;c=2 A]", [("http://a.example/?b=1&c=2", "A")], id="an entity"),
        pytest.param("[[A|http://a.example]]", [("http://a.example", "http://a.example")], id="in the label of a link to a page"),
        pytest.param("a // b", [], id="no link"),
    ],
)
def test_links_in_words(words: str, links: list[tuple[str, str]]) -> None:
    assert [(link.url, link.words) for link in links_in(words)] == links


def test_an_identifier_is_told_apart() -> None:
    assert [link.role for link in links_in("[https://doi.org/10.1000/otter A] http://a.example")] == [LinkRole.IDENTIFIER, LinkRole.ORIGINAL]
