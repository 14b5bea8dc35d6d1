"""What the names on the command line stand for."""

from __future__ import annotations

import pytest

from citeaudit.inputs import distinct, source_named
from citeaudit.model import Article, Reference, Source


@pytest.mark.parametrize(
    ("line", "url", "publisher"),
    [
        ("https://www.hrw.org/x", "https://www.hrw.org/x", ""),
        ("hrw.org", "", "hrw.org"),
        ("bbc.co.uk/news", "//bbc.co.uk/news", ""),
        (" The Astana Times ", "", "The Astana Times"),
        ("AC/DC", "", "AC/DC"),
        ("", "", ""),
    ],
)
def test_source_named(line: str, url: str, publisher: str) -> None:
    source = source_named(line)
    assert (source.url, source.publisher) == (url, publisher)


def article(title: str) -> Article:
    source = Source(article=title, reference="1")
    reference = Reference(number="1", text="x", span=(0, 1), line=1, column=1, sources=(source,))
    return Article(title=title, format="plaintext", references=(reference,), citations=(), sections=())


def test_two_copies_of_one_article_are_told_apart() -> None:
    found = distinct([article("A"), article("A"), article("A (2)"), article("B")])
    assert [made.title for made in found] == ["A", "A (2)", "A (2) (2)", "B"]
    assert [made.references[0].sources[0].article for made in found] == [made.title for made in found]
