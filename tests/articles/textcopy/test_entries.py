"""The lists of references of a plain-text copy."""

from __future__ import annotations

import pytest

from citeaudit.articles.lines import lines_of
from citeaudit.articles.textcopy.entries import ReferenceList, find_lists


def lists(text: str, cited: int = 0) -> tuple[ReferenceList, ...]:
    return find_lists(lines_of(text), cited)


def entries(text: str, cited: int = 0) -> list[tuple[str, str]]:
    """The printed number and the words of every entry."""
    return [(entry.printed, entry.words) for found in lists(text, cited) for entry in found.entries]


@pytest.mark.parametrize(
    ("line", "printed", "words"),
    [
        pytest.param("  1. ^ Echo", "1", "Echo", id="number and caret"),
        pytest.param("^ Echo", "", "Echo", id="caret alone"),
        pytest.param('^"Echo"', "", '"Echo"', id="no space after the caret"),
        pytest.param("↑ Echo", "", "Echo", id="arrow"),
        pytest.param("12) ⇑ Echo", "12", "Echo", id="bracket after the number, other arrow"),
        pytest.param("- ^ Echo", "", "Echo", id="bullet"),
        pytest.param("[3] ^ Echo", "3", "Echo", id="number in brackets"),
        pytest.param("a. ^ Echo", "a", "Echo", id="letter"),
        pytest.param("1. Jump up ^ Echo", "1", "Echo", id="label before the caret"),
        pytest.param("1. ^ Jump up to: a b Echo", "1", "Echo", id="label and letters"),
        pytest.param("1. ↑ Hochspringen nach: a b c Echo", "1", "Echo", id="label in German"),
        pytest.param("^ a bEcho", "", "Echo", id="the last letter glued to the title"),
        pytest.param('^ a b"Echo"', "", '"Echo"', id="the last letter glued to a mark"),
        pytest.param("^ a b c d e f g h i j k l m n o p q r s Echo", "", "Echo", id="letters to s"),
        pytest.param(f"^ {' '.join('abcdefghijklmnopqrstuvwxyz')} aa ab Echo", "", "Echo", id="letters beyond z"),
        pytest.param("↑ 1.0 1.1 1.2 Echo", "", "Echo", id="numbers with parts"),
        pytest.param("↑ 12,0 12,1 Echo", "", "Echo", id="numbers with a comma"),
        pytest.param("↑ 1 2 3 Echo", "", "Echo", id="numbers"),
        pytest.param("↑ a b et c Écho", "", "Écho", id="a joining word"),
        pytest.param("↑ أ ب «صدى»", "", "«صدى»", id="Arabic letters"),
        pytest.param("↑ а б в Эхо", "", "Эхо", id="Cyrillic letters"),
        pytest.param("↑ 가 나 메아리", "", "메아리", id="Korean letters"),
        pytest.param("^ a b題目", "", "題目", id="Latin letters glued to a title without capitals"),
        pytest.param("↑ 가나 메아리", "", "가나 메아리", id="a Korean word"),
        pytest.param("^ a bank in the town", "", "a bank in the town", id="a title that begins with a"),
        pytest.param("^ A b", "", "A b", id="a title that begins with A"),
        pytest.param("127. ^", "127", "", id="empty"),
    ],
)
def test_ways_back(line: str, printed: str, words: str) -> None:
    assert entries(f"Text.\n\n{line}\n") == [(printed, words)]


def test_a_label_without_a_number_is_one_where_it_repeats() -> None:
    assert entries("Jump up ^ Echo\nJump up ^ Post\n") == [("", "Echo"), ("", "Post")]
    assert entries("The value x ^ 2\n") == []


def test_wrapped_entries() -> None:
    text = '   1. ^ "Otters". The\n      Echo. 2015.\n   2. ^ "Mills".\n      Post.\n Wikimedia Commons has media of it.\n'
    assert entries(text) == [("1", '"Otters". The Echo. 2015.'), ("2", '"Mills". Post.')]


def test_wrapped_entries_without_indent() -> None:
    text = (
        '^ "The otters of the valley and what became of them after". The\nValley Echo. Otter Press, Marl Harbour. 5 May 2015. Retrieved\n'
        '2016-06-06.\n^ "Mills of the valley". Echo.\nFurther reading\n'
    )
    assert [words[-11:] for _, words in entries(text)] == ["2016-06-06.", 'ley". Echo.']


def test_a_leaked_line_takes_a_number_and_is_no_entry() -> None:
    text = "  1. ^ Echo\n  2. .mw-parser-output{color:\n     red}\n  3. ^ Post\n"
    (found,) = lists(text)
    assert [(entry.printed, entry.words) for entry in found.entries] == [("1", "Echo"), ("3", "Post")]
    assert found.lines == {1, 2, 3, 4}


def test_text_after_the_list_is_not_its() -> None:
    assert entries("1. ^ Echo\n\nExternal links[]\n\nOfficial site\n") == [("1", "Echo")]


def test_an_entry_keeps_its_place_and_its_words_as_printed() -> None:
    text = "Text.\n  1. ^ Echo\n     Post  \n"
    (entry,) = lists(text)[0].entries
    assert text[slice(*entry.span)] == "1. ^ Echo\n     Post"
    assert text[slice(*entry.words_span)] == "Echo\n     Post"
    assert (entry.line, entry.column) == (2, 3)


