"""Headings of a plain-text copy, in each way a copy shows them."""

from __future__ import annotations

import pytest

from citeaudit.articles.lines import lines_of
from citeaudit.articles.textcopy.headings import find_headings, widest_heading


def found(text: str, *apart: int) -> list[tuple[str, int]]:
    return [(heading.words, heading.level) for heading in find_headings(lines_of(text), apart)]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        pytest.param("Lead.\n\nRivers[]\n\nText.\n\nMills[]\nText.\n", [("Rivers", 1), ("Mills", 1)], id="empty edit links"),
        pytest.param("Lead.\nRivers[edit]\nText.\nMills[edit]\nText.\n", [("Rivers", 1), ("Mills", 1)], id="edit links, no blank lines"),
        pytest.param("X.\n\nFleuves[modifier | modifier le code]\n\nTexte.\n", [("Fleuves", 1)], id="edit link in French, once"),
        pytest.param("X。\n\n河流[编辑]\n\n文字。\n", [("河流", 1)], id="edit link in Chinese"),
        pytest.param("== Rivers ==\nText.\n=== The Marl ===\nText.\n", [("Rivers", 1), ("The Marl", 2)], id="equals signs"),
        pytest.param("***** Rivers[edit] *****\nText.\n**** The Marl[edit] ****\n", [("Rivers", 1), ("The Marl", 2)], id="stars and edit links"),
        pytest.param("# Valley\n\n## Rivers\n\nText.\n", [("Valley", 1), ("Rivers", 2)], id="hashes"),
        pytest.param("Rivers\n======\nText.\nThe Marl\n--------\nText.\n", [("Rivers", 1), ("The Marl", 2)], id="underlined"),
        pytest.param("Lead.\n\nRivers\n\nThey are long.\n\nMills\n\nThey are old.\n", [("Rivers", 1), ("Mills", 1)], id="lines of their own"),
        pytest.param(
            "Lead.\n\n\nRivers\n\nText.\n\nA caption\n\nText.\n\n\nMills\n\nText.\n", [("Rivers", 1), ("Mills", 1)], id="two blank lines before"
        ),
    ],
)
def test_finds_headings(text: str, headings: list[tuple[str, int]]) -> None:
    assert found(text) == headings


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It was built.[citation needed]\nIt fell.[citation needed]\nIt[citation needed] stood.\n", id="an inline remark"),
        pytest.param("Lead.\n\nShe said no.\n\nText.\n", id="a sentence of its own"),
        pytest.param("Lead.\n\n- one\n\n- two\n\nText.\n", id="items of a list"),
        pytest.param("Lead.\n\nit goes on\n\nText.\n", id="small letters"),
        pytest.param("Lead.\n\nOfficial site\n\n", id="the last line"),
        pytest.param("Lead.\n\nOld.[a] New\n\nText.\n", id="a line with a marker"),
        pytest.param("a == b and c == d\n", id="signs in a line"),
        pytest.param("A box of the page\n====================================\nText.\n", id="a rule that underlines nothing"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert found(text) == []


def test_lines_apart_are_no_headings() -> None:
    assert found("Title\n\nRivers\n\nText.\n", 3) == []


@pytest.mark.parametrize("line", ["**** Spanish[edit] ****     **** English[edit] ****\n", "== Spanish ==   == English ==\n"])
def test_two_headings_side_by_side(line: str) -> None:
    assert found(line) == [("Spanish", 1), ("English", 1)]


def test_the_widest_heading_is_the_title() -> None:
    widest = widest_heading(lines_of("****** Otter ******\nText\n***** Rivers *****\n***** Mills *****\n"))
    assert widest is not None
    assert (widest.words, widest.lines) == ("Otter", (1,))
    assert widest_heading(lines_of("== Rivers ==\n== Mills ==\n")) is None
    assert widest_heading(lines_of("Text\n")) is None


def test_a_heading_that_goes_on_in_the_next_line() -> None:
    headings = find_headings(lines_of("Text\n**** Weirs in the upper\nvalley[edit] ****\nText\n**** Mills[edit] ****\nText\n"))
    assert [(heading.words, heading.lines) for heading in headings] == [("Weirs in the upper valley", (2, 3)), ("Mills", (5,))]


def test_an_item_of_an_inner_list_is_no_heading() -> None:
    assert found("Text\n\n****** Rivers ******\nText\n                # 2.4 Mills\n") == [("Rivers", 1)]
