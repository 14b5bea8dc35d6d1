"""Sources beside those that templates made: only a semicolon parts them."""

from __future__ import annotations

import pytest

from citeaudit.articles.seams import with_free


@pytest.mark.parametrize(
    ("words", "starts"),
    [
        pytest.param("One, 2001; BOOK", [0, 11], id="before"),
        pytest.param("BOOK; One, 2001", [0, 6], id="after"),
        pytest.param("One, 2001. BOOK", [11], id="a full stop is doubtful"),
        pytest.param("BOOK One", [0], id="the book's own link"),
    ],
)
def test_a_semicolon_parts_a_link_from_a_template(words: str, starts: list[int]) -> None:
    book = words.index("BOOK")
    assert with_free(words, 0, [(book, book + 4)], [words.index("One")]) == starts


def test_without_a_link_there_is_no_other_source() -> None:
    assert with_free("See also; BOOK", 0, [(10, 14)], ()) == [10]