def test_two_lists_are_parted_by_text() -> None:
    found = lists("Notes\n\n^ A note.\n\nReferences\n\n^ Echo\n^ Post\n")
    assert [len(each.entries) for each in found] == [1, 2]
    assert all(each.has_carets for each in found)


def test_text_between_rising_numbers_does_not_part_a_list() -> None:
    assert entries("1. ^ Echo\n\nAn advertisement\n\n2. ^ Post\n") == [("1", "Echo"), ("2", "Post")]


@pytest.mark.parametrize(
    ("text", "cited", "found"),
    [
        pytest.param("Old [1].\n\n[1] Echo\n[2] Post\n    2015\n", 1, [("1", "Echo"), ("2", "Post 2015")], id="numbers in brackets"),
        pytest.param("Old [1].\n\n[1]: Echo\n", 1, [("1", "Echo")], id="one entry, colon"),
        pytest.param("Old.[1]\n\n[1]\n\n[2] Echo\n\n[3]\n", 1, [("1", ""), ("2", "Echo"), ("3", "")], id="empty entries"),
        pytest.param(
            'Do:\n1. go\n2. stop\n\nOld.[1]\n\n1. "Echo". 2015.\n2. Post, 2016.\n',
            1,
            [("1", '"Echo". 2015.'), ("2", "Post, 2016.")],
            id="numbered list",
        ),
        pytest.param("Do:\n1. go\n2. stop\n", 0, [], id="a numbered list in prose"),
        pytest.param("Do:\n1. go in 2015\n2. stop in 2016\n\nOld.[1] New.[2] So.[3]\n", 3, [], id="too short for the markers"),
        pytest.param("1. opened in 1998\n2. closed in 1999\n", 0, [], id="a list of years in prose"),
        pytest.param("1. opened in 1998.[1]\n2. closed in 1999.[2]\n", 2, [], id="a list in prose with markers"),
        pytest.param('1. "Echo"\n2. https://a.example.org/b\n', 0, [("1", '"Echo"'), ("2", "https://a.example.org/b")], id="a list alone"),
        pytest.param("[1] alone\n", 0, [], id="one line in brackets that nothing cites"),
    ],
)
def test_lists_without_carets(text: str, cited: int, found: list[tuple[str, str]]) -> None:
    assert entries(text, cited) == found


@pytest.mark.parametrize(
    ("tail", "words"),
    [
        pytest.param(
            "https://a.example.org/aaa/\nbbb/ccc\n/ddd.html\nExternal links\n", "https://a.example.org/aaa/bbb/ccc/ddd.html", id="over three lines"
        ),
        pytest.param("<https://a.example.org/aa-\nbb>.\nMenu\n", "<https://a.example.org/aa-bb>.", id="after a hyphen, in angle brackets"),
        pytest.param("https://a.example.org/aa\nExternal_links\n", "https://a.example.org/aa", id="words with underscores"),
        pytest.param("https://a.example.org/aa\nNavigation menu\n", "https://a.example.org/aa", id="words"),
        pytest.param("https://a.example.org/aa-\n\nbb/cc\n", "https://a.example.org/aa-", id="a blank line"),
    ],
)
def test_a_broken_address_in_the_last_entry(tail: str, words: str) -> None:
    ((entry,),) = [found.entries for found in find_lists(lines_of(f"Old.[1]\n\n1. ^ {tail}"), 1)]
    assert entry.words == words


def words_of_lists(text: str) -> list[list[str]]:
    return [[entry.words for entry in found.entries] for found in find_lists(lines_of(text), 1)]


def test_a_bare_caret_among_numbered_entries_is_a_formula() -> None:
    assert words_of_lists("   {\\displaystyle\n   ^{2}f}\n\n   ^A note of a table\n\n   1. ^ Echo\n   2. ^ Post\n") == [["Echo", "Post"]]


def test_a_list_of_one_entry_ends_where_the_next_begins_at_1() -> None:
    assert words_of_lists("   1. ^ A note\n   1. ^ Echo\n   2. ^ Post\n") == [["A note"], ["Echo", "Post"]]


def test_a_list_whose_items_all_print_1_is_one() -> None:
    assert words_of_lists("1. ^ Echo\n1. ^ Post\n1. ^ Mill\n") == [["Echo", "Post", "Mill"]]


def test_an_item_beside_the_last_entry_is_not_its() -> None:
    assert words_of_lists("  14. ^ Echo, a paper\n      in two lines\n    * Otters at a dictionary\n") == [["Echo, a paper in two lines"]]


def test_a_heading_below_the_last_entry_is_not_its() -> None:
    text = "   1. ^ Otter, Ada, the long book of otters and all of their rivers, page 12.\n***** Links *****\n"
    assert words_of_lists(text)[0][0].endswith("page 12.")


def test_entries_that_show_no_sign_but_their_several_ways_back() -> None:
    assert words_of_lists("   1. 1 2 3 Echo\n   2. ↑ Post\n   3. 1 2 Mill\n") == [["Echo", "Post", "Mill"]]


def test_numbers_in_brackets_behind_bullets() -> None:
    assert words_of_lists("Old [1].\n\n* [1] http://a.example\n* [2] http://b.example\n") == [["http://a.example", "http://b.example"]]
