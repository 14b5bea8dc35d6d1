"""One source of a reference as its markup gives it: metadata and links first, and of its words only what those leave open (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from citeaudit.articles.citation import Cited, read_citation
from citeaudit.articles.coins import Coins
from citeaudit.articles.links import url_and_archive
from citeaudit.articles.parts import Part
from citeaudit.model import Identifier, Remark, Role, Source

_DOUBTFUL_DATE = "ambiguous-date"
"""The one doubt of the citation reader that metadata does not settle."""

_BRACKETED = re.compile(r"\[[^\[\]]*\]")


def read_source(part: Part, place: Source) -> tuple[Source, tuple[Remark, ...]]:
    """Reads a source, and what was doubtful in it.

    Args:
        part: of the entry.
        place: a source with only its place filled in (article, reference, part, group, file, span, line, column), which the fields are added to.
    """
    role = _role(part, place.group)
    cited = _cited(part, place.label) if role is Role.SOURCE else Cited()
    coins = part.coins or Coins(title=cited.title, authors=cited.authors, work=cited.work, publisher=cited.publisher)
    url, archive_url = url_and_archive(part.links, coins.url)
    source = replace(
        place,
        role=role,
        title=coins.title,
        authors=coins.authors or cited.authors,
        work=coins.work,
        publisher=coins.publisher or _unnamed_publisher(coins, cited),
        agency=cited.agency,
        published=coins.published or cited.published,
        accessed=cited.accessed,
        archived_on=cited.archived_on,
        archive_name=cited.archive_name,
        url=url,
        archive_url=archive_url,
        identifiers=_once((*part.identifiers, *coins.identifiers, *cited.identifiers)),
        language=cited.language,
        format=cited.format,
        raw=part.printed,
    )
    return source, tuple(remark for remark in cited.remarks if part.coins is None or remark.rule == _DOUBTFUL_DATE)


def _role(part: Part, group: str) -> Role:
    """What a footnote is: one that names no source is empty where it has no words (`[dead link]` alone has none), short where it points to the
    bibliography, a note in a group."""
    if part.names_source:
        return Role.SOURCE
    if not any(sign.isalnum() for sign in _BRACKETED.sub("", part.printed)):
        return Role.EMPTY
    if part.points_to:
        return Role.SHORT
    return Role.NOTE if group else Role.SOURCE


def _cited(part: Part, label: str) -> Cited:
    """What the words say. Notes on access and archiving in words that the citation reader does not know are taken from the markup."""
    title = part.title or (part.coins.title if part.coins else "")
    cited = read_citation(part.words, label, title=title)
    if (cited.accessed or not part.accessed) and (cited.archived_on or not part.archived_on):
        return cited
    return replace(
        read_citation(part.rest, label, title=title),
        accessed=cited.accessed or part.accessed,
        archived_on=cited.archived_on or part.archived_on,
        archive_name=cited.archive_name,
    )


def _unnamed_publisher(coins: Coins, cited: Cited) -> str:
    """The journal form of the metadata has no key for a publisher: there the words may name one beside title and work, no part of them."""
    ends = (coins.title, coins.work, coins.title.rpartition(": ")[2], coins.work.rpartition(": ")[2])
    return "" if coins.gives_publisher or cited.publisher in ends else cited.publisher


def _once(identifiers: Sequence[Identifier]) -> tuple[Identifier, ...]:
    """Each identifier once, however its value is spelled."""
    once: dict[tuple[str, str], Identifier] = {}
    for identifier in identifiers:
        once.setdefault((identifier.scheme, identifier.value.casefold().replace("-", "").replace(" ", "")), identifier)
    return tuple(once.values())
