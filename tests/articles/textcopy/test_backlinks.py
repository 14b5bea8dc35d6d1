"""The links back to the text that entries show, and how many they are."""

from __future__ import annotations

import pytest

from citeaudit.articles.textcopy.backlinks import read_backlinks


@pytest.mark.parametrize(
    ("words", "rest", "count"),
    [
        pytest.param('a b c "Old". Echo.', '"Old". Echo.', 3, id="letters"),
        pytest.param("a bTitle", "Title", 2, id="a title glued to the last"),
        pytest.param('Jump up to: a b "Old".', '"Old".', 2, id="words before them"),
        pytest.param("a et b « Vieux »", "« Vieux »", 2, id="a small word before the last"),
        pytest.param("1.0 1.1 1.2 «Old»", "«Old»", 3, id="numbers of parts"),
        pytest.param("а б в «Старое»", "«Старое»", 3, id="Cyrillic"),
        pytest.param("أ ب «السد»", "«السد»", 2, id="Arabic"),
        pytest.param(" ".join("abcdefghijklmnopqrstuvwxyz") + " aa ab Old", "Old", 28, id="beyond z"),
        pytest.param('"A b". Echo.', '"A b". Echo.', 0, id="none"),
        pytest.param("a boat", "a boat", 0, id="words"),
        pytest.param("", "", 0, id="nothing"),
    ],
)
def test_backlinks(words: str, rest: str, count: int) -> None:
    length, found = read_backlinks(words)
    assert (words[length:], found) == (rest, count)
