"""What is said about a plain-text copy as a whole."""

from __future__ import annotations

from io import BytesIO

import pytest

from citeaudit.articles.textcopy.textcopy import read_text_copy
from citeaudit.model import Article, Severity
from citeaudit.ports import ArticleInput

HEAD = "Otter Valley\n\nFrom Wikipedia, the free encyclopedia\n\n"


def read(text: str) -> Article:
    return read_text_copy(text, ArticleInput(stream=BytesIO(), file="otter.txt"))


def test_printed_numbers_that_drift() -> None:
    article = read(HEAD + "Old.[1] New.[2]\n\n1. ^ Echo\n2. .css{color:red}\n3. ^ Post\n")
    (remark,) = article.remarks
    assert (remark.rule, remark.references, remark.severity) == ("drifted-number", ("2",), Severity.NOTE)
    assert [(evidence.what, evidence.where) for evidence in remark.evidence] == [("reference 2 is printed as 3", "line 9")]


@pytest.mark.parametrize(
    ("text", "rule", "references"),
    [
        pytest.param("Old.[1] New.[2]\n", "markers-without-list", ("1", "2"), id="markers without a list"),
        pytest.param("Old.\n\n1. ^ Echo\n2. ^ Post\n", "list-without-markers", ("1", "2"), id="a list without markers"),
        pytest.param("Old.[1] New.[2]\n\n1. ^ Echo\n", "marker-without-entry", ("2",), id="a marker without an entry"),
        pytest.param("Old.[1]\n\n1. ^ Echo\n2. ^ Post\n", "never-cited", ("2",), id="an entry without a marker"),
        pytest.param("Old.[1]\n\n1. ^ MarÃ\xada\n", "mojibake", ("1",), id="garbled letters"),
        pytest.param("Old.[1]\n\n1. ^ https://a.example.org/the-\n   valley\n", "broken-url", ("1",), id="a broken address"),
        pytest.param("A.[1] B.[2]\n\nOne\n\n^ Echo\n^ Post\n\nTwo\n\n^ Mill\n", "numbering-restarts", ("list 2 1",), id="a list nobody leads to"),
    ],
)
def test_remarks(text: str, rule: str, references: tuple[str, ...]) -> None:
    article = read(HEAD + text)
    remark = next(remark for remark in article.remarks if remark.rule == rule)
    assert remark.references == references
    assert "{" not in str(remark.message)
    assert str(remark.tip)


def test_nothing_is_said_of_a_whole_copy() -> None:
    assert read(HEAD + 'Old.[1]\n\nReferences[]\n\n1. ^ "Old". Echo.\n').remarks == ()


def test_one_remark_tells_of_all_references_it_is_about() -> None:
    article = read(HEAD + "Old.[1] New.[2][3]\n\n1. ^\n2. ^ [dead link]\n3. ^ Echo\n")
    (remark,) = article.remarks
    assert (remark.references, str(remark.message)) == (("1", "2"), "references without any words of a source: 2")


def test_markers_of_a_group_are_named_with_it() -> None:
    article = read(HEAD + "Old.[note 1][note 3] New.[1]\n\nNotes\n\n^ One.\n^ Two.\n\nReferences\n\n^ Echo\n")
    assert {remark.rule: remark.references for remark in article.remarks} == {"never-cited": ("note 2",), "marker-without-entry": ("note 3",)}
