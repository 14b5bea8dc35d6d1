"""A script shell has scripts and next to no words."""

from __future__ import annotations

import pytest

from citeaudit.content.shell import is_shell
from citeaudit.model import Page


@pytest.mark.parametrize(("words", "scripts", "shell"), [(0, 1, True), (19, 1, True), (20, 1, False), (0, 0, False)])
def test_is_shell(words: int, scripts: int, shell: bool) -> None:
    assert is_shell(Page(words=words, scripts=scripts)) is shell


@pytest.mark.parametrize(
    ("text", "words", "shell"),
    [
        pytest.param(
            "This website requires JavaScript in order to function. Please enable JavaScript and reload the page.", 26, True, id="asks for scripts"
        ),
        pytest.param("Для просмотра сайта включите JavaScript в настройках своего браузера.", 30, True, id="in Russian"),
        pytest.param("This website requires JavaScript in order to function.", 40, False, id="on a page with more to read"),
        pytest.param("The ministry published the report on Monday.", 26, False, id="a short text"),
    ],
)
def test_words_that_ask_for_scripts_are_no_text(text: str, words: int, shell: bool) -> None:
    assert is_shell(Page(text=text, words=words, scripts=1)) is shell
