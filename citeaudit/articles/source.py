"""One source of a reference as its format hands it over: what markup states first, and of its words only what that leaves open (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citeaudit.articles.links import url_and_archive
from citeaudit.articles.words.citation import Cited, read_citation
from citeaudit.model import Identifier, LinkRole, PartialDate, ReferenceLink, Remark, Role, Source

_OUTWARD = (LinkRole.ORIGINAL, LinkRole.ARCHIVE, LinkRole.IDENTIFIER)

_DOUBTFUL_DATE = "ambiguous-date"
"""The one doubt of the citation reader that stated fields do not settle."""

_BRACKETED = re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What an article's markup states of one source in fields: COinS, or a citation template. What it does not state is empty.

    `gives_publisher` is false where the markup has no place for a publisher (the journal form of COinS), `gives_work` where it has none for a work
    (its Dublin Core form): there an empty one says nothing.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    work: str = ""
    gives_work: bool = True
    publisher: str = ""
    gives_publisher: bool = True
    agency: str = ""
    published: PartialDate | None = None
    accessed: PartialDate | None = None
    archived_on: PartialDate | None = None
    archive_name: str = ""
    url: str = ""
    language: str = ""
    format: str = ""
    identifiers: tuple[Identifier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One source of an entry; what a format cannot tell is empty.

    `printed` is all of it, `words` what is read of it as a citation; `rest` is the same without what markup shows to be its dates of access and of
    archiving, which are `accessed` and `archived_on` (empty: the same as `words`). `title` are the words of its first link, `authors` those that
    markup shows and that are not in `words`, `points_to` the names of
    the bibliography entries or references that it points to, `doubts` what its format found doubtful. `is_lost`: its words were lost.
    """

    printed: str
    words: str = ""
    rest: str = ""
    links: tuple[ReferenceLink, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    stated: Stated | None = None
    accessed: PartialDate | None = None
    archived_on: PartialDate | None = None
    is_citation: bool = False
    points_to: tuple[str, ...] = ()
    is_lost: bool = False
    doubts: tuple[Remark, ...] = ()

    @property
    def names_source(self) -> bool:
        """Whether markup shows that a source is named: a citation template, its metadata, or a link that leads out of the wiki."""
        return self.is_citation or self.stated is not None or any(link.role in _OUTWARD for link in self.links)


def read_source(part: Part, place: Source) -> tuple[Source, tuple[Remark, ...]]:
    """Reads a source, and what was doubtful in it.

    Args:
        part: of the entry.
        place: a source with only its place filled in (article, reference, part, group, target, file, span, line, column), which the fields are
            added to.
    """
    said = Cited() if _is_empty(part) else _cited(part, place.label)
    role = _role(part, said, place)
    cited = said if role is Role.SOURCE else Cited()
    stated = part.stated or Stated(title=cited.title, authors=part.authors or cited.authors, work=cited.work, publisher=cited.publisher)
    url, archive_url = url_and_archive(part.links, stated.url)
    source = replace(
        place,
        role=role,
        target=place.target if role is Role.SHORT else "",
        title=stated.title,
        authors=stated.authors or part.authors or cited.authors,
        work=stated.work or _unnamed_work(stated, cited, part.words),
        publisher=stated.publisher or _unnamed_publisher(stated, cited),
        agency=stated.agency or cited.agency,
        published=stated.published or cited.published,
        accessed=stated.accessed or cited.accessed,
        archived_on=stated.archived_on or cited.archived_on,
        archive_name=stated.archive_name or cited.archive_name,
        url=url,
        archive_url=archive_url,
        identifiers=_once((*part.identifiers, *stated.identifiers, *cited.identifiers)),
        language=stated.language or cited.language,
        format=stated.format or cited.format,
        # A note or a short citation made by a template is printed as what the template shows.
        raw=part.words if role in (Role.NOTE, Role.SHORT) and part.words else part.printed,
    )
    return source, (*part.doubts, *(remark for remark in cited.remarks if part.stated is None or remark.rule == _DOUBTFUL_DATE))


def _is_empty(part: Part) -> bool:
    """Whether a footnote names no source and shows no words (`[dead link]` alone is none)."""
    return part.is_lost or (not part.names_source and not any(sign.isalnum() for sign in _BRACKETED.sub("", part.words or part.printed)))


def _role(part: Part, said: Cited, place: Source) -> Role:
    """What a footnote is: one that names no source is short where it points to another, a note in a group."""
    if _is_empty(part):
        return Role.EMPTY
    # A link on a page number beside a short citation leads to that page, and makes no source of it.
    is_pointer = bool(part.points_to) and part.stated is None and not part.is_citation and not part.title
    if part.names_source and not is_pointer:
        return Role.SOURCE
    if part.points_to or place.target:
        return Role.SHORT
    return Role.NOTE if place.group and not _says_source(said) else Role.SOURCE


def _says_source(said: Cited) -> bool:
    """Whether words cite something: explanatory notes have years and quotations too, but no such field."""
    return bool(said.accessed or said.archived_on or said.identifiers or (said.publisher and said.published and said.title))


def _cited(part: Part, label: str) -> Cited:
    """What the words say. Notes on access and archiving in words that the citation reader does not know are taken from the markup."""
    stated = part.stated or Stated()
    known = tuple(filter(None, (stated.title, *stated.authors, stated.work, stated.publisher))) if stated.title and stated.published else ()
    title = part.title or stated.title
    cited = read_citation(part.words, label, title=title, known=known) if part.words else Cited()
    if (cited.accessed or not part.accessed) and (cited.archived_on or not part.archived_on):
        return cited
    return replace(
        read_citation(part.rest, label, title=title, known=known),
        accessed=cited.accessed or part.accessed,
        archived_on=cited.archived_on or part.archived_on,
        archive_name=cited.archive_name,
    )


def _unnamed_work(stated: Stated, cited: Cited, words: str) -> str:
    """Where markup has no place for a work, the words may name one behind a colon: `In: Orchard News.`"""
    named = cited.work or cited.publisher
    return named if not stated.gives_work and named != stated.publisher and f": {named}" in words else ""


def _unnamed_publisher(stated: Stated, cited: Cited) -> str:
    """Where markup has no place for a publisher, the words may name one beside title and work, no part of them."""
    ends = (stated.title, stated.work, stated.title.rpartition(": ")[2], stated.work.rpartition(": ")[2])
    return "" if stated.gives_publisher or cited.publisher in ends or cited.publisher in stated.work else cited.publisher


def _once(identifiers: Sequence[Identifier]) -> tuple[Identifier, ...]:
    """Each identifier once, however its value is spelled."""
    once: dict[tuple[str, str], Identifier] = {}
    for identifier in identifiers:
        once.setdefault((identifier.scheme, identifier.value.casefold().replace("-", "").replace(" ", "")), identifier)
    return tuple(once.values())
