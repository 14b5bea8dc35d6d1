"""Who speaks, from what a reference shows: written from design/classification.md before the rules were."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from citeaudit.model import (
    Affiliation,
    Basis,
    Classification,
    Control,
    Geography,
    Identification,
    Publisher,
    SourceType,
    Verdict,
    text,
)
from citeaudit.ports import Spoken, Strength, Traces
from citeaudit.sources.classify import settle

Classified = Callable[..., Classification]

# what the reference shows → publisher, kind, subtype, country, controlling state, affiliation towards Kazakhstan
AFFILIATED, INDEPENDENT, UNKNOWN = Affiliation.AFFILIATED, Affiliation.INDEPENDENT, Affiliation.UNKNOWN
VOICES: list[tuple[dict[str, Any], str, str, str, str, str, Affiliation]] = [
    ({"publisher": "Human Rights Watch"}, "human-rights-watch", "ngo", "", "US", "", UNKNOWN),
    ({"authors": ("Human Rights Watch",)}, "human-rights-watch", "ngo", "", "US", "", UNKNOWN),
    ({"title": "OHCHR | The Council adopts an outcome"}, "ohchr", "igo", "", "INT", "", UNKNOWN),
    ({"publisher": "Amnesty International"}, "amnesty-international", "ngo", "", "GB", "", INDEPENDENT),
    ({"work": "The Astana Times"}, "astana-times", "press", "", "KZ", "KZ", AFFILIATED),
    ({"work": "astanatimes.com"}, "astana-times", "press", "", "KZ", "KZ", AFFILIATED),
    ({"work": "unsdg.un.org", "publisher": "The United Nations"}, "un", "igo", "", "INT", "", UNKNOWN),
    ({"work": "in.news.yahoo.com"}, "yahoo-news", "aggregator", "", "US", "", UNKNOWN),
    ({"work": "www.euractiv.com"}, "euractiv", "press", "", "BE", "", UNKNOWN),
    ({"publisher": "Freedom House"}, "freedom-house", "ngo", "", "US", "US", INDEPENDENT),
    ({"publisher": "International Freedom of Expression Exchange"}, "ifex", "ngo", "", "CA", "", UNKNOWN),
    ({"publisher": "Bureau of Democracy, Human Rights and Labor"}, "us-state-department", "government", "executive", "US", "US", INDEPENDENT),
    ({"work": "berkleycenter.georgetown.edu"}, "berkley-center", "academic", "university", "US", "", UNKNOWN),
    ({"work": "www.uscirf.gov"}, "uscirf", "government", "executive", "US", "US", INDEPENDENT),
    ({"publisher": "Forum 18 News Service"}, "forum-18", "ngo", "", "NO", "", UNKNOWN),
    ({"work": "The Washington Post"}, "washington-post", "press", "", "US", "", UNKNOWN),
    ({"work": "BBC News"}, "bbc", "public_broadcaster", "", "GB", "", INDEPENDENT),
    ({"work": "RFE/RL's Kazakh Service"}, "rferl", "state_media", "", "US", "US", INDEPENDENT),
    ({"publisher": "Thomson Reuters"}, "reuters", "news_agency", "", "GB", "", UNKNOWN),
    ({"work": "Reuters"}, "reuters", "news_agency", "", "GB", "", UNKNOWN),
    ({"work": "France24"}, "france-24", "public_broadcaster", "", "FR", "FR", INDEPENDENT),
    ({"work": "eucentralasia.eu", "title": "European Union – Kazakhstan seminar"}, "eucam", "think_tank", "", "NL", "", UNKNOWN),
    ({"work": "eeas.europa.eu"}, "eeas", "igo", "", "INT", "", UNKNOWN),
    ({"work": "www.osce.org", "title": "Education for police | OSCE"}, "osce", "igo", "", "INT", "", UNKNOWN),
    ({"title": "Education for police | OSCE"}, "osce", "igo", "", "INT", "", UNKNOWN),
    ({"work": "akipress.com"}, "akipress", "news_agency", "", "KG", "", UNKNOWN),
    ({"work": "kz.usembassy.gov"}, "us-embassy-kazakhstan", "government", "embassy", "US", "US", INDEPENDENT),
    ({"work": "worldjusticeproject.org"}, "world-justice-project", "ngo", "", "US", "", UNKNOWN),
    ({"title": "astanatimes.com", "work": "A Model of Its Own"}, "astana-times", "press", "", "KZ", "KZ", AFFILIATED),
    ({"work": "www.eureporter.co"}, "eu-reporter", "press", "", "BE", "", UNKNOWN),
    ({"publisher": "EUReporter"}, "eu-reporter", "press", "", "BE", "", UNKNOWN),
    ({"title": "inform.kz", "work": "A Statement"}, "kazinform", "state_media", "", "KZ", "KZ", AFFILIATED),
    ({"work": "www.ombudsman.kz"}, "kz-ombudsman", "government", "nhri", "KZ", "KZ", AFFILIATED),
    ({"work": "www.kazakhembus.com"}, "kz-embassy-us", "government", "embassy", "KZ", "KZ", AFFILIATED),
    ({"url": "https://kazakhstan.un.org/en/1"}, "un", "igo", "", "INT", "", UNKNOWN),
    ({"url": "https://www.gov.kz/memleket/entities/ombudsman/press"}, "kz-ombudsman", "government", "nhri", "KZ", "KZ", AFFILIATED),
    ({"url": "https://web.archive.org/web/2016/http://www.inform.kz/a"}, "kazinform", "state_media", "", "KZ", "KZ", AFFILIATED),
    ({"url": "https://stat.gov.kz/report"}, "", "government", "", "KZ", "KZ", AFFILIATED),
    ({"url": "https://www.fco.gov.uk/report"}, "", "government", "", "GB", "GB", INDEPENDENT),
    ({"url": "https://www.lse.ac.uk/paper"}, "", "academic", "university", "GB", "", UNKNOWN),
    ({"url": "https://one.blogspot.com/post"}, "", "blog", "", "", "", UNKNOWN),
    ({"publisher": "Ministry of Transport of Kazakhstan"}, "", "government", "executive", "", "", UNKNOWN),
    ({"title": "Council of Europe priorities for a country"}, "", "unknown", "", "", "", UNKNOWN),
    ({"title": "NGO Law to Ensure Liberty"}, "", "unknown", "", "", "", UNKNOWN),
    ({"title": "Foreign Ministry Holds Briefing for Diplomats"}, "", "unknown", "", "", "", UNKNOWN),
    ({"title": "European Union – Kazakhstan: a seminar"}, "", "unknown", "", "", "", UNKNOWN),
    ({"url": "https://paper.example/1", "work": "A Paper"}, "", "unknown", "", "", "", UNKNOWN),
    ({}, "", "unknown", "", "", "", UNKNOWN),
]


def _shown(row: tuple[Any, ...]) -> str:
    return " + ".join(f"{field}={value}" for field, value in row[0].items()) or "nothing"


@pytest.mark.parametrize("row", VOICES, ids=_shown)
def test_the_voice_that_a_reference_shows(row: tuple[dict[str, Any], str, str, str, str, str, Affiliation], classified: Classified) -> None:
    shown, publisher, kind, subtype, country, state, affiliation = row
    judged = classified(("KZ",), **shown)
    who = judged.who
    assert (who.publisher.id, who.type.value.value, who.subtype, who.country) == (publisher, kind, subtype, country)
    assert (who.control.state if who.control else "") == state
    assert judged.affiliation is not None
    assert judged.affiliation.value is affiliation
    assert who.type.evidence or who.type.value is SourceType.UNKNOWN
    assert judged.affiliation.evidence or judged.affiliation.value is Affiliation.UNKNOWN


@pytest.mark.parametrize(
    ("shown", "geography"),
    [
        ({"work": "The Astana Times"}, Geography.DOMESTIC),
        ({"work": "kz.usembassy.gov"}, Geography.FOREIGN),
        ({"url": "https://kazakhstan.un.org/en"}, Geography.INTERNATIONAL),
        ({"publisher": "Embassy of Kazakhstan"}, Geography.UNKNOWN),
        ({}, Geography.UNKNOWN),
    ],
    ids=["paper of the country", "embassy of another", "international body", "country only in a name", "nothing"],
)
def test_geography_is_seen_from_the_subject(shown: dict[str, Any], geography: Geography, classified: Classified) -> None:
    judged = classified(("KZ",), **shown).geography
    assert judged is not None
    assert judged.value is geography


def test_without_a_subject_nothing_is_said_of_it(classified: Classified) -> None:
    judged = classified(work="The Astana Times")
    assert judged.who.publisher.id == "astana-times"
    assert (judged.geography, judged.affiliation) == (None, None)


def test_a_subject_may_be_several_countries(classified: Classified) -> None:
    judged = classified(("KG", "KZ"), work="inform.kz").affiliation
    assert judged is not None
    assert judged.value is Affiliation.AFFILIATED


@pytest.mark.parametrize(
    ("shown", "at_least", "below"),
    [
        ({"work": "kz.usembassy.gov"}, 0.9, 1.01),
        ({"url": "https://www.fco.gov.uk/x"}, 0.9, 1.01),
        ({"work": "osce.org"}, 0.9, 1.01),
        ({"work": "inform.kz"}, 0.6, 0.9),
        ({"work": "Kazinform"}, 0.6, 0.9),
        ({"publisher": "United States Department of State"}, 0.6, 0.9),
        ({"title": "A report | OSCE"}, 0.6, 0.9),
        ({"work": "akipress.com"}, 0.6, 0.9),
        ({"publisher": "Ministry of Transport"}, 0.1, 0.6),
        ({}, 0.0, 0.01),
    ],
    ids=lambda value: _shown((value,)) if isinstance(value, dict) else "",
)
def test_how_sure_a_kind_is(shown: dict[str, Any], at_least: float, below: float, classified: Classified) -> None:
    assert at_least <= classified(**shown).who.type.confidence < below


def test_what_nobody_has_read_counts_only_as_a_possibility(classified: Classified) -> None:
    judged = classified(("KZ",), work="The Astana Times").affiliation
    assert judged is not None
    assert judged.value is Affiliation.AFFILIATED
    assert judged.confidence < 0.6
    assert "nobody has read this" in str(judged.reason)
    assert "nobody has read this" in judged.evidence[0].what
    assert judged.evidence[0].seen_at is None


def test_affiliation_is_as_sure_as_the_control_that_was_read(classified: Classified) -> None:
    judged = classified(("KZ",), work="inform.kz")
    assert judged.affiliation is not None
    assert judged.who.control is not None
    assert judged.affiliation.confidence == judged.who.control.confidence >= 0.6
    assert judged.affiliation.evidence[0].where.startswith("ASD-at-GMF/state-media-profiles:")
    assert judged.affiliation.evidence[0].seen_at is not None


def test_the_same_publisher_under_two_names_is_one(classified: Classified) -> None:
    assert classified(work="www.eureporter.co").who.publisher.id == classified(publisher="EU Reporter").who.publisher.id


def test_blogs_of_one_platform_are_publishers_of_their_own(classified: Classified) -> None:
    one, two = (classified(url=f"https://{name}.blogspot.com/post").who for name in ("one", "two"))
    assert one.type.value is two.type.value is SourceType.BLOG
    assert (one.publisher.domain, two.publisher.domain) == ("one.blogspot.com", "two.blogspot.com")
    assert one.publisher.id == two.publisher.id == ""


def test_what_only_leads_on_is_no_publisher(classified: Classified) -> None:
    alone = classified(url="https://doi.org/10.1000/1").who
    assert alone.type.value is SourceType.WRAPPER
    assert alone.publisher == Publisher()
    printed = classified(url="https://doi.org/10.1000/1", publisher="Cambridge University Press").who
    assert (printed.publisher.id, printed.publisher.domain) == ("cup", "")


def test_the_address_outranks_the_printed_name_which_stays_an_alternative(classified: Classified) -> None:
    judged = classified(url="https://in.news.yahoo.com/1", work="BBC News")
    assert judged.who.publisher.id == "yahoo-news"
    assert [other.publisher.id for other in judged.alternatives] == ["bbc"]


def test_a_name_that_two_publishers_share_is_unknown_with_both_shown(classified: Classified) -> None:
    judged = classified(("AU",), work="ABC News")
    assert judged.who.type.value is SourceType.UNKNOWN
    assert {other.publisher.id for other in judged.alternatives} == {"abc-news-us", "abc-australia"}
    assert "contradict" in str(judged.who.type.reason)
    assert judged.who.publisher.id == ""


# ---------------------------------------------------------------- which word wins, on words of our own


def _word(kind: SourceType, strength: Strength, publisher: str = "", *, country: str = "", confidence: float = 0.7, state: str = "") -> Spoken:
    control = Control(state=state, basis=Basis.LIST, confidence=confidence) if state else None
    return Spoken(
        strength=strength,
        identification=Identification(
            publisher=Publisher(id=publisher),
            type=Verdict(value=kind, rule=strength.name.lower(), reason=text("said"), confidence=confidence),
            country=country,
            control=control,
            basis=Basis.KNOWN,
            matched=publisher,
        ),
    )


NOTHING = Traces()


def test_the_order_in_which_rules_speak_does_not_matter() -> None:
    words = [
        _word(SourceType.PRESS, Strength.HOST, "a"),
        _word(SourceType.PRESS, Strength.NAME, "a", confidence=0.8),
        _word(SourceType.NGO, Strength.WORDS, "b"),
        _word(SourceType.IGO, Strength.SUFFIX),
    ]
    outcomes = {settle(NOTHING, list(order)) for order in permutations(words)}
    ((who, alternatives),) = outcomes
    assert who.publisher.id == "a"
    assert [other.type.value for other in alternatives] == [SourceType.IGO, SourceType.NGO]


@pytest.mark.parametrize(
    ("other", "contrary"),
    [
        (_word(SourceType.PRESS, Strength.NAME, "a"), False),
        (_word(SourceType.PRESS, Strength.NAME), False),
        (_word(SourceType.PRESS, Strength.NAME, "b"), True),
        (_word(SourceType.NGO, Strength.NAME), True),
        (_word(SourceType.PRESS, Strength.NAME, country="FR"), True),
    ],
    ids=["same publisher", "same kind", "another publisher", "another kind", "another country"],
)
def test_equal_words_are_contrary_by_publisher_kind_or_country(other: Spoken, contrary: bool) -> None:
    who, alternatives = settle(NOTHING, [_word(SourceType.PRESS, Strength.NAME, "a", country="GB"), other])
    assert (who.type.value is SourceType.UNKNOWN) is contrary
    assert (len(alternatives) == 2) is contrary


def test_a_rule_that_agrees_bears_out_a_row_that_nobody_read() -> None:
    row = _word(SourceType.GOVERNMENT, Strength.HOST, "a", country="KZ", confidence=0.6)
    who, _ = settle(NOTHING, [row, _word(SourceType.GOVERNMENT, Strength.SUFFIX, country="KZ", confidence=0.95, state="KZ")])
    assert (who.publisher.id, who.type.confidence) == ("a", 0.95)
    assert who.control is not None
    assert (who.control.state, who.control.confidence) == ("KZ", 0.95)
    assert "agree" in str(who.type.reason)


def test_a_rule_that_agrees_does_not_move_control_to_another_state() -> None:
    row = _word(SourceType.STATE_MEDIA, Strength.HOST, "a", state="KZ", confidence=0.6)
    who, _ = settle(NOTHING, [row, _word(SourceType.STATE_MEDIA, Strength.NAME, "a", state="RU", confidence=0.8)])
    assert who.control is not None
    assert who.control.state == "KZ"


# ---------------------------------------------------------------- who wrote the text


@pytest.mark.parametrize(
    ("shown", "origin"),
    [
        ({"work": "France24", "agency": "AFP"}, "Agence France-Presse"),
        ({"work": "France24", "agency": "Agence France-Presse"}, "Agence France-Presse"),
        ({"work": "A Local Paper", "agency": "A Local Agency"}, "A Local Agency"),
        ({"url": "https://www.theguardian.com/1", "authors": ("Reuters",)}, "Reuters"),
        ({"work": "The Guardian", "authors": ("Jane Doe",)}, ""),
        ({"work": "The Guardian", "authors": ("Human Rights Watch",)}, ""),
        ({"work": "Reuters", "agency": "Reuters"}, ""),
        ({"work": "Unheard-of", "agency": "unheard of"}, ""),
        ({"agency": "AFP"}, "Agence France-Presse"),
    ],
    ids=[
        "agency",
        "its other name",
        "agency of no row",
        "agency as author",
        "person",
        "author that is no agency",
        "itself",
        "itself, of no row",
        "only an agency",
    ],
)
def test_the_printed_agency_wrote_the_text(shown: dict[str, Any], origin: str, classified: Classified) -> None:
    judged = classified(**shown)
    assert judged.origin == origin
    assert bool(judged.origin_evidence) is bool(origin)


def test_an_agency_is_not_the_publisher(classified: Classified) -> None:
    assert classified(agency="AFP").who.type.value is SourceType.UNKNOWN
