"""A page of wikitext to an Article: footnotes, the sources they name, where they are cited, and what an editor should know of their state."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import PurePath

from citeaudit.articles.links import WIKIMEDIA_DOMAINS
from citeaudit.articles.places import Lines
from citeaudit.articles.references import BIBLIOGRAPHY, Entry, Place, Whole, read_reference
from citeaudit.articles.wikitext.books import find_books
from citeaudit.articles.wikitext.cites import anchors_of, read_body
from citeaudit.articles.wikitext.flow import read_flow
from citeaudit.articles.wikitext.notes import Notes, find_notes, with_nested
from citeaudit.articles.wikitext.notetemplates import shown_language
from citeaudit.articles.wikitext.numbers import Note, Numbered, number_notes
from citeaudit.articles.wikitext.remarks import remarks_on
from citeaudit.articles.wikitext.scan import Scan, Span, scan
from citeaudit.errors import InputError
from citeaudit.model import Article, Reference, Remark, label
from citeaudit.ports import ArticleInput
from citeaudit.urls import registrable_domain

NO_FOOTNOTES = (
    "has no references: there is no <ref> tag that says or names anything, and no template that makes a footnote (sfn, efn, refn, r, #tag:ref)"
)
_REDIRECT = re.compile(r"\s*#[^\W\d_]+\s*:?\s*\[\[([^\[\]|#]+)[^\[\]]*\]\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page with what was found in it. `language` is the one that its templates are read by, `nested` are the spans of its markers, which are no
    words of the note that they stand in."""

    words: str
    language: str
    wiki: str
    found: Scan
    notes: Notes
    numbered: Numbered
    nested: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A footnote or a line of the bibliography that was read; `body` is the span of its words, if they stand in the page."""

    group: str
    number: str
    span: Span
    body: Span | None
    entry: Entry

    @property
    def label(self) -> str:
        return label(self.group, self.number)


def read_wikitext(words: str, given: ArticleInput, *, title: str = "", revision: str = "", wiki: str = "", format: str = "wikitext") -> Article:
    """Reads a page's decoded wikitext.

    Args:
        words: the wikitext.
        given: the input; what the user said of it comes first.
        title: of the page, as its file or answer states it; `revision` and `wiki` (the host, `en.wikipedia.org`) likewise. Empty where it does not.
        format: the plug-in that reads it.

    Raises:
        InputError: the page has no footnotes, or only sends on to another.
    """
    language = given.language or _language(wiki)
    page = _page(words, language or shown_language(words), wiki)
    if not page.numbered.lists:
        raise _without_footnotes(words, given.file)
    shown_title = given.title or title or PurePath(given.file).stem
    read = list(_footnotes(page))
    wanted = {name for one in read for part in one.entry.parts for name in part.points_to}
    books = list(_books(page, wanted)) if wanted else []
    targets = _targets(page, [*read, *books], wanted)
    references, doubts = _references([*read, *books], Whole(title=shown_title, file=given.file, targets=targets), Lines(words))
    flow = read_flow(words, page.found, page.notes, page.numbered)
    return Article(
        title=shown_title,
        language=language,
        revision=revision,
        wiki=wiki,
        file=given.file,
        format=format,
        references=references,
        citations=flow.citations,
        sections=flow.sections,
        remarks=(*remarks_on(words, page.found, page.notes, page.numbered, references[: len(read)]), *doubts),
    )


def _page(words: str, language: str, wiki: str) -> _Page:
    found = with_nested(words, scan(words), language)
    notes = find_notes(words, found, language)
    numbered = number_notes(words, notes.events)
    nested = tuple(sorted({marker.span for marker in numbered.markers}, key=lambda span: (span[0], -span[1])))
    return _Page(words=words, language=language, wiki=wiki, found=found, notes=notes, numbered=numbered, nested=nested)


def _language(wiki: str) -> str:
    """The language that a Wikimedia wiki's host names: `kk.wikipedia.org`, `de.m.wikipedia.org`."""
    first = wiki.partition(".")[0].lower()
    return first if registrable_domain(wiki) in WIKIMEDIA_DOMAINS and first not in ("", "www", "commons", "meta", "species") else ""


def _without_footnotes(words: str, file: str) -> InputError:
    redirect = _REDIRECT.match(words)
    if redirect:
        return InputError(f"has no references: it only sends on to '{redirect[1].strip()}'", where=file, hint="give that article")
    return InputError(NO_FOOTNOTES, where=file, hint="give the whole page of the article, or name its format with --input-format")


# ---------------------------------------------------------------- what the notes say


def _footnotes(page: _Page) -> Iterator[_Read]:
    """The notes that have words, in the order of their lists."""
    for note in chain.from_iterable(shown.notes for shown in page.numbered.lists):
        entry = _entry(page, note)
        if entry:
            yield _Read(group=note.group, number=note.number, span=note.span, body=note.body, entry=entry)


def _entry(page: _Page, note: Note) -> Entry | None:
    name = label(note.group, note.number)
    if note.short:
        return Entry(text=note.short.printed, links=note.short.links, parts=(note.short,))
    if note.details:
        return read_body(note.details, name, page.language, page.wiki)
    if not note.body:
        return None
    return read_body(" ".join(_without_notes(page, span) for span in (note.body, *note.more)), name, page.language, page.wiki)


def _without_notes(page: _Page, span: Span) -> str:
    """The words of a span without the notes that stand in them."""
    start, end = span
    pieces = []
    which = bisect_left(page.nested, (start, 0))
    while which < len(page.nested) and page.nested[which][0] < end:
        low, high = page.nested[which]
        pieces.append(page.words[start:low])
        start = high
        which = bisect_left(page.nested, (high, 0), which + 1)
    return "".join([*pieces, page.words[start:end]]).strip()


def _books(page: _Page, wanted: Collection[str]) -> Iterator[_Read]:
    """The lines of the bibliography that short citations point to, numbered in the order of the page."""
    for place, book in enumerate(find_books(page.words, page.found, page.notes, wanted), 1):
        number = str(place)
        entry = read_body(_without_notes(page, book), label(BIBLIOGRAPHY, number), page.language, page.wiki)
        yield _Read(group=BIBLIOGRAPHY, number=number, span=book, body=book, entry=entry)


def _targets(page: _Page, read: Sequence[_Read], wanted: Collection[str]) -> dict[str, str]:
    """The label of the reference behind each name that a short citation points to; footnotes come before the bibliography."""
    targets: dict[str, str] = {}
    for one in read if wanted else ():
        for name in anchors_of(page.words[slice(*one.body)]) if one.body else ():
            targets.setdefault(name, one.label)
    return targets


def _references(read: Sequence[_Read], whole: Whole, lines: Lines) -> tuple[tuple[Reference, ...], list[Remark]]:
    """The references, and what was doubtful in their words."""
    done = [
        read_reference(one.entry, Place(number=one.number, group=one.group, span=one.span, line=line, column=column), whole)
        for one in read
        for line, column in (lines.at(one.span[0]),)
    ]
    return tuple(reference for reference, _ in done), [remark for _, remarks in done for remark in remarks]
