"""Dates of citations: every printed form to its precision, nothing invented, nothing guessed."""

from __future__ import annotations

from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.articles.words.dates import find_dates, is_month, read_date
from citeaudit.model import PartialDate

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        pytest.param("2016-10-28", "2016-10-28", id="ISO day"),
        pytest.param("2015-10", "2015-10", id="ISO month"),
        pytest.param("2015", "2015", id="year"),
        pytest.param("28 October 2016", "2016-10-28", id="day first"),
        pytest.param("October 28, 2016", "2016-10-28", id="month first"),
        pytest.param("September 15, 2014.", "2014-09-15", id="a stop after it"),
        pytest.param("October 2015", "2015-10", id="month and year"),
        pytest.param("Oct. 28, 2016", "2016-10-28", id="abbreviated"),
        pytest.param("28th October 2016", "2016-10-28", id="ordinal"),
        pytest.param("5-May-2010", "2010-05-05", id="hyphens around a month's name"),
        pytest.param("28\u00a0October\u00a02016", "2016-10-28", id="no-break spaces"),
        pytest.param("2016\u201110\u201128", "2016-10-28", id="no-break hyphens"),
        pytest.param("28. Oktober 2016", "2016-10-28", id="German"),
        pytest.param("28 de octubre de 2016", "2016-10-28", id="Spanish"),
        pytest.param("1er mai 2016", "2016-05-01", id="French"),
        pytest.param("28 d’abril de 2016", "2016-04-28", id="Catalan"),
        pytest.param("28 октября 2016", "2016-10-28", id="Russian"),
        pytest.param("28 қазан 2016", "2016-10-28", id="Kazakh"),
        pytest.param("28 أكتوبر 2016", "2016-10-28", id="Arabic"),
        pytest.param("2016. október 28.", "2016-10-28", id="Hungarian"),
        pytest.param("2016 m. spalio 28", "2016-10-28", id="Lithuanian"),
        pytest.param("2016年10月28日", "2016-10-28", id="Chinese and Japanese"),
        pytest.param("2016년 10월 28일", "2016-10-28", id="Korean"),
        pytest.param("ngày 28 tháng 10 năm 2016", "2016-10-28", id="Vietnamese"),
        pytest.param("tháng 10 năm 2016", "2016-10", id="Vietnamese, a month"),
        pytest.param("2010 ж. 3 мамыр", "2010-05-03", id="Kazakh"),
        pytest.param("2010 жылғы 3 мамыр", "2010-05-03", id="Kazakh, in words"),
        pytest.param("2011 жылдың тамызы", "2011-08", id="Kazakh, a month"),
        pytest.param("28 Hydref 2016", "2016-10-28", id="Welsh"),
        pytest.param("28 de outubro de 2016", "2016-10-28", id="Galician"),
        pytest.param("اکتوبر 28، 2016", "2016-10-28", id="Urdu"),
        pytest.param("28.10.2016 р.", "2016-10-28", id="the word for year after it"),
        pytest.param("12 қаңтар 2010 ж.", "2010-01-12", id="the Kazakh one"),
        pytest.param("28-10-2016", "2016-10-28", id="hyphens with a day beyond 12"),
        pytest.param("2016-10-00", "2016-10", id="a day that is none"),
        pytest.param("20161028", "2016-10-28", id="figures alone"),
        pytest.param("2016a", "2016", id="a letter that tells works apart"),
        pytest.param("October 2016b", "2016-10", id="the letter after a month"),
        pytest.param("Spring–Summer 2016", "2016", id="two seasons"),
        pytest.param("Fall/Winter 2016", "2016", id="two seasons, a slash"),
        pytest.param("2016 [1916]", "2016", id="the first edition in brackets"),
        pytest.param("1939 (nyutgåva)", "1939", id="a note in brackets"),
        pytest.param("28.10.2016", "2016-10-28", id="dots are day first"),
        pytest.param("28/10/2016", "2016-10-28", id="slashes with a day beyond 12"),
        pytest.param("10/28/2016", "2016-10-28", id="slashes, American"),
        pytest.param("03/03/2016", "2016-03-03", id="slashes that mean the same both ways"),
        pytest.param("2016/10/28", "2016-10-28", id="slashes, year first"),
        pytest.param("20–21 November 2018", "2018-11", id="a range of days is its month"),
        pytest.param("October 2–5, 2015", "2015-10", id="a range of days, month first"),
        pytest.param("Spring 2015", "2015", id="a season is its year"),
        pytest.param("May–June 2015", "2015", id="a range of months is its year"),
    ],
)
def test_reads_each_printed_form(words: str, iso: str) -> None:
    assert str(read_date(words)) == iso


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("02/03/2016", id="two ways to read slashes"),
        pytest.param("15 listopada 2015", id="October in Croatian, November in Polish"),
        pytest.param("31 February 2015", id="no such day"),
        pytest.param("2015-13-01", id="no such month"),
        pytest.param("Expo 2017", id="a word that is no month"),
        pytest.param("October 2015 edition", id="more than a date"),
        pytest.param("2004–05", id="a range of years"),
        pytest.param("12345", id="a number"),
        pytest.param("", id="nothing"),
    ],
)
def test_does_not_read_what_is_no_date_or_two(words: str) -> None:
    assert read_date(words) is None


def test_finds_dates_among_words_and_says_which_are_doubtful() -> None:
    words = "Echo, 5 May 2015, seen 02/03/2016; 2017 is a bare year, 31 June 2018 no day."
    found = [(words[slice(*printed.span)], printed.date and str(printed.date)) for printed in find_dates(words)]
    assert found == [("5 May 2015", "2015-05-05"), ("02/03/2016", None)]


def test_knows_months_in_many_languages() -> None:
    assert all(map(is_month, ("October", "oct.", "Oktober", "octobre", "жовтня", "қазан", "ekim", "اکتبر")))
    assert not is_month("Otter")


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(1000, 2999))
    month = draw(st.none() | st.integers(1, 12))
    day = draw(st.none() | st.integers(1, monthrange(year, month)[1])) if month else None
    return PartialDate(year=year, month=month, day=day)


def printed_forms(date: PartialDate) -> list[str]:
    """The four forms of CS1: 2015-10-28, 28 October 2015, October 28, 2015, October 2015; those that a precision has."""
    if date.month is None:
        return [str(date)]
    month = MONTHS[date.month - 1]
    if date.day is None:
        return [str(date), f"{month} {date.year}"]
    return [str(date), f"{date.day} {month} {date.year}", f"{month} {date.day}, {date.year}"]


@given(partial_dates())
def test_every_date_reads_back_from_every_form(date: PartialDate) -> None:
    assert {read_date(words) for words in printed_forms(date)} == {date}


@given(partial_dates(), st.sampled_from(("Retrieved ", "(", "Echo, ", "")), st.sampled_from((".", ")", ", p. 4", "")))
def test_never_more_precision_than_is_printed(date: PartialDate, before: str, after: str) -> None:
    for words in printed_forms(date):
        for printed in find_dates(f"{before}{words}{after}"):
            assert printed.date == date


@given(st.text(max_size=80))
def test_any_words_can_be_asked(words: str) -> None:
    assert all(0 <= printed.span[0] < printed.span[1] <= len(words) for printed in find_dates(words))
