"""Our own register of publishers: data/publishers.csv read once into frozen rows, found by address and by name, and what a row lets us say."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib import resources

from citeaudit.model import Basis, Control, Evidence, PartialDate, SourceType
from citeaudit.urls import host_of, registrable_domain

FILE = "publishers.csv"
COLUMNS = (
    "id",
    "hosts",
    "names",
    "kind",
    "subtype",
    "form",
    "country",
    "state",
    "owner",
    "editorial_control",
    "state_funding",
    "valid_from",
    "valid_to",
    "basis",
    "evidence",
    "read_on",
    "seen",
    "control_basis",
    "control_evidence",
    "control_read_on",
    "control_seen",
    "note",
)
"""The columns of a register, in order (docs/sources.md says what stands in each)."""

# What a basis carries at most, and with a second place to read it that does not stem from the first (docs/sources.md, "How it is known").
_KIND = {Basis.OFFICIAL: (0.95, 0.95), Basis.LIST: (0.75, 0.9), Basis.REFERENCE: (0.7, 0.75), Basis.NAME: (0.4, 0.4), Basis.KNOWN: (0.6, 0.6)}
_CONTROL = {Basis.OFFICIAL: (0.9, 0.9), Basis.LIST: (0.75, 0.9), Basis.REFERENCE: (0.4, 0.6), Basis.NAME: (0.0, 0.0), Basis.KNOWN: (0.3, 0.3)}

NOBODY_READ = "general knowledge: nobody has read this"

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How a fact of a row is known: its basis, the places it was read at, the day it was read and the words seen there."""

    basis: Basis
    places: tuple[str, ...] = ()
    read_on: date | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One publisher of the register. `hosts` are (host, path prefix) pairs, `names` the display name and its aliases, `line` its line in the file.

    `known` carries kind and country, `control` (None where nothing is set) the state, the owner, the editorial control and the state's money.
    """

    line: int
    id: str
    hosts: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    kind: SourceType
    subtype: str = ""
    form: str = ""
    country: str = ""
    state: str = ""
    owner: str = ""
    editorial: str = "unknown"
    funding: str = "unknown"
    valid_from: date | None = None
    valid_to: date | None = None
    known: Known
    control: Known | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Rows, with what they are found by: id, host (longest path first), folded name."""

    rows: tuple[Row, ...]
    by_id: Mapping[str, Row]
    by_host: Mapping[str, tuple[tuple[str, Row], ...]]
    by_name: Mapping[str, tuple[Row, ...]]


# ---------------------------------------------------------------- reading


def read_cells(written: str) -> Iterator[tuple[int, Cells]]:
    """The rows of a register as (line, cells) pairs, unjudged; the linter reads these.

    Raises:
        ValueError: the first line does not name the columns, or a row has more cells than there are columns.
    """
    reader = csv.reader(written.splitlines(keepends=True))
    header = tuple(next(reader, ()))
    if header != COLUMNS:
        raise ValueError(f"line 1 must name the columns {', '.join(COLUMNS)}")
    for cells in reader:
        if len(cells) > len(COLUMNS):
            raise ValueError(f"line {reader.line_num} has more cells than there are columns; put cells that hold a comma in quotes")
        if cells:
            yield reader.line_num, dict(zip(COLUMNS, cells + [""] * (len(COLUMNS) - len(cells)), strict=True))


def parts_of(cell: str) -> tuple[str, ...]:
    """The entries of a cell that lists several, parted by semicolons."""
    return tuple(part for part in (part.strip() for part in cell.split(";")) if part)


def address_of(entry: str) -> tuple[str, str]:
    """A host entry as (host, path prefix): `gov.kz/memleket/entities/ombudsman` → (`gov.kz`, `/memleket/entities/ombudsman`)."""
    host, slash, path = entry.partition("/")
    return host, f"{slash}{path}".rstrip("/")


def read_register(written: str) -> Register:
    """Reads a register that the linter passes.

    Raises:
        ValueError: a cell that the linter would have refused.
    """
    rows = tuple(_row(line, cells) for line, cells in read_cells(written))
    by_host: dict[str, list[tuple[str, Row]]] = {}
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        for host, path in row.hosts:
            by_host.setdefault(host, []).append((path, row))
        for name in dict.fromkeys(folded(name) for name in row.names):
            by_name.setdefault(name, []).append(row)
    return Register(
        rows=rows,
        by_id={row.id: row for row in rows},
        by_host={host: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for host, entries in by_host.items()},
        by_name={name: tuple(found) for name, found in by_name.items()},
    )


