"""Which file or revision gives the addresses that a copy lacks: the offers of a file on each of several articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from citeaudit.companions import find_companions
from citeaudit.errors import InputError
from citeaudit.model import Article, Reference, Source
from citeaudit.ports import Web
from citeaudit.settings import Settings
from citeaudit.web.live import open_web

PAGE = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en">{}</mediawiki>"""
ONE = """<page><title>{title}</title><ns>0</ns><id>1</id><revision><id>2</id><timestamp>2020-01-01T00:00:00Z</timestamp>
<model>wikitext</model><text>It is.&lt;ref&gt;[http://{title}.example About {title}]&lt;/ref&gt;</text></revision></page>"""


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with open_web(Settings(offline=True, store=tmp_path / "store.sqlite3"), datetime(2026, 11, 26, tzinfo=UTC)) as opened:
        yield opened


def article(title: str, url: str = "", format: str = "plaintext", wiki: str = "") -> Article:
    source = Source(article=title, reference="1", title=f"About {title}", url=url)
    reference = Reference(number="1", text="x", span=(0, 1), line=1, column=1, sources=(source,))
    return Article(title=title, format=format, wiki=wiki, references=(reference,), citations=(), sections=())


def urls_from(name: str, content: str, articles: list[Article], web: Web, folder: Path) -> dict[str, list[str]]:
    (folder / name).write_text(content, encoding="utf-8")
    found = find_companions(articles, Settings(urls_from=folder / name), web)
    return {title: [source.url for source in companion.sources] for title, companion in found.companions.items()}


def test_each_article_takes_its_own_page_of_a_dump(web: Web, tmp_path: Path) -> None:
    pages = PAGE.format(ONE.format(title="Otter") + ONE.format(title="Stoat"))
    found = urls_from("pages.xml", pages, [article("otter"), article("Stoat"), article("Weasel")], web, tmp_path)
    assert found == {"otter": ["http://Otter.example"], "Stoat": ["http://Stoat.example"]}


def test_each_article_takes_its_own_rows_of_a_table(web: Web, tmp_path: Path) -> None:
    rows = "article,reference,url\nOtter,1,http://a.example\nStoat,1,http://b.example\n"
    assert urls_from("urls.csv", rows, [article("Stoat"), article("Otter")], web, tmp_path) == {
        "Stoat": ["http://b.example"],
        "Otter": ["http://a.example"],
    }


def test_a_table_without_articles_is_of_the_one_there_is(web: Web, tmp_path: Path) -> None:
    rows = "reference,url\n1,http://a.example\n"
    assert urls_from("urls.csv", rows, [article("Otter")], web, tmp_path) == {"Otter": ["http://a.example"]}
    with pytest.raises(InputError, match="is of none of the articles"):
        urls_from("urls.csv", rows, [article("Otter"), article("Stoat")], web, tmp_path)


def test_the_one_article_takes_the_one_page_whatever_its_title(web: Web, tmp_path: Path) -> None:
    assert urls_from("page.xml", PAGE.format(ONE.format(title="Lutra")), [article("Otter")], web, tmp_path) == {"Otter": ["http://Lutra.example"]}


def test_an_article_that_lacks_nothing_needs_no_companion(web: Web, tmp_path: Path) -> None:
    assert urls_from("page.xml", PAGE.format(ONE.format(title="Otter")), [article("Otter", "http://own.example")], web, tmp_path) == {}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(article("Otter"), id="a copy that names no wiki"),
        pytest.param(article("Otter", format="html", wiki="en.wikipedia.org"), id="no copy"),
        pytest.param(article("Otter", "http://own.example", wiki="en.wikipedia.org"), id="a copy with all addresses"),
        pytest.param(article("Otter", wiki="en.wikipedia.org"), id="offline, and nothing stored"),
    ],
)
def test_no_wiki_is_asked_for(given: Article, web: Web) -> None:
    found = find_companions([given], Settings(offline=True), web)
    assert (dict(found.companions), found.left_out) == ({}, ())


def test_rows_of_another_article_are_not_believed_by_their_labels(web: Web, tmp_path: Path) -> None:
    (tmp_path / "urls.csv").write_text("article,reference,url\nStoat,1,http://b.example\n", encoding="utf-8")
    found = find_companions([article("Otter")], Settings(urls_from=tmp_path / "urls.csv"), web)
    assert [companion.is_word for companion in found.companions.values()] == [False]


def test_a_row_without_a_label_is_of_no_reference_and_an_unknown_label_is_told(web: Web, tmp_path: Path) -> None:
    (tmp_path / "urls.csv").write_text("reference,url\n,http://a.example\n9,http://b.example\n", encoding="utf-8")
    found = find_companions([article("Otter")], Settings(urls_from=tmp_path / "urls.csv"), web)
    assert [row.reference for row in found.companions["Otter"].sources] == ["9"]
    assert [str(left.what) for left in found.left_out] == ["rows of urls.csv that name no reference of “Otter”: 9"]


def test_a_file_that_is_called_a_table_and_is_none(web: Web, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no table with a column url"):
        urls_from("urls.csv", "Reference;Address\n1;http://a.example\n", [article("Otter")], web, tmp_path)
