"""The linter: each mistake in a row with its line and what to do, and none in the register that comes with the program."""

from __future__ import annotations

from datetime import date

import pytest

from citeaudit.model import Severity
from citeaudit.sources.lint import Mistake, lint
from citeaudit.sources.register import COLUMNS, read_cells, written_register

TODAY = date(2026, 11, 24)
ADDRESS = "https://herald.example.org/about"
LISTED = "owner/list:rows.csv@0a1b2c3#herald"

GOOD = dict.fromkeys(COLUMNS, "") | {
    "id": "herald",
    "hosts": "herald.example.org",
    "names": "The Herald",
    "kind": "press",
    "country": "FR",
    "basis": "known",
}
READ = {"basis": "reference", "evidence": ADDRESS, "read_on": "2026-11-24", "seen": "a newspaper of record"}
CONTROL = {"state": "FR", "control_basis": "list", "control_evidence": LISTED, "control_read_on": "2026-11-24", "control_seen": "Herald,SC"}


def _found(*rows: dict[str, str], today: date = TODAY) -> tuple[Mistake, ...]:
    return lint([(line, GOOD | row) for line, row in enumerate(rows, 2)], today)


@pytest.mark.parametrize(
    "cells",
    [
        {},
        READ,
        READ | {"basis": "official"},
        READ | {"basis": "official", "evidence": "https://web.archive.org/web/20170210133813/http://www.herald.example.org/about"},
        READ | {"basis": "official", "evidence": "https://www.legifrance.gouv.fr/loda/id/1"},
        READ | {"basis": "official", "evidence": f"{ADDRESS}; {LISTED}"},
        READ | {"basis": "list", "evidence": LISTED},
        READ | {"basis": "list", "evidence": "owner/list:a folder/rows.json@0a1b2c3"},
        CONTROL,
        CONTROL | {"kind": "state_media", "form": "agency", "editorial_control": "yes", "state_funding": "main"},
        {"state": "FR", "control_basis": "known"},
        {"kind": "government", "subtype": "nhri"},
        {"kind": "igo", "subtype": "court", "country": "INT"},
        {"kind": "blog", "hosts": "blogspot.com", "country": ""},
        {"hosts": "gov.kz/memleket/entities/ombudsman"},
        {"hosts": ""},
        {"names": "The Herald; Der Herold; Геральд"},
        {"valid_from": "2010-01-01", "valid_to": "2013-12-09"},
    ],
    ids=lambda cells: ", ".join(f"{column} {cell}" for column, cell in cells.items())[:60] or "known",
)
def test_a_good_row_has_no_mistake(cells: dict[str, str]) -> None:
    assert _found(cells) == ()