@cache
def written_register() -> str:
    """The text of the register that comes with the program."""
    return (resources.files("citeaudit.sources") / "data" / FILE).read_text(encoding="utf-8")


@cache
def register() -> Register:
    """The register that comes with the program."""
    return read_register(written_register())


def _row(line: int, cells: Cells) -> Row:
    control = cells["control_basis"]
    return Row(
        line=line,
        id=cells["id"],
        hosts=tuple(address_of(entry) for entry in parts_of(cells["hosts"])),
        names=parts_of(cells["names"]),
        kind=SourceType(cells["kind"]),
        subtype=cells["subtype"],
        form=cells["form"],
        country=cells["country"],
        state=cells["state"],
        owner=cells["owner"],
        editorial=cells["editorial_control"] or "unknown",
        funding=cells["state_funding"] or "unknown",
        valid_from=_day(cells["valid_from"]),
        valid_to=_day(cells["valid_to"]),
        known=_known(cells, ""),
        control=_known(cells, "control_") if control else None,
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _known(cells: Cells, which: str) -> Known:
    return Known(
        basis=Basis(cells[f"{which}basis"]),
        places=parts_of(cells[f"{which}evidence"]),
        read_on=_day(cells[f"{which}read_on"]),
        seen=cells[f"{which}seen"],
    )


# ---------------------------------------------------------------- finding


_MARKS = re.compile(r"[\u0300-\u036f]")
_OTHER = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """A name as names are compared: letters and digits of any script, without case, accents, punctuation and a leading "the"."""
    plain = name if name.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", name))
    words = _OTHER.sub(" ", re.sub(r"['’ʼ‘`]", "", plain.casefold())).strip()
    return words.removeprefix("the ")


def at_address(known: Register, host: str, path: str) -> tuple[Row, str, str] | None:
    """The row with the longest matching host, then the longest matching path prefix, and what it matched: (row, host, path prefix)."""
    labels = host.split(".")
    for start in range(len(labels)):
        parent = ".".join(labels[start:])
        for prefix, row in known.by_host.get(parent, ()):
            if not prefix or path == prefix or path.startswith(f"{prefix}/"):
                return row, parent, prefix
    return None


def named(known: Register, name: str) -> tuple[Row, ...]:
    """The rows that carry a name; several where publishers of the world share it."""
    return known.by_name.get(folded(name), ())


def speaks_on(row: Row, day: PartialDate | None) -> bool:
    """Whether a row holds for a source of that day; a day that is not known, or not exactly, is given the benefit of the doubt."""
    if day is None:
        return True
    first = date(day.year, day.month or 1, day.day or 1)
    last = date(day.year, day.month or 12, day.day or 28)
    return (row.valid_from is None or last >= row.valid_from) and (row.valid_to is None or first <= row.valid_to)


# ---------------------------------------------------------------- what a row lets us say


def kind_confidence(known: Known) -> float:
    """How sure kind and country of a row are, by their basis and whether two places say so."""
    return _carried(_KIND, known)


def control_of(row: Row) -> Control | None:
    """Who controls the publisher. A government body is controlled by its country by its kind, as surely as the kind is known."""
    if row.kind is SourceType.GOVERNMENT:
        sure = _CONTROL[Basis.KNOWN][0] if row.known.basis is Basis.KNOWN else kind_confidence(row.known)
        return Control(state=row.country, basis=row.known.basis, confidence=sure, evidence=evidence_of(row, row.known))
    if row.control is None:
        return None
    return Control(
        state=row.state,
        owner=row.owner,
        editorial=row.editorial,
        funding=row.funding,
        basis=row.control.basis,
        confidence=_carried(_CONTROL, row.control),
        evidence=evidence_of(row, row.control),
    )


def evidence_of(row: Row, known: Known) -> tuple[Evidence, ...]:
    """What was seen where and when; for what nobody read, the row itself, saying so."""
    if not known.places:
        return (Evidence(what=NOBODY_READ, where=f"{FILE}:{row.line}"),)
    seen_at = datetime.combine(known.read_on, time(), UTC) if known.read_on else None
    return tuple(Evidence(what=known.seen, where=place, seen_at=seen_at) for place in known.places)


def _carried(ceilings: Mapping[Basis, tuple[float, float]], known: Known) -> float:
    alone, twice = ceilings[known.basis]
    origins = {registrable_domain(host_of(place)) or place.partition(":")[0] for place in known.places} if alone < twice else set()
    return twice if len(origins) > 1 else alone
