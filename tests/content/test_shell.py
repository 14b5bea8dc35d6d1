"""A script shell has scripts and next to no words."""

from __future__ import annotations

import pytest

from citeaudit.content.shell import is_shell
from citeaudit.model import Page


@pytest.mark.parametrize(("words", "scripts", "shell"), [(0, 1, True), (19, 1, True), (20, 1, False), (0, 0, False)])
def test_is_shell(words: int, scripts: int, shell: bool) -> None:
    assert is_shell(Page(words=words, scripts=scripts)) is shell
