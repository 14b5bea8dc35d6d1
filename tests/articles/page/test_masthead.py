"""What a page says about itself."""

from __future__ import annotations

import pytest
from lxml.etree import _Element

from citeaudit.articles.page.masthead import Masthead, content_of, parse, read_masthead, saved_from

FOOTNOTE = '<ol class="references"><li id="cite_note-1">Pears</li></ol>'


def tree(page: str) -> _Element:
    root = parse(page)
    assert root is not None
    return root


def masthead(page: str) -> Masthead:
    root = tree(page)
    return read_masthead(root, content_of(root))


@pytest.mark.parametrize(
    ("page", "title"),
    [
        pytest.param('<title>X - Wikipedia</title><h1 id="firstHeading">Pear <i>tree</i></h1>', "Pear tree", id="heading"),
        pytest.param('<title>X</title><h1 class="page-header__title firstHeading">Pear</h1>', "Pear", id="heading by its class"),
        pytest.param('<title>X</title><h1 data-id="0" class="pcs-edit-section-title">梨</h1>', "梨", id="mobile-html"),
        pytest.param("<title>Pear - Wikipedia, the free encyclopedia</title>", "Pear", id="site in English"),
        pytest.param("<title>Груша — Википедия</title>", "Груша", id="site in Russian"),
        pytest.param("<title>Pear | Fruit Wiki | Fandom</title>", "Pear | Fruit Wiki", id="one name of a site is cut off"),
        pytest.param("<title>Pear-tree</title>", "Pear-tree", id="a hyphen is no dash"),
        pytest.param(
            '<html about="http://en.wikipedia.org/wiki/Special:Redirect/revision/7"><title>War - and peace</title>', "War - and peace", id="Parsoid"
        ),
        pytest.param(
            '<title>War - and peace - Wikipedia</title><link rel="canonical" href="https://en.wikipedia.org/wiki/War_-_and_peace">',
            "War - and peace",
            id="the address tells what is the title",
        ),
        pytest.param("<p>x</p>", "", id="none"),
    ],
)
def test_title(page: str, title: str) -> None:
    assert masthead(page).title == title


@pytest.mark.parametrize(
    ("page", "language"),
    [
        pytest.param('<html lang="kk"><p>x</p>', "kk", id="html"),
        pytest.param('<html lang="en"><div id="mw-content-text" lang="kk">' + FOOTNOTE + "</div>", "kk", id="content before html"),
        pytest.param('<html><body lang="ar" dir="rtl"><p>x</p>', "ar", id="body"),
        pytest.param('<html><meta http-equiv="content-language" content="pt-BR"><p>x</p>', "pt-br", id="meta"),
        pytest.param('<html><base href="//zh.wikipedia.org/wiki/"><p>x</p>', "zh", id="address of the wiki"),
        pytest.param('<html><base href="https://www.news.example/"><p>x</p>', "", id="the address of another site says nothing"),
        pytest.param("<p>x</p>", "", id="none"),
    ],
)
def test_language(page: str, language: str) -> None:
    assert masthead(page).language == language


@pytest.mark.parametrize(
    ("page", "revision"),
    [
        pytest.param('<script>RLCONF={"wgCurRevisionId":8,"wgRevisionId":7};</script><p>x</p>', "7", id="script"),
        pytest.param('<script>mw.config.set({"wgRevisionId":0});</script><p>x</p>', "", id="a page that is no revision"),
        pytest.param(
            '<html about="http://ar.wikipedia.org/wiki/Special:Redirect/revision/7"><meta property="mw:pageId" content="38">', "7", id="Parsoid"
        ),
        pytest.param('<div class="printfooter">From "<a href="https://a.example/index.php?title=P&amp;oldid=7">x</a>"</div>', "7", id="print footer"),
        pytest.param('<ul><li id="t-permalink"><a href="/w/index.php?title=P&amp;oldid=7">Permanent link</a></li></ul>', "7", id="tools"),
        pytest.param('<p><a href="/w/index.php?title=P&amp;oldid=7">an older version</a></p>', "", id="a link in the text says nothing"),
    ],
)
def test_revision(page: str, revision: str) -> None:
    assert masthead(page).revision == revision


@pytest.mark.parametrize(
    ("page", "base"),
    [
        pytest.param(
            '<base href="//zh.wikipedia.org/wiki/"><link rel="canonical" href="https://b.example/">', "https://zh.wikipedia.org/wiki/", id="base"
        ),
        pytest.param('<link rel="canonical" href="https://b.example/wiki/P">', "https://b.example/wiki/P", id="canonical link"),
        pytest.param('<meta property="og:url" content="https://b.example/wiki/P">', "https://b.example/wiki/P", id="Open Graph"),
        pytest.param(
            '<div class="printfooter"><a href="https://b.example/w/?oldid=7">x</a></div>', "https://b.example/w/?oldid=7", id="print footer"
        ),
        pytest.param('<base href="wiki/">', "", id="a base that is relative itself"),
    ],
)
def test_base(page: str, base: str) -> None:
    assert masthead(page).base == base


@pytest.mark.parametrize(
    ("page", "identity"),
    [
        pytest.param(
            f'<div id="bodyContent"><div id="mw-content-text"><div id="x" class="mw-parser-output">{FOOTNOTE}</div></div></div>', "x", id="narrowest"
        ),
        pytest.param(
            f'<div id="bodyContent"><div class="mw-parser-output">a notice</div><div id="mw-content-text">{FOOTNOTE}</div></div>',
            "mw-content-text",
            id="holds them",
        ),
        pytest.param(
            '<div id="bodyContent"><div class="mw-parser-output"><sup><a href="#cite_note-1">[1]</a></sup></div>' + FOOTNOTE + "</div>",
            "bodyContent",
            id="holds all",
        ),
    ],
)
def test_the_content_is_the_narrowest_container_of_all_footnotes(page: str, identity: str) -> None:
    assert content_of(tree(page)).get("id") == identity


def test_a_page_without_containers_is_its_own_content() -> None:
    assert content_of(tree(f"<html><body>{FOOTNOTE}</body></html>")).tag == "html"


@pytest.mark.parametrize("page", ["", "   ", "<!-- nothing -->"])
def test_nothing_to_parse(page: str) -> None:
    assert parse(page) is None


@pytest.mark.parametrize(
    ("page", "wiki"),
    [
        pytest.param('<link rel="canonical" href="https://fruit.fandom.example/wiki/P">', "fruit.fandom.example", id="its own address"),
        pytest.param('<base href="//de.m.wikipedia.org/wiki/">', "de.wikipedia.org", id="the mobile site shows the same pages"),
        pytest.param('<script>mw.config.set({"wgServer":"//kk.wikipedia.org"});</script><p>x</p>', "kk.wikipedia.org", id="its script"),
        pytest.param("<p>x</p>", "", id="nowhere"),
    ],
)
def test_wiki(page: str, wiki: str) -> None:
    assert masthead(page).wiki == wiki


def test_the_address_that_a_browser_noted() -> None:
    page = "<!DOCTYPE html>\n<!-- saved from url=(0034)https://b.example/wiki/Pear --><html><p>x</p></html>"
    assert saved_from(page) == "https://b.example/wiki/Pear"
    root = tree(page)
    assert read_masthead(root, content_of(root), saved_from(page)).base == "https://b.example/wiki/Pear"
    assert saved_from("<p>x</p>") == ""
