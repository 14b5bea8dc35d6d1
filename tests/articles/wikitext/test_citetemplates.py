"""The tables of citation templates and their parameters."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import citeaudit.articles
from citeaudit.articles.wikitext.citetemplates import NOTHING, Template, field_of, template_named

FOLDER = Path(citeaudit.articles.__file__).parent / "wikitext"
FIELDS = frozenset(
    """title,script-title,trans-title,subtitle,chapter,work,book,series,publisher,agency,date,year,month,day,publication-date,accessed,accessed-day,
    accessed-month,accessed-year,archived,archive-url,url,chapter-url,language,format,last,first,author,authors,coauthors,vauthors,editor-last,
    editor-first,editor,editors,veditors,ref,id,arxiv,bibcode,doi,hdl,isbn,issn,jstor,lccn,oclc,pmc,pmid,s2cid""".replace("\n    ", "").split(",")
) | {NOTHING}
ASKED = ("ar", "de", "es", "fr", "it", "kk", "pt", "ru", "uk")


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / name).read_text(encoding="utf-8").splitlines()))


def test_every_parameter_has_a_known_field_once_and_says_where_it_was_read() -> None:
    table = rows("citeparameters.csv")
    keys = [(row["language"], row["parameter"].casefold()) for row in table]
    assert len(keys) == len(set(keys))
    assert {row["field"] for row in table} <= FIELDS
    assert all(row["read in"] in ("CS1", "T", "P", "known") or row["read in"].startswith("https://") for row in table)
    assert set(ASKED) <= {row["language"] for row in table}


def test_every_template_stands_once_and_says_where_it_was_read() -> None:
    table = rows("citetemplates.csv")
    names = [row["name"].casefold() for row in table]
    assert len(names) == len(set(names))
    assert all(row["kind"] and row["read in"] for row in table)


@pytest.mark.parametrize(
    ("name", "template"),
    [
        pytest.param("Cite_Web", Template(kind="web"), id="any case"),
        pytest.param("cite something", Template(kind="web"), id="a family"),
        pytest.param("Книга", Template(kind="book", language="ru"), id="a wiki's own"),
        pytest.param("harvnb", Template(kind="short"), id="short"),
        pytest.param("Tabelle", None, id="no citation"),
    ],
)
def test_templates_by_name(name: str, template: Template | None) -> None:
    assert template_named(name) == template


@pytest.mark.parametrize(
    ("parameter", "template", "language", "field"),
    [
        pytest.param("Last3", "cite web", "en", ("last", 3), id="numbered"),
        pytest.param("author2-last", "cite web", "en", ("last", 2), id="number inside"),
        pytest.param("author-last2", "cite web", "en", ("last", 2), id="number behind"),
        pytest.param("imię2", "Cytuj", "pl", ("first", 2), id="another language's"),
        pytest.param("titolo", "cite web", "it", ("title", 1), id="a wiki's names in a CS1 template"),
        pytest.param("hrsg", "Internetquelle", "de", ("publisher", 1), id="one name, two meanings"),
        pytest.param("hrsg", "Literatur", "de", ("editors", 1), id="which the kind tells apart"),
        pytest.param("website", "Webbref", "sv", ("url", 1), id="a wiki's own meaning of an English name"),
        pytest.param("website", "cite web", "sv", ("work", 1), id="not in a CS1 template"),
        pytest.param("заглавие", "cite web", "", ("title", 1), id="any language where none is known"),
        pytest.param("видання", "Книга", "uk", ("", 1), id="a name that fills nothing"),
        pytest.param("url-status", "cite web", "en", ("", 1), id="no field of ours"),
    ],
)
def test_fields_of_parameters(parameter: str, template: str, language: str, field: tuple[str, int]) -> None:
    named = template_named(template)
    assert named is not None
    assert field_of(parameter, named, language) == field
