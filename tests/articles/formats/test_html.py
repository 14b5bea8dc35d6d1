"""Saved wiki pages: the shared articles, recognition, charsets."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from citeaudit.articles.formats.html import FORMAT
from citeaudit.errors import InputError
from citeaudit.model import Article, LinkRole, Role, Source
from citeaudit.ports import ArticleFormat, ArticleInput, Recognition, offered

SMALL = '<ol class="references"><li id="cite_note-1"><a class="external" href="http://news.example/a">{}</a></li></ol>'


def read(data: bytes, file: str = "pear.html") -> Article:
    (article,) = FORMAT.read(ArticleInput(stream=io.BytesIO(data), file=file))
    return article


# ---------------------------------------------------------------- the shared articles (counts: articles/README.md there)


@pytest.fixture(scope="module")
def articles(shared: Path) -> dict[str, Article]:
    folder = shared / "articles"
    if not folder.is_dir():
        pytest.skip("the shared folder has no articles")
    return {path.name.partition(".")[0]: read(path.read_bytes(), path.name) for path in sorted(folder.glob("*.html"))}


# name: references, with a link of their own, with an archive link, markers, references used more than once, language, revision
COUNTS = {
    "mozilla": (72, 71, 4, 76, 4, "en", "746574460"),
    "mathematics": (7, 3, 2, 7, 0, "ar", "28762698"),
    "star": (4, 4, 3, 6, 1, "zh", "67486205"),
    "rbd": (59, 58, 21, 59, 0, "en", "907528918"),
    "density": (25, 21, 16, 30, 4, "en", "903573678"),
}
TITLES = {"mozilla": "Mozilla", "mathematics": "رياضيات", "star": "天囷增十五", "rbd": "RBD", "density": "Density"}


@pytest.mark.parametrize("name", COUNTS)
def test_counts_of_the_shared_articles(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    # The Arabic book's ISBN leads to a page of the wiki itself, which is no external link.
    external = [
        reference
        for reference in article.references
        if any(
            link.role in (LinkRole.ORIGINAL, LinkRole.ARCHIVE) or (link.role is LinkRole.IDENTIFIER and "wikipedia" not in link.url)
            for link in reference.links
        )
    ]
    archived = [reference for reference in article.references if any(link.role is LinkRole.ARCHIVE for link in reference.links)]
    uses = Counter((cited.group, cited.reference) for cited in article.citations)
    counts = (len(article.references), len(external), len(archived), len(article.citations), sum(used > 1 for used in uses.values()))
    assert (*counts, article.language, article.revision) == COUNTS[name]
    assert article.title == TITLES[name]


@pytest.mark.parametrize("name", COUNTS)
def test_every_marker_of_the_shared_articles_is_tied(articles: dict[str, Article], name: str) -> None:
    article = articles[name]
    keys = [(reference.group, reference.number) for reference in article.references]
    assert len(set(keys)) == len(keys)
    assert {(cited.group, cited.reference) for cited in article.citations} == set(keys)
    assert all(cited.sentence for cited in article.citations)
    assert {cited.section for cited in article.citations} <= {section.heading for section in article.sections}


@pytest.mark.parametrize("name", COUNTS)
def test_nothing_that_is_not_shown_leaks(articles: dict[str, Article], name: str) -> None:
    for reference in articles[name].references:
        for words in (
            reference.text,
            *(field for source in reference.sources for field in (source.title, source.raw, source.publisher, source.work)),
        ):
            assert "{" not in words
            assert "mw-parser-output" not in words
            assert not words.startswith(("^", "↑"))
        assert all(link.url.startswith(("http://", "https://")) for link in reference.links)


def test_groups_of_density(articles: dict[str, Article]) -> None:
    groups = Counter(reference.group for reference in articles["density"].references)
    assert groups == {"": 22, "note": 2, "note list 2": 1}
    assert [(remark.rule, remark.references) for remark in articles["density"].remarks if remark.rule == "numbering-restarts"] == [
        ("numbering-restarts", ("note list 2 1",))
    ]


def one(articles: dict[str, Article], name: str, number: str, group: str = "") -> Source:
    (source,) = next(r for r in articles[name].references if (r.group, r.number) == (group, number)).sources
    return source


class Known(NamedTuple):
    """Fields read from a page by hand; `dates` are published, accessed, archived."""

    article: str
    number: str
    title: str
    authors: tuple[str, ...] = ()
    work: str = ""
    publisher: str = ""
    dates: str = "None None None"
    url: str = ""
    archive_url: str = ""
    identifiers: str = ""


READ = (
    Known(
        article="density",
        number="1",
        title="Gas Density Glenn research Center",
        authors=("The National Aeronautic and Atmospheric Administration's Glenn Research Center",),
        publisher="grc.nasa.gov",
        dates="None None 2013-04-14",
        url="http://www.grc.nasa.gov/WWW/BGH/fluden.html",
        archive_url="https://web.archive.org/web/20130414132531/http://www.grc.nasa.gov/WWW/BGH/fluden.html",
    ),
    Known(
        article="density",
        number="5",
        title="EXHIBIT: The First Eureka Moment",
        work="Science",
        dates="2004 None None",
        identifiers="doi:10.1126/science.305.5688.1219e",
    ),
    Known(
        article="density",
        number="11",
        title="Principles of Physics: A Calculus-Based Text",
        authors=("Raymond Serway", "John Jewett"),
        publisher="Cengage Learning",
        dates="2005 None 2016-05-17",
        url="https://books.google.com/books?id=VaroJ5BNuZAC",
        archive_url="https://web.archive.org/web/20160517053840/https://books.google.com/books?id=VaroJ5BNuZAC",
        identifiers="isbn:0-534-49143-X",
    ),
    Known(
        article="rbd",
        number="6",
        title="First (and only) debut within top 20",
        publisher="Billboard.com",
        dates="None 2012-08-04 2012-10-27",
        url="http://billboard.com/bbcom/news/article_display.jsp?vnu_content_id=1003465594",
        archive_url="https://web.archive.org/web/20121027114447/http://www.billboard.com/bbcom/news/article_display.jsp?vnu_content_id=1003465594",
    ),
    Known(
        article="rbd",
        number="22",
        title="RBD graba nueva serie en México",
        work="People en Español",
        dates="2006-10-25 2014-02-13 None",
        url="http://www.peopleenespanol.com/article/rbd-graba-nueva-serie-en-mexico",
    ),
    Known(
        article="mozilla",
        number="54",
        title="Boot to Gecko Project",
        publisher="Mozilla",
        dates="2012-03 2012-03-30 None",
        url="http://www.mozilla.org/firefox/os/",
    ),
    Known(
        article="mozilla",
        number="70",
        title="Mozilla Webmaker Teaches You to Build Web Sites, Apps, and More",
        authors=("Alan Henry",),
        work="Lifehacker",
        publisher="Gawker Media",
        url="http://lifehacker.com/mozilla-webmaker-teaches-you-how-to-build-web-sites-ap-1553277374",
    ),
    Known(
        article="mathematics",
        number="5",
        title="Oxford User's Guide to Mathematics",
        authors=("Zeidler, Eberhard",),
        publisher="Oxford University Press",
        dates="2004 None None",
        identifiers="isbn:0-19-850763-1",
    ),
    Known(
        article="mathematics",
        number="7",
        title="Getting Started with MATLAB",
        dates="None None 2017-10-16",
        url="http://www.mathworks.com/help/matlab/getting-started-with-matlab.html",
        archive_url="http://web.archive.org/web/20171016165807/http://www.mathworks.com:80/help/matlab/getting-started-with-matlab.html?",
    ),
)


@pytest.mark.parametrize("known", READ, ids=[f"{known.article} {known.number}" for known in READ])
def test_fields_of_the_shared_articles(articles: dict[str, Article], known: Known) -> None:
    source = one(articles, known.article, known.number)
    assert known == Known(
        article=known.article,
        number=source.reference,
        title=source.title,
        authors=source.authors,
        work=source.work,
        publisher=source.publisher,
        dates=f"{source.published} {source.accessed} {source.archived_on}",
        url=source.url,
        archive_url=source.archive_url,
        identifiers="; ".join(map(str, source.identifiers)),
    )


def test_fields_of_the_chinese_article(articles: dict[str, Article]) -> None:
    source = one(articles, "star", "1")
    assert (source.title, source.authors, str(source.published)) == ("HIP 16852", ("van Leeuwen, F.",), "2007")
    assert (str(source.accessed), str(source.archived_on)) == ("2009-12-15", "2016-03-03")
    assert source.archive_url.startswith("https://web.archive.org/web/20160303174943/http://webviz.u-strasbg.fr/")
    only_identifiers = one(articles, "star", "3")
    assert only_identifiers.url == ""
    assert [str(identifier) for identifier in only_identifiers.identifiers] == ["bibcode:2008ApJ...687.1264M", "doi:10.1086/591785"]


def test_what_names_no_source_has_no_fields(articles: dict[str, Article]) -> None:
    note = one(articles, "density", "2", "note")
    assert (note.role, note.title, note.raw) == (Role.NOTE, "", "Air contained in material excluded when calculating density")
    numbered = one(articles, "density", "16")
    assert (numbered.title, numbered.url, numbered.raw) == ("", "https://hypertextbook.com/facts/1999/KatrinaJones.shtml", "[1]")
    lost = one(articles, "rbd", "17")
    assert (lost.role, lost.title, lost.raw) == (Role.EMPTY, "", "[dead link]")


def test_where_the_shared_articles_cite(articles: dict[str, Article]) -> None:
    cited = {(cited.group, cited.reference): cited for cited in articles["density"].citations}
    assert (cited["", "1"].section, cited["", "1"].sentence) == ("(lead)", "Mathematically, density is defined as mass divided by volume:")
    assert (cited["", "22"].section, cited["", "22"].sentence) == ("Others", "Does not depend strongly on size of nucleus")
    assert cited["note list 2", "1"].section == "Water"


# ---------------------------------------------------------------- recognition


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"<!DOCTYPE html>\n<html><head>", id="doctype"),
        pytest.param(b'\xef\xbb\xbf\n<html lang="en">', id="byte order mark"),
        pytest.param(b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', id="XHTML"),
        pytest.param(b"<!-- saved from url=(0030)https://en.wikipedia.org/ -->\r\n<HTML>", id="a browser's note before"),
        pytest.param("<!DOCTYPE html><html>".encode("utf-16"), id="UTF-16"),
        pytest.param(b'<div class="mw-content-ltr mw-parser-output" lang="en"><p>x', id="content alone"),
        pytest.param(b'<p id="mwAQ">x<sup id="cite_ref-1" class="mw-ref">', id="a part of Parsoid's content"),
        pytest.param(b'<ol class="references">\n<li id="cite_note-1">', id="a list alone"),
    ],
)
def test_pages_are_recognised(head: bytes) -> None:
    assert FORMAT.recognises(head) is Recognition.CERTAIN


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Pears\n\nPears grow <b>on trees</b>.[1]\n\n 1. ^ Entry", id="text with a stray tag"),
        pytest.param(b"Pears\n<html>", id="text that shows a tag"),
        pytest.param(b'Pears\n<ol class="references">', id="text that shows a list"),
        pytest.param(b"'''Pears''' grow.<ref>Oak</ref>\n<references/>", id="wikitext"),
        pytest.param(
            b'<!-- note -->\n<div class="floatright">[[File:P.jpg]]</div>\nPears<ref name="a"/> <references group="n" />',
            id="wikitext that begins with a tag",
        ),
        pytest.param(b'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/">', id="dump"),
        pytest.param(b'{"parse":{"text":"<div class=\\"mw-parser-output\\">"}}', id="JSON"),
        pytest.param(b"%PDF-1.7 <html>", id="PDF"),
    ],
)
def test_other_inputs_are_not(head: bytes) -> None:
    assert FORMAT.recognises(head) is Recognition.NO


def test_the_format_is_offered() -> None:
    assert FORMAT in offered("citeaudit.articles.formats", "FORMAT", ArticleFormat)


# ---------------------------------------------------------------- charsets


@pytest.mark.parametrize(
    ("page", "encoding"),
    [
        pytest.param('<html><head><meta charset="windows-1251"></head>', "cp1251", id="declared"),
        pytest.param('<html><head><meta http-equiv="Content-Type" content="text/html; charset=KOI8-R"></head>', "koi8-r", id="declared the old way"),
        pytest.param('<html><head><meta charset="utf-8"></head>', "utf-8", id="UTF-8"),
        pytest.param("<html><head></head>", "utf-8", id="not declared"),
        pytest.param('<html><head><meta charset="windows-1251"></head>', "utf-16", id="a byte order mark beats the declaration"),
        pytest.param('<?xml version="1.0" encoding="windows-1251"?><html>', "cp1251", id="XML declaration"),
    ],
)
def test_charsets(page: str, encoding: str) -> None:
    article = read((page + "<body>" + SMALL.format("Груши и сливы: обзор")).encode(encoding))
    assert article.references[0].sources[0].title == "Груши и сливы: обзор"


def test_a_page_without_references_is_refused() -> None:
    with pytest.raises(InputError) as stopped:
        read(b"<html><body><p>Pears</p></body></html>", "pear.html")
    assert stopped.value.where == "pear.html"
