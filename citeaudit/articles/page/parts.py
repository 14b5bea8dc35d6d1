"""One entry of a list of references as the sources that it bundles, each with its words, links, metadata and the dates that its markup shows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml.etree import _Element

from citeaudit.articles.links import link_to, printed_urls
from citeaudit.articles.linktitles import is_title
from citeaudit.articles.page.coins import read_coins
from citeaudit.articles.page.markup import Anchor, Marked, Span, folded, read_markup
from citeaudit.articles.references import Entry
from citeaudit.articles.seams import MOST_SOURCES, with_free
from citeaudit.articles.source import Part, Stated
from citeaudit.articles.words.dates import find_dates
from citeaudit.articles.words.names import read_authors
from citeaudit.articles.words.phrases import knows_note
from citeaudit.model import LinkRole, PartialDate, ReferenceLink
from citeaudit.urls import page_key

_COPIES = (LinkRole.ORIGINAL, LinkRole.ARCHIVE)

# Where the clause of a note on an archived copy may begin and end, in scripts of every kind.
_OPENS = re.compile(r"[(（\[【。；;]|[.,]\s")
_STOPS = re.compile(r"[)）\]】。；;]|[.,](?=\s|$)|$")
_SEMICOLON = re.compile(r"[;；]\s")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"[12]\d{3}")
_CALENDAR = "/web/*/"
"""In the address where the Wayback Machine lists its copies of a page; a copy itself is what is wanted where both are linked
(https://es.wikipedia.org/wiki/Plantilla:Enlace_roto)."""
# Between authors whose initials stand behind their names: `Дуб А. Б., Вяз В.`.
_NEXT_AUTHOR = re.compile(r"(?<=\b\w\.),\s+(?=[^\W\d_]{2})")
_LONGEST_NOTE = 80
"""How many characters after its link a note on an archived copy may go on: a date and the archive's name."""


def read_entries(items: Sequence[_Element], base: str = "", wanted: Collection[str] = ()) -> tuple[Entry, ...]:
    """Reads entries, where they stand in their page; of one inside another, the inner one's words are not the outer one's.

    Args:
        items: each entry's element.
        base: the address that relative links are relative to, empty where it is not known.
        wanted: the names of bibliography entries that short citations point to.
    """
    return tuple(map(_entry, read_markup(items, base, wanted)))


def _entry(marked: Marked) -> Entry:
    bounds = _bounds(marked)
    parts = tuple(_part(marked, span, alone=len(bounds) == 1) for span in bounds)
    links = [anchor.link for anchor in marked.anchors if anchor.link]
    linked = set(map(id, links))
    printed = (link for part in parts for link in part.links if id(link) not in linked)
    return Entry(text=folded(marked.raw[marked.start :]), links=(*links, *printed), parts=parts)


def _bounds(marked: Marked) -> list[Span]:
    """Where each source of the entry begins and ends: at citation elements, at items of a list, else after each piece of metadata."""
    end = len(marked.raw)
    starts = _starts(marked)
    if 0 < len(starts) <= MOST_SOURCES:
        return list(zip(starts, [*starts[1:], end], strict=True))
    ends = [at for at, _ in marked.coins[:-1]] if marked.coins else _seams(marked)
    ends = ends if len(ends) < MOST_SOURCES else []
    return list(zip([marked.start, *ends], [*ends, end], strict=True))


def _starts(marked: Marked) -> list[int]:
    """The starts of citation elements, and of list items where at least two show a source; of such an item that holds several, theirs."""
    citations = [start for start, _ in marked.citations]
    marks = [*citations, *(at for at, _ in marked.coins), *(anchor.span[0] for anchor in marked.anchors)]
    if len(marked.items) > MOST_SOURCES or sum(any(_within(at, item) for at in marks) for item in marked.items) < 2:
        originals = [anchor.span[0] for anchor in marked.anchors if anchor.title and _is_original(anchor)]
        return with_free(marked.raw, marked.start, marked.citations, originals)
    starts = [at for at in citations if not any(_within(at, item) for item in marked.items)]
    for item in marked.items:
        inside = [at for at in citations if _within(at, item)]
        starts += inside if len(inside) > 1 else [item[0]]
    return sorted(starts)


def _seams(marked: Marked) -> list[int]:
    """Where one source ends and the next begins in words without templates: at semicolons and line breaks between pieces that each have a link to
    a page of its own and words beside it. Original and archived copy, title and PDF are one source; what is doubtful stays one."""
    originals = [(anchor.span[0], page_key(anchor.link.url)) for anchor in marked.anchors if anchor.link and anchor.title and _is_original(anchor)]
    ends = sorted({*(found.end() for found in _SEMICOLON.finditer(marked.raw, marked.start)), *marked.breaks})
    if len(originals) < 2 or max(len(ends), len(marked.anchors)) > MOST_SOURCES:
        return []
    inside = [anchor.span for anchor in marked.anchors]
    seams = [marked.start]
    for end in [*(at for at in ends if not any(start < at < stop for start, stop in inside)), len(marked.raw)]:
        piece = (seams[-1], end)
        if any(_within(at, piece) for at, _ in originals) and _WORD.search(_without(marked.raw, piece, inside)):
            seams.append(end)
    pages = [{page for at, page in originals if _within(at, piece)} for piece in pairwise(seams)]
    are_different = sum(map(len, pages)) == len(set().union(*pages)) == len({page for _, page in originals})
    return seams[1:-1] if are_different else []


def _is_original(anchor: Anchor) -> bool:
    return anchor.link is not None and anchor.link.role is LinkRole.ORIGINAL


def _within(at: int, span: Span) -> bool:
    return span[0] <= at < span[1]


def _part(marked: Marked, span: Span, *, alone: bool) -> Part:
    """The source between two places; the only source of an entry has all its links and metadata."""
    own = [anchor for anchor in marked.anchors if alone or _within(anchor.span[0], span)]
    copies = [anchor for anchor in own if anchor.link and anchor.link.role in _COPIES]
    authors = [found for found in marked.authors if _within(found[0], span)] if marked.authors else []
    apart = [*authors, *(anchor.span for anchor in own if anchor.is_number)]
    accessed, archived = _access_note(marked, span), _archive_note(marked.raw, copies, span[1])
    words = _without(marked.raw, span, apart)
    printed = folded(marked.raw[marked.start if alone else span[0] : span[1]])
    links = [anchor.link for anchor in own if anchor.link]
    if any(_CALENDAR in link.url for link in links):
        links.sort(key=lambda link: _CALENDAR in link.url)
    return Part(
        printed=printed,
        words=words,
        rest=_without(marked.raw, span, [*apart, accessed.span, archived.span]) if accessed.date or archived.date else words,
        links=tuple(links) if copies else (*links, *_unlinked(printed)),
        title=_title(marked, copies[0], span[0]) if copies else "",
        authors=_authors(marked, authors) if authors else (),
        identifiers=tuple(anchor.identifier for anchor in own if anchor.identifier),
        stated=_metadata(marked, span, alone=alone),
        accessed=accessed.date,
        archived_on=archived.date,
        is_citation=any(_within(start, span) and marked.raw[start:end].strip() for start, end in marked.citations),
        points_to=tuple(anchor.points_to for anchor in own if anchor.points_to),
    )


def _unlinked(printed: str) -> Iterator[ReferenceLink]:
    """The addresses that a source without a link prints."""
    return map(link_to, dict.fromkeys(printed_urls(printed) if "://" in printed else ()))


def _title(marked: Marked, copy: Anchor, start: int) -> str:
    """The words of the source's first link, where they do not only say where to click."""
    at, end = copy.span
    before, after = marked.raw[max(start, marked.start) : at], marked.raw[end : end + 1]
    is_templated = any(_within(at, citation) for citation in marked.citations)
    return copy.title if is_title(copy.title, before, after, is_templated=is_templated) else ""


def _authors(marked: Marked, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(name for start, end in spans for names in _NEXT_AUTHOR.split(marked.raw[start:end]) for name in read_authors(names))


def _metadata(marked: Marked, span: Span, *, alone: bool) -> Stated | None:
    """The metadata of a source stands after its words."""
    context = next((context for at, context in marked.coins if alone or span[0] < at <= span[1]), None)
    return read_coins(context) if context is not None else None


def _without(raw: str, span: Span, cuts: Sequence[Span]) -> str:
    pieces, at = [], span[0]
    for start, end in sorted(cuts):
        if start >= at:
            pieces.append(raw[at:start])
            at = end
    return folded(" ".join([*pieces, raw[at : span[1]]]))


# ---------------------------------------------------------------- the dates that markup shows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Note:
    """A stretch of words that says nothing but a date, and that date; empty where there is none."""

    span: Span = (0, 0)
    date: PartialDate | None = None


def _access_note(marked: Marked, span: Span) -> _Note:
    unknown = (accessed for accessed in marked.accessed if _within(accessed[0], span) and not knows_note(marked.raw[slice(*accessed)]))
    return next((note for accessed in unknown if (note := _dated(marked.raw, accessed)).date), _Note())


def _archive_note(raw: str, copies: Sequence[Anchor], end: int) -> _Note:
    """The clause around the second of a source's two links, original and archived copy, with one date in it: `（原始內容存檔於2016-03-03）`."""
    if len(copies) < 2 or not any(anchor.link and anchor.link.role is LinkRole.ARCHIVE for anchor in copies):
        return _Note()
    first, second = copies[0].span, copies[1].span
    last = min(end, second[1] + _LONGEST_NOTE)
    dated = _YEAR.search(raw, second[1], last)
    # What follows the first date there is no note on archiving: the note on access may be one that is known.
    if knows_note(raw[first[1] : dated.end() if dated else last]):
        return _Note()
    start = max([first[1], *(opened.start() for opened in _OPENS.finditer(raw, first[1], second[0]))])
    # A full stop may stand inside the date (`12. Mai 2010`): the clause ends at the first stop that makes it a date.
    clauses = (_dated(raw, (start, stop.end())) for stop in _STOPS.finditer(raw, second[1], last))
    return next((clause for clause in clauses if clause.date), _Note())


def _dated(raw: str, span: Span) -> _Note:
    """The span with the date in it; nothing where there is none, or another beside it."""
    dates = [printed.date for printed in find_dates(raw[slice(*span)])]
    return _Note(span=span, date=dates[0]) if len(dates) == 1 and dates[0] else _Note()
