"""Blocks of running text, and the section and sentence of each marker."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.body import LONGEST_SENTENCE, Marker, blocks_of, citations_of
from citeaudit.articles.lines import lines_of, wrap_width
from citeaudit.model import LEAD, Section


def cited(text: str, sections: tuple[Section, ...] = ()) -> list[tuple[str, str, str]]:
    """Reference, section and sentence of every `[n]`."""
    markers = [Marker(reference=match[1], span=match.span()) for match in re.finditer(r"\[(\d+)\](?:: \d+)?", text)]
    lines = lines_of(text)
    found = citations_of(text, sections, blocks_of(lines, wrap_width(lines), ()), markers)
    return [(citation.reference, citation.section, citation.sentence) for citation in found]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("Otters swim.[1] They eat.[2]", ["Otters swim.", "They eat."], id="after the stop"),
        pytest.param("Otters swim [1]. They eat.", ["Otters swim."], id="before the stop"),
        pytest.param('She said "They swim."[1] He left.', ['She said "They swim."'], id="after a quotation"),
        pytest.param("Seen in May,[1] June[2] and July.[3] Then not.", ["Seen in May, June and July."] * 3, id="inside the sentence"),
        pytest.param("Otters swim.[1][2] They eat.", ["Otters swim."] * 2, id="two at once"),
        pytest.param("Otters swim. [1] They eat.", ["Otters swim."], id="a space before it"),
        pytest.param("Otters swim.[1]They eat.[2]", ["Otters swim.", "They eat."], id="no space after it"),
        pytest.param("Two series[1]and awards.[2]", ["Two series and awards."] * 2, id="no space around it"),
        pytest.param("水獺很大。[1]會游泳[2]。", ["水獺很大。", "會游泳。"], id="no spaces at all"),
        pytest.param("[1] Otters swim. They eat.", ["Otters swim."], id="before the first word"),
        pytest.param("Otters swim [1] [2] [3]. They eat.", ["Otters swim."] * 3, id="several with spaces"),
        pytest.param("It grew.[1]: 12  Then not.", ["It grew."], id="pages"),
        pytest.param("- Otters swim.[1]\n- They eat.[2]", ["Otters swim.", "They eat."], id="list items"),
        pytest.param("Otters swim\n\nThey eat.[1]", ["They eat."], id="the paragraph is the limit"),
        pytest.param("1998    Otter    [1]\n1999    Mill    [2]", ["1998 Otter", "1999 Mill"], id="rows of a table"),
        pytest.param("They met in the U.S.[1] Nobody came.", ["They met in the U.S."], id="an abbreviation at the end"),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [sentence for _, _, sentence in cited(text)] == sentences


def test_a_sentence_goes_over_broken_lines() -> None:
    text = (
        "The otter lives in the valley, and it has been seen there by\nall who fish in the river after dark or go to the mill with\n"
        "their lamps on.[1] It is shy.\n"
    )
    assert cited(text)[0][2] == (
        "The otter lives in the valley, and it has been seen there by all who fish in the river after dark or go to the mill with their lamps on."
    )


def test_sections() -> None:
    text = "Lead.[1]\n\nRivers\n\nLong.[2]\n\nMills\n\nOld.[3]"
    rivers, mills = text.index("Rivers"), text.index("Mills")
    sections = (Section(heading="Rivers", level=1, span=(rivers, mills)), Section(heading="Mills", level=1, span=(mills, len(text))))
    assert [(number, section) for number, section, _ in cited(text, sections)] == [("1", LEAD), ("2", "Rivers"), ("3", "Mills")]


def test_a_heading_is_a_block_of_its_own() -> None:
    lines = lines_of("Rivers\nThey are long.\n")
    assert blocks_of(lines, 80, {1}) == ((0, 6), (7, 21))


PIECES = st.sampled_from(("Otters", "swim", " ", ". ", ", ", "[1]", " [2]", "\n", "。", "水", "U.S. "))


@given(st.lists(PIECES, max_size=20).map("".join))
def test_every_marker_has_the_words_before_it_in_its_sentence_or_opens_its_block(text: str) -> None:
    found = cited(text)
    assert len(found) == text.count("[")
    for _, _, sentence in found:
        assert "[" not in sentence
        assert sentence == " ".join(sentence.split())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("71.62 ± 3 is long.[1]", "71.62 ± 3 is long.", id="a number with a fraction"),
        pytest.param("-5 degrees is cold.[1]", "-5 degrees is cold.", id="a sign of a number"),
        pytest.param("71. It is long.[1]", "It is long.", id="an item"),
        pytest.param("- It is long.[1]", "It is long.", id="a bullet"),
    ],
)
def test_a_number_is_no_sign_of_an_item(text: str, sentence: str) -> None:
    marker = Marker(reference="1", span=(len(text) - 3, len(text)))
    (citation,) = citations_of(text, (), ((0, len(text)),), (marker,))
    assert citation.sentence == sentence


def test_a_long_sentence_is_kept_once_and_cut() -> None:
    text = "It is old[1] and wide[2] " * 500
    sentences = [sentence for _, _, sentence in cited(text)]
    assert len(sentences) == 1000
    assert len({id(sentence) for sentence in sentences}) == 1
    assert len(sentences[0]) <= LONGEST_SENTENCE + 1
    assert sentences[0].endswith("…")


def test_a_word_broken_behind_its_hyphen_is_one_in_its_sentence() -> None:
    text = (
        "The river that runs through all of the valley has many long-\nlegged birds in it, and there are otters that nobody has seen by\n"
        "day at all.[1]\n"
    )
    assert "long-legged birds" in cited(text)[0][2]


def test_the_sign_of_an_inner_item_is_no_word() -> None:
    text = (
        "The river runs through all of the valley, and it has many birds that have\n"
        "long legs, and some that have none of that kind of legs at all, and\n"
        "swim.\n\n"
        "          o They swim in all of the rivers of the valley, and in the lake\n            above it too.[1]\n"
    )
    assert cited(text)[0][2] == "They swim in all of the rivers of the valley, and in the lake above it too."
