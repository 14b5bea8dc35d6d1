"""The table of sources: an Audit as a DataFrame and as references.csv, and tables and lists that users bring (pandas stays in this file)."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from citeaudit import wording
from citeaudit.archiveaddresses import unwrap
from citeaudit.errors import InputError
from citeaudit.model import ArchiveState, Audit, AuditedSource, Classification, LinkState, PartialDate, Role, Source
from citeaudit.urls import without_credentials

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "article",
    "reference",
    "part",
    "group",
    "role",
    "target",
    "title",
    "authors",
    "publisher",
    "work",
    "agency",
    "date",
    "access_date",
    "archive_date",
    "archive_name",
    "language",
    "format",
    "identifiers",
    "url",
    "url_origin",
    "url_confidence",
    "archive_url",
    "claim",
    "citations",
    "sections",
    "link_state",
    "link_confidence",
    "link_reason",
    "http_status",
    "final_url",
    "checked_at",
    "link_standing",
    "link_since",
    "link_strikes",
    "archive_state",
    "archive_reason",
    "archive_checked_at",
    "snapshot_url",
    "snapshot_at",
    "snapshot_gap_days",
    "status",
    "publisher_id",
    "domain",
    "source_type",
    "source_subtype",
    "source_form",
    "source_country",
    "source_state",
    "geography",
    "affiliation",
    "affiliation_confidence",
    "type_confidence",
    "type_evidence",
    "origin",
    "origin_evidence",
    "listing",
    "file",
    "line",
    "column",
    "raw",
)
"""Every column of references.csv; readers go by names, the order is no promise."""

WHOLE_NUMBERS = ("part", "citations", "http_status", "link_strikes", "snapshot_gap_days", "line", "column")

MOST_DIGITS = 18
"""Longer numbers in a user's table are text: pandas' whole numbers end there."""

CHECKED = frozenset(
    column
    for column in COLUMNS
    if column.startswith(("link_", "snapshot_", "archive_state", "archive_reason", "archive_checked"))
    or column in ("http_status", "final_url", "checked_at", "status", "claim")
)
"""The columns that the live and archive checks fill; `check` keeps all others as they are."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection")."""


def to_frame(audit: Audit) -> pd.DataFrame:
    """The table of sources: one row a source, the columns of `COLUMNS` and then those that a checked table brought along.

    Whole numbers are of pandas' `Int64`, everything else is text, empty where nothing is known.
    """
    import pandas as pd

    rows, columns = _rows(audit)
    frame = pd.DataFrame(list(rows), columns=columns, dtype=object)
    for name in columns:
        if name in WHOLE_NUMBERS and all(value is None or isinstance(value, int) for value in frame[name]):
            frame[name] = frame[name].astype("Int64")
        else:
            frame[name] = frame[name].fillna("").astype(str)
    return frame


def to_csv(audit: Audit) -> bytes:
    """references.csv: UTF-8 without BOM, lines ended by LF, cells that a spreadsheet would take for a formula defused by a leading `'`.

    Written without pandas: importing it takes longer than everything else that an offline audit of one article does.
    """
    return to_lines(*_rows(audit)).encode("utf-8", "replace")


def to_lines(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], verbatim: Collection[str] = ()) -> str:
    """Rows as CSV with a header; text is defused but in `verbatim` columns, numbers stay numbers."""
    out = io.StringIO(newline="")
    # Every text is quoted: the writer leaves a carriage return bare otherwise, and a reader would take it for the end of a row.
    writer = csv.DictWriter(out, list(columns), restval="", lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writeheader()
    writer.writerows({name: _defused(cell) if isinstance(cell, str) and name not in verbatim else cell for name, cell in row.items()} for row in rows)
    return out.getvalue()


def _rows(audit: Audit) -> tuple[Iterator[dict[str, Any]], list[str]]:
    """The rows, made one by one, and their columns; those that a checked table brought along stand last."""
    brought = (name for audited in audit.sources for name, _ in audited.source.extra)
    return map(_row, audit.sources), list(dict.fromkeys([*COLUMNS, *brought]))


def _is_formula(cell: str) -> bool:
    return cell.lstrip("'").startswith(FORMULA_STARTS)


def _defused(cell: str) -> str:
    return f"'{cell}" if _is_formula(cell) else cell


def _restored(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _row(audited: AuditedSource) -> dict[str, Any]:
    row = {**_printed(audited), **_checked(audited), **classification_cells(audited.classification)}
    kept = {name: _number(cell) if name in WHOLE_NUMBERS else cell for name, cell in audited.source.extra}
    return {**row, **kept}


def _number(cell: str) -> int | str | None:
    return int(cell) if cell.removeprefix("-").isdecimal() and len(cell) < MOST_DIGITS else cell or None


def _date(date: PartialDate | None) -> str:
    return str(date) if date else ""


def _printed(audited: AuditedSource) -> dict[str, Any]:
    source, link = audited.source, audited.link
    return {
        "article": source.article,
        "reference": source.reference,
        "part": source.part,
        "group": source.group,
        "role": source.role.value,
        "target": source.target,
        "title": wording.cleaned(source.title),
        "authors": "; ".join(source.authors),
        "publisher": source.publisher,
        "work": source.work,
        "agency": source.agency,
        "date": _date(source.published),
        "access_date": _date(source.accessed),
        "archive_date": _date(source.archived_on),
        "archive_name": source.archive_name,
        "language": source.language,
        "format": source.format,
        "identifiers": "; ".join(map(str, source.identifiers)),
        "url": link.url,
        "url_origin": link.origin.value.value,
        "url_confidence": wording.confidence(link.origin) if link.origin.value.value == "recovered" else "",
        "archive_url": source.archive_url or link.archive_url,
        "citations": audited.citations,
        "sections": "; ".join(section.replace(";", ",") for section in audited.sections),
        "file": source.file,
        "line": source.line or None,
        "column": source.column or None,
        "raw": source.raw,
    }


def _checked(audited: AuditedSource) -> dict[str, Any]:
    check, archive = audited.check, audited.archive
    return {
        "claim": archive.claim.value.value if archive.claim else "",
        "link_state": check.verdict.value.value,
        "link_confidence": wording.confidence(check.verdict),
        "link_reason": str(check.verdict.reason),
        "http_status": check.http_status,
        "final_url": check.final_url,
        "checked_at": wording.moment(check.checked_at),
        "link_standing": check.standing.value if check.standing else "",
        "link_since": wording.moment(check.since),
        "link_strikes": check.strikes if check.strikes else None,
        "archive_state": archive.verdict.value.value,
        "archive_reason": str(archive.verdict.reason),
        "archive_checked_at": wording.moment(archive.checked_at),
        "snapshot_url": archive.snapshot.page_url if archive.snapshot else "",
        "snapshot_at": wording.moment(archive.snapshot.at) if archive.snapshot else "",
        "snapshot_gap_days": archive.gap_days,
        "status": audited.status.value.value,
    }


def classification_cells(said: Classification) -> dict[str, str]:
    """The columns `publisher_id` to `listing` of one classification, as words."""
    who = said.who
    return {
        "publisher_id": who.publisher.id or who.publisher.domain,
        "domain": who.publisher.domain,
        "source_type": who.type.value.value,
        "source_subtype": who.subtype,
        "source_form": who.form,
        "source_country": who.country,
        "source_state": who.control.state if who.control else "",
        "geography": said.geography.value.value if said.geography else "",
        "affiliation": said.affiliation.value.value if said.affiliation else "",
        "affiliation_confidence": wording.confidence(said.affiliation) if said.affiliation else "",
        "type_confidence": wording.confidence(who.type),
        "type_evidence": wording.verdict(who.type),
        "origin": said.origin,
        "origin_evidence": said.origin_evidence,
        "listing": "",
    }


def read_sources(data: bytes, file: str) -> tuple[Source, ...]:
    """Reads the sources of a table that has a column `url`, or of a plain list of URLs, one a line (numbered 1 to n).

    Lines of a list that begin with `#` are notes.

    Every cell that the checks do not fill is kept in `Source.extra`.

    Args:
        data: the file's bytes, UTF-8 with or without BOM.
        file: its name, for messages and for the sources' `file`.

    Raises:
        InputError: not UTF-8, a table that cannot be read or has no column `url`, or nothing in it.
    """
    return tuple(_source(number, row, file) for number, row in enumerate(_rows_in(data, file), 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSource:
    """A row of a table that checks have filled: the source, and what was found of its link and its copies in the archive."""

    source: Source
    link: LinkState
    archive: ArchiveState


def read_checked(data: bytes, file: str) -> tuple[CheckedSource, ...]:
    """Reads the sources of a references.csv with what earlier checks found; a state that is no word of ours counts as not checked.

    Args:
        data: the file's bytes, UTF-8 with or without BOM.
        file: its name, for messages.

    Raises:
        InputError: as `read_sources`, or nothing in it was checked.
    """
    checked = tuple(
        CheckedSource(
            source=_source(number, row, file),
            link=_state(row.get("link_state", ""), LinkState.NOT_CHECKED),
            archive=_state(row.get("archive_state", ""), ArchiveState.NOT_CHECKED),
        )
        for number, row in enumerate(_rows_in(data, file), 1)
    )
    if all(row.link is LinkState.NOT_CHECKED for row in checked) or all(row.archive is ArchiveState.NOT_CHECKED for row in checked):
        hint = f"run 'citeaudit check {file}' first, and give the references.csv that it writes"
        raise InputError("does not say which links are live and which are archived", where=file, hint=hint)
    return checked


State = TypeVar("State", bound=StrEnum)


def _state(cell: str, otherwise: State) -> State:
    word = cell.strip()
    return next((state for state in type(otherwise) if state.value == word), otherwise)


def columns_of(head: bytes) -> tuple[str, ...]:
    """The columns of a table with a column `url` by the beginning of its file; empty where it is none."""
    header, _ = _header(head.decode("utf-8-sig", "replace"))
    return tuple(header) if "url" in header and len(header) > 1 else ()


def read_lines(data: bytes, file: str) -> tuple[str, ...]:
    """The inputs of a list: of a table each row's `url`, else its `publisher`; else every line as it stands, blank ones too.

    Raises:
        InputError: not UTF-8, a table that cannot be read or has neither column, or nothing in it.
    """
    words = _words(data, file)
    header, _ = _header(words)
    if {"url", "publisher"} & set(header):
        lines = [row.get("url") or row.get("publisher", "") for row in _table_rows(words, file)]
    elif set(COLUMNS) & set(header) and len(header) > 1:
        raise InputError("is a table without a column url or publisher", where=file, hint="name the column url or publisher")
    else:
        lines = words.splitlines()
    if not any(line.strip() for line in lines):
        raise InputError("is empty", where=file, hint="give hosts, URLs or publisher names, one a line")
    return tuple(lines)


def _rows_in(data: bytes, file: str) -> Sequence[Mapping[str, str]]:
    """The rows of `read_sources`; those of a list have a `url` alone."""
    words = _words(data, file)
    header, _ = _header(words)
    if "url" in header:
        rows = _table_rows(words, file)
    elif len(header) > 1 and "://" not in words.partition("\n")[0]:
        raise InputError("is a table without a column url", where=file, hint="name the column with the addresses url")
    else:
        rows = [{"url": line.strip()} for line in words.splitlines() if line.strip() and not line.startswith("#")]
    if not rows:
        raise InputError("has no sources in it", where=file, hint="give a table with a column url, or URLs one a line")
    return rows


def _words(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data[: wrong.start].count(b"\n") + 1
        raise InputError("is not UTF-8", where=f"{file}:{line}", hint="save it as CSV in UTF-8") from None


def _header(words: str) -> tuple[list[str], str]:
    """The cells of a table's first line and what parts them: a comma, or a spreadsheet's semicolon or tab where that shows a known column."""
    first = next(iter(words.lstrip().splitlines()), "")
    if len(first) > csv.field_size_limit():
        return [first], ","
    cells = {by: [name.strip() for name in next(csv.reader([first], delimiter=by), [])] for by in ",;\t"}
    by = next((by for by, names in cells.items() if {"url", "publisher"} & set(names)), ",")
    return cells[by], by


def _table_rows(words: str, file: str) -> list[dict[str, str]]:
    """The rows under a table's header. Read without pandas, for it takes longer to import than an article's links take to be asked."""
    header, by = _header(words)
    rows = []
    if _has_open_quote(words, by):
        raise InputError("is no table that can be read: a quote is not closed", where=file, hint="close it in its cell")
    try:
        for line, row in _lines(words, by):
            if len(row) > len(header):
                hint = "quote the cell that has the comma in it"
                raise InputError("has more cells in this row than columns", where=f"{file}:{line}", hint=hint)
            # Of two columns of one name the first counts.
            rows.append({name: _restored(cell) for name, cell in reversed(list(zip(header, row, strict=False)))})
    except csv.Error as wrong:
        raise InputError(f"is no table that can be read ({wrong})", where=file, hint="mend that cell") from None
    return rows[1:]


def _has_open_quote(words: str, by: str) -> bool:
    """Whether the last cell runs on to the end of the file: a reader that is not strict takes all of it for one cell."""
    if words.count('"') % 2 == 0:
        return False
    try:
        for _ in csv.reader(io.StringIO(words, newline=""), delimiter=by, skipinitialspace=True, strict=True):
            pass
    except csv.Error as wrong:
        return "unexpected end" in str(wrong)
    return False


def _lines(words: str, by: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line that it ends on, blank ones left out."""
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=by, skipinitialspace=True)
    return ((reader.line_num, row) for row in reader if row)


