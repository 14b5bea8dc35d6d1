"""Two lists of one article's sources: what is taken for the same, what is left."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from citeaudit.model import Identifier, PartialDate, Role, Source
from citeaudit.recovery.alignment import align

COUNTRIES = ("Kazakhstan", "Kyrgyzstan", "Uzbekistan", "Turkmenistan", "Tajikistan", "Niger", "Nigeria", "Iran", "Iraq", "Gambia", "Zambia")


def source(title: str = "", number: int = 1, **printed: Any) -> Source:
    for field in ("published", "accessed", "archived_on"):
        if field in printed:
            printed[field] = PartialDate.from_iso(printed[field])
    return Source(article="A", reference=str(number), title=title, **printed)


def linked(*sources: Source) -> list[Source]:
    return [replace(one, url=f"https://site{at}.example/{at}") for at, one in enumerate(sources)]


def found(copy: Sequence[Source], other: Sequence[Source]) -> list[int | None]:
    return [match.index if match else None for match in align(copy, other)]


def prose(at: int) -> Source:
    """A source like no other."""
    words = random.Random(at).sample(
        ("bridge", "council", "harvest", "library", "music", "ocean", "painter", "quarry", "school", "winter", "yarn"), 4
    )
    return source(
        f"How the {words[0]} of {words[1]} met a {words[2]} and {words[3]} {at}", publisher=f"Paper {at % 7}", accessed=f"2015-03-{at % 28 + 1:02}"
    )


# ---------------------------------------------------------------- what is the same


def test_lists_that_are_the_same() -> None:
    copy = [prose(at) for at in range(30)]
    matches = align(copy, linked(*copy))
    assert [match.index for match in matches if match] == list(range(30))
    assert min(match.confidence for match in matches if match) > 0.9


def test_numbers_say_nothing() -> None:
    copy = [replace(prose(at), reference=str(at + 1)) for at in range(6)]
    other = [replace(prose(at + 1), reference=str(at + 1)) for at in range(6)]
    assert found(copy, linked(*other)) == [None, 0, 1, 2, 3, 4]


def test_moved_added_and_dropped() -> None:
    copy = [prose(at) for at in range(12)]
    other = [copy[11], *copy[:3], prose(90), *copy[4:9], prose(91), copy[10]]
    assert found(copy, linked(*other)) == [1, 2, 3, None, 5, 6, 7, 8, 9, None, 11, 0]


@pytest.mark.parametrize(
    ("copied", "original"),
    [
        (source("AnahÃ­ confirma su visita a EspaÃ±a"), source("Anahí confirma su visita a España")),
        (source("ÐŸÑ€Ð°Ð²Ð° Ñ‡ÐµÐ»Ð¾Ð²ÐµÐºÐ° Ð² Ð¡ÑƒÐ´Ð°Ð½Ðµ"), source("Права человека в Судане")),
        (source("Lista de Ãxitos en la radio espaÃ±ola"), source("Lista de Éxitos en la radio española")),
        (source("Human rights in Sudan — a survey"), source("“Human Rights in Sudan: A Survey”")),
        (source("RBD_impone_récord_en_Eslovenia"), source("RBD impone récord en Eslovenia")),
        (source("人権報告書と国際社会の対応"), source("人権報告書と国際社会の対応")),
        (source("Права человека в Казахстане"), source("Права человека в Казахстане")),
    ],
)
def test_the_same_title_as_another_hand_or_encoding_wrote_it(copied: Source, original: Source) -> None:
    assert found([copied], linked(prose(1), original, prose(2))) == [1]


def test_title_and_publisher_in_each_others_place() -> None:
    copied = source(
        "astanatimes.com",
        publisher="Why Kazakhstan's small towns are growing again",
        raw="astanatimes.com. Why Kazakhstan's small towns are growing again.",
    )
    original = source("Why Kazakhstan's small towns are growing again", publisher="The Astana Times")
    assert found([copied], linked(prose(1), original)) == [1]


def test_the_publisher_taken_for_the_end_of_the_title() -> None:
    copied = source("Court frees two reporters in the north - BBC News", accessed="2016-02-03")
    original = source("Court frees two reporters in the north", publisher="BBC News", accessed="2016-02-03")
    assert found([copied], linked(original, prose(3))) == [0]


def test_sources_without_title_by_their_words() -> None:
    copied = source(raw="Constitution of the Republic, chapter 4, article 32, adopted 1995")
    original = source(raw="Constitution of the Republic; chapter 4, article 32. Adopted 1995.")
    other = source(raw="Constitution of the Republic; chapter 4, article 33. Adopted 1995.")
    assert found([copied], linked(other, original)) == [1]
    assert found([copied], linked(other)) == [None]


def test_an_identifier_of_one_text_is_proof_without_a_title() -> None:
    doi = (Identifier(scheme="doi", value="10.1000/abc"),)
    copied = source("Early results (letter)", identifiers=doi, published="2009")
    assert found([copied], linked(prose(1), source("A letter on early results", identifiers=doi, published="2009-05"))) == [1]


def test_a_cut_title_needs_more_that_agrees() -> None:
    more: dict[str, Any] = {"publisher": "Daily Herald", "accessed": "2014-05-06"}
    whole = "The long way of the miners' strike from the pits to the parliament"
    assert found([source(whole[:38], **more)], linked(prose(1), source(whole, **more))) == [1]
    assert found([source(whole[:38])], linked(prose(1), source(whole))) == [None]


def test_parts_of_a_bundle_each_find_their_own() -> None:
    first, second = prose(5), prose(6)
    copy = [replace(first, reference="3"), replace(second, reference="3", part=2)]
    other = [replace(second, reference="8"), replace(first, reference="8", part=2)]
    assert found(copy, linked(*other)) == [1, 0]


# ---------------------------------------------------------------- what is not the same


@pytest.mark.parametrize(
    ("copied", "original"),
    [
        ("Annual report 2014", "Annual report 2015"),
        ("Kazakhstan: Freedom in the World 2013", "Kazakhstan: Freedom in the World 2014"),
        ("Freedom in the World 2014: Iran, full report", "Freedom in the World 2014: Iraq, full report"),
        ("Gambia: the state of human rights in the country", "Zambia: the state of human rights in the country"),
        ("World report of the Organisation, part II", "World report of the Organisation, part III"),
        ("Niger: a country study of its people", "Nigeria: a country study of its people"),
        ("12 May 2014", "13 May 2014"),
        ("Concluding observations on the report", "Concluding observations on the report 2011"),
    ],
)
def test_titles_of_a_series_are_not_one_another(copied: str, original: str) -> None:
    same: dict[str, Any] = {"publisher": "Freedom House", "accessed": "2015-06-07", "published": "2015"}
    middle = [source(copied, **same)]
    around = [prose(1), prose(2)]
    assert found([around[0], *middle, around[1]], linked(around[0], source(original, **same), around[1])) == [0, None, 2]


@pytest.mark.parametrize(
    "differs",
    [
        {"publisher": "Amnesty International"},
        {"published": "2013-04-06"},
        {"identifiers": (Identifier(scheme="doi", value="10.1000/other"),)},
    ],
)
def test_a_title_is_not_enough_against_a_contradiction(differs: dict[str, Any]) -> None:
    one: dict[str, Any] = {"publisher": "Human Rights Watch", "published": "2013-04-05"}
    if "identifiers" in differs:
        one["identifiers"] = (Identifier(scheme="doi", value="10.1000/abc"),)
    assert found([source("Prison conditions in the region", **one)], linked(source("Prison conditions in the region", **one | differs))) == [None]


def test_a_common_title_alone_is_not_enough() -> None:
    copy = [source("Home"), source("Contact", publisher="Town Hall", accessed="2011-04-05")]
    assert found(copy, linked(prose(1), source("Home"), prose(2), source("Contact", publisher="Town Hall", accessed="2011-04-05"))) == [None, 3]


def test_lost_words_are_never_found_by_their_place() -> None:
    copy = [prose(1), source(role=Role.EMPTY, raw="[dead link]"), prose(2)]
    assert found(copy, linked(prose(1), source(role=Role.EMPTY, raw="[dead link]"), prose(2))) == [0, None, 2]


# ---------------------------------------------------------------- the same work twice


def test_dates_decide_between_two_of_one_title() -> None:
    early, late = (source("Population and housing statistics", accessed=day) for day in ("2010-01-02", "2015-03-04"))
    assert found([late, prose(1), early], linked(early, late, prose(1))) == [1, 2, 0]


def test_neighbours_decide_between_two_of_one_title() -> None:
    twice = source("Population and housing statistics", accessed="2010-01-02")
    copy = [prose(1), twice, prose(2), prose(3), prose(4), twice, prose(5)]
    assert found(copy, linked(*copy)) == list(range(7))
    assert found([*copy[:5], copy[6]], linked(*copy)) == [0, 1, 2, 3, 4, 6]


def test_where_neither_decides_it_is_left() -> None:
    twice = source("Population and housing statistics", accessed="2010-01-02")
    assert found([prose(1), prose(2), twice], linked(twice, prose(2), prose(7), twice, prose(1))) == [4, 1, None]
    copy = [prose(1), twice, prose(2), twice, prose(3)]
    assert found(copy, linked(prose(4), twice, prose(5), prose(6), prose(1), prose(2), prose(3))) == [4, None, 5, None, 6]


def test_two_of_one_title_at_one_address_are_no_riddle() -> None:
    twice = source("Population and housing statistics")
    other = [replace(twice, url="https://stat.example/"), prose(1), replace(twice, url="https://stat.example/")]
    assert None not in found([prose(1), twice, twice], other)


# ---------------------------------------------------------------- hard lists


def series(seed: int) -> list[Source]:
    """An article on a region: yearly reports of many countries, dated sittings, the same home pages; and some prose."""
    dice = random.Random(seed)
    made: list[Source] = [prose(at) for at in range(40)]
    for country in COUNTRIES:
        for year in (2012, 2013, 2014):
            made.append(source(f"{country}: Freedom in the World {year}", publisher="Freedom House", published=str(year), accessed="2015-01-02"))
        made.append(source(country, publisher=dice.choice(("Freedom House", "Amnesty International")), accessed=f"2014-0{dice.randrange(1, 9)}-11"))
    for at in range(1, 13):
        made.append(source(f"Sitting of {at} June 2014", publisher="Hansard", published=f"2014-06-{at:02}"))
        made.append(source("Official website", publisher=f"Ministry {at}"))
    made += [source("World report", publisher="Human Rights Watch", published=str(year)) for year in range(2008, 2015)]
    made += [source("Statistics portal", accessed="2013-03-03") for _ in range(4)]
    dice.shuffle(made)
    return made


@pytest.mark.parametrize("seed", range(12))
def test_in_a_list_of_series_nothing_is_taken_for_another(seed: int) -> None:
    dice = random.Random(seed)
    original = linked(*series(seed))
    truth = {one.url: one for one in original}
    copy, other = [one.url for one in original], [one.url for one in original]
    for listed in (copy, other):
        for _ in range(10):
            listed.insert(dice.randrange(len(listed)), listed.pop(dice.randrange(len(listed))))
        for _ in range(10):
            listed.pop(dice.randrange(len(listed)))
    matches = align([replace(truth[url], url="") for url in copy], [truth[url] for url in other])
    assert [url for url, match in zip(copy, matches, strict=True) if match and other[match.index] != url] == []
    reachable = [match for url, match in zip(copy, matches, strict=True) if url in other]
    assert sum(match is not None for match in reachable) >= 0.93 * len(reachable)


def test_many_of_one_title_and_a_reference_of_a_megabyte_take_no_time() -> None:
    many = [source("Home page of the ministry", raw="Home page of the ministry")] * 500
    assert len(align(many, linked(*many))) == 500
    huge = source("word " * 200_000, raw="é[" * 500_000)
    assert len(align([huge, prose(1)], linked(huge, prose(1)))) == 2
