"""The register by printed name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.ports import Strength, Traces
from citeaudit.sources.rules.register_name import RULE


@pytest.mark.parametrize(
    ("shown", "publisher"),
    [
        ({"work": "BBC News"}, "bbc"),
        ({"publisher": "bbc news"}, "bbc"),
        ({"publisher": "Казинформ"}, "kazinform"),
        ({"authors": ("Human Rights Watch",)}, "human-rights-watch"),
        ({"work": "The Guardian", "publisher": "Reuters"}, "guardian"),
        ({"work": "World Report", "publisher": "Human Rights Watch"}, "human-rights-watch"),
    ],
    ids=["work", "case", "own script", "author", "the work before the publisher", "the first that leads anywhere"],
)
def test_a_printed_name_leads_to_its_row(shown: dict[str, Any], publisher: str, traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(**shown))
    assert (spoken.identification.publisher.id, spoken.strength) == (publisher, Strength.NAME)


def test_a_name_is_never_sure_and_the_reason_says_where_it_stands(traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(publisher="Embassy of Kazakhstan in the United States"))
    who = spoken.identification
    assert who.type.confidence < 0.9
    assert who.control is not None
    assert who.control.confidence < 0.9
    assert "“Embassy of Kazakhstan in the United States”, which the reference prints as publisher" in str(who.type.reason)


def test_a_name_that_several_rows_share_gives_all_of_them(traced: Callable[..., Traces]) -> None:
    assert {spoken.identification.publisher.id for spoken in RULE.judge(traced(work="ABC News"))} == {"abc-news-us", "abc-australia"}


@pytest.mark.parametrize(
    "shown",
    [{}, {"work": "BBC News at Ten"}, {"title": "BBC News"}, {"agency": "AFP"}],
    ids=["nothing", "a longer name", "a title", "an agency"],
)
def test_nothing_else_is_a_name(shown: dict[str, Any], traced: Callable[..., Traces]) -> None:
    assert RULE.judge(traced(**shown)) == ()
