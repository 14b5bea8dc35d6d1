"""Which texts are XML dumps, and that one is read through the format."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import pytest

from citeaudit.articles.formats.dump import FORMAT
from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition, offered

DUMP = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" xml:lang="en"><page><title>Pear</title><ns>0</ns>'
    "<revision><id>7</id><text>Pears.&lt;ref&gt;On pears.&lt;/ref&gt;</text></revision></page></mediawiki>"
)


def test_a_dump_becomes_articles() -> None:
    (article,) = FORMAT.read(ArticleInput(stream=io.BytesIO(DUMP.encode()), file="pears.xml"))
    assert (article.title, article.format, article.references[0].text) == ("Pear", "dump", "On pears.")


def test_wikitext_in_a_dump_gives_what_the_wikitext_itself_gives(shared: Path) -> None:
    title = "Royal Thai Armed Forces"
    words = (shared / "articles" / "royal-thai-armed-forces.wikitext").read_text(encoding="utf-8")
    page = f"<page><title>{title}</title><ns>0</ns><revision><id>7</id><text>{escape(words, quote=False)}</text></revision></page>"
    given = ArticleInput(stream=io.BytesIO(f"<mediawiki>{page}</mediawiki>".encode()), file="thai.xml")
    (article,) = FORMAT.read(given)
    assert article == read_wikitext(words, given, title=title, revision="7", format="dump")
    assert (len(article.references), len(article.citations)) == (29, 31)


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(DUMP.encode(), id="at once"),
        pytest.param(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made > by hand -->\n<mediawiki>", id="after a mark, a declaration, a comment"),
        pytest.param(DUMP.encode("utf-16"), id="UTF-16"),
        pytest.param(b'<!DOCTYPE mediawiki [<!ENTITY a "b">]>\n<mediawiki>', id="with a document type, which its reader refuses"),
        pytest.param(DUMP.encode()[:90], id="the beginning of one"),
    ],
)
def test_dumps_are_recognised(head: bytes) -> None:
    assert {known.name: known.recognises(head) for known in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat)}[
        "dump"
    ] is Recognition.CERTAIN
    others = [known.name for known in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat) if known.recognises(head) is Recognition.CERTAIN]
    assert others == ["dump"]


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"Use <mediawiki> in XML.", id="in a text"),
        pytest.param(b"<!DOCTYPE html><html><mediawiki>", id="in a page"),
        pytest.param(b"<mediawikis><page/></mediawikis>", id="another name"),
        pytest.param(b"<rss><channel/></rss>", id="other XML"),
        pytest.param(b"<!-- <mediawiki>", id="in a comment"),
        pytest.param(b'{"parse": {}}', id="JSON"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x1f\x8b\x08\0\0", id="binary"),
    ],
)
def test_what_is_no_dump_is_not_recognised(head: bytes) -> None:
    assert FORMAT.recognises(head) is Recognition.NO


@pytest.mark.parametrize("head", [b" " * 65536, b"<!--" * 16384, b"<?" * 32768, b"<!DOCTYPE [" * 6000, b"\n<!---->" * 8000])
def test_recognising_takes_no_long_time(head: bytes) -> None:
    assert FORMAT.recognises(head) is Recognition.NO
