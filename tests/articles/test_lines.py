"""Lines of a text, and where it was broken to a width."""

from __future__ import annotations

import pytest

from citeaudit.articles.lines import joined, lines_of, wrap_width

WRAPPED = (
    "The otter lives in the valley, and it has been seen there by\nall who fish in the river after dark or go to the mill with\ntheir lamps on.\n"
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("a\nb\n", ["a", "b"], id="LF"),
        pytest.param("a\r\nb\r\n", ["a", "b"], id="CRLF"),
        pytest.param("a\rb", ["a", "b"], id="CR"),
        pytest.param("a\x85b", ["a", "b"], id="NEL"),
        pytest.param("a\u2028b\u2029c", ["a", "b", "c"], id="Unicode separators"),
        pytest.param("a\n\r\n\nb", ["a", "", "", "b"], id="mixed, blank lines"),
        pytest.param("naï\x85ve and â\x80\x85x", ["naï", "ve and â\x80\x85x"], id="NEL, and the last byte of a garbled sign"),
        pytest.param("Ð\x85", ["Ð\x85"], id="a garbled Cyrillic letter"),
        pytest.param("", [], id="empty"),
    ],
)
def test_line_ends(text: str, lines: list[str]) -> None:
    found = lines_of(text)
    assert [line.text for line in found] == lines
    assert all(text[line.start :].startswith(line.text) for line in found)
    assert [line.number for line in found] == list(range(1, len(lines) + 1))


def test_a_line_knows_its_indent_and_its_end() -> None:
    (line,) = lines_of("  \tword  ")
    assert (line.indent, line.words, line.end) == (8, "word", 7)


@pytest.mark.parametrize(
    ("text", "is_wrapped"),
    [
        pytest.param(WRAPPED, True, id="broken to a width"),
        pytest.param(
            "A long line that is one paragraph of its own, whole.\nShort one.\nAnother short one.\nAnd one.\n", False, id="one line a paragraph"
        ),
        pytest.param("word " * 60 + "\n" + "word " * 60 + "\nend\n", False, id="too wide"),
        pytest.param("a b\nc d\ne f\n", False, id="too narrow"),
        pytest.param("", False, id="empty"),
    ],
)
def test_wrap_width(text: str, is_wrapped: bool) -> None:
    assert bool(wrap_width(lines_of(text))) is is_wrapped


@pytest.mark.parametrize(
    ("text", "words", "is_mended"),
    [
        pytest.param("Otters\n   swim", "Otters swim", False, id="words"),
        pytest.param("http://a.example.org/the-\n  valley/", "http://a.example.org/the-valley/", True, id="after a hyphen"),
        pytest.param("http://a.example.org/the\n/valley.html Echo", "http://a.example.org/the/valley.html Echo", True, id="the rest has a slash"),
        pytest.param("http://a.example.org/?id=\notters", "http://a.example.org/?id=otters", True, id="after an equals sign"),
        pytest.param(
            "http://a.example.org/the\nvalley. Echo", "http://a.example.org/the valley. Echo", False, id="a word that may be the sentence's"
        ),
        pytest.param("http://a.example.org/\nRetrieved 2015-05-05", "http://a.example.org/ Retrieved 2015-05-05", False, id="a word after a slash"),
        pytest.param("http://a.example.org/a\nhttp://b.example.org/", "http://a.example.org/a http://b.example.org/", False, id="another address"),
    ],
)
def test_joins_lines_and_broken_addresses(text: str, words: str, is_mended: bool) -> None:
    assert joined(lines_of(text)) == (words, is_mended)


def test_a_word_that_was_broken_behind_its_hyphen_is_one_again() -> None:
    lines = lines_of("graft-\n   versus-host, ISBN 978-0-385-\n   26094-7, doi:10.1000/\n   otter.5, pre-\n   and post-war\n")
    assert joined(lines) == ("graft-versus-host, ISBN 978-0-385-26094-7, doi:10.1000/otter.5, pre- and post-war", False)


def test_the_width_of_a_text_that_is_indented_as_a_whole() -> None:
    text = (
        "   The river runs through all of the valley and it has many\n   birds that have long legs, and some that have none of that\n"
        "   kind of legs.\n"
    )
    assert wrap_width(lines_of(text)) == 61
