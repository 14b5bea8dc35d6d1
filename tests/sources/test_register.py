"""The register: how its rows are read, found, and what they let us say."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from citeaudit.model import Basis, PartialDate, SourceType
from citeaudit.sources.register import (
    COLUMNS,
    Register,
    at_address,
    control_of,
    evidence_of,
    folded,
    kind_confidence,
    named,
    read_cells,
    read_register,
    register,
    speaks_on,
)

HERE = "https://herald.example/about"
ELSEWHERE = "https://atlas.example/herald"
LISTED = "owner/list:rows.csv@0a1b2c3"


def _written(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _row(**cells: str) -> dict[str, str]:
    return {"id": "herald", "hosts": "herald.example", "names": "The Herald", "kind": "press", "country": "FR", "basis": "known"} | cells


def _read(**cells: str) -> dict[str, str]:
    return _row(evidence=HERE, read_on="2026-11-24", seen="a newspaper", basis="reference") | cells


def _only(**cells: str) -> Register:
    return read_register(_written(_row(**cells)))


# ---------------------------------------------------------------- reading


def test_a_row_is_read_whole() -> None:
    (row,) = read_register(
        _written(
            _read(
                hosts="herald.example; gov.example/herald",
                names="The Herald; Der Herold",
                kind="state_media",
                form="newspaper",
                state="FR",
                owner="A House",
                editorial_control="yes",
                state_funding="main",
                valid_from="2010-01-01",
                control_basis="known",
            )
        )
    ).rows
    assert row.line == 2
    assert row.hosts == (("herald.example", ""), ("gov.example", "/herald"))
    assert row.names == ("The Herald", "Der Herold")
    assert (row.kind, row.form, row.country, row.state, row.owner) == (SourceType.STATE_MEDIA, "newspaper", "FR", "FR", "A House")
    assert (row.editorial, row.funding, row.valid_from, row.valid_to) == ("yes", "main", date(2010, 1, 1), None)
    assert (row.known.basis, row.known.places, row.known.read_on, row.known.seen) == (Basis.REFERENCE, (HERE,), date(2026, 11, 24), "a newspaper")
    assert row.control is not None
    assert row.control.basis is Basis.KNOWN


def test_lines_are_those_of_the_file() -> None:
    assert [line for line, _ in read_cells(_written(_row(), _row(id="other")))] == [2, 3]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [("id,hosts\nherald,herald.example\n", "line 1 must name the columns"), (_written(_row()) + "," * 30 + "\n", "line 3 has more cells")],
    ids=["other columns", "too many cells"],
)
def test_what_is_no_register_is_refused(written: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_register(written)


def test_short_and_empty_lines_are_read() -> None:
    written = ",".join(COLUMNS) + "\nherald,herald.example,The Herald,press\n\n"
    (cells,) = [cells for _, cells in read_cells(written)]
    assert (cells["kind"], cells["note"]) == ("press", "")


# ---------------------------------------------------------------- finding


@pytest.mark.parametrize(
    ("host", "path", "found"),
    [
        ("herald.example", "/a", "herald.example"),
        ("news.herald.example", "/a", "herald.example"),
        ("herald.example", "/sport", "herald.example/sport"),
        ("herald.example", "/sport/2026", "herald.example/sport"),
        ("herald.example", "/sports", "herald.example"),
        ("tv.herald.example", "/sport", "tv.herald.example"),
        ("otherherald.example", "/", ""),
        ("example", "/", ""),
    ],
    ids=["host", "subdomain", "path", "below the path", "only the beginning of a word", "longer host before path", "another domain", "suffix"],
)
def test_the_longest_host_and_then_the_longest_path_is_found(host: str, path: str, found: str) -> None:
    rows = (("herald.example", "a"), ("herald.example/sport", "b"), ("tv.herald.example", "c"))
    known = read_register(_written(*(_row(id=name, hosts=entry) for entry, name in rows)))
    match = at_address(known, host, path)
    assert (match[1] + match[2] if match else "") == found


@pytest.mark.parametrize(
    "printed",
    ["The Herald", "the herald", "Herald", "HERALD.", "  The   Herald ", "“The Herald”", "Der Hérold", "Die Zeitung – Ausgabe"],
)
def test_names_are_compared_without_case_accents_punctuation_and_article(printed: str) -> None:
    known = _only(names="The Herald; Der Herold; Die Zeitung (Ausgabe)")
    assert [row.id for row in named(known, printed)] == ["herald"]


@pytest.mark.parametrize("printed", ["Herald Tribune", "Heralds", "", "Ha", "Der Herald"])
def test_only_whole_names_are_found(printed: str) -> None:
    assert named(_only(names="The Herald; Der Herold"), printed) == ()


def test_names_of_any_script_are_kept_apart() -> None:
    assert len({folded(name) for name in ("Қазақстан", "Казахстан", "新华社", "新華社", "الجزيرة")}) == 5
    assert folded("RFE/RL’s Kazakh Service") == folded("RFE/RL's Kazakh service")


@pytest.mark.parametrize(
    ("day", "speaks"),
    [
        (None, True),
        (PartialDate(year=2015), True),
        (PartialDate(year=2013, month=12, day=9), True),
        (PartialDate(year=2013, month=12), True),
        (PartialDate(year=2013), True),
        (PartialDate(year=2013, month=11, day=30), False),
        (PartialDate(year=2020, month=1, day=2), False),
    ],
    ids=str,
)
def test_a_row_speaks_within_its_dates(day: PartialDate | None, speaks: bool) -> None:
    (row,) = _only(valid_from="2013-12-09", valid_to="2020-01-01").rows
    assert speaks_on(row, day) is speaks


# ---------------------------------------------------------------- what a row lets us say


@pytest.mark.parametrize(
    ("cells", "at_least", "below"),
    [
        (_read(basis="official"), 0.9, 1.0),
        (_read(basis="list", evidence=LISTED), 0.6, 0.9),
        (_read(basis="list", evidence=f"{LISTED}; other/list:a.csv@0a1b2c3"), 0.9, 1.0),
        (_read(basis="list", evidence=f"{LISTED}; owner/list:more.csv@0a1b2c3"), 0.6, 0.9),
        (_read(), 0.6, 0.9),
        (_row(basis="name"), 0.1, 0.6),
        (_row(), 0.6, 0.61),
    ],
    ids=["official", "list", "two lists", "one list twice", "reference", "name", "known"],
)
def test_how_sure_a_kind_is_by_its_basis(cells: dict[str, str], at_least: float, below: float) -> None:
    (row,) = read_register(_written(cells)).rows
    assert at_least <= kind_confidence(row.known) < below


@pytest.mark.parametrize(
    ("cells", "at_least", "below"),
    [
        ({"control_basis": "official", "control_evidence": HERE}, 0.9, 1.0),
        ({"control_basis": "list", "control_evidence": LISTED}, 0.6, 0.9),
        ({"control_basis": "reference", "control_evidence": ELSEWHERE}, 0.1, 0.6),
        ({"control_basis": "reference", "control_evidence": f"{ELSEWHERE}; https://almanac.test/herald"}, 0.6, 0.9),
        ({"control_basis": "known"}, 0.1, 0.6),
    ],
    ids=["official", "list", "reference", "two references", "known"],
)
def test_how_sure_control_is_by_its_basis(cells: dict[str, str], at_least: float, below: float) -> None:
    (row,) = _only(state="FR", **cells).rows
    control = control_of(row)
    assert control is not None
    assert control.state == "FR"
    assert at_least <= control.confidence < below


def test_a_row_that_says_nothing_of_control_has_none() -> None:
    (row,) = _only().rows
    assert control_of(row) is None


@pytest.mark.parametrize(("cells", "sure"), [(_read(basis="official"), True), (_row(), False)], ids=["read", "not read"])
def test_a_government_body_is_controlled_by_its_state_by_its_kind(cells: dict[str, str], sure: bool) -> None:
    (row,) = read_register(_written(cells | {"kind": "government"})).rows
    control = control_of(row)
    assert control is not None
    assert control.state == "FR"
    assert (control.confidence >= 0.6) is sure


def test_evidence_names_each_place_and_the_day() -> None:
    (row,) = read_register(_written(_read(evidence=f"{HERE}; {ELSEWHERE}"))).rows
    seen = evidence_of(row, row.known)
    assert [(one.what, one.where) for one in seen] == [("a newspaper", HERE), ("a newspaper", ELSEWHERE)]
    assert {one.seen_at for one in seen} == {datetime(2026, 11, 24, tzinfo=UTC)}


def test_what_nobody_read_is_said_to_be_so_and_where_it_stands() -> None:
    (row,) = _only().rows
    (seen,) = evidence_of(row, row.known)
    assert (seen.what, seen.where, seen.seen_at) == ("general knowledge: nobody has read this", "publishers.csv:2", None)


# ---------------------------------------------------------------- the register that comes with the program


def test_the_register_holds_the_world_and_is_read_once() -> None:
    known = register()
    assert known is register()
    assert len(known.rows) >= 150
    assert len({row.country for row in known.rows}) >= 40
    assert len({row.kind for row in known.rows}) >= 15


def test_a_row_that_nobody_read_is_never_sure() -> None:
    unread = [row for row in register().rows if row.known.basis is Basis.KNOWN]
    assert unread
    assert all(kind_confidence(row.known) < 0.9 for row in unread)
    assert all(control.confidence < 0.6 for row in unread if (control := control_of(row)))
