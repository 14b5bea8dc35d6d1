"""Authors and editors of citation templates; names of entries are in test_wikicites."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.citetemplates import template_named
from citeaudit.articles.wikitext.given import Given, given_by
from citeaudit.articles.wikitext.people import anchors, authors_of, editors_of
from citeaudit.articles.wikitext.templates import calls_in


def given(parameters: str) -> Given:
    (call,) = calls_in(f"{{{{cite book|{parameters}}}}}")
    template = template_named(call.name)
    assert template is not None
    return given_by(call, template, "en")


@pytest.mark.parametrize(
    ("parameters", "authors"),
    [
        pytest.param("last=Quill|first=Ada|last2=Elm|first2=Bob", ("Quill, Ada", "Elm, Bob"), id="in pieces"),
        pytest.param("last10=Oak|last2=Elm|last1=Quill", ("Quill", "Elm", "Oak"), id="in the order of their numbers"),
        pytest.param("author=Ada Quill; Bob Elm", ("Ada Quill", "Bob Elm"), id="with semicolons"),
        pytest.param("author=Ada Quill et al.", ("Ada Quill",), id="and others"),
        pytest.param("author=Otter Board, River Section", ("Otter Board, River Section",), id="a body"),
        pytest.param("vauthors=Quill A, Elm B", ("Quill, A", "Elm, B"), id="Vancouver"),
        pytest.param(
            "vauthors=((Otter Board, River Section)), Elm-Fir BC Jr", ("Otter Board, River Section", "Elm-Fir, BC Jr"), id="Vancouver, a body"
        ),
        pytest.param("last=Quill|coauthors=Bob Elm; Carl Fir", ("Quill", "Bob Elm", "Carl Fir"), id="coauthors"),
        pytest.param("author=Quill|first=Ada|author2=Bob Elm", ("Quill, Ada", "Bob Elm"), id="an author with a first name"),
        pytest.param("title=x", (), id="none"),
    ],
)
def test_authors(parameters: str, authors: tuple[str, ...]) -> None:
    assert tuple(authors_of(given(parameters))) == authors


def test_editors() -> None:
    assert tuple(editors_of(given("editor1-last=Fir|editor1-first=Carl|editor2=Dan Oak"))) == ("Fir, Carl", "Dan Oak")
    assert tuple(editors_of(given("veditors=Fir C, Oak D"))) == ("Fir, C", "Oak, D")


def test_authors_go_before_editors_in_the_entry_name() -> None:
    assert anchors(given("editor-last=Fir|last=Quill|year=2010")) == ("CITEREFQuill2010",)
    assert anchors(given("title=x|year=2010")) == ()


def test_both_years_of_a_range_may_be_in_the_entry_name() -> None:
    assert anchors(given("last=Quill|date=1960–1961")) == ("CITEREFQuill1960", "CITEREFQuill1960–1961")
    assert anchors(given("last=Quill")) == ("CITEREFQuill",)
