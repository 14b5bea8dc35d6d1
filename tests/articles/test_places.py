"""Where elements stand in a page's text."""

from __future__ import annotations

import pytest

from citeaudit.articles.page.masthead import parse
from citeaudit.articles.places import Lines, spans_of


def spans(page: str, *tags: str) -> list[str]:
    """What stands in the page at the spans of its elements, in order."""
    root = parse(page)
    assert root is not None
    wanted = list(root.iter(*tags))
    found = spans_of(page, root, set(wanted))
    return [page[slice(*found[element])] for element in wanted]


def test_an_element_is_found_with_its_tags() -> None:
    assert spans("<p>x<sup id='a'>[1]</sup>y", "sup") == ["<sup id='a'>[1]</sup>"]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("<ol><li>a<li>b</ol>", ["<li>a", "<li>b"], id="no end tags"),
        pytest.param("<ol><li>a<ul><li>b</li></ul></li></ol>", ["<li>a<ul><li>b</li></ul></li>", "<li>b</li>"], id="nested"),
        pytest.param("<ol><li>a<ul><li>b</ul><li>c</ol>", ["<li>a<ul><li>b</ul>", "<li>b", "<li>c"], id="nested without end tags"),
        pytest.param("<OL><LI>a</LI></OL>", ["<LI>a</LI>"], id="capitals"),
        pytest.param("<!-- <li>no</li> --><ol><li>a</li></ol>", ["<li>a</li>"], id="comment"),
        pytest.param('<ol><li id=x>a</li></ol><p data-mw=\'{"html":"<li id=x>no"}\'>', ["<li id=x>a</li>"], id="a tag in an attribute"),
        pytest.param('<p title="<li>no"><ol><li>a</li></ol>', ["<li>a</li>"], id="a tag in an attribute before"),
        pytest.param("<script>'<li>no'</script><ol><li>a</li></ol>", ["<li>a</li>"], id="script"),
        pytest.param("<ol><li>a", ["<li>a"], id="the page ends"),
    ],
)
def test_list_items(page: str, found: list[str]) -> None:
    assert spans(page, "li") == found


def test_ids_tell_apart_what_order_does_not() -> None:
    page = "<ol><li id='b&amp;c'>1</li><li>2</li><li id='a'>3</li></ol>"
    assert spans(page, "li") == ["<li id='b&amp;c'>1</li>", "<li>2</li>", "<li id='a'>3</li>"]


def test_what_is_not_wanted_takes_its_place_all_the_same() -> None:
    page = "<h2>Contents</h2><p>x</p><h2>History</h2>"
    root = parse(page)
    assert root is not None
    second = list(root.iter("h2"))[1]
    assert {page[slice(*span)] for span in spans_of(page, root, {second}).values()} == {"<h2>History</h2>"}


def test_lines_and_columns_count_from_one() -> None:
    lines = Lines("ab\ncd\n\ne")
    assert [lines.at(offset) for offset in (0, 2, 3, 6, 7)] == [(1, 1), (1, 3), (2, 1), (3, 1), (4, 1)]


@pytest.mark.parametrize(
    "rubbish",
    [
        pytest.param('<a "' * 20_000, id="open quotes"),
        pytest.param('<li id="x' * 5_000, id="open list items"),
        pytest.param("<" * 100_000, id="signs"),
        pytest.param("<!--" * 20_000 + "-->", id="comments"),
        pytest.param("words <p>" * 50_000, id="other tags"),
    ],
)
def test_what_is_broken_takes_no_long_time(rubbish: str) -> None:
    page = f'<ol><li id="cite_note-1">Pears</li></ol>{rubbish}'
    root = parse(page)
    assert root is not None
    item = next(root.iter("li"))
    start, end = spans_of(page, root, {item})[item]
    assert page[start:end].startswith('<li id="cite_note-1">Pears')