def _source(number: int, row: Mapping[str, str], file: str) -> Source:
    def cell(name: str) -> str:
        return row.get(name, "").strip()

    part = cell("part")
    stated, archive_url = without_credentials(cell("url")), without_credentials(cell("archive_url"))
    # The archive link may be all that there is, in its own column or in that of the address.
    wrapped = unwrap(stated or archive_url)
    return Source(
        article=cell("article"),
        reference=cell("reference") or str(number),
        part=int(part) if part.isdecimal() and len(part) < MOST_DIGITS else 1,
        group=cell("group"),
        role=Role(cell("role")) if cell("role") in {role.value for role in Role} else Role.SOURCE,
        title=cell("title"),
        authors=tuple(author.strip() for author in cell("authors").split(";") if author.strip()),
        publisher=cell("publisher"),
        work=cell("work"),
        agency=cell("agency"),
        published=PartialDate.from_iso(cell("date")),
        accessed=PartialDate.from_iso(cell("access_date")),
        archived_on=PartialDate.from_iso(cell("archive_date")),
        archive_name=cell("archive_name"),
        url=wrapped.original if wrapped and wrapped.original else stated,
        archive_url=archive_url or (stated if wrapped else ""),
        file=file,
        line=number,
        extra=tuple((name, value) for name, value in row.items() if name not in CHECKED and name not in ("url", "archive_url")),
    )
