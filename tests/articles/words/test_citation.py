"""One reference's words to its fields, in CS1's printed order and as editors write by hand."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.words.citation import LONGEST, Cited, read_citation
from citeaudit.model import PartialDate


def read(words: str, title: str = "") -> dict[str, object]:
    """The fields that are filled, dates and identifiers as words, without the remarks."""
    cited = read_citation(words, "7", title=title)
    filled = {field.name: getattr(cited, field.name) for field in fields(Cited) if field.name != "remarks"}
    return {name: str(value) if isinstance(value, PartialDate) else value for name, value in filled.items() if value}


def rules(words: str) -> list[str]:
    return [remark.rule for remark in read_citation(words, "7").remarks]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(
            'Quill, Ada; Reed, Cara (2021-06-11). "Otters return". otter.example. Archived from the original on 2021-06-12. Retrieved 2021-07-15.',
            {
                "authors": ("Quill, Ada", "Reed, Cara"),
                "published": "2021-06-11",
                "title": "Otters return",
                "publisher": "otter.example",
                "archived_on": "2021-06-12",
                "accessed": "2021-07-15",
            },
            id="all of CS1's order",
        ),
        pytest.param(
            'Otter Watch (8 January 2015). "The Valley". Otter Watch.',
            {"authors": ("Otter Watch",), "published": "2015-01-08", "title": "The Valley", "publisher": "Otter Watch"},
            id="a body as author and publisher",
        ),
        pytest.param(
            '"The 2020 Report" (PDF). otters.example.org. The Otter Nations.',
            {"title": "The 2020 Report", "format": "PDF", "work": "otters.example.org", "publisher": "The Otter Nations"},
            id="work and publisher",
        ),
        pytest.param(
            '"Otters held". Valley24. AFP. 2019-10-26. Retrieved 2 January 2020.',
            {"title": "Otters held", "publisher": "Valley24", "agency": "AFP", "published": "2019-10-26", "accessed": "2020-01-02"},
            id="carrier and agency",
        ),
        pytest.param(
            '"Country Reports" Archived 2019-09-15 at the Wayback Machine. Bureau of Rivers, Lakes and Otters. Retrieved on September 15, 2014',
            {
                "title": "Country Reports",
                "publisher": "Bureau of Rivers, Lakes and Otters",
                "archived_on": "2019-09-15",
                "archive_name": "Wayback Machine",
                "accessed": "2014-09-15",
            },
            id="publisher behind the archive note",
        ),
        pytest.param(
            "Otter Watch, World Report 2015: The Valley Archived 2016-10-28 at the Wayback Machine, accessed October 2015.",
            {
                "title": "World Report 2015: The Valley",
                "publisher": "Otter Watch",
                "archived_on": "2016-10-28",
                "archive_name": "Wayback Machine",
                "accessed": "2015-10",
            },
            id="publisher, title; access to the month",
        ),
        pytest.param(
            "Ada Quill, Otters of the North, 5 May 2015",
            {"authors": ("Ada Quill",), "title": "Otters of the North", "published": "2015-05-05"},
            id="person, title",
        ),
        pytest.param(
            "Forum 12 News Service:THE VALLEY: Will it be flooded? Archived 2017-11-07 at the Wayback Machine, 24 November 2005",
            {
                "title": "THE VALLEY: Will it be flooded?",
                "publisher": "Forum 12 News Service",
                "published": "2005-11-24",
                "archived_on": "2017-11-07",
                "archive_name": "Wayback Machine",
            },
            id="publisher:title, date behind the note",
        ),
        pytest.param(
            "Otter House:[1] Archived 2011-12-23 at the Wayback Machine",
            {"publisher": "Otter House", "archived_on": "2011-12-23", "archive_name": "Wayback Machine"},
            id="a numbered link is no title",
        ),
        pytest.param(
            '"otters.example.com". Why the Valley\'s Otters Deserve Attention. Archived from the original on 2016-04-27.',
            {"title": "Why the Valley's Otters Deserve Attention", "publisher": "otters.example.com", "archived_on": "2016-04-27"},
            id="title and publisher change places",
        ),
        pytest.param(
            '"OHQ | Council adopts report". 2018-11-06.', {"title": "OHQ | Council adopts report", "published": "2018-11-06"}, id="site in front"
        ),
        pytest.param('"#Otters: a model | OSO". Echo.', {"title": "#Otters: a model | OSO", "publisher": "Echo"}, id="signs in a title"),
        pytest.param(
            'Quill A, Reed C (2016). "Leaks". Dam Review. 12 (3): 1–14. doi:10.5555/otter.12.',
            {"authors": ("Quill, A", "Reed, C"), "published": "2016", "title": "Leaks", "work": "Dam Review"},
            id="a journal is a work",
        ),
        pytest.param(
            "Quill, Ada (2001). Lakes of the North. Marl Harbour: State Press. pp. 20–22. ISBN 978-3-16-148410-0.",
            {"authors": ("Quill, Ada",), "published": "2001", "title": "Lakes of the North", "publisher": "State Press"},
            id="a book",
        ),
        pytest.param(
            '"Otters". Echo. Retrieved 2016-10-27.CS1 maint: archived copy as title (link)',
            {"title": "Otters", "publisher": "Echo", "accessed": "2016-10-27"},
            id="a message of the template",
        ),
        pytest.param(
            "(EN) «Otters», su Echo, 5 maggio 2016.",
            {"language": "en", "title": "Otters", "publisher": "Echo", "published": "2016-05-05"},
            id="language in front",
        ),
        pytest.param("https://otter.example.org/a", {}, id="an address alone"),
        pytest.param('"Otters" https://otter.example.org/a Echo', {"title": "Otters", "publisher": "Echo"}, id="an address among the words"),
    ],
)
def test_reads_fields(words: str, found: dict[str, object]) -> None:
    read_fields = read(words)
    read_fields.pop("identifiers", None)
    assert read_fields == found


@pytest.mark.parametrize(
    ("words", "title", "found"),
    [
        pytest.param(
            "et Ada Quill, « Les loutres », sur otter.example.fr,\u200e 10 mars 2015 (consulté le 3 mars 2016)",
            "Les loutres",
            ("Les loutres", ("Ada Quill",), "", "otter.example.fr", "2015-03-10", "2016-03-03", "None"),
            id="French, a link in guillemets",
        ),
        pytest.param(
            "Otter lebt. In: Der Bote, 19. August 2015, archiviert vom Original am 17. November 2015; abgerufen am 16. November 2016 (englisch).",
            "Otter lebt",
            ("Otter lebt", (), "", "Der Bote", "2015-08-19", "2016-11-16", "2015-11-17"),
            id="German, archived",
        ),
        pytest.param(
            "Выдрин И. И. Долина // Физика : [в 5 т.] / Гл. ред. А. М. Бобров. — М.: Эхо, 1999. — Т. 5",
            "",
            ("Долина", ("Выдрин И. И.",), "Физика", "Эхо", "1999", "None", "None"),
            id="Russian, a work behind slashes",
        ),
        pytest.param(
            '"La nutria". Eco. Archivado del original el 31 de marzo de 2010. Recuperado el 25 de octubre de 2009.',
            "",
            ("La nutria", (), "", "Eco", "None", "2009-10-25", "2010-03-31"),
            id="Spanish",
        ),
        pytest.param("Otter House. Läst 7 december 2016.", "", ("Otter House", (), "", "", "None", "2016-12-07", "None"), id="Swedish"),
        pytest.param(
            'Quill, Ada and Cy Reed. 2007. "The Valley." Echo.',
            "",
            ("The Valley", ("Quill, Ada", "Cy Reed"), "", "Echo", "2007", "None", "None"),
            id="Chicago, author and year",
        ),
        pytest.param(
            "Quill, Ada (2006). Reed, Cy (ed.). The Valley (PDF). Otter Press.",
            "The Valley",
            ("The Valley", ("Quill, Ada",), "", "Otter Press", "2006", "None", "None"),
            id="an editor before the title that is a link",
        ),
        pytest.param("Otters (http://otter.example)", "", ("Otters", (), "", "", "None", "None", "None"), id="an address in brackets"),
        pytest.param(
            "Ada Quill, The Otter World (1996), p. 276", "", ("The Otter World", ("Ada Quill",), "", "", "1996", "None", "None"), id="a page"
        ),
        pytest.param("(en) Ada Quill, « Loutres », sur Écho", "", ("Loutres", ("Ada Quill",), "", "Écho", "None", "None", "None"), id="a code first"),
        pytest.param("[PDF] Otter House, « Loutres »", "", ("Loutres", ("Otter House",), "", "", "None", "None", "None"), id="a format first"),
        pytest.param("The Valley. (PDF; 0,45 MB)", "PDF; 0,45 MB", ("The Valley", (), "", "", "None", "None", "None"), id="a format as label"),
    ],
)
def test_citations_as_editors_write_them(words: str, title: str, found: tuple[object, ...]) -> None:
    cited = read_citation(words, "1", title=title)
    dates = (str(cited.published), str(cited.accessed), str(cited.archived_on))
    assert (cited.title, cited.authors, cited.work, cited.publisher, *dates) == found


def test_identifiers_are_read() -> None:
    assert [str(identifier) for identifier in read_citation('"Leaks". doi:10.5555/otter.12. ISSN 1234-5679.', "7").identifiers] == [
        "doi:10.5555/otter.12",
        "issn:1234-5679",
    ]


@pytest.mark.parametrize(
    ("words", "title", "found"),
    [
        pytest.param("Otter Watch, World Report: The Valley", "World Report: The Valley", {"publisher": "Otter Watch"}, id="publisher before it"),
        pytest.param(
            "Quill (2001). Lakes. State Press.", "Lakes", {"authors": ("Quill",), "published": "2001", "publisher": "State Press"}, id="book"
        ),
        pytest.param(
            "Mark Otter: Seen. In: Die Zeitung", "Seen", {"authors": ("Mark Otter",), "publisher": "Die Zeitung"}, id="author before a colon"
        ),
    ],
)
def test_the_title_that_markup_gives(words: str, title: str, found: dict[str, object]) -> None:
    assert read(words, title) == {"title": title, **found}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param('"Otters". Echo. 5 May 2015. Retrieved 2015-06-06.', [], id="nothing to say"),
        pytest.param('"otters.example.com". Why the Otters of It Matter.', ["swapped"], id="changed places"),
        pytest.param('"Otters". Echo. Retrieved 02/03/2016.', ["ambiguous-date"], id="ambiguous access date"),
        pytest.param('Quill (02/03/2016). "Otters". Echo.', ["ambiguous-date"], id="ambiguous date of the author"),
        pytest.param('"Otters". Echo, 02/03/2016', ["ambiguous-date"], id="ambiguous publication date"),
        pytest.param("Otter House:The Valley", ["by-hand"], id="by hand"),
        pytest.param("https://otter.example.org/a", ["no-title"], id="an address alone"),
        pytest.param('"Otters". Echo. Otter Press. Third Name.', ["unread-words"], id="a name too many"),
        pytest.param(f'"Otters". The {"Very " * 20}Long Name.', ["unread-words"], id="too long for a name"),
    ],
)
def test_tells_what_was_doubtful(words: str, found: list[str]) -> None:
    assert rules(words) == found


def test_remarks_name_the_reference_and_what_was_read() -> None:
    (remark,) = read_citation("Otter House:The Valley", "note 7").remarks
    assert remark.references == ("note 7",)
    assert str(remark.message) == 'written by hand; "Otter House" was read as the publisher and "The Valley" as the title'
    (remark,) = read_citation("Ada Quill, The Valley", "7").remarks
    assert str(remark.message) == 'written by hand; "Ada Quill" was read as the author and "The Valley" as the title'


def test_a_body_and_its_site_are_not_put_into_each_others_place() -> None:
    assert read('"otters.example.com". Otter Watch Official Website. 2015.')["title"] == "otters.example.com"


def test_very_long_words_are_read_to_a_limit() -> None:
    assert read_citation('"Otters". Echo. ' + "A. " * 100_000, "7").publisher != ""
    assert LONGEST < 10_000


# ---------------------------------------------------------------- any citation in CS1's order reads back

# Without "a" and "e" no word of a note (Archived, Retrieved, …) comes out, and five letters are no abbreviation.
WORDS = st.lists(st.text("bghiknorstuw", min_size=5, max_size=9).map(str.capitalize), min_size=2, max_size=4).map(" ".join)
PEOPLE = st.tuples(WORDS.map(lambda words: words.split()[0]), WORDS.map(lambda words: words.split()[0])).map(", ".join)
DAYS = st.dates(min_value=date(1500, 1, 1), max_value=date(2099, 12, 31)).map(lambda day: PartialDate(year=day.year, month=day.month, day=day.day))
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@st.composite
def citations(draw: st.DrawFn) -> Cited:
    accessed = draw(st.none() | DAYS)
    work, publisher = draw(st.lists(WORDS, min_size=2, max_size=2, unique=True))
    work = draw(st.sampled_from(("", work)))
    return Cited(
        authors=tuple(draw(st.lists(PEOPLE, max_size=3))),
        title=draw(WORDS),
        format=draw(st.sampled_from(("", "PDF"))),
        work=work,
        publisher=publisher if work else draw(st.sampled_from(("", publisher))),
        agency=draw(st.sampled_from(("", "AFP", "Reuters"))) if work else "",
        published=draw(st.none() | DAYS),
        archived_on=draw(st.none() | DAYS),
        accessed=accessed,
    )


def printed(cited: Cited, day_first: bool) -> str:
    """A citation as CS1 prints it."""

    def words(day: PartialDate) -> str:
        return f"{day.day} {MONTHS[(day.month or 1) - 1]} {day.year}" if day_first else str(day)

    dated = words(cited.published) if cited.published else ""
    lead = "; ".join(cited.authors) + (f" ({dated}). " if dated else ". ") if cited.authors else ""
    title = f'"{cited.title}"' + (f" ({cited.format})" if cited.format else "")
    names = [name for name in (cited.work, cited.publisher, cited.agency, "" if cited.authors else dated) if name]
    notes = [f"Archived from the original on {words(cited.archived_on)}"] if cited.archived_on else []
    notes += [f"Retrieved {words(cited.accessed)}"] if cited.accessed else []
    return lead + ". ".join([title, *names, *notes]) + "."


@given(citations(), st.booleans())
def test_a_citation_in_printed_order_reads_back(cited: Cited, day_first: bool) -> None:
    assert read_citation(printed(cited, day_first), "7") == cited


@given(st.text(max_size=120))
def test_any_words_can_be_read(words: str) -> None:
    assert isinstance(read_citation(words, "7"), Cited)


@given(st.text(alphabet='"“”«»().,:;[]/ \x1f\x1e1Aa_*{}', max_size=40), st.text(alphabet='"“ .A[1]', max_size=5))
def test_any_signs_can_be_read(words: str, title: str) -> None:
    assert isinstance(read_citation(words, "7", title=title), Cited)


KNOWN = ("Pears", "Otter, Ada", "Echo")


@pytest.mark.parametrize(
    ("words", "is_whole"),
    [
        ('Otter, Ada (3 May 2015). "Pears". Echo. Retrieved 4 May 2015.', False),
        ('Otter, Ada (3 May 2015). "Pears". Echo. Orchard Press. Archived from the original on 1 June 2016.', True),
        ('Otter, Ada (3 May 2015). "Pears" (in French). Echo.', True),
        ('Otter, Ada (3 May 2015). "Pears". Echo. AFP. Retrieved 4 May 2015.', True),
    ],
)
def test_only_notes_are_read_where_markup_states_all_else(words: str, is_whole: bool) -> None:
    settled, whole = (read_citation(words, "1", title='"Pears"', known=known) for known in (KNOWN, ()))
    notes = Cited(accessed=whole.accessed, archived_on=whole.archived_on, archive_name=whole.archive_name)
    assert settled == (whole if is_whole else notes)


def test_an_ambiguous_date_is_told_of_in_any_case() -> None:
    found = read_citation('Otter, Ada (02/03/2015). "Pears". Echo.', "1", title='"Pears"', known=KNOWN)
    assert [remark.rule for remark in found.remarks] == ["ambiguous-date"]
