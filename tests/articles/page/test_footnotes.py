"""Lists of references and markers, tied together by group and number."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.footnotes import Footnotes, find_footnotes
from citeaudit.articles.page.masthead import parse


def footnotes(page: str) -> Footnotes:
    root = parse(page)
    assert root is not None
    return find_footnotes(root)


def keys(found: Footnotes) -> list[tuple[str, str]]:
    return [(note.group, note.number) for note in found.notes]


def cited(found: Footnotes) -> list[tuple[str, str, bool]]:
    """Group and number of each marker, and whether it leads to an entry."""
    return [(marker.group, marker.number, marker.footnote is not None) for marker in found.markers]


def marker(name: str, shown: str, attributes: str = "") -> str:
    return f'<sup id="cite_ref-{name}" class="reference"><a href="#cite_note-{name}"{attributes}>{shown}</a></sup>'


def listed(*names: str, attributes: str = 'class="references"') -> str:
    items = "".join(f'<li id="cite_note-{name}"><a href="#cite_ref-{name}">^</a> Entry {name}</li>' for name in names)
    return f"<ol {attributes}>{items}</ol>"


@pytest.mark.parametrize(
    "attributes",
    [
        pytest.param('class="references"', id="legacy"),
        pytest.param('class="mw-references"', id="Parsoid"),
        pytest.param("", id="no class at all: the ids tell"),
    ],
)
def test_a_list_is_found_by_its_structure(attributes: str) -> None:
    found = footnotes(f"<p>Pears{marker('1', '[1]')} and plums{marker('2', '[2]')}.</p>{listed('1', '2', attributes=attributes)}")
    assert keys(found) == [("", "1"), ("", "2")]
    assert cited(found) == [("", "1", True), ("", "2", True)]


def test_entries_without_ids_are_counted() -> None:
    found = footnotes('<ol class="references" start="3"><li>Pears</li><li>Plums</li><li> </li></ol>')
    assert keys(found) == [("", "3"), ("", "4")]


def test_an_ordinary_list_is_none_of_references() -> None:
    assert footnotes("<ol><li>Pears</li><li>Plums</li></ol>") == Footnotes(notes=(), markers=())


def test_ordinary_lists_inside_an_entry_are_no_entries() -> None:
    found = footnotes('<ol class="references"><li id="cite_note-1">Both:<ul><li>Pears</li><li>Plums</li></ul></li></ol>')
    assert keys(found) == [("", "1")]


@pytest.mark.parametrize(
    ("shown", "group", "number"),
    [
        pytest.param("[note 1]", "note", "1", id="word"),
        pytest.param("&#91;n 1&#93;", "n", "1", id="letter"),
        pytest.param("[註 1]", "註", "1", id="Chinese"),
        pytest.param("[a]", "lower-alpha", "a", id="letters alone"),
        pytest.param("[i]", "lower-roman", "i", id="Roman numbers"),
        pytest.param('<span class="cite-bracket">&#91;</span>Anm. 1<span class="cite-bracket">&#93;</span>', "Anm.", "1", id="bracket elements"),
        pytest.param("【1】", "", "1", id="other brackets"),
        pytest.param("[১]", "", "1", id="Bengali digits"),
    ],
)
def test_the_marker_names_the_group(shown: str, group: str, number: str) -> None:
    found = footnotes(f"<p>Pears{marker('x-1', shown)}</p>{listed('x-1')}")
    assert keys(found) == [(group, number)]
    assert cited(found) == [(group, number, True)]


@pytest.mark.parametrize(
    ("marked", "list_attributes"),
    [
        pytest.param(marker("1", "[note 1]", ' data-mw-group="note"'), 'class="mw-references"', id="on the marker"),
        pytest.param(marker("1", "[note 1]"), 'class="mw-references" data-mw-group="note"', id="on the list"),
        pytest.param("", 'class="mw-references" data-mw-group="note"', id="on the list, without a marker"),
    ],
)
def test_parsoid_states_the_group(marked: str, list_attributes: str) -> None:
    found = footnotes(f"<p>Pears{marked}</p>{listed('1', attributes=list_attributes)}")
    assert keys(found) == [("note", "1")]


def test_parsoid_letters_are_those_that_readers_see() -> None:
    stated = ' data-mw-group="lower-alpha"'
    page = f"<p>{marker('1', '[lower-alpha 1]', stated)}{marker('2', '[lower-alpha 2]', stated)}</p>{listed('1', '2', '3')}"
    assert keys(footnotes(page)) == [("lower-alpha", "a"), ("lower-alpha", "b"), ("lower-alpha", "c")]


def test_numbers_restart_in_each_group() -> None:
    page = f"<p>{marker('1', '[1]')}{marker('2', '[note 1]')}{marker('3', '[2]')}</p>{listed('2')}{listed('1', '3')}"
    found = footnotes(page)
    assert keys(found) == [("note", "1"), ("", "1"), ("", "2")]
    assert not any(note.restarts for note in found.notes)


def test_numbers_that_restart_in_one_group_are_told_apart() -> None:
    page = "".join(f"<p>{marker(name, '[note 1]')}</p>{listed(name)}" for name in ("1", "2", "3"))
    found = footnotes(page)
    assert keys(found) == [("note", "1"), ("note list 2", "1"), ("note list 3", "1")]
    assert cited(found) == [("note", "1", True), ("note list 2", "1", True), ("note list 3", "1", True)]
    assert [note.restarts for note in found.notes] == [False, True, True]


def test_a_list_whose_markers_show_one_number_twice_is_numbered_by_place() -> None:
    found = footnotes(f"<p>{marker('1', '[1]')}{marker('2', '[1]')}</p>{listed('1', '2')}")
    assert keys(found) == [("", "1"), ("", "2")]
    assert cited(found) == [("", "1", True), ("", "2", True)]


def test_sub_references() -> None:
    inner = '<ol class="mw-subreference-list"><li id="cite_note-2"><a href="#cite_ref-2">^</a> p. 7</li><li id="cite_note-3">p. 9</li></ol>'
    page = f'<p>{marker("2", "[1.1]")}</p><ol class="references"><li id="cite_note-1">Pears {inner}</li><li id="cite_note-4">Plums</li></ol>'
    assert keys(footnotes(page)) == [("", "1"), ("", "1.1"), ("", "1.2"), ("", "2")]


@pytest.mark.parametrize(
    ("href", "identity"),
    [
        pytest.param("#cite_note-a-1", "cite_note-a-1", id="legacy"),
        pytest.param("./Pears#cite_note-a-1", "cite_note-a-1", id="Parsoid"),
        pytest.param("https://en.wikipedia.org/wiki/Pears#cite_note-a-1", "cite_note-a-1", id="saved by a browser"),
        pytest.param("#cite_note-%D0%B3%D1%80%D1%83%D1%88%D0%B0-1", "cite_note-груша-1", id="percent-encoded in the link"),
        pytest.param("#cite_note-груша-1", "cite_note-.D0.B3.D1.80.D1.83.D1.88.D0.B0-1", id="dots in the id"),
        pytest.param("#cite_note-a.FF-1", "cite_note-a.FF-1", id="dots that encode nothing"),
        pytest.param("#cite_note-a%20b-1", "cite_note-a_b-1", id="a space"),
    ],
)
def test_spellings_of_one_entry(href: str, identity: str) -> None:
    page = f'<p>Pears<sup class="reference"><a href="{href}">[1]</a></sup></p><ol><li id="{identity}">Entry</li></ol>'
    assert cited(footnotes(page)) == [("", "1", True)]


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        pytest.param('<sup class="reference">[1]</sup>', 1, id="a marker that lost its link"),
        pytest.param('<span class="mw-ref"><a href="#cite_note-1">[1]</a></span>', 1, id="early Parsoid"),
        pytest.param('<sup><a href="#cite_note-1">1</a></sup>', 1, id="no class, brackets left out"),
        pytest.param('<sup class="reference"><a href="#cite_note-1">[1]</a><a href="#cite_note-1">[1]</a></sup>', 2, id="two in one"),
        pytest.param('<sup class="reference">:12</sup>', 0, id="page numbers beside a marker"),
        pytest.param("m<sup>3</sup>", 0, id="a power"),
        pytest.param('<a href="#cite_note-1">see there</a>', 0, id="a link in running text"),
        pytest.param('<sup class="noprint">[<a href="/wiki/CN">citation needed</a>]</sup>', 0, id="another note in brackets"),
    ],
)
def test_what_is_a_marker(markup: str, count: int) -> None:
    found = footnotes(f"<p>Pears{markup}</p>{listed('1')}")
    assert cited(found) == [("", "1", True)] * count


def test_markers_without_an_entry_are_kept() -> None:
    found = footnotes(f"<p>{marker('1', '[1]')}{marker('2', '[note 2]')}</p>")
    assert cited(found) == [("", "1", False), ("note", "2", False)]
    assert found.notes == ()


def test_notes_that_a_template_lists_leave_the_others_their_numbers() -> None:
    notes = '<ol class="references"><li id="cnote_A"><a href="#ref_A_1">^</a> Not plums.</li></ol>'
    found = footnotes(
        f'<p>Pears<sup id="ref_A_1" class="reference"><a href="#cnote_A">[A]</a></sup> grow.{marker("1", "[1]")}</p>{notes}{listed("1")}'
    )
    assert keys(found) == [("upper-alpha", "A"), ("", "1")]
    assert cited(found) == [("upper-alpha", "A", True), ("", "1", True)]


def test_a_list_without_markers_is_told_apart_from_the_cited_one_below_it() -> None:
    notes = '<ol class="references"><li id="ficha_nota-1">↑ Not plums.</li></ol>'
    found = footnotes(f'<p>Pears grow.{marker("1", "[1]")} <a href="#ficha_nota-1">1</a></p>{notes}{listed("1")}')
    assert keys(found) == [("list 2", "1"), ("", "1")]
    assert cited(found) == [("", "1", True)]
