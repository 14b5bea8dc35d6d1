"""Bar charts are well-formed, true to scale and readable whatever a label holds."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.drawing import COUNT, LONGEST, WIDTH, bars

SVG = "{http://www.w3.org/2000/svg}"


def parts(picture: str) -> tuple[list[str], list[float]]:
    """The words of a picture without its title, and the lengths of its bars."""
    root = ElementTree.fromstring(picture)
    words = [element.text or "" for element in root.findall(f"{SVG}text")][1:]
    return words, [float(bar.get("width", "")) for bar in root.findall(f"{SVG}rect")][1:]


def test_label_and_count_of_each_row_in_order() -> None:
    words, _ = parts(bars("Citations", [("press", 12), ("unknown", 4)], unit="citations"))
    assert words == ["press", "12", "unknown", "4"]


def test_bars_are_to_scale_and_leave_room_for_the_count() -> None:
    _, lengths = parts(bars("Citations", [("a", 10), ("b", 5), ("c", 0)], unit="citations"))
    assert lengths == [WIDTH - COUNT, (WIDTH - COUNT) / 2, 1]


def test_the_accessible_name_tells_all() -> None:
    picture = ElementTree.fromstring(bars("Sources by status", [("a" * 90, 3), ("lost", 1)], unit="sources"))
    assert picture.get("aria-label") == f"Sources by status. {'a' * 90}: 3 sources; lost: 1 sources"


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), "x" * (LONGEST - 1) + "…"),
        ("報" * (LONGEST // 2), "報" * (LONGEST // 2)),
        ("報" * LONGEST, "報" * (LONGEST // 2 - 1) + "…"),
    ],
    ids=["fits", "long", "wide fits", "wide long"],
)
def test_a_label_that_is_too_long_is_cut(label: str, shown: str) -> None:
    words, _ = parts(bars("Citations", [(label, 1)], unit="citations"))
    assert words[0] == shown


def test_an_empty_picture_has_its_title_alone() -> None:
    assert ElementTree.fromstring(bars("Citations", [], unit="citations")).get("aria-label") == "Citations"


@given(st.text(), st.lists(st.tuples(st.text(), st.integers(0, 10**6)), max_size=5))
def test_any_words_make_well_formed_xml(title: str, rows: list[tuple[str, int]]) -> None:
    _, lengths = parts(bars(title, rows, unit="citations"))
    assert len(lengths) == len(rows)
    assert all(0 < length <= WIDTH - COUNT for length in lengths)