@pytest.mark.parametrize(
    ("cells", "complaint"),
    [
        ({"id": "The Herald"}, "is no id"),
        ({"id": ""}, "is no id"),
        ({"hosts": "www.herald.example.org"}, "is no host"),
        ({"hosts": "https://herald.example.org"}, "is no host"),
        ({"hosts": "Herald.example"}, "is no host"),
        ({"hosts": "co.uk"}, "is no host"),
        ({"hosts": "herald.example.org; news.herald.example.org"}, "is covered by a shorter entry"),
        ({"hosts": "herald.example.org/a; herald.example.org/a/b"}, "is covered by a shorter entry"),
        ({"hosts": "", "names": ""}, "neither host nor name"),
        ({"names": ""}, "has no name"),
        ({"names": "The Herald; HERALD"}, "stands twice in the row"),
        ({"names": "The Herald; –"}, "has no letters"),
        ({"kind": "newspaper"}, "is no kind"),
        ({"kind": "unknown"}, "is no kind"),
        ({"kind": "parked"}, "is no kind"),
        ({"subtype": "nhri"}, "is no subtype of press"),
        ({"kind": "government", "subtype": "ministry"}, "is no subtype of government"),
        ({"form": "tv"}, "is no form"),
        ({"country": "France"}, "is no country code"),
        ({"country": "fr"}, "is no country code"),
        ({"country": "XX"}, "is no country code"),
        ({"country": ""}, "has no country"),
        ({"kind": "government", "country": "INT"}, "of another state, or of none"),
        ({"kind": "government", **CONTROL, "state": "KZ"}, "of another state, or of none"),
        ({"kind": "state_media"}, "state_media of no state"),
        (CONTROL | {"state": "INT"}, "is no country code"),
        (CONTROL | {"editorial_control": "maybe"}, "is no answer on editorial control"),
        (CONTROL | {"state_funding": "some"}, "is no answer on the state's money"),
        ({"state": "FR"}, "control is set, but not how it is known"),
        ({"owner": "A House"}, "control is set, but not how it is known"),
        (CONTROL | {"state": ""}, "control_basis is set, but nothing on control"),
        (CONTROL | {"control_basis": "name"}, "control cannot be read off a name"),
        ({"owner": "A House", "editorial_control": "no", "control_basis": "known"}, "needs a list or the law"),
        ({"valid_from": "2013"}, "is no date"),
        ({"valid_from": "2020-01-01", "valid_to": "2013-12-09"}, "later than valid_to"),
        ({"basis": ""}, "is no basis"),
        ({"basis": "hearsay"}, "is no basis"),
        ({"evidence": ADDRESS}, "basis is known, but something was read"),
        ({"read_on": "2026-11-24"}, "basis is known, but something was read"),
        ({"seen": "a newspaper"}, "basis is known, but something was read"),
        ({"basis": "name", "evidence": ADDRESS}, "basis is name, but something was read"),
        (CONTROL | {"control_basis": "known"}, "control_basis is known, but something was read"),
        (READ | {"evidence": ""}, "what was read is missing"),
        (READ | {"read_on": ""}, "what was read is missing"),
        (READ | {"seen": ""}, "what was read is missing"),
        (READ | {"seen": "word " * 13}, "more than 12 words"),
        (READ | {"evidence": "an old book"}, "is no place"),
        (READ | {"evidence": "ftp://herald.example.org/about"}, "is no place"),
        (READ | {"evidence": "owner/list:rows.csv"}, "is no place"),
        (READ | {"evidence": "owner/list:rows.csv@main"}, "is no place"),
        (READ | {"basis": "list"}, "no version of a list is named"),
        (READ | {"basis": "official", "evidence": "https://atlas.example.net/herald"}, "no place is the publisher's own"),
        (READ | {"basis": "official", "evidence": "https://notherald.example.org/"}, "no place is the publisher's own"),
        (READ | {"basis": "official", "evidence": LISTED}, "no place is the publisher's own"),
        (READ | {"read_on": "24.11.2026"}, "is no date"),
        (READ | {"read_on": "2026-11-25"}, "lies in the future"),
        ({"note": "see https://herald.example.org/about"}, "the note holds an address"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_mistake_is_told_with_its_line_and_what_to_do(cells: dict[str, str], complaint: str) -> None:
    found = [mistake for mistake in _found({}, {"id": "other", "hosts": "other.example.org", "names": "Other"} | cells) if complaint in mistake.what]
    (mistake,) = found
    assert mistake.line == 3
    assert mistake.severity is Severity.ERROR
    assert mistake.hint
    assert str(mistake).startswith("line 3 (")


@pytest.mark.parametrize(
    ("other", "complaint"),
    [
        ({"hosts": "other.example.org", "names": "Other"}, "the id “herald” stands in line 2 too"),
        ({"id": "other", "names": "Other"}, "“herald.example.org” stands in line 2 too"),
        ({"id": "other", "hosts": "other.example.org", "names": "Other; HERALD"}, "the name “herald” stands in line 2 too"),
    ],
    ids=["id", "host", "name"],
)
def test_two_rows_of_one_publisher_are_found(other: dict[str, str], complaint: str) -> None:
    (mistake,) = _found({}, other)
    assert (mistake.line, mistake.what) == (3, complaint)


def test_papers_of_two_countries_may_share_a_name() -> None:
    assert _found({}, {"id": "other", "hosts": "other.example.org", "country": "KE"}) == ()


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines() -> None:
    found = _found({"kind": "paper", "country": "fr"}, {"id": "", "hosts": "other.example.org", "names": "Other"})
    assert [mistake.line for mistake in found] == [2, 2, 3]


def test_what_was_read_long_ago_is_only_a_warning() -> None:
    (mistake,) = _found(READ, today=date(2029, 12, 1))
    assert mistake.severity is Severity.WARNING
    assert "read it again" in str(mistake)
    assert _found(READ, today=date(2029, 11, 1)) == ()


def test_the_register_that_comes_with_the_program_has_no_mistake() -> None:
    rows = list(read_cells(written_register()))
    last_read = max(date.fromisoformat(cell) for _, cells in rows for cell in (cells["read_on"], cells["control_read_on"]) if cell)
    assert [str(mistake) for mistake in lint(rows, last_read)] == []


def test_the_register_is_in_the_order_of_its_ids() -> None:
    ids = [cells["id"] for _, cells in read_cells(written_register())]
    assert ids == sorted(ids)
