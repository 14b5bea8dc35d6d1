"""How alike two pages are, measured on the tuning set in answered.py. The threshold of row 22 is 0.9.

| pairs | number | measured |
| --- | --- | --- |
| one page answered for both addresses: lowest | 15 | 0.917 (a not-found page of 340 words, four other stories beside) |
| the next | | 0.933 (a home page of 450 words, a teaser of eight words changes) |
| one of them a page of its own: highest | 28 | 0.867 (a caption of 16 words and the error page, menu of 300, one title for all pages) |

What it cannot tell: a page whose own words are fewer than 12, under the one title and heading that all pages of its site have, from the site's
error page; two pages under a menu of more than 8,000 characters whose numbers of words are the same but for ten, where all pages have one title;
and an error page that says so in words that are not listed, with a block of other stories, is taken for a page.
"""

from __future__ import annotations

from operator import attrgetter

import pytest

from citeaudit.content.similarity import likeness
from citeaudit.links.siblings import LIKE_FROM
from citeaudit.model import Page
from tests.content.answered import DIFFERENT, ECHOES, SAME, Pair, prose, shown


def measured(pairs: list[Pair]) -> list[float]:
    return [likeness(pair.page, pair.probe, pair.echoes) for pair in pairs]


@pytest.mark.parametrize("pair", SAME, ids=attrgetter("name"))
def test_a_page_that_is_answered_for_both_is_alike(pair: Pair) -> None:
    assert likeness(pair.page, pair.probe, pair.echoes) >= LIKE_FROM


@pytest.mark.parametrize("pair", DIFFERENT, ids=attrgetter("name"))
def test_a_page_of_its_own_is_not(pair: Pair) -> None:
    assert likeness(pair.page, pair.probe, pair.echoes) < LIKE_FROM


def test_the_threshold_lies_between_them_as_measured() -> None:
    assert round(min(measured(SAME)), 3) == 0.917
    assert round(max(measured(DIFFERENT)), 3) == 0.867


@pytest.mark.parametrize("pair", SAME + DIFFERENT, ids=attrgetter("name"))
def test_which_of_the_two_is_the_probe_does_not_matter(pair: Pair) -> None:
    assert likeness(pair.page, pair.probe, pair.echoes) == likeness(pair.probe, pair.page, pair.echoes)


@pytest.mark.parametrize("pair", SAME + DIFFERENT, ids=attrgetter("name"))
def test_a_page_with_text_is_like_itself(pair: Pair) -> None:
    assert likeness(pair.page, pair.page, pair.echoes) == (1.0 if pair.page.text else 0.0)


def test_an_address_that_is_not_said_is_a_difference() -> None:
    text = "Nothing was found at {}. Try the search or the front page."
    one, other = shown(text.format("land reform law")), shown(text.format("qhvtzkwmcjrbdxnp"))
    assert likeness(one, other) < LIKE_FROM <= likeness(one, other, ECHOES)


def test_the_numbers_of_an_address_are_not_looked_for_in_dates() -> None:
    echoes = ("https://a.example/2026/12", "https://a.example/2026/qhvtzkwmcjrbdxnp")
    text = "There is no page here {} please go to the front page"
    assert likeness(shown(text.format("12 March 2026, 12:07")), shown(text.format("13 March 2026, 9:41")), echoes) == 1.0


def test_an_address_that_one_title_alone_repeats_is_a_difference() -> None:
    text = prose(200, 1)
    assert likeness(shown(text, "Land reform law"), shown(text, "News"), ECHOES) == 0.0
    assert likeness(shown(text, "Land reform law"), shown(text, "Qhvtzkwmcjrbdxnp"), ECHOES) == 1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("1 January 2026", "28 September 2026", id="day first"),
        pytest.param("Thursday, 1 January 2026", "Monday, 28 September 2026", id="with its weekday"),
        pytest.param("Thursday, January 1, 2026", "Monday, September 28, 2026", id="month first"),
        pytest.param("1 de enero de 2026", "28 de septiembre de 2026", id="Spanish"),
        pytest.param("2026 жылғы 1 қаңтар", "2026 жылғы 28 қыркүйек", id="Kazakh"),
        pytest.param("2026年1月1日 星期四", "2026年9月28日 星期一", id="Chinese"),
        pytest.param("2026-01-01T12:03:04Z", "28.09.2026 9:41", id="in numbers"),
        pytest.param("id 3f2a9c1e-dead-4b0e", "id c0ffee12-beef-4aa1", id="an id with parts of letters alone"),
    ],
)
def test_days_hours_and_ids_are_no_difference(one: str, other: str) -> None:
    text = "There is no page here {} please go to the front page"
    assert likeness(shown(text.format(one)), shown(text.format(other))) == 1.0


def test_pages_that_are_cut_are_told_apart_by_the_number_of_their_words() -> None:
    menu = prose(2000, 1)
    short, long = (shown(f"{menu} {prose(words, words)}") for words in (300, 340))
    assert short.text == long.text
    assert likeness(short, long) < LIKE_FROM


def test_pages_without_text_cannot_be_compared() -> None:
    assert likeness(Page(title="News"), Page(title="News")) == 0.0
    assert likeness(shown("words"), Page()) == 0.0
