"""Wikitext files: the shared article, recognition, encodings."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pytest

from citeaudit.articles.formats.wikitext import FORMAT
from citeaudit.errors import InputError
from citeaudit.model import Article, LinkRole
from citeaudit.ports import ArticleInput, Recognition

SMALL = "'''Груша''' — фрукт.<ref>[http://news.example/a Груши]</ref>\n== Примечания ==\n{{примечания}}\n"


def read(data: bytes, file: str = "pear.wiki") -> Article:
    (article,) = FORMAT.read(ArticleInput(stream=io.BytesIO(data), file=file))
    return article


def recognised(page: str) -> Recognition:
    return FORMAT.recognises(page.encode())


# ---------------------------------------------------------------- the shared article (counts: articles/README.md there)


@pytest.fixture(scope="module")
def article(shared: Path) -> Article:
    path = shared / "articles" / "royal-thai-armed-forces.wikitext"
    if not path.is_file():
        pytest.skip("the shared folder has no articles")
    return read(path.read_bytes(), path.name)


def test_counts_of_the_shared_article(article: Article) -> None:
    uses = Counter((cited.group, cited.reference) for cited in article.citations)
    links = [{link.role for link in reference.links} for reference in article.references]
    assert (len(article.references), len(article.citations), sum(count > 1 for count in uses.values())) == (29, 31, 2)
    assert sum(not roles.isdisjoint((LinkRole.ORIGINAL, LinkRole.ARCHIVE)) for roles in links) == 26
    assert sum(LinkRole.ARCHIVE in roles for roles in links) == 6


def test_the_shared_article_is_whole(article: Article) -> None:
    assert article.title == "royal-thai-armed-forces"
    assert [reference.number for reference in article.references] == [str(number) for number in range(1, 30)]
    assert len(article.sections) == 13
    assert all(cited.sentence for cited in article.citations)
    assert all(source.raw for reference in article.references for source in reference.sources)


# ---------------------------------------------------------------- recognition


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("Pears grow.<ref>Book</ref>", id="a footnote"),
        pytest.param('Pears.<ref name="a" /> Plums.', id="a footnote that is defined elsewhere"),
        pytest.param("{{Infobox|a=b}}\n'''Pear''' is a [[fruit]].", id="a box and a link"),
        pytest.param("'''Pear''' is a [[fruit|sort of fruit]].\n\n== Trade ==\nMore.", id="a link and a heading"),
        pytest.param("Pears.{{sfn|Oak|2010}}\n== Notes ==\n{{reflist}}", id="templates and a heading"),
        pytest.param("#REDIRECT [[Pear]]", id="redirect"),
        pytest.param("#перенаправление [[Груша]]", id="redirect in another language"),
        pytest.param("<!-- x --><div style='a'>{{Main}}</div>\n[[Pear]]s grow.<ref>Book</ref>", id="an element first"),
        pytest.param("{| class=x\n| a\n|}\nPears [[grow]].<ref>Book</ref>", id="a table first"),
        pytest.param("[[File:a.jpg|thumb|A]]\n'''Pears''' {{lang|fr|b}}", id="a file first"),
        pytest.param("[[File:a.jpg|thumb|A [[pear]] and [[plum|plums]]]]\nPears grow.<ref>Book</ref>", id="a file with links in its caption first"),
        pytest.param("[[2010]] was a year of pears.<ref>Book</ref>", id="a year first"),
        pytest.param("[https://a.example Pears] grow.<ref>Book</ref>", id="an external link first"),
    ],
)
def test_what_only_wikitext_has(page: str) -> None:
    assert recognised(page) is Recognition.CERTAIN


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("", id="empty"),
        pytest.param("Pears grow.[1]\n\n1. ^ Otter. A book.", id="a text copy"),
        pytest.param("== Trade ==\nPears grow.[1]\n1. ^ Book", id="a text copy with signs around its headings"),
        pytest.param("# Pears\nWrite `<ref>Book</ref>` for a footnote.[^1]\n\n[^1]: Book", id="Markdown that quotes a tag"),
        pytest.param("# Pears\nWrite `<ref>Book</ref>`.\n\n```\n<ref name=a/>\n```\n", id="Markdown that quotes tags and nothing else"),
        pytest.param("Pears <ref>a</ref> [^1]\n\n[^1]: Book", id="Markdown with an element of its own"),
        pytest.param("Pears [1]_ grow ``<ref>a</ref>``.\n\n.. [1] Book", id="reST"),
        pytest.param('<!DOCTYPE html><p>[[a]] {{b|c}}<ref>x</ref><ol class="references"></ol>', id="HTML"),
        pytest.param('<div class="mw-parser-output">[[a]] {{b|c}} <li id="cite_note-1">x</li></div>', id="a page's content"),
        pytest.param('<mediawiki xml:lang="en"><page><text>[[a]]&lt;ref>x&lt;/ref></text></page></mediawiki>', id="a dump"),
        pytest.param('{"parse": {"wikitext": "[[a]]<ref>x</ref>"}}', id="JSON"),
        pytest.param('[{"a": "[[b]]<ref>x</ref>"}]', id="a JSON list"),
        pytest.param('[["a", "[[b]]<ref>x</ref>"]]', id="a JSON list of lists"),
        pytest.param('[[1, 2], "{{a|b}} [[c]]<ref>x</ref>"]', id="a JSON list of numbers"),
        pytest.param("title,url\n[[a]]", id="a table with a link"),
    ],
)
def test_what_is_none(page: str) -> None:
    assert recognised(page) < Recognition.CERTAIN


def test_links_alone_are_likely_at_most() -> None:
    assert recognised("* [[Pear]]\n* [[Plum]]\n") is Recognition.LIKELY


def test_links_beside_a_printed_list_of_references_are_a_copys() -> None:
    assert recognised("It is a [[river]].[1]\n\nReferences\n\n[1] Oak, Ann: Rivers, 2009.\n") is Recognition.PERHAPS


def test_binary_data_is_none() -> None:
    assert FORMAT.recognises(b"%PDF-1.4 <ref>a</ref>") is Recognition.NO


def test_a_long_head_is_looked_at_quickly() -> None:
    for sign in ("<!-- -->", "<!--", "`", "{{", "[[", "==", "<ref ", "'''", "#"):
        FORMAT.recognises((sign * 65536)[:65536].encode())


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding: str) -> None:
    found = read(SMALL.encode(encoding))
    assert found.references[0].sources[0].url == "http://news.example/a"
    assert found.citations[0].sentence == "Груша — фрукт."


def test_what_is_no_text_is_told_with_the_files_name() -> None:
    with pytest.raises(InputError) as stopped:
        read(b"%PDF-1.4")
    assert stopped.value.where == "pear.wiki"


def test_endings() -> None:
    assert FORMAT.endings == (".wiki", ".wikitext", ".mediawiki")
