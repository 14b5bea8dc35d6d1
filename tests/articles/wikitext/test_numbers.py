"""Footnotes of wikitext with the numbers that MediaWiki shows."""

from __future__ import annotations

import pytest

from citeaudit.articles.wikitext.notes import find_notes, with_nested
from citeaudit.articles.wikitext.numbers import Numbered, number_notes
from citeaudit.articles.wikitext.scan import scan


def numbered(page: str) -> Numbered:
    return number_notes(page, find_notes(page, with_nested(page, scan(page), ""), "").events)


def listed(page: str) -> list[tuple[str, str, str]]:
    """Group, number and words of every note, in the order of the lists."""
    notes = [note for shown in numbered(page).lists for note in shown.notes]
    return [(note.group, note.number, note.details or (page[slice(*note.body)] if note.body else "")) for note in notes]


def cited(page: str) -> list[str]:
    return [f"{marker.group} {marker.number}".strip() for marker in numbered(page).markers]


@pytest.mark.parametrize(
    ("page", "notes", "markers"),
    [
        pytest.param("<ref>A</ref><ref>B</ref>", [("", "1", "A"), ("", "2", "B")], ["1", "2"], id="no list at all"),
        pytest.param(
            "<ref name=a>A</ref><ref follow=a>B</ref><ref>C</ref><ref follow=d>D</ref>", [("", "1", "A"), ("", "2", "C")], ["1", "2"], id="a sequel"
        ),
        pytest.param("<ref name=a>A</ref><ref>B</ref><ref name=a/>", [("", "1", "A"), ("", "2", "B")], ["1", "2", "1"], id="used again"),
        pytest.param("<ref name=a/><ref name=a>A</ref>", [("", "1", "A")], ["1", "1"], id="defined at its second use"),
        pytest.param("<ref name=a>A</ref><ref name=A>B</ref>", [("", "1", "A"), ("", "2", "B")], ["1", "2"], id="case counts in names"),
        pytest.param(
            "<ref name=b/><references><ref name=a>A</ref><ref name=b>B</ref></references>", [("", "1", "B"), ("", "2", "A")], ["1"], id="in a list"
        ),
        pytest.param("<ref name=a/><ref>B</ref>", [("", "1", ""), ("", "2", "B")], ["1", "2"], id="never defined, but numbered"),
        pytest.param(
            "<ref>A</ref><ref group=n>B</ref><ref>C</ref>", [("", "1", "A"), ("", "2", "C"), ("n", "1", "B")], ["1", "n 1", "2"], id="groups"
        ),
        pytest.param(
            "<ref>A</ref>{{efn|B}}{{efn|C}}{{notelist}}{{reflist}}",
            [("lower-alpha", "a", "B"), ("lower-alpha", "b", "C"), ("", "1", "A")],
            ["1", "lower-alpha a", "lower-alpha b"],
            id="letters, and lists in the order of the page",
        ),
        pytest.param("{{refn|A<ref>B</ref>}}", [("", "1", "B"), ("", "2", "A<ref>B</ref>")], ["2", "1"], id="a note in a note comes first"),
        pytest.param(
            "<ref name=a>A</ref><ref group=n name=a>B</ref>", [("", "1", "A"), ("n", "1", "B")], ["1", "n 1"], id="a name counts in its group"
        ),
    ],
)
def test_numbers(page: str, notes: list[tuple[str, str, str]], markers: list[str]) -> None:
    assert listed(page) == notes
    assert cited(page) == markers


def test_after_its_list_a_group_begins_anew_and_is_told_apart() -> None:
    page = "<ref>A</ref><references/><ref>B</ref><ref group=n>C</ref><references/><ref>D</ref><references group=n/>"
    assert listed(page) == [("", "1", "A"), ("list 2", "1", "B"), ("n", "1", "C"), ("list 3", "1", "D")]
    assert cited(page) == ["1", "list 2 1", "n 1", "list 3 1"]
    assert [note.restarts for shown in numbered(page).lists for note in shown.notes] == [False, True, False, True]


def test_a_name_of_an_earlier_list_is_forgotten() -> None:
    assert listed("<ref name=a>A</ref><references/><ref name=a/>") == [("", "1", "A"), ("list 2", "1", "")]


def test_a_list_where_nothing_was_used_shows_nothing() -> None:
    page = "<ref>A</ref>{{reflist}}{{reflist}}{{notelist}}"
    assert [page[slice(*shown.span)] for shown in numbered(page).lists if shown.span] == ["{{reflist}}"]


@pytest.mark.parametrize(
    ("page", "conflicts"),
    [
        pytest.param("<ref name=a>A</ref><ref name=a>B</ref>", [True], id="other words"),
        pytest.param("<ref name=a>A b</ref><ref name=a> A  b </ref>", [False], id="other white space"),
        pytest.param("<ref name=a>A</ref><references><ref name=a>B</ref></references>", [True], id="other words in the list"),
        pytest.param("<ref name=a>A</ref><ref name=a group=n>B</ref>", [False, False], id="in another group"),
    ],
)
def test_the_first_of_several_definitions_counts(page: str, conflicts: list[bool]) -> None:
    assert listed(page)[0][2].startswith("A")
    assert [note.conflicts for shown in numbered(page).lists for note in shown.notes] == conflicts


def test_sub_references_count_within_their_note() -> None:
    page = (
        '<ref name=a details="p. 1">A</ref><ref name=a details="p. 2"/><ref>B</ref><ref name=a/><ref name=a details="p. 1"/><ref extends=a>p. 3</ref>'
    )
    assert listed(page) == [("", "1", "A"), ("", "1.1", "p. 1"), ("", "1.2", "p. 2"), ("", "1.3", "p. 3"), ("", "2", "B")]
    assert cited(page) == ["1.1", "1.2", "2", "1", "1.1", "1.3"]
    assert [marker.main for marker in numbered(page).markers] == ["1", "1", "", "", "1", "1"]


def test_a_note_spans_the_tag_that_defines_it() -> None:
    page = "<ref name=a/> <ref name=a>A</ref> {{efn|B}}"
    assert [page[slice(*note.span)] for shown in numbered(page).lists for note in shown.notes] == ["<ref name=a>A</ref>", "{{efn|B}}"]
