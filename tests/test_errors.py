"""An error says where, what and what to do, in one line, and carries the exit code of the contract."""

from __future__ import annotations

import pytest

from citeaudit.errors import CiteauditError, InputError, UsageError


@pytest.mark.parametrize(("kind", "code"), [(CiteauditError, 70), (UsageError, 2), (InputError, 3)])
def test_exit_codes(kind: type[CiteauditError], code: int) -> None:
    assert kind("x").exit_code == code


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (InputError("is empty", where="a.txt", hint="give another"), "a.txt: is empty; give another"),
        (InputError("is empty", where="a.txt"), "a.txt: is empty"),
        (InputError("is empty"), "is empty"),
    ],
)
def test_the_line(error: CiteauditError, line: str) -> None:
    assert str(error) == line
