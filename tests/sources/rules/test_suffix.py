"""Endings that a registry keeps for one kind of body."""

from __future__ import annotations

from collections.abc import Callable

import pycountry
import pytest

from citeaudit.model import Basis, SourceType
from citeaudit.ports import Strength, Traces
from citeaudit.sources.rules.suffix import RULE, endings
from citeaudit.urls import registrable_domain

GOVERNMENT, ACADEMIC, IGO = SourceType.GOVERNMENT, SourceType.ACADEMIC, SourceType.IGO


@pytest.mark.parametrize(
    ("host", "kind", "subtype", "country"),
    [
        ("www.fco.gov.uk", GOVERNMENT, "", "GB"),
        ("www.gov.uk", GOVERNMENT, "", "GB"),
        ("kz.usembassy.gov", GOVERNMENT, "", "US"),
        ("stat.gov.kz", GOVERNMENT, "", "KZ"),
        ("www.interieur.gouv.fr", GOVERNMENT, "", "FR"),
        ("www.gob.mx", GOVERNMENT, "", "MX"),
        ("www.mofa.go.jp", GOVERNMENT, "", "JP"),
        ("www.army.mil", GOVERNMENT, "military", "US"),
        ("www.mil.kz", GOVERNMENT, "military", "KZ"),
        ("www.health.nsw.gov.au", GOVERNMENT, "", "AU"),
        ("www.lse.ac.uk", ACADEMIC, "university", "GB"),
        ("nu.edu.kz", ACADEMIC, "", "KZ"),
        ("law.harvard.edu", ACADEMIC, "university", "US"),
        ("www.who.int", IGO, "", "INT"),
        ("kazakhstan.un.org", IGO, "", "INT"),
        ("eeas.europa.eu", IGO, "", "INT"),
    ],
)
def test_a_kept_ending_tells_kind_and_country(host: str, kind: SourceType, subtype: str, country: str, traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(url=f"https://{host}/page"))
    who = spoken.identification
    assert (who.type.value, who.subtype, who.country, spoken.strength) == (kind, subtype, country, Strength.SUFFIX)
    assert (who.control.state if who.control else "") == (country if kind is GOVERNMENT else "")
    assert who.type.evidence[0].seen_at is not None


@pytest.mark.parametrize("host", ["gov.example.com", "un.org.example.com", "edu.com", "notgov", "europa.eu.com", "www.go.it", "ac.se", "govuk.org"])
def test_what_only_looks_like_one_is_silent(host: str, traced: Callable[..., Traces]) -> None:
    assert RULE.judge(traced(url=f"https://{host}/page")) == ()


def test_without_an_address_it_is_silent(traced: Callable[..., Traces]) -> None:
    assert RULE.judge(traced(work="The Government of gov.uk")) == ()


@pytest.mark.parametrize(("host", "sure"), [("x.gov.uk", True), ("x.gov.fj", False)], ids=["the registry's rule was read", "only listed"])
def test_only_a_rule_that_was_read_makes_it_sure(host: str, sure: bool, traced: Callable[..., Traces]) -> None:
    (spoken,) = RULE.judge(traced(url=f"https://{host}/"))
    assert (spoken.identification.type.confidence >= 0.9) is sure
    assert spoken.identification.type.confidence >= 0.6


def test_every_second_level_is_a_suffix_of_the_public_list() -> None:
    wrong = [ending for ending in endings() if ending not in ("un.org", "europa.eu") and registrable_domain(ending)]
    assert wrong == []


def test_every_country_is_one() -> None:
    wrong = {ending.country for ending in endings().values() if ending.country != "INT" and pycountry.countries.get(alpha_2=ending.country) is None}
    assert wrong == set()


def test_what_was_read_names_its_place() -> None:
    assert all(ending.where for ending in endings().values() if ending.basis is not Basis.LIST)
    assert all(bool(ending.where) == bool(ending.seen) for ending in endings().values())
