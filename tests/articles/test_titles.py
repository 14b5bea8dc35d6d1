"""Where the title stands in a citation's words."""

from __future__ import annotations

import pytest

from citeaudit.articles.titles import bare, split_at_title, split_unquoted


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


@pytest.mark.parametrize("words", ['"Otter" is the word of the year', '"Otters. Echo. 2015.', "Otters. Echo."])
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


@pytest.mark.parametrize(
    ("words", "lead", "title"),
    [
        pytest.param("Otter House:The Valley", "Otter House:", "The Valley", id="no space after the colon"),
        pytest.param("Otter House:[1]", "Otter House:", "", id="the number of a link"),
        pytest.param("Otter House, The Valley Report 2015", "Otter House,", "The Valley Report 2015", id="comma"),
        pytest.param("OHQ, The Valley, 5 May 2015", "OHQ,", "The Valley", id="acronym, comma, date"),
        pytest.param("U.S. Otter Office, The Valley (2015)", "U.S. Otter Office,", "The Valley", id="initials in the name, year"),
        pytest.param("Otter House, The Valley, p. 45", "Otter House,", "The Valley", id="page"),
        pytest.param("Otter House, The Valley, 5 May 2015, available at: \x1f", "Otter House,", "The Valley", id="words before an address"),
        pytest.param("Quill, Ada (2015). The Valley. Otter Press.", "Quill, Ada (2015)", "The Valley", id="a book"),
        pytest.param("Quill, A. 2015. The Valley. Otter Press.", "Quill, A. (2015)", "The Valley", id="a book, year after the author"),
        pytest.param("Otters: A History of the Valley", "", "Otters: A History of the Valley", id="a colon in a title"),
        pytest.param("Law on Otters, Article 20", "", "Law on Otters, Article 20", id="a numbered part of a law"),
        pytest.param("_The Valley_, Echo, 5 May 2015", "", "The Valley", id="italics of Markdown"),
        pytest.param("Report on the Valley, 5 May 2015", "", "Report on the Valley", id="a date at the end"),
    ],
)
def test_unquoted(words: str, lead: str, title: str) -> None:
    split = split_unquoted(words)
    assert (split.lead, split.title) == (lead, title)


def test_bare() -> None:
    assert [bare(title) for title in (' "Otters." ', "Otters,", "Otters …", "Otters...", 'The "Otter"')] == [
        "Otters",
        "Otters",
        "Otters …",
        "Otters...",
        'The "Otter"',
    ]
