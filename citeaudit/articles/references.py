"""One entry of a list of references → a Reference with its sources: the end of every format's way (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from citeaudit.articles.source import Part, read_source
from citeaudit.model import Reference, ReferenceLink, Remark, Source, label

BIBLIOGRAPHY = "bibliography"
"""The group of the entries that short citations point to, on wikis of every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: its whole text, all its links, and its sources in order (one at least)."""

    text: str
    links: tuple[ReferenceLink, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What all references of an article share: its title, the file it came in, and the label of the reference behind each name that a short
    citation may point to."""

    title: str
    file: str
    targets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an entry stands: its number and group as markers show them, its (start, end) in the input's text, its line and column from 1."""

    number: str
    group: str = ""
    span: tuple[int, int]
    line: int
    column: int


def read_reference(entry: Entry, place: Place, whole: Whole) -> tuple[Reference, tuple[Remark, ...]]:
    """Reads an entry, and what was doubtful in its words."""
    sources: list[Source] = []
    doubts: list[Remark] = []
    # A sub-reference (1.1) that says no more than a page points to the reference that it stands below.
    outer = label(place.group, place.number.rpartition(".")[0]) if "." in place.number else ""
    for number, part in enumerate(entry.parts, 1):
        bare = Source(
            article=whole.title,
            reference=place.number,
            part=number,
            group=place.group,
            target=next((whole.targets[name] for name in part.points_to if name in whole.targets), outer),
            file=whole.file,
            span=place.span,
            line=place.line,
            column=place.column,
        )
        source, remarks = read_source(part, bare)
        sources.append(source)
        doubts += remarks
    reference = Reference(
        number=place.number,
        group=place.group,
        text=entry.text,
        span=place.span,
        line=place.line,
        column=place.column,
        links=entry.links,
        sources=tuple(sources),
    )
    return reference, tuple(doubts)
