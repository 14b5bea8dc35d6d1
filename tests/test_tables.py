"""The table of sources, and the tables and lists that users bring."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citeaudit import tables
from citeaudit.audit import assess
from citeaudit.errors import InputError
from citeaudit.model import ArchiveState, Audit, AuditedSource, Identifier, LinkState, PartialDate, Role, Source

Build = Callable[..., AuditedSource]


def audit_of(*sources: AuditedSource) -> Audit:
    return assess([], sources, now=datetime(2026, 11, 24, tzinfo=UTC), subject=(), settings=(), left_out=())


def rows_of(audit: Audit) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(tables.to_csv(audit).decode())))


def test_every_column_of_the_contract_and_no_other(audited: Build) -> None:
    assert tuple(rows_of(audit_of(audited()))[0]) == tables.COLUMNS


def test_columns_stand_in_the_contract(shared: object, repository: object) -> None:
    from pathlib import Path

    assert isinstance(shared, Path)
    contract = (shared / "design" / "interface.md").read_text(encoding="utf-8").partition("## references.csv")[2]
    named = {name.strip("` ") for line in contract.splitlines() if line.startswith("| `") for name in line.split("|")[1].replace("`", "").split(",")}
    assert {name.strip() for name in named} == set(tables.COLUMNS)


def test_a_frame_has_numbers_as_numbers(audited: Build) -> None:
    frame = tables.to_frame(audit_of(audited("1", citations=3, line=7), audited("2")))
    assert isinstance(frame, pd.DataFrame)
    assert str(frame["citations"].dtype) == "Int64"
    assert frame["citations"].tolist() == [3, 1]
    assert frame["line"].isna().tolist() == [False, True]


def test_fields_as_printed(audited: Build) -> None:
    source = audited(
        "9",
        group="note",
        part=2,
        authors=("Finn, Peter", "Doe, J."),
        published=PartialDate(year=2015, month=10),
        accessed=PartialDate(year=2016, month=1, day=2),
        identifiers=(Identifier(scheme="doi", value="10.1/x"), Identifier(scheme="isbn", value="1")),
    )
    (row,) = rows_of(audit_of(source))
    assert (row["reference"], row["group"], row["part"], row["authors"]) == ("9", "note", "2", "Finn, Peter; Doe, J.")
    assert (row["date"], row["access_date"], row["archive_date"], row["identifiers"]) == ("2015-10", "2016-01-02", "", "doi:10.1/x; isbn:1")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_defused_and_come_back(audited: Build, start: str) -> None:
    title = f"{start}HYPERLINK(1)"
    written = tables.to_csv(audit_of(audited(publisher="P", raw=title, url="http://a.example/")))
    (row,) = csv.DictReader(io.StringIO(written.decode(), newline=""))
    assert row["raw"] == f"'{title}"
    (source,) = tables.read_sources(written, "references.csv")
    assert dict(source.extra)["raw"] == title


def test_negative_numbers_stay_numbers(audited: Build) -> None:
    import dataclasses

    source = audited(url="http://a.example/")
    source = dataclasses.replace(source, archive=dataclasses.replace(source.archive, gap_days=-3))
    assert rows_of(audit_of(source))[0]["snapshot_gap_days"] == "-3"


def test_titles_lose_control_characters(audited: Build) -> None:
    (row,) = rows_of(audit_of(audited(title="A\x00 title\u202e with\n two lines")))
    assert row["title"] == "A title with two lines"


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(raw=cells, publisher=cells, section=cells)
def test_csv_round_trip(audited: Build, raw: str, publisher: str, section: str) -> None:
    written = tables.to_csv(audit_of(audited(publisher="P", raw=raw, url="http://a.example/x", work=publisher, archive_name=section)))
    (source,) = tables.read_sources(written, "references.csv")
    kept = dict(source.extra)
    assert (kept["raw"], kept["work"], kept["archive_name"], source.url) == (raw, publisher, section, "http://a.example/x")


def test_a_list_of_urls_is_numbered() -> None:
    sources = tables.read_sources(b"http://a.example/\n\nhttps://b.example/x,y\r\nnonsense\n", "urls.txt")
    assert [(source.reference, source.url) for source in sources] == [("1", "http://a.example/"), ("2", "https://b.example/x,y"), ("3", "nonsense")]


def test_any_subset_of_columns_with_a_url() -> None:
    (source,) = tables.read_sources("\ufefftitle,url,my notes,access_date\nA title,http://a.example/,keep me,2016-01\n".encode(), "t.csv")
    assert (source.title, source.url, source.reference, source.accessed) == ("A title", "http://a.example/", "1", PartialDate(year=2016, month=1))
    assert dict(source.extra)["my notes"] == "keep me"


def test_what_the_checks_fill_is_not_kept() -> None:
    (source,) = tables.read_sources(b"url,link_state,status,role\nhttp://a.example/,gone,lost,note\n", "t.csv")
    assert (source.url, dict(source.extra)) == ("http://a.example/", {"role": "note"})
    assert source.role is Role.NOTE


def test_kept_cells_stand_in_the_written_table(audited: Build) -> None:
    (row,) = rows_of(audit_of(audited(extra=(("my notes", "=keep"), ("citations", "many"), ("publisher_id", "own")))))
    assert (row["my notes"], row["citations"], row["publisher_id"]) == ("'=keep", "many", "own")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"reference,title\n1,x\n", "without a column url"),
        (b"url\n", "no sources"),
        ("url\nhttp://a.example/ü\n".encode("latin-1"), "t.csv:2: is not UTF-8"),
        (b'url,title\nhttp://a.example/,"open\n', "no table that can be read"),
    ],
)
def test_bad_tables_are_told(data: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        tables.read_sources(data, "t.csv")


def test_lines_are_verbatim_and_of_a_table_url_else_publisher() -> None:
    assert tables.read_lines(b"hrw.org\n The Astana Times \n\n", "l.txt") == ("hrw.org", " The Astana Times ", "")
    assert tables.read_lines(b"url,publisher\nhttp://a.example/,P\n,Q\n", "t.csv") == ("http://a.example/", "Q")


@pytest.mark.parametrize("by", [",", ";", "\t"])
def test_what_parts_the_cells_is_told_by_the_header(by: str) -> None:
    (source,) = tables.read_sources(f"url{by}mine\r\nhttp://a.example/{by}keep\r\n".encode(), "t.csv")
    assert (source.url, dict(source.extra)) == ("http://a.example/", {"mine": "keep"})


def test_a_row_with_more_cells_than_columns_is_told() -> None:
    with pytest.raises(InputError, match=r"t\.csv:3: has more cells"):
        tables.read_sources(b"url,mine\nhttp://a.example/,x\nhttp://b.example/,y,z\n", "t.csv")


def test_an_archive_address_is_unwrapped() -> None:
    archive = "https://web.archive.org/web/20160101000000/http://a.example/x"
    (listed,) = tables.read_sources(archive.encode(), "urls.txt")
    (tabled,) = tables.read_sources(f"url,title\n{archive},T\n".encode(), "t.csv")
    (alone,) = tables.read_sources(f"url,archive_url\n,{archive}\n".encode(), "t.csv")
    assert [(source.url, source.archive_url) for source in (listed, tabled, alone)] == [("http://a.example/x", archive)] * 3


def test_a_table_without_url_and_publisher_is_no_list_of_names() -> None:
    with pytest.raises(InputError, match="without a column url or publisher"):
        tables.read_lines(b"reference,title\n1,T\n", "t.csv")


def test_the_users_own_words_stay_verbatim() -> None:
    written = tables.to_lines([{"input": "=1+1", "said": "=1+1"}], ("input", "said"), verbatim=("input",))
    assert written.splitlines()[1] == '"=1+1","\'=1+1"'


def test_sources_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Source(article="A", reference="1").title = "x"  # type: ignore[misc]


def test_credentials_in_addresses_are_not_kept() -> None:
    (source,) = tables.read_sources(
        b"url,archive_url\nhttps://user:secret@a.example/,https://web.archive.org/web/2016/https://u:secret@a.example/\n", "t.csv"
    )
    assert "secret" not in repr(source)


CHECKED_HEADER = "url,reference,link_state,archive_state\n"


def test_what_checks_have_found_is_read_with_the_sources() -> None:
    rows = f"{CHECKED_HEADER}https://example.org/a,7,drifted,unusable\nhttps://example.org/b,8, live ,of-tomorrow\nhttps://example.org/c\n"
    read = tables.read_checked(rows.encode(), "references.csv")
    assert [(row.source.reference, row.link, row.archive) for row in read] == [
        ("7", LinkState.DRIFTED, ArchiveState.UNUSABLE),
        ("8", LinkState.LIVE, ArchiveState.NOT_CHECKED),
        ("3", LinkState.NOT_CHECKED, ArchiveState.NOT_CHECKED),
    ]


def test_what_was_written_is_read(audited: Build) -> None:
    audit = audit_of(audited(url="https://example.org/a", link=LinkState.MOVED, archive=ArchiveState.ABSENT))
    (read,) = tables.read_checked(tables.to_csv(audit), "references.csv")
    assert (read.source.url, read.link, read.archive) == ("https://example.org/a", LinkState.MOVED, ArchiveState.ABSENT)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("https://example.org/a\nhttps://example.org/b\n", id="a-list"),
        pytest.param("url,title\nhttps://example.org/a,A\n", id="never-checked"),
        pytest.param("url,link_state\nhttps://example.org/a,live\n", id="without-the-archive"),
        pytest.param(f"{CHECKED_HEADER}https://example.org/a,1,not-checked,not-checked\n", id="nothing-checked"),
        pytest.param(f"{CHECKED_HEADER}https://example.org/a,1,live,not-checked\n", id="no-archive"),
        pytest.param(f"{CHECKED_HEADER}https://example.org/a,1,,absent\n", id="no-live"),
    ],
)
def test_a_table_that_was_not_checked_says_what_to_run_first(rows: str) -> None:
    with pytest.raises(InputError, match=r"does not say which links are live and which are archived; run 'citeaudit check my\.csv' first"):
        tables.read_checked(rows.encode(), "my.csv")
