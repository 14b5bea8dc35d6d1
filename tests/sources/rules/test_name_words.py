"""Words of a publisher's name that tell its kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citeaudit.model import SourceType
from citeaudit.ports import Strength, Traces
from citeaudit.sources.rules.name_words import RULE

GOVERNMENT, ACADEMIC = SourceType.GOVERNMENT, SourceType.ACADEMIC


@pytest.mark.parametrize(
    ("name", "kind", "subtype"),
    [
        ("Ministry of Transport", GOVERNMENT, "executive"),
        ("ministère de la Justice", GOVERNMENT, "executive"),
        ("Ministerio de Justicia", GOVERNMENT, "executive"),
        ("Министерство финансов", GOVERNMENT, "executive"),
        ("Қаржы министрлігі", GOVERNMENT, "executive"),
        ("Government of Fiji", GOVERNMENT, "executive"),
        ("Office of the Prime Minister of Fiji", GOVERNMENT, "executive"),
        ("Embassy of Fiji in Paris", GOVERNMENT, "embassy"),
        ("Посольство Фиджи", GOVERNMENT, "embassy"),
        ("Permanent Mission of Fiji", GOVERNMENT, "embassy"),
        ("Parliament of Fiji", GOVERNMENT, "legislature"),
        ("Supreme Court of Fiji", GOVERNMENT, "court"),
        ("University of the South Pacific", ACADEMIC, "university"),
        ("Fiji National University", ACADEMIC, "university"),
        ("Universität Wien", ACADEMIC, "university"),
        ("Казахский национальный университет", ACADEMIC, "university"),
        ("Fiji University Press", ACADEMIC, "publisher"),
    ],
)
def test_a_name_that_says_it(name: str, kind: SourceType, subtype: str, traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(publisher=name))
    who = spoken.identification
    assert (who.type.value, who.subtype, spoken.strength) == (kind, subtype, Strength.WORDS)
    assert 0 < who.type.confidence < 0.6


def test_never_a_country_from_a_name(traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(publisher="Embassy of Kazakhstan"))
    assert (spoken.identification.country, spoken.identification.control) == ("", None)


@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"publisher": "The Ministry"},
        {"publisher": "Foreign Ministry Holds Briefing"},
        {"publisher": "Friends of the Embassy of Fiji"},
        {"publisher": "Institute of Transport"},
        {"title": "Ministry of Transport"},
        {"title": "University of the South Pacific"},
        {"title": "inform.kz", "work": "Ministry of Transport Opens a Road"},
    ],
    ids=["nothing", "no name", "a headline", "words inside", "another kind", "a title", "a university as title", "a headline in the work's place"],
)
def test_nothing_else_says_it(shown: dict[str, Any], traced: Callable[..., Traces]) -> None:
    assert RULE.judge(traced(**shown)) == ()
