"""What an editor is told of the footnotes of a page of wikitext."""

from __future__ import annotations

import io

import pytest

from citeaudit.articles.wikitext.wikitext import read_wikitext
from citeaudit.model import Article, Severity
from citeaudit.ports import ArticleInput


def article(page: str) -> Article:
    return read_wikitext(page, ArticleInput(stream=io.BytesIO(), file="pear.wiki"))


def remarks(page: str) -> list[tuple[str, Severity, tuple[str, ...]]]:
    """The remarks on footnotes, without those on the words of citations."""
    found = article(page).remarks
    return [(remark.rule, remark.severity, remark.references) for remark in found if remark.rule not in ("no-title", "unread-words", "no-publisher")]


def test_conflicting_definitions() -> None:
    page = "A.<ref name=a>Otter.</ref> B.<ref name=a>Quill.</ref>"
    assert remarks(page) == [("conflicting-definitions", Severity.WARNING, ("1",))]
    assert article(page).references[0].text == "Otter."


def test_a_name_that_is_used_and_never_defined() -> None:
    page = "A.<ref name=a/> B.<ref>Otter.</ref>"
    assert remarks(page) == [("marker-without-entry", Severity.WARNING, ("1",))]
    assert [reference.number for reference in article(page).references] == ["2"]
    assert len(article(page).citations) == 2


def test_only_names_that_are_never_defined() -> None:
    assert remarks("A.<ref name=a/>") == [("markers-without-list", Severity.WARNING, ("1",))]


def test_a_definition_that_nothing_uses() -> None:
    page = "A.<ref>Quill.</ref>\n<references><ref name=a>Otter.</ref></references>"
    assert remarks(page) == [("never-cited", Severity.NOTE, ("2",))]


def test_a_note_that_only_its_sub_references_cite_is_cited() -> None:
    page = 'A.<ref name=a details="p. 5">Otter.</ref>'
    assert remarks(page) == []
    assert [reference.number for reference in article(page).references] == ["1", "1.1"]


def test_numbers_that_restart() -> None:
    page = "A.<ref>Otter.</ref>\n<references/>\nB.<ref>Quill.</ref>\n<references/>"
    assert remarks(page) == [("numbering-restarts", Severity.NOTE, ("list 2 1",))]


@pytest.mark.parametrize(
    ("page", "rule", "line"),
    [
        pytest.param("A.\nB.<ref>Otter. C.<ref>Quill.</ref>", "unclosed-ref", 2, id="no end"),
        pytest.param("A.<ref>Otter.</ref>\n\nB.<ref></ref>", "ref-without-words", 3, id="no words"),
    ],
)
def test_tags_that_make_no_footnote(page: str, rule: str, line: int) -> None:
    found = next(remark for remark in article(page).remarks if remark.rule == rule)
    assert f"line {line}" in str(found.message)
    assert len(article(page).references) == 1


def test_an_entry_without_words_of_a_source() -> None:
    assert ("empty-entry", Severity.WARNING, ("1",)) in remarks("A.<ref>—</ref>")


def test_a_short_citation_whose_entry_is_nowhere() -> None:
    page = "A.{{sfn|Oak|2010}}\n== Books ==\n* {{cite book|last=Elm|year=2011|title=Hedges}}"
    assert remarks(page) == [("short-without-entry", Severity.WARNING, ("1",))]
    assert [reference.group for reference in article(page).references] == [""]
