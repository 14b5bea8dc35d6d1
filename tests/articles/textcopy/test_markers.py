"""Which brackets are markers, and which list they lead to."""

from __future__ import annotations

import pytest

from citeaudit.articles.lines import lines_of
from citeaudit.articles.textcopy.brackets import find_brackets
from citeaudit.articles.textcopy.entries import find_lists
from citeaudit.articles.textcopy.markers import find_markers, highest, number_lists


def markers(text: str, *, several: bool = False) -> list[str]:
    """The markers as `group number`, and the numbers of the lists behind a bar."""
    brackets = find_brackets(text, several=several)
    lists = number_lists(find_lists(lines_of(text), 1), brackets)
    return [f"{marker.group} {marker.reference}".strip() for marker in find_markers(brackets, lists)]


def numbered(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.group, found.numbers) for found in number_lists(find_lists(lines_of(text), 1), find_brackets(text))]


LIST = "\n\n1. ^ Echo. 2015.\n2. ^ Post. 2016.\n3. ^ Mill. 2017.\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param("Old.[1] New.[2][3] Old again.[1]", ["1", "2", "3", "1"], id="markers"),
        pytest.param("Old [1]. New.", ["1"], id="a space before"),
        pytest.param("In 1998 [1998], case [240], page [12].", [], id="years and numbers"),
        pytest.param("We [sic] said […] and [...] to [pl; ru] in [Marl] [] [edit].", [], id="words and signs"),
        pytest.param("Old.[4]", ["4"], id="the next number has lost its entry"),
        pytest.param("Old.[3]: 12 New.[2]:5–7 So.", ["3", "2"], id="pages"),
        pytest.param("Old.[ 2 ]", ["2"], id="spaces inside"),
        pytest.param("Old.[٢]", ["2"], id="Arabic digits"),
        pytest.param("[B]ut [a] few said [a]nd left.", [], id="letters without a list"),
        pytest.param("Old.[note 1] New.[1]", ["1"], id="a group without a list"),
        pytest.param("One [1, 3] and [1–3].", [], id="several at once are no wiki's"),
    ],
)
def test_markers(body: str, found: list[str]) -> None:
    assert markers(body + LIST) == found


def test_several_numbers_in_one_pair_of_brackets() -> None:
    assert markers("Old [1, 3]. New [1–3].\n\n[1] Echo\n[2] Post\n[3] Mill\n", several=True) == ["1", "3", "1", "2", "3"]


def test_brackets_in_an_entry_are_no_markers() -> None:
    assert markers("Old.[1]\n\n1. ^ Otter House:[1]\n") == ["1"]


def test_a_group_is_tied_to_its_list() -> None:
    text = "Old.[note 1] New.[1] So.[2]\n\nNotes\n\n^ A note.[2]\n\nReferences\n\n^ Echo\n^ Post\n"
    assert numbered(text) == [("note", ("1",)), ("", ("1", "2"))]
    assert markers(text) == ["note 1", "1", "2", "2"]


def test_letters_are_tied_to_their_list() -> None:
    text = "Old.[a] New.[1] So.[b]\n\nNotes\n\na. ^ One.\nb. ^ Two.\n\nReferences\n\n1. ^ Echo\n"
    assert numbered(text) == [("lower-alpha", ("a", "b")), ("", ("1",))]
    assert markers(text) == ["lower-alpha a", "1", "lower-alpha b"]


def test_only_notes() -> None:
    text = "Old.[a] New.[b]\n\nNotes\n\na. ^ One.\nb. ^ Two.\n"
    assert numbered(text) == [("lower-alpha", ("a", "b"))]


def test_the_order_of_entries_counts_not_what_they_print() -> None:
    assert numbered("Old.[1] New.[2]\n\n1. ^ Echo\n3. ^ Post\n") == [("", ("1", "2"))]


def test_printed_numbers_count_where_markers_agree_with_them() -> None:
    assert numbered("Old.[1] New.[3] So.[4]\n\n1. ^ Echo\n3. ^ Post\n4. ^ Mill\n") == [("", ("1", "3", "4"))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("A.[1] B.[2]\n\nOne\n\n^ Echo\n\nTwo\n\n^ Post\n", [("", ("1", "2"))], id="a list in pieces, by the markers"),
        pytest.param("A.[1]\n\nOne\n\n1. ^ Echo\n\nTwo\n\n3. ^ Post\n", [("", ("1", "2"))], id="a list in pieces, by the printed numbers"),
        pytest.param("A.[1]\n\nOne\n\n^ Echo\n^ Post\n\nTwo\n\n^ Mill\n", [("", ("1", "2")), ("list 2", ("1",))], id="a list nobody leads to"),
    ],
)
def test_several_lists_without_groups(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert numbered(text) == found


@pytest.mark.parametrize(
    ("numbers", "known", "top"),
    [
        ([], 5, 0),
        ([1, 2, 3, 2015], 0, 3),
        ([1, 2, 5], 0, 5),
        ([1, 6], 0, 1),
        ([2015], 0, 0),
        ([2015], 5, 0),
        ([3, 2015], 5, 5),
        ([3, 7, 10], 5, 10),
    ],
)
def test_highest(numbers: list[int], known: int, top: int) -> None:
    assert highest(numbers, known) == top


def test_groups_of_copies_that_write_links_with_underscores() -> None:
    text = "Old.[note_1] New.[1]\n\n   1. ^ A note.\n\n   1. ^ Echo\n"
    assert markers(text) == ["note 1", "1"]


@pytest.mark.parametrize("body", ["They were seen there\n[note 1][disputed] and so.", "Name   [note 1]\n", "Name\n[note 1]\n", "0.2 ^[note 1]"])
def test_a_group_at_the_beginning_of_a_line_or_in_a_cell_is_a_marker(body: str) -> None:
    assert [group for group, _ in numbered(f"{body}\n\n1. ^ A note.\n")] == ["note"]


def test_a_group_before_a_word_of_a_script_without_spaces() -> None:
    assert markers("貓[註 1]是。[1]\n\n1. ^ 甲\n\n1. ^ 乙\n") == ["註 1", "1"]


def test_roman_numbers_where_no_letter_a_is() -> None:
    text = "Old.[i] New.[1] So.[ii]\n\n   1. ^ One.\n   2. ^ Two.\n\nReferences\n\n   1. ^ Echo\n"
    assert numbered(text) == [("lower-roman", ("i", "ii")), ("", ("1",))]
    assert markers(text) == ["lower-roman i", "1", "lower-roman ii"]


def test_numbers_of_links_without_words_are_no_markers() -> None:
    body = "Old.[1] New.[2] So.[3]\nPrograms such as Viewer [1], Maker [2] and others do."
    assert markers(f"{body}{LIST}\nLinks\n\n    * [1] Proof\n") == ["1", "2", "3"]
    assert markers("Old [1]. New [2]. So [3]." + LIST) == ["1", "2", "3"]


def test_where_raised_words_have_a_caret_numbers_below_the_line_are_no_markers() -> None:
    assert markers("Old.^[1] C^\n [2]H [3]O is sugar.^[2] So.^[3]" + LIST) == ["1", "2", "3"]
