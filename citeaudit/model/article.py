"""An article as it was parsed: references, the sources they name, citations, sections, remarks."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from citeaudit.model.verdicts import Evidence, Severity, Text

LEAD = "(lead)"
"""The section name of the text before the first heading."""


_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date to the precision that was printed; `day` needs `month`. `str()` is ISO 8601: 2015, 2015-10, 2015-10-28."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @classmethod
    def from_iso(cls, words: str) -> PartialDate | None:
        """Reads what `str()` gives; None for anything else, a day that does not exist included."""
        found = _ISO.fullmatch(words.strip())
        if not found:
            return None
        year, month, day = (int(part) if part else None for part in found.groups())
        try:
            datetime.date(year or 0, month or 1, day or 1)
        except ValueError:
            return None
        return cls(year=year or 0, month=month, day=day)


class Role(StrEnum):
    """What a row of the table stands for."""

    SOURCE = "source"
    SHORT = "short"
    NOTE = "note"
    EMPTY = "empty"


class LinkRole(StrEnum):
    """What a link inside a reference is."""

    ORIGINAL = "original"
    ARCHIVE = "archive"
    IDENTIFIER = "identifier"
    WIKIMEDIA = "wikimedia"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceLink:
    """One link inside a reference, with its role and the words it stands on.

    Of an archive's link: `target` is the address that it says it is a copy of (empty where it does not say), `captured_at` when that copy was made.
    """

    url: str
    role: LinkRole
    words: str = ""
    target: str = ""
    captured_at: datetime.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """An identifier of the work: scheme `doi`, `isbn`, `oclc`, `pmid`, …, and its value."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One source that a reference names: one row of the table. Fields that are not printed are empty.

    `span` is (start, end) in the decoded text of the input; `line` and `column` count from 1.
    `extra` keeps the cells of a checked table that the checks do not fill, as (column, cell) pairs.
    """

    article: str
    reference: str
    part: int = 1
    group: str = ""
    role: Role = Role.SOURCE
    target: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    work: str = ""
    publisher: str = ""
    agency: str = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    archived_on: PartialDate | None = None
    archive_name: str = ""
    url: str = ""
    archive_url: str = ""
    identifiers: tuple[Identifier, ...] = ()
    language: str = ""
    format: str = ""
    file: str = ""
    span: tuple[int, int] = (0, 0)
    line: int = 0
    column: int = 0
    raw: str = ""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The name a reader knows it by: `9`, `note 2`, and `9 (2)` for its second part."""
        number = label(self.group, self.reference)
        return number if self.part == 1 else f"{number} ({self.part})"


def label(group: str, number: str) -> str:
    """The name a reader knows a reference by: `9`, or `note 2` in a group."""
    return f"{group} {number}" if group else number


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One numbered footnote as the article prints it, with the sources it names (several where it bundles them)."""

    number: str
    group: str = ""
    text: str
    span: tuple[int, int]
    line: int
    column: int
    links: tuple[ReferenceLink, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One marker in the article's text: the reference it cites, its section's own heading and its sentence."""

    reference: str
    group: str = ""
    section: str
    sentence: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of the article, in order; `LEAD` stands for the text before the first one. Level 1 is the widest.

    `words` counts the words of its own text, without its subsections; the list of references is no text.
    """

    heading: str
    level: int
    span: tuple[int, int]
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something the parser met that an editor should know; a finding rule tells it on. `references` are labels."""

    rule: str
    severity: Severity
    references: tuple[str, ...]
    message: Text
    tip: Text
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A parsed article. `file` is its name as the user gave it (no folder), `format` the plug-in that read it.

    `wiki` is the host of the wiki that the article itself says it is from (`en.wikipedia.org`), empty where it does not say.
    """

    title: str
    language: str = ""
    revision: str = ""
    wiki: str = ""
    file: str = ""
    format: str
    references: tuple[Reference, ...]
    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """The same article in a form that has addresses, or a list of them: where those of a copy that has none are taken from.

    `where` names it for readers: a file, or a wiki's revision with its date; `address` is where such a revision is found. `is_word`: it is the user's
    own list, whose rows name references by their labels; any other is aligned with the copy.
    """

    sources: tuple[Source, ...]
    where: str
    address: str = ""
    is_word: bool = False

    @property
    def place(self) -> str:
        """Where its evidence was seen."""
        return self.address or self.where
