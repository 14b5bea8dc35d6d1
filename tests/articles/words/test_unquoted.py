"""Where the title stands in a citation without quotation marks."""

from __future__ import annotations

import pytest

from citeaudit.articles.words.unquoted import split_unquoted


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
        pytest.param("Quill, Ada; Reed, C. The Valley. Otter Press.", "Quill, Ada; Reed, C. ", "The Valley", id="authors told by a semicolon"),
        pytest.param("Quill, A. B. The Valley. Otter Press.", "Quill, A. B. ", "The Valley", id="an author told by initials"),
        pytest.param("Quill; Reed, C.; Otter, N. I.; 等. The Valley. Echo.", "Quill; Reed, C.; Otter, N. I.; 等", "The Valley", id="and others"),
        pytest.param("A. B. Quill, C. Reed. The Valley. Otter Press.", "A. B. Quill, C. Reed", "The Valley", id="initials first"),
        pytest.param("Ada Quill (2005), Otters, Mills and Men, Otter Press, p. 4", "Ada Quill (2005)", "Otters, Mills and Men", id="CS2, commas"),
        pytest.param("The Valley, otter.example.org, ", "", "The Valley", id="a host behind the title"),
        pytest.param("The Valley (PDF). Otter Press.", "", "The Valley", id="the format behind the title"),
        pytest.param("The Valley[permanent dead link], translated", "", "The Valley", id="brackets of the wiki"),
        pytest.param("Otter Valley, Echo", "", "Otter Valley, Echo", id="one word behind a comma is no title"),
        pytest.param("[1]", "", "", id="the number of a link alone"),
        pytest.param("Report on the Valley, 5 May 2015", "", "Report on the Valley", id="a date at the end"),
        pytest.param("Quill, A.; et al. (2015). The Valley. Echo.", "Quill, A.; et al. (2015)", "The Valley", id="and others before a year"),
        pytest.param("Quill, Ada, ed. (2015) [2001]. The Valley. Echo.", "Quill, Ada, ed. (2015)", "The Valley", id="an editor, an earlier year"),
        pytest.param("Quill, A. and Reed, C. (Eds) (2015) The Valley. Echo.", "Quill, A. and Reed, C. (2015)", "The Valley", id="brackets"),
        pytest.param("Quill, A. (2015). Cy Reed (ed.). The Valley. Echo.", "Quill, A. (2015)", "The Valley", id="editors before the title"),
        pytest.param("Quill, A. (2015, March 23). The Valley. Echo.", "Quill, A. (March 23, 2015)", "The Valley", id="APA"),
        pytest.param("Quill, A. (2015b) The Valley. Echo.", "Quill, A. (2015)", "The Valley", id="a letter behind the year"),
        pytest.param("The Valley (PDF) (Ph.D.) (in German) (2nd ed.). Echo.", "", "The Valley", id="format, type, language, edition"),
        pytest.param("Quill, A. (2015), The Valley (2nd ed.), Marl: Otter Press, p. 5", "Quill, A. (2015)", "The Valley", id="CS2, an edition"),
        pytest.param("Quill, A. (2015), Otters, Marl, Marland: Otter Press, Inc.", "Quill, A. (2015)", "Otters", id="CS2, a place"),
        pytest.param("The Valley – 2015 (PDF), Otter Office, p. 1", "", "The Valley – 2015", id="a format before a comma"),
        pytest.param("Ada Quill _The Valley_ Otter Press, 2015", "Ada Quill", "The Valley", id="an author before italics"),
        pytest.param("Выдрин И. И. Долина // Эхо. — 2015.", "Выдрин И. И. ", "Долина", id="a work behind slashes"),
        pytest.param("Ada Quill: Otter und Biber. Otter-Verlag, Marl 2015, S. 5.", "Ada Quill,", "Otter und Biber", id="German"),
        pytest.param("Otter Tales: A Life. Otter Press, May 2015.", "", "Otter Tales: A Life", id="a month is no place"),
    ],
)
def test_unquoted(words: str, lead: str, title: str) -> None:
    split = split_unquoted(words)
    assert (split.lead, split.title) == (lead, title)


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        pytest.param("Ada Quill (2005), The Valley, Otter Press, p. 4", "Otter Press", id="CS2"),
        pytest.param("The Valley, otter.example.org", "otter.example.org", id="host"),
        pytest.param("The Valley (PDF). Otter Press.", "(PDF). Otter Press.", id="format"),
        pytest.param("Otter House:The Valley, 5 May 2015", ", 5 May 2015", id="date"),
    ],
)
def test_the_rest_is_what_is_not_title(words: str, rest: str) -> None:
    assert split_unquoted(words).rest.replace("\x1f", "").strip() == rest
