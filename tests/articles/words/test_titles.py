"""Where the title stands in a citation's words."""

from __future__ import annotations

import pytest

from citeaudit.articles.words.titles import bare, split_at_title


@pytest.mark.parametrize(
    ("words", "lead", "title", "rest"),
    [
        pytest.param('Quill (2015). "Otters". Echo.', "Quill (2015). ", "Otters", ". Echo.", id="straight marks"),
        pytest.param("“Otters”. Echo.", "", "Otters", ". Echo.", id="curly marks"),
        pytest.param("«Выдры». Эхо.", "", "Выдры", ". Эхо.", id="guillemets"),
        pytest.param("„Otter“. Echo.", "", "Otter", ". Echo.", id="German marks"),
        pytest.param("「水獺」。", "", "水獺", "。", id="Chinese marks"),
        pytest.param('"What an "otter" does". Echo.', "", 'What an "otter" does', ". Echo.", id="marks inside"),
        pytest.param('""Otter" is a word". Echo.', "", '"Otter" is a word', ". Echo.", id="marks inside at the start"),
        pytest.param('"On the word "otter"". Echo.', "", 'On the word "otter"', ". Echo.", id="marks inside at the end"),
        pytest.param("«Die «Otter» hier». Echo.", "", "Die «Otter» hier", ". Echo.", id="nested guillemets"),
        pytest.param('"Otters." Echo 5 May 2015.', "", "Otters", " Echo 5 May 2015.", id="stop inside the marks"),
        pytest.param('"Why otters?" Echo.', "", "Why otters?", " Echo.", id="question mark inside"),
        pytest.param('"Otters in the U.S." Echo.', "", "Otters in the U.S.", " Echo.", id="the stop of an abbreviation stays"),
        pytest.param('"Otters" \x1f. Bureau.', "", "Otters", " \x1f. Bureau.", id="a note right after it"),
        pytest.param('"Otters". Echo. "They swim."', "", "Otters", '. Echo. "They swim."', id="a quotation at the end"),
    ],
)
def test_quoted(words: str, lead: str, title: str, rest: str) -> None:
    split = split_at_title(words)
    assert split is not None
    assert (split.lead, split.title, split.rest) == (lead, title, rest)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param('"Otter" is the word of the year', id="a title that begins with a quotation"),
        pytest.param('Fact or Fiction? He Said "Otter!" in the Bath', id="a title with a quotation in it"),
        pytest.param('Otters and Gold – by Ada "Otter" Quill', id="a name with a quotation in it"),
        pytest.param('Otters Archived 2007-08-27 at the Wayback Machine – by "Otter"', id="behind a note"),
        pytest.param('"Otters. Echo. 2015.', id="not closed"),
        pytest.param("Otters. Echo.", id="none"),
    ],
)
def test_no_title_in_quotation_marks(words: str) -> None:
    assert split_at_title(words) is None


@pytest.mark.parametrize(
    ("words", "given", "lead", "rest"),
    [
        pytest.param('Quill. "Otters". Echo.', "Otters", "Quill. ", ". Echo.", id="in marks"),
        pytest.param('Quill. "Otters". Echo.', '"Otters"', "Quill. ", ". Echo.", id="the link has the marks in it"),
        pytest.param("Quill (2015). Otters. Otter Press.", "Otters", "Quill (2015). ", ". Otter Press.", id="without marks"),
    ],
)
def test_the_title_that_markup_gives(words: str, given: str, lead: str, rest: str) -> None:
    split = split_at_title(words, given)
    assert split is not None
    assert (split.lead, split.title, split.rest) == (lead, "Otters", rest)


def test_the_number_of_a_link_is_no_title() -> None:
    assert split_at_title("Otter House:[1] Archived", "[1]") is None


def test_bare() -> None:
    assert [bare(title) for title in (' "Otters." ', "Otters,", "Otters …", "Otters...", 'The "Otter"')] == [
        "Otters",
        "Otters",
        "Otters …",
        "Otters...",
        'The "Otter"',
    ]
