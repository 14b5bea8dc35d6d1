"""One reference's words to its fields: title, authors, work, publisher, agency, dates, archive note (pure)."""

from __future__ import annotations

from dataclasses import dataclass

from citeaudit.model import Identifier, PartialDate, Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """The fields that a reference's words name; what is not printed is empty. `remarks` tell what was doubtful or put right."""

    title: str = ""
    authors: tuple[str, ...] = ()
    work: str = ""
    publisher: str = ""
    agency: str = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    archived_on: PartialDate | None = None
    archive_name: str = ""
    language: str = ""
    format: str = ""
    identifiers: tuple[Identifier, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_citation(words: str, reference: str, *, title: str = "") -> Cited:
    """Reads the words of one reference.

    Args:
        words: the reference as printed, without its caret and backlink letters.
        reference: its label, for the remarks.
        title: the words that the article's own markup gives as the title (a link's text), where there is markup.
    """
    raise NotImplementedError(words, reference, title)
