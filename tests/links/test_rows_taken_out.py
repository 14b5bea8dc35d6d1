"""No rule without a test that fails when it is taken out: each one is, and the cases of the decision table are looked at again."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

import pytest

from citeaudit.links import rules
from tests.links.seen import Case
from tests.links.test_judge import QUESTIONS, TABLE

Rule = Callable[..., Any]
CASES: list[Case] = [*TABLE, *QUESTIONS]


def fails(row: Case) -> bool:
    """Whether a case does not hold. The last rule takes whatever is left: without it there is no ruling, and the judge raises."""
    try:
        return bool(list(row.misses()))
    except RuntimeError:
        return True


@pytest.fixture(scope="module", name="kept")
def kept_cases() -> list[Case]:
    """The cases that hold with all rules."""
    return [row for row in CASES if not fails(row)]


@pytest.mark.parametrize("rule", rules.RULES, ids=attrgetter("__name__"))
def test_without_a_rule_some_case_fails(rule: Rule, kept: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", tuple(other for other in rules.RULES if other is not rule))
    assert any(fails(row) for row in kept)
