"""The flow of a text in light markup: its words without markers, and the lines of its input."""

from __future__ import annotations

from citeaudit.articles.flow.flow import MARK, Growing, Item, SourceLines, holds, inside


def test_plain_words_have_no_markers_and_no_cuts() -> None:
    flow = Growing()
    flow.add(f"Old{MARK}  otters [1].")
    assert flow.whole().plain((0, flow.length)) == "Old otters [1]."
    assert flow.whole().plain((0, flow.length), [(12, 16)]) == "Old otters."


def test_lines_end_as_both_markups_know_them() -> None:
    lines = SourceLines("a\r\nbc\rd\u2028e\n")
    assert [lines.bounds(n) for n in range(5)] == [(0, 1), (3, 5), (6, 9), (10, 10), (10, 10)]
    assert [lines.at(offset) for offset in (0, 4, 8)] == [(1, 1), (2, 2), (3, 3)]


def test_a_span_of_lines_has_no_white_space_around_it() -> None:
    assert SourceLines("\n  a\n\n b \n\n").span(0, 5) == (3, 8)


def test_things_inside_a_span_and_around_a_place() -> None:
    items = [Item(span=(start, start + 2), source=(0, 0), place=1) for start in (0, 4, 8)]
    assert [item.span[0] for item in inside(items, (1, 8))] == [4]
    spans = [item.span for item in items]
    assert [holds(spans, at) for at in (0, 1, 2, 9, 10)] == [True, True, False, True, False]
