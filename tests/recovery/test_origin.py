"""Where the URL of a source comes from: the article, the user's list, the same article in another form, or nowhere."""

from __future__ import annotations

import io
import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from citeaudit.articles.formats import html, plaintext
from citeaudit.model import Companion, Link, PartialDate, Role, Source, UrlOrigin
from citeaudit.ports import ArticleFormat, ArticleInput
from citeaudit.recovery import link_of, links_of

DAY = PartialDate(year=2015, month=10, day=28)
BRIDGE = Source(article="A", reference="1", title="The old bridge of the river town is sold", publisher="Daily Herald", accessed=DAY)
COURT = Source(article="A", reference="2", title="Court frees two reporters in the north", publisher="BBC News", accessed=DAY)


def told(sources: Sequence[Source], *rows: Source, is_word: bool = False) -> list[tuple[str, str, str]]:
    return [
        (link.url, link.origin.value.value, link.origin.rule)
        for link in links_of(sources, Companion(sources=rows, where="page.html", is_word=is_word))
    ]


def row(reference: str, url: str, **stated: str) -> Source:
    return Source(article="", reference=reference, url=url, title=stated.get("title", ""), publisher=stated.get("publisher", ""))


# ---------------------------------------------------------------- the article itself


def test_an_address_of_the_article_with_its_place() -> None:
    link = link_of(Source(article="A", reference="1", url="https://a.example/x", file="a.html", line=7))
    assert (link.url, link.origin.value, link.origin.confidence) == ("https://a.example/x", UrlOrigin.ARTICLE, 1.0)
    assert link.origin.evidence[0].where == "a.html, line 7"


def test_no_address_is_never_made_up() -> None:
    link = link_of(Source(article="A", reference="1", title="A title", publisher="hrw.org"))
    assert (link.url, link.origin.value, link.origin.rule, link.origin.confidence) == ("", UrlOrigin.NONE, "no-companion", 0.0)
    assert links_of([BRIDGE], None) == (link_of(BRIDGE),)


def test_credentials_of_an_address_go_no_further() -> None:
    link = link_of(Source(article="A", reference="1", url="https://user:secret@a.example/x"))
    assert "secret" not in repr(link)
    (recovered,) = links_of([BRIDGE], Companion(sources=(replace(BRIDGE, url="https://user:secret@a.example/x"),), where="page.html"))
    assert recovered.url == "https://a.example/x"
    assert "secret" not in repr(recovered)


def test_an_address_of_the_article_is_never_overridden() -> None:
    own = replace(BRIDGE, url="https://own.example/")
    assert told([own], replace(BRIDGE, url="https://other.example/")) == [("https://own.example/", "article", "printed")]
    assert told([own], row("1", "https://other.example/"), is_word=True) == [("https://own.example/", "article", "printed")]


def test_words_are_compared_only_where_there_is_a_companion() -> None:
    code = "import sys; from citeaudit.recovery import links_of, revisions; links_of((), None); sys.exit('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


# ---------------------------------------------------------------- the same article in another form


def test_a_recovered_address_with_its_confidence_and_evidence() -> None:
    (link,) = links_of([BRIDGE], Companion(sources=(COURT, replace(BRIDGE, reference="9", url="https://a.example/1")), where="page.html"))
    assert (link.url, link.origin.value) == ("https://a.example/1", UrlOrigin.RECOVERED)
    assert 0.9 < link.origin.confidence < 1
    assert str(link.origin.reason) == "reference 9 of page.html is the same source"
    assert {seen.where for seen in link.origin.evidence} == {"page.html"}
    assert [seen.what for seen in link.origin.evidence][1:4] == ["the same title", "the same words throughout", "the same publisher"]


def test_the_ways_of_finding_no_address() -> None:
    other = (replace(BRIDGE, title="The new bridge of the river town is sold", url="https://a.example/1"), COURT)
    copy = [
        BRIDGE,
        COURT,
        Source(article="A", reference="3", title="Nothing like the rest, in any word"),
        Source(article="A", reference="4", role=Role.EMPTY),
    ]
    assert [rule for _, _, rule in told(copy, *other)] == ["doubtful", "no-url", "unmatched", "unmatched"]
    doubtful, _, _, empty = links_of(copy, Companion(sources=other, where="page.html"))
    assert "another title" in str(doubtful.origin.reason)
    assert "lost the words" in str(empty.origin.reason)
    assert {link.origin.confidence for link in (doubtful, empty)} == {0.0}


