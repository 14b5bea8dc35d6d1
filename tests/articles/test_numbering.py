"""Numbers of references in the styles of their groups, and what labels of markers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.numbering import STYLES, group_and_number, styled


@pytest.mark.parametrize(
    ("label", "place", "stated", "named"),
    [
        pytest.param("7", 0, "", ("", "7"), id="main list"),
        pytest.param("1.2", 0, "", ("", "1.2"), id="sub-reference"),
        pytest.param("note 2", 0, "", ("note", "2"), id="group with a space"),
        pytest.param("N1", 0, "", ("N", "1"), id="group without a space"),
        pytest.param("註 3", 0, "", ("註", "3"), id="group in Chinese"),
        pytest.param("۱۲", 0, "", ("", "12"), id="Persian digits"),
        pytest.param("১", 0, "", ("", "1"), id="Bengali digits"),
        pytest.param("a", 1, "", ("lower-alpha", "a"), id="first letter"),
        pytest.param("aa", 27, "", ("lower-alpha", "aa"), id="after z"),
        pytest.param("i", 9, "", ("lower-alpha", "i"), id="the ninth i is a letter"),
        pytest.param("i", 1, "", ("lower-roman", "i"), id="the first i is a number"),
        pytest.param("IV", 4, "", ("upper-roman", "IV"), id="Roman capitals"),
        pytest.param("β", 2, "", ("lower-greek", "β"), id="Greek"),
        pytest.param("C", 0, "", ("upper-alpha", "C"), id="a letter whose place is not known"),
        pytest.param("†", 1, "", ("", "†"), id="a sign of its own"),
        pytest.param("1", 1, "note", ("note", "1"), id="group stated in markup"),
        pytest.param("lower-alpha 3", 3, "lower-alpha", ("lower-alpha", "c"), id="Parsoid writes the number, readers see the letter"),
        pytest.param("9" * 5000, 0, "lower-roman", ("lower-roman", "9" * 5000), id="an absurd number"),
    ],
)
def test_labels(label: str, place: int, stated: str, named: tuple[str, str]) -> None:
    assert group_and_number(label, place, stated) == named


@given(st.sampled_from(STYLES), st.integers(1, 399))
def test_a_styled_number_is_recognised_at_its_place(style: str, number: int) -> None:
    group, shown = group_and_number(styled(style, number), number)
    assert shown == styled(style, number)
    assert styled(group, number) == shown


def test_groups_without_a_style_count_in_digits() -> None:
    assert [styled("note", 12), styled("", 3), styled("lower-alpha", 100_000)] == ["12", "3", "100000"]
