"""Site names at the ends of a title."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from citeaudit.ports import Strength, Traces
from citeaudit.sources.rules.title_site import RULE


@pytest.mark.parametrize(
    ("title", "publisher"),
    [
        ("OHCHR | The Council adopts an outcome", "ohchr"),
        ("Education for police | OSCE", "osce"),
        ("Education for police|OSCE", "osce"),
        ("Home » Reports » Freedom House", "freedom-house"),
        ("OSCE | A title | OSCE", "osce"),
        ("Rights | Europe | Human Rights Watch", "human-rights-watch"),
    ],
    ids=["at the start", "at the end", "without spaces", "other marks", "at both ends", "after several"],
)
def test_a_site_name_at_an_end_leads_to_its_row(title: str, publisher: str, traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(title=title))
    assert (spoken.identification.publisher.id, spoken.strength) == (publisher, Strength.WORDS)
    assert 0.6 <= spoken.identification.type.confidence < 0.9


@pytest.mark.parametrize(
    "title",
    [
        "",
        "OSCE",
        "NGO Law to Ensure Liberty",
        "Foreign Ministry Holds Briefing",
        "Council of Europe priorities for a country",
        "European Union – Kazakhstan: a seminar",
        "European Union - Kazakhstan",
        "One thing | OSCE | another",
        "A title | OSCE in the region",
        "OSCE | European Union",
        "A title | ABC News",
    ],
    ids=[
        "no title",
        "one part",
        "words",
        "a ministry in the words",
        "a body in the words",
        "dash",
        "hyphen",
        "in the middle",
        "more than the name",
        "two publishers",
        "a name of two publishers",
    ],
)
def test_free_words_of_a_title_never_speak(title: str, traced: Callable[..., Traces]) -> None:
    assert RULE.judge(traced(title=title)) == ()
