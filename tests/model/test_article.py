"""Dates keep the precision that was printed; labels are what readers call a reference."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit.model import PartialDate, Source


@given(st.dates(), st.sampled_from(["year", "month", "day"]))
def test_iso_round_trip_keeps_the_precision(day: datetime.date, precision: str) -> None:
    month = None if precision == "year" else day.month
    date = PartialDate(year=day.year, month=month, day=day.day if precision == "day" else None)
    assert PartialDate.from_iso(str(date)) == date
    assert day.isoformat().startswith(str(date))


@pytest.mark.parametrize("words", ["", "2016-13", "2016-02-30", "16-01", "2016-1-2", "2016-01-02T00:00:00", "soon", "0000"])
def test_what_is_no_date(words: str) -> None:
    assert PartialDate.from_iso(words) is None


@pytest.mark.parametrize(("group", "part", "label"), [("", 1, "9"), ("note", 1, "note 9"), ("", 2, "9 (2)"), ("note", 3, "note 9 (3)")])
def test_labels(group: str, part: int, label: str) -> None:
    assert Source(article="A", reference="9", group=group, part=part).label == label
