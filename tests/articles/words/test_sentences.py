"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.words.sentences import ends_part, is_abbreviation, sentence_spans


def sentences(words: str, *closings: int) -> list[str]:
    return [words[start:end].strip() for start, end in sentence_spans(words, closings)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("Otters swim. They eat fish.", ["Otters swim.", "They eat fish."], id="two"),
        pytest.param('He said "They swim. They eat." Then he left.', ['He said "They swim.', 'They eat."', "Then he left."], id="quotations"),
        pytest.param("The U.S. Otter Office and Dr. A. B. Quill met.", ["The U.S. Otter Office and Dr. A. B. Quill met."], id="abbreviations"),
        pytest.param("It opened on December 10. The event was long.", ["It opened on December 10.", "The event was long."], id="a day ends one"),
        pytest.param("Am 10. Oktober kam er. Dann ging er.", ["Am 10. Oktober kam er.", "Dann ging er."], id="an ordinal does not"),
        pytest.param("Decisions ... Then nothing.", ["Decisions ... Then nothing."], id="an ellipsis after a space"),
        pytest.param("Why? Because! So…", ["Why?", "Because!", "So…"], id="other stops"),
        pytest.param("水獺很大。牠們會游泳。", ["水獺很大。", "牠們會游泳。"], id="no spaces between"),
        pytest.param("ثعالب الماء تسبح؟ نعم.", ["ثعالب الماء تسبح؟", "نعم."], id="Arabic"),
        pytest.param("It grew by 3.5 per cent. of all.", ["It grew by 3.5 per cent. of all."], id="small letters go on"),
        pytest.param("no stop at all", ["no stop at all"], id="none"),
        pytest.param("", [], id="empty"),
    ],
)
def test_sentences(words: str, found: list[str]) -> None:
    assert sentences(words) == found


def test_a_stop_before_a_marker_ends_its_sentence() -> None:
    words = "They live in the U.S. Nobody counted.They swim."
    assert sentences(words, 21, 37) == ["They live in the U.S.", "Nobody counted.", "They swim."]


def test_small_letters_after_a_marker_go_on() -> None:
    assert sentences("In the U.S. and elsewhere.", 11) == ["In the U.S. and elsewhere."]


@given(st.text(alphabet="aB .!?\"'\n1。", max_size=60))
def test_sentences_are_all_of_the_words(words: str) -> None:
    spans = sentence_spans(words)
    assert "".join(words[start:end] for start, end in spans).split() == words.split()
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_abbreviations() -> None:
    assert all(map(is_abbreviation, ("U.S", "J", "(J", "St", "pp", "e.g")))
    assert not any(map(is_abbreviation, ("Ltd", "Echo", "12")))


@pytest.mark.parametrize(
    ("before", "following", "ends"),
    [
        ("Echo", "Otter Press", True),
        ("Echo", "otter.example.org", True),
        ("Otter Press", "pp. 1–2", True),
        ("the U.S", "Office", False),
        ("Echo", "and more", False),
    ],
)
def test_ends_part(before: str, following: str, ends: bool) -> None:
    assert ends_part(before, following) is ends