def test_a_doubtful_match_says_what_differs() -> None:
    (link,) = links_of([BRIDGE], Companion(sources=(replace(BRIDGE, publisher="Another Paper", url="https://a.example/1"),), where="page.html"))
    assert (link.url, link.origin.rule) == ("", "doubtful")
    assert "another publisher" in str(link.origin.reason)


# ---------------------------------------------------------------- the user's own list


def test_a_list_gives_addresses_by_label() -> None:
    note = replace(COURT, reference="2", group="note")
    second = replace(COURT, reference="7", part=2)
    rows = (row("1", "https://a.example/1"), row("Note 2", "https://a.example/2"), row("[7 (2)]", "https://a.example/3"))
    links = links_of([BRIDGE, note, second], Companion(sources=rows, where="list.csv", is_word=True))
    assert [link.url for link in links] == [one.url for one in rows]
    assert {(link.origin.value, link.origin.confidence, link.origin.evidence[0].where) for link in links} == {(UrlOrigin.SUPPLIED, 1.0, "list.csv")}


def test_a_row_that_speaks_of_another_source_is_not_taken_by_its_number() -> None:
    rows = (
        row("1", "https://a.example/court", title=COURT.title),
        row("2", "https://a.example/bridge", title=BRIDGE.title, publisher=BRIDGE.publisher),
    )
    assert told([BRIDGE, COURT], *rows, is_word=True) == [
        ("https://a.example/bridge", "supplied", "aligned"),
        ("https://a.example/court", "supplied", "aligned"),
    ]
    assert told([BRIDGE], rows[0], is_word=True) == [("", "none", "doubtful")]
    assert told([BRIDGE], row("1", "https://a.example/", publisher="Another Paper"), is_word=True) == [("", "none", "doubtful")]


def test_rows_without_use_leave_the_source_without_address() -> None:
    assert told([BRIDGE], row("8", "https://a.example/"), is_word=True) == [("", "none", "unmatched")]
    assert told([BRIDGE], row("1", "n/a"), is_word=True) == [("", "none", "no-url")]
    assert told([BRIDGE], row("1", "https://a.example/1"), row("1", "https://a.example/2"), is_word=True) == [("", "none", "doubtful")]
    assert told([BRIDGE], row("1", "https://a.example/1"), row("1", "HTTPS://A.example/1#top"), is_word=True)[0][1] == "supplied"


# ---------------------------------------------------------------- the shared pair: a page and its text copy


@pytest.fixture(scope="module")
def pair(shared: Path) -> tuple[list[Source], list[Source]]:
    folder = shared / "articles"
    if not folder.is_dir():
        pytest.skip("the shared folder has no articles")

    def sources(name: str, by: ArticleFormat) -> list[Source]:
        (article,) = by.read(ArticleInput(stream=io.BytesIO((folder / name).read_bytes()), file=name))
        return [source for reference in article.references for source in reference.sources]

    return sources("rbd.plaintext.txt", plaintext.FORMAT), sources("rbd.legacy.html", html.FORMAT)


def test_the_text_copy_gets_the_addresses_of_its_page(pair: tuple[list[Source], list[Source]]) -> None:
    copy, page = pair
    links = links_of(copy, Companion(sources=tuple(page), where="page"))
    assert wrong(links, page) == []
    assert sum(bool(link.url) for link in links) >= 0.95 * sum(bool(source.url) for source in page)


def wrong(links: Sequence[Link], truth: Sequence[Source]) -> list[str]:
    return [source.label for link, source in zip(links, truth, strict=True) if link.url and link.url != source.url]


@pytest.mark.parametrize("seed", range(12))
def test_none_is_wrong_with_ten_moved_added_and_dropped(pair: tuple[list[Source], list[Source]], seed: int) -> None:
    dice = random.Random(seed)
    both = list(zip(*pair, strict=True))
    page = list(pair[1])
    for _ in range(10):
        both.insert(dice.randrange(len(both)), both.pop(dice.randrange(len(both))))
        page.pop(dice.randrange(len(page)))
    added = [both.pop(dice.randrange(len(both)))[1] for _ in range(10)]  # of the copy, so they are more on the page
    links = links_of([copied for copied, _ in both], Companion(sources=tuple(page), where="page"))
    assert added
    assert wrong(links, [original for _, original in both]) == []
    reachable = [link for link, (_, original) in zip(links, both, strict=True) if original.url and original in page]
    assert sum(bool(link.url) for link in reachable) >= 0.95 * len(reachable)
