"""The brackets that may be markers: their groups and numbers, and what stands around them."""

from __future__ import annotations

import pytest

from citeaudit.articles.textcopy.brackets import find_brackets, ordinal


def found(text: str) -> list[tuple[str, str]]:
    return [(bracket.group, bracket.number) for bracket in find_brackets(text)]


def test_groups_and_numbers() -> None:
    assert found("Old.[1] New.[note_2] So.[註 3] And.[a] Or [sic] [2015].") == [
        ("", "1"),
        ("note", "2"),
        ("註", "3"),
        ("lower-alpha", "a"),
        ("", "2015"),
    ]


@pytest.mark.parametrize(("text", "number"), [("Old.[i] New.[iii]", "iii"), ("Old.[i] New.[v]", "v")])
def test_roman_numbers(text: str, number: str) -> None:
    assert found(text)[1] == ("lower-roman", number)


def test_an_i_behind_an_a_is_a_letter() -> None:
    assert found("Old.[a] New.[i]") == [("lower-alpha", "a"), ("lower-alpha", "i")]


def test_the_pages_behind_brackets_and_the_caret_before_them_are_theirs() -> None:
    text = "Old.[3]: 12  New."
    assert [text[slice(*bracket.span)] for bracket in find_brackets(text)] == ["[3]: 12"]
    raised = "Old.^[3] New.^\n [4]"
    assert [raised[slice(*bracket.span)] for bracket in find_brackets(raised)] == ["^[3]", "^\n [4]"]


@pytest.mark.parametrize(
    ("text", "is_attached", "is_apart"),
    [
        ("Old.[note 1] New", True, False),
        ("[note 1]nd", False, False),
        ("Old\n[note 1] new", True, True),
        ("Cell   [note 1]", True, False),
        ("A word [note 1] here", False, True),
        ("[a]nd [b]", False, False),
    ],
)
def test_what_stands_around(text: str, is_attached: bool, is_apart: bool) -> None:
    first = find_brackets(f" {text}")[0]
    assert (first.is_attached, first.is_apart) == (is_attached, is_apart)


@pytest.mark.parametrize(
    ("number", "group", "count"), [("7", "", 7), ("1.2", "", 0), ("c", "lower-alpha", 3), ("aa", "lower-alpha", 27), ("iv", "lower-roman", 4)]
)
def test_ordinals(number: str, group: str, count: int) -> None:
    assert ordinal(number, group) == count
