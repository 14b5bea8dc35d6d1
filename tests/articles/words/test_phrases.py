"""Notes on access and archiving, in the languages of the table."""

from __future__ import annotations

import pytest

from citeaudit.articles.words.phrases import CUT, LAST_CUT, begins_note, knows_note, take_accessed, take_archived


@pytest.mark.parametrize(
    ("words", "date"),
    [
        pytest.param("Retrieved 2015-10-05.", "2015-10-05", id="CS1"),
        pytest.param("Retrieved on September 15, 2014", "2014-09-15", id="on"),
        pytest.param("Retrieved May 4, 2016", "2016-05-04", id="a month as short as a preposition"),
        pytest.param("accessed October 2015.", "2015-10", id="only the month"),
        pytest.param("Last accessed: 5 May 2010", "2010-05-05", id="last accessed"),
        pytest.param("[Online; accessed 5-May-2010]", "2010-05-05", id="in brackets"),
        pytest.param(f"Retrieved from {CUT} on 5 May 2010", "2010-05-05", id="an address between"),
        pytest.param("Consultado el 7 de julio de 2018", "2018-07-07", id="Spanish"),
        pytest.param("(consulté le 6 juin 2017)", "2017-06-06", id="French"),
        pytest.param("abgerufen am 6. Juni 2017", "2017-06-06", id="German"),
        pytest.param("URL consultato il 28 febbraio 2020", "2020-02-28", id="Italian"),
        pytest.param("Дата обращения: 6 июня 2017.", "2017-06-06", id="Russian"),
        pytest.param("[dostęp 2015-10-05]", "2015-10-05", id="Polish"),
        pytest.param("Посетен на 3 април 2010.", "2010-04-03", id="Bulgarian"),
        pytest.param("læst 20. oktober 2006", "2006-10-20", id="Danish"),
        pytest.param("Luettu 15.8.2007.", "2007-08-15", id="Finnish"),
        pytest.param("Läst 7 december 2016.", "2016-12-07", id="Swedish"),
        pytest.param("besøkt 3. mars 2014", "2014-03-03", id="Norwegian"),
        pytest.param("kasutatud 2. mai 2012.", "2012-05-02", id="Estonian"),
        pytest.param("Acessado em 5 de novembro de 2006", "2006-11-05", id="Portuguese"),
        pytest.param("اطلع عليه بتاريخ 10 يناير 2017.", "2017-01-10", id="Arabic"),
        pytest.param("Recuperado el 25 de octubre de 2009.", "2009-10-25", id="Spanish, retrieved"),
    ],
)
def test_access(words: str, date: str) -> None:
    note, rest = take_accessed(f"Echo. {words}")
    assert str(note.date) == date
    assert LAST_CUT in rest
    assert rest.startswith("Echo.")


@pytest.mark.parametrize("words", ["Retrieved 31 February 2015", "The stolen otter was retrieved in May", "Accessed"])
def test_no_access_note_without_a_date(words: str) -> None:
    note, rest = take_accessed(words)
    assert (note.date, rest) == (None, words)


def test_a_day_in_brackets_is_the_access_note_of_chinese_citations() -> None:
    note, rest = take_accessed("題目. 日報. 2007 [2009-12-15].")
    assert (str(note.date), rest.replace(CUT, "")) == ("2009-12-15", "題目. 日報. 2007 .")
    assert take_accessed("Otters [2009].")[0].date is None


def test_a_doubtful_date_is_told() -> None:
    note, _ = take_accessed("Retrieved 02/03/2016.")
    assert (note.date, note.doubtful) == (None, "02/03/2016")


@pytest.mark.parametrize(
    ("words", "date", "name", "form", "rest"),
    [
        pytest.param("Archived from the original on 2017-01-03.", "2017-01-03", "", "", ".", id="CS1"),
        pytest.param("Archived from the original (PDF) on 2017-08-26.", "2017-08-26", "", "PDF", ".", id="format behind"),
        pytest.param("Archived (PDF) from the original on 2014-11-28.", "2014-11-28", "", "PDF", ".", id="format before"),
        pytest.param("Archived 2011-12-23 at the Wayback Machine", "2011-12-23", "Wayback Machine", "", "", id="name"),
        pytest.param("Archived January 5, 2010, at the Wayback Machine, 2009", "2010-01-05", "Wayback Machine", "", ", 2009", id="comma"),
        pytest.param("Archived 2014-01-02 at archive.today. X", "2014-01-02", "archive.today", "", ". X", id="a name with a dot"),
        pytest.param("Archived from the original.", "None", "", "", ".", id="no date"),
        pytest.param("Archived at archive.today.", "None", "archive.today", "", ".", id="name without a date"),
        pytest.param("Archivado desde el original el 6 de junio de 2017.", "2017-06-06", "", "", ".", id="Spanish"),
        pytest.param("(archiviato dall'url originale il 3 marzo 2020)", "2020-03-03", "", "", "", id="Italian"),
        pytest.param("Arquivado do original em 23 de maio de 2012", "2012-05-23", "", "", "", id="Portuguese"),
        pytest.param("Архивировано 7 июля 2018 года.", "2018-07-07", "", "", ".", id="Russian, with its word for year"),
        pytest.param("نسخة محفوظة 09 أبريل 2018 على موقع واي باك مشين.", "2018-04-09", "واي باك مشين", "", ".", id="Arabic"),
        pytest.param("（原始內容存檔 (PDF)於2012-02-29）", "2012-02-29", "", "PDF", "", id="Chinese"),
        pytest.param("Archived 2007-08-27 at the Otter Archive – by Quill", "2007-08-27", "Otter Archive", "", " – by Quill", id="a dash"),
        pytest.param("(Memento vom 24. Oktober 2021 im Internet Archive)", "2021-10-24", "Internet Archive", "", "", id="German"),
    ],
)
def test_archiving(words: str, date: str, name: str, form: str, rest: str) -> None:
    note, left = take_archived(words)
    assert (str(note.date), note.name, note.format, left.replace(CUT, "")) == (date, name, form, rest)


def test_archived_as_a_word_of_a_title_is_no_note() -> None:
    assert take_archived("Archived copies of the valley")[1] == "Archived copies of the valley"


def test_a_note_that_could_not_be_read_is_known_by_its_words() -> None:
    assert begins_note("Retrieved 31 February 2015")
    assert not begins_note("Retriever Weekly")


@pytest.mark.parametrize(
    ("words", "known"),
    [
        pytest.param(". Retrieved 7 May 2001", True, id="access"),
        pytest.param("Erişim tarihi 2001", True, id="access in Turkish"),
        pytest.param("ERİŞİM 2001", True, id="the Turkish capital"),
        pytest.param("Archived from the original on 7 May 2001", True, id="archive"),
        pytest.param("Archived vom Original am 7. Mai 2001", False, id="archive, in words that go on otherwise"),
        pytest.param("Retrieved", False, id="no year"),
        pytest.param("[2009-12-15]", False, id="no words"),
    ],
)
def test_notes_that_are_read_without_help_of_markup(words: str, known: bool) -> None:
    assert knows_note(words) is known
