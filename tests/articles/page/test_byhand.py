"""Entries that no citation template made."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import _Element

from citeaudit.articles.page.byhand import steps_by_hand
from citeaudit.articles.page.cutting import Step, steps_of
from citeaudit.articles.page.masthead import parse


def items(*insides: str) -> list[_Element]:
    root = parse(f"<ol>{''.join(f'<li>{inside}</li>' for inside in insides)}</ol>")
    assert root is not None
    return list(root.iter("li"))


def folded(steps: Iterable[Step]) -> list[Step]:
    """Without blank words, and with all white space as one blank, as entries are read."""
    return [(name, attributes, " ".join(words.split())) for name, attributes, words in steps if name or words.strip()]


def is_the_same(entries: list[_Element]) -> bool:
    """Whether both ways give one and the same steps."""
    found = steps_by_hand(entries, entries)
    return all(folded(found[item]) == folded(steps_of(item)) for item in entries)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("Pears &amp; plums, <i>2015</i>", id="words"),
        pytest.param('<a class="external text" href="http://дуб.example/а?b=1&amp;c=2">Pears</a> (2015)', id="a link"),
        pytest.param('^ <a href="#cite_ref-1">a</a> Pears<sup class="reference"><a href="#cite_note-2">[2]</a></sup> grow', id="what is apart"),
        pytest.param("<font color=red><b>Pears</i> and</b> plums<br>grow", id="broken markup"),
        pytest.param("<b>" * 300 + "Pears", id="deep nesting"),
    ],
)
def test_the_steps_are_those_of_the_tree(inside: str) -> None:
    assert is_the_same(items(inside))


@given(st.lists(st.sampled_from(["Pears", " ", "<b>", "</b>", "<i>", "</i>", "<br>", '<a href="/x">', "</a>", "&lt;", "é", "<span class=x>"])))
def test_any_markup_reads_the_same_both_ways(pieces: list[str]) -> None:
    assert is_the_same(items("".join(pieces)))


def test_entries_of_templates_and_entries_that_hold_others_are_left() -> None:
    entries = items('<cite class="citation">Pears</cite>', '<span class="Z3988" title="x"></span>', "Pears<ol><li>Plums</li></ol>")
    assert list(steps_by_hand(entries, entries)) == entries[3:]
