"""Lists of references that no footnotes announce: which items of a text they are."""

from __future__ import annotations

from citeaudit.articles.flow.flow import Anchor, Flow, Growing, Heading, Item, Mark
from citeaudit.articles.flow.sourcelists import find_source_lists


def flow_of(*lines: str) -> Flow:
    """`#` begins a heading, `-` an item with a link, `+` an item without one, `[1]` is a marker."""
    growing = Growing()
    place = 0
    for line in lines:
        sign, words = line[0], line[1:]
        start, end = growing.add(words if sign in "#-+" else line)
        if sign == "#":
            place += 1
            growing.headings.append(Heading(span=(start, end), source=(0, 0), level=2))
        elif sign in "-+":
            growing.items.append(Item(span=(start, end), source=(0, 0), place=place))
            growing.anchors += [Anchor(span=(start, end), url="http://a.example")] if sign == "-" else []
        elif "[1]" in line:
            at = start + line.index("[1]")
            growing.marks.append(Mark(span=(at, at + 3), source=(0, 0), number="1"))
        growing.end_block(start, (0, 0))
    return growing.whole()


def headings(*lines: str) -> list[str]:
    return [found.heading for found in find_source_lists(flow_of(*lines))]


def test_the_list_that_markers_count_need_not_be_the_last() -> None:
    assert headings("Old [1].", "#Reeds", "-A", "#Otters", "+B") == ["Reeds"]


def test_a_known_heading_comes_before_the_end_of_the_text() -> None:
    assert headings("Old.", "#Quellen", "-A", "#Weblinks", "-B") == ["Quellen"]


def test_in_an_unknown_language_the_first_section_of_sources_at_the_end_is_taken() -> None:
    assert headings("Old.", "#Lutren", "-X", "Words.", "#Eins", "-A", "#Zwei", "-B") == ["Eins"]


def test_lists_of_words_are_no_references() -> None:
    assert headings("Old.", "#Otters", "+A", "+B", "-C") == []
    assert headings("Old.", "#Otters", "-A", "More words follow.") == []


def test_items_without_numbers_and_links_are_not_what_markers_count() -> None:
    assert headings("Old [1].", "#History", "+Introduced in 2010", "#References", "-B") == ["References"]
    assert headings("Old [1].", "#History", "+Introduced in 2010") == []
