"""The register by address."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citeaudit.model import Publisher, SourceType
from citeaudit.ports import Strength, Traces
from citeaudit.sources.rules.register_host import RULE


@pytest.mark.parametrize(
    ("url", "publisher", "strength"),
    [
        ("https://www.hrw.org/news", "human-rights-watch", Strength.HOST),
        ("https://kazakhstan.un.org/en", "un", Strength.HOST),
        ("https://www.oas.org/en/iachr/reports", "iachr", Strength.PATH),
        ("https://www.oas.org/en/other", "oas", Strength.HOST),
        ("https://doi.org/10.1000/1", "", Strength.OWN_WORD),
    ],
    ids=["host", "subdomain", "path", "another path", "wrapper"],
)
def test_the_row_of_the_address_speaks(url: str, publisher: str, strength: Strength, traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(url=url))
    assert (spoken.identification.publisher.id, spoken.strength) == (publisher, strength)
    assert spoken.identification.matched in str(spoken.identification.type.reason)


def test_a_platform_tells_the_kind_and_no_more(traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(url="https://one.blogspot.com/2016"))
    who = spoken.identification
    assert (who.publisher.id, who.publisher.domain, who.type.value) == ("", "one.blogspot.com", SourceType.BLOG)
    assert who.control is None


def test_a_wrapper_publishes_nothing(traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(url="https://bit.ly/1"))
    assert spoken.identification.publisher == Publisher()


@pytest.mark.parametrize(
    "url", ["", "https://unheard-of.example/1", "https://nothrw.org/"], ids=["no address", "no row", "only an ending of the name"]
)
def test_without_a_row_it_is_silent(url: str, traced: Callable[..., Traces]) -> None:
    assert RULE.judge(traced(url=url, work="Human Rights Watch")) == ()
